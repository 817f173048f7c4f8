// SPDX-License-Identifier: Apache-2.0
//
// What a change of the policy means, in lines that people sign.

import Foundation

/// Describes in plain words how two policies differ.
package enum PolicyDifference {
    /// The longest line, in bytes.
    package static let lineLimit = 300

    /// One line for each difference, in the order of the file; empty for policies that say the same.
    ///
    /// Accounts, credentials, and groups are matched by name; people, sites, and failure modes by identifier. So a
    /// renamed account is one account removed and one added. Each line obeys the text rule and is at most 300 bytes.
    package static func between(_ old: Policy, _ new: Policy) -> [String] {
        Policy.Keys.mapping.changes(PolicyChange(old, new, name: "the policy", in: PolicyPair(old: old, new: new)))
            .map(fitted)
    }

    /// The line in NFC, cut between characters if it is longer than a line may be.
    private static func fitted(_ line: String) -> String {
        let line = line.precomposedStringWithCanonicalMapping
        guard line.utf8.count > lineLimit else { return line }
        let mark = "…"
        var kept = ""
        var count = mark.utf8.count
        for character in line {
            count += character.utf8.count
            guard count <= lineLimit else { break }
            kept.append(character)
        }
        return kept + mark
    }
}
