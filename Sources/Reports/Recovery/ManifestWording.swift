// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope
import SheetPrinting

extension Manifest {
    /// "share 2 of 3 in Security"
    package func place(of number: ShareNumber) -> String {
        guard let group = try? group(of: number) else { return "share \(number)" }
        return "share \(number.member.rawValue) of \(group.threshold.total) in \(group.name)"
    }

    /// What the set opens, by account and credential.
    package var opens: String {
        (isPractice ? "PRACTICE " : "") + (credential.map { "\(label) / \($0)" } ?? label.description)
    }

    /// When the set was dealt, as its sheets print it.
    package var createdTime: String {
        Int64(exactly: created).map { CreationTime(posixSeconds: $0, secondsFromUTC: 0).inWords }
            ?? "at an unknown time"
    }

    /// A share, with what it opens and the words of its set.
    package func share(_ number: ShareNumber) -> String {
        "share \(number) of \(opens) (\(identity.words.joined(separator: " ")))"
    }

    /// What the set opens, and its code and words.
    package var title: String { "\(opens): set \(identity.code) (\(identity.words.joined(separator: " ")))" }
}
