// SPDX-License-Identifier: Apache-2.0

/// Why a file cannot be what it should be.
package enum FormatFault: Error, Hashable {
    /// The gzip stream is cut or damaged.
    case brokenGzip
    /// It is more than one gzip member.
    case bytesAfterGzip
    /// It would be larger than `Inflation.limit` uncompressed.
    case tooLarge
    /// It is not JSON, from this byte on.
    case notJSON(offset: Int)
    /// A JSON object has a name twice.
    case duplicateName(String)
    /// A member is missing or has another form.
    case member(String, expected: String)
    /// The file cannot be read from the disk.
    case unreadable

    /// The fault as a clause about the file.
    package var words: String {
        switch self {
        case .brokenGzip: "its gzip data is cut or damaged"
        case .bytesAfterGzip: "it is not exactly one gzip member"
        case .tooLarge: "it is larger than \(Inflation.limit >> 20) MB uncompressed"
        case .notJSON(let offset): "it is not JSON in UTF-8 at byte \(offset)"
        case .duplicateName(let name): "it has the JSON name \(name) twice"
        case .member(let name, let expected): "its \(name) is not \(expected)"
        case .unreadable: "it cannot be read"
        }
    }
}
