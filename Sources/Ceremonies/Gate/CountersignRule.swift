// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
package import ShareEnvelope

/// An overridden rule is countersigned once, by another person than the one who overrode it.
package struct CountersignRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds somebody who countersigns an entry against what is known of it.
    package init(_ standing: BinderState.Countersigning, of place: EntryPlace, by author: PublicText) {
        breaches =
            switch standing {
            case .possible: []
            case .nothing, .notNeeded: [Self.settled(place, among: [])]
            case .ownDecision:
                [
                    Breach(
                        expected: "somebody else", found: "\(author) decided it: another person must countersign",
                        remedy: "--by with that person's name", canBeOverridden: false)
                ]
            }
    }

    /// Holds an entry that waits for nothing against the rule, before anybody is asked who countersigns it.
    init(settled place: EntryPlace, among open: [OpenMatter]) { breaches = [Self.settled(place, among: open)] }

    private static func settled(_ place: EntryPlace, among open: [OpenMatter]) -> Breach {
        Breach(
            expected: "an override, or a looser policy, that nobody countersigned",
            found: "entry \(place) needs no countersignature", remedy: open.remedy, canBeOverridden: false)
    }
}

extension [OpenMatter] {
    /// Their entries.
    var listed: String { map(\.place.description).joined(separator: ", ") }

    /// What to review instead of an entry that waits for nothing.
    var remedy: String { isEmpty ? "no entry waits for a review" : "these entries wait for a review: \(listed)" }
}
