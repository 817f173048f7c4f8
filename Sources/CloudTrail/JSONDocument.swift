// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Why a document is not JSON that says one thing.
    package struct Fault: Error, Hashable, Sendable {
        /// Bytes from the beginning of the document.
        package var offset: Int
        package var message: String
    }

    /// Reads a whole document of at most `limit` bytes, strictly.
    ///
    /// - Throws: a fault, also for what can be read in two ways, such as a member that is named twice.
    package init(document: [UInt8], limit: Int) throws(Fault) {
        let parsed: RecordParser.Parsed
        do throws(RecordParser.Failure) {
            parsed = try RecordParser().parse(document, limit: limit)
        } catch {
            throw Fault(offset: error.offset, message: error.message)
        }
        if let doubt = parsed.doubts.first { throw Fault(offset: 0, message: doubt) }
        self = parsed.value
    }

    /// The elements of an array; none of anything else.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
