// SPDX-License-Identifier: Apache-2.0

/// Why a catalogue cannot be used.
package enum CatalogueError: Error, CustomStringConvertible {
    /// It is not JSON of this form; the text says where and why.
    case notACatalogue(String)
    /// It is of a later version.
    case version(String)
    /// Two rules have the same identifier.
    case repeatedRule(String)
    /// A rule names another one that is not there.
    case unknownRule(String, namedBy: String)

    package var description: String {
        switch self {
        case .notACatalogue(let reason): "the catalogue of rules cannot be read: \(reason)"
        case .version(let version): "the catalogue of rules has version \(version); this program knows 1"
        case .repeatedRule(let id): "the catalogue has two rules \(id)"
        case .unknownRule(let id, let by): "rule \(by) names \(id), which the catalogue does not have"
        }
    }
}
