// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Why a file cannot be what it should be.
package enum FormatFault: Error, Hashable {
    /// The gzip stream is cut or damaged.
    case brokenGzip
    /// It is more than one gzip member.
    case bytesAfterGzip
    /// It would be larger than `Inflation.limit` uncompressed.
    case tooLarge
    /// It is not JSON that says one thing.
    case notJSON(JSONValue.Fault)
    /// A member is missing or has another form.
    case member(String, expected: String)
    /// The file cannot be read from the disk.
    case unreadable

    /// The fault as a clause about the file.
    package var words: String {
        switch self {
        case .brokenGzip: "its gzip data is cut or damaged"
        case .bytesAfterGzip: "it is not exactly one gzip member"
        case .tooLarge: "it is larger than \(Inflation.limit >> 20) MiB uncompressed"
        case .notJSON(let fault): "it is not strict JSON at byte \(fault.offset): \(fault.message)"
        case .member(let name, let expected): "its \(name) is not \(expected)"
        case .unreadable: "it cannot be read"
        }
    }
}
