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
            case .nothing, .notNeeded:
                [
                    Breach(
                        expected: "an override, or a looser policy, that nobody countersigned",
                        found: "entry \(place) needs no countersignature",
                        remedy: "`breakglass status` lists those that do", canBeOverridden: false)
                ]
            case .ownDecision:
                [
                    Breach(
                        expected: "somebody else", found: "\(author) decided it: another person must countersign",
                        remedy: "--by with that person's name", canBeOverridden: false)
                ]
            }
    }
}
