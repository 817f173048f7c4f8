// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Reads rule documents and alerts as JSON, as strictly as `JSONValue.init(document:limit:)` does.
package enum JSONText {
    /// Room for the plan of a large Terraform project, in bytes.
    package static let byteLimit = 256 << 20

    /// Parses one value with nothing but white space around it; a byte order mark is passed over.
    ///
    /// - Throws: an error with line and column.
    package static func parse(_ text: String) throws(AlertsError) -> JSONValue {
        var document = Array(text.utf8)
        if document.starts(with: [0xEF, 0xBB, 0xBF]) { document.removeFirst(3) }
        do throws(JSONValue.Fault) {
            return try JSONValue(document: document, limit: byteLimit)
        } catch {
            throw AlertsError(error.message, at: error.place(in: document))
        }
    }
}
