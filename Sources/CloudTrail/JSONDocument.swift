// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

extension JSONValue {
    /// Why a document is not JSON that says one thing.
    package struct Fault: Error, Hashable, Sendable {
        /// Bytes from the beginning of the document.
        package var offset: Int
        package var message: String

        /// The place as a person's editor shows it, such as `line 2, column 10`; columns are bytes.
        package func place(in document: [UInt8]) -> String {
            let before = document[..<min(offset, document.count)]
            let line = before.count { $0 == 0x0A } + 1
            let column = before.reversed().prefix { $0 != 0x0A }.count + 1
            return "line \(line), column \(column)"
        }
    }

    /// Reads a whole document of at most `limit` bytes so that no two readers can differ about it (RFC 8259): UTF-8
    /// without a byte order mark, no name twice in an object, no half of a surrogate pair, at most 100 levels, and
    /// nothing after the value.
    ///
    /// - Throws: a fault with its place.
    package init(document: [UInt8], limit: Int) throws(Fault) {
        let parsed: RecordParser.Parsed
        do throws(RecordParser.Failure) {
            parsed = try RecordParser().parse(document, limit: limit)
        } catch {
            throw Fault(error, in: document)
        }
        if let doubt = parsed.doubts.first { throw Fault(doubt) }
        self = parsed.value
    }

    /// The elements of an array; none of anything else.
    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}

extension JSONValue.Fault {
    fileprivate init(_ failure: RecordParser.Failure, in document: [UInt8]) {
        offset = failure.offset
        switch failure {
        case .tooLong(let limit): message = "a document of more than \(limit) bytes"
        case .broken(CTJ_TRUNCATED, _): message = "the JSON ends too early"
        case .broken(CTJ_BROKEN_UTF8, _):
            message = "a byte that is not UTF-8"
            do { _ = try UTF8Span(validating: document.span) } catch { offset = error.byteOffsets.lowerBound }
        case .broken(let problem, _): message = ReadingProblem.message(problem)
        }
    }

    fileprivate init(_ doubt: RecordParser.Doubt) {
        offset = doubt.offset
        message =
            switch doubt.kind {
            case .badEscape: "a string with an escape that stands for no character"
            case .repeatedMember(let name): "the member \(name) is named twice"
            }
    }
}
