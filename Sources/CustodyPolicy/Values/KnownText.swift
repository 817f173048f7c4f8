// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

extension PublicText {
    /// The longest text of a ledger, in bytes.
    package static let ledgerLimit = 2_000

    /// A text of the program's own. Forbidden characters are left out, and a text that is too long is cut.
    package static func known(_ text: String) -> PublicText {
        let allowed = text.unicodeScalars.filter { (try? PublicText(String($0), limit: 8)) != nil }
        var kept = String(String.UnicodeScalarView(allowed))
        while kept.utf8.count > ledgerLimit { kept.removeLast() }
        guard let text = try? PublicText(kept, limit: ledgerLimit) else {
            preconditionFailure("the program's own texts are not empty")
        }
        return text
    }
}
