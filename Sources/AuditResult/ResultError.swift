// SPDX-License-Identifier: Apache-2.0

/// Why a file is not an audit result. A path such as `standing.changes` names the place.
package enum ResultError: Error, Hashable, Sendable {
    /// It has more bytes than a result may have.
    case tooLarge
    /// It is no result of an audit: it does not begin as one.
    case otherFormat
    /// It is of a version that this program does not know.
    case otherVersion(UInt64)
    /// At an offset in bytes, something else was expected.
    case syntax(offset: Int, expected: String)
    /// A member is missing.
    case missing(String)
    /// A member is unknown, in another place than its own, or there twice; with the one that belongs there, if any does.
    case unexpected(String, insteadOf: String?)
    /// A value does not have its form.
    case form(String, expected: String)
    /// Two members contradict each other.
    case contradiction(String, String)

    /// The error in words, after the name of the file.
    package var words: String {
        switch self {
        case .tooLarge: "is larger than an audit result can be, \(ResultFile.byteLimit) bytes"
        case .otherFormat: "is not an audit result: it does not begin with {\"format\":\"\(ResultFile.format)\""
        case .otherVersion(let version): "is an audit result of version \(version), which this program does not know"
        case .syntax(let offset, let expected): "is damaged: \(expected) expected at byte \(offset)"
        case .missing(let path): "lacks the member \(path)"
        case .unexpected(let path, let other):
            "has the member \(path) where \(other.map { "\($0) belongs" } ?? "none belongs")"
        case .form(let path, let expected): "is damaged: \(path) is not \(expected)"
        case .contradiction(let path, let words): "contradicts itself in \(path): \(words)"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch self {
        case .otherVersion: "use a breakglass as new as the glasswatch that wrote it"
        case .otherFormat: "give the file that `glasswatch audit --result FILE` wrote"
        default: "give the file as `glasswatch audit --result FILE` wrote it; no editor may change it"
        }
    }
}
