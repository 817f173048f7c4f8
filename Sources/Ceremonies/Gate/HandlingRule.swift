// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
package import SecretSharing

/// What may become of a sheet.
package struct HandlingRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    private init(_ breach: Breach?) { breaches = breach.map { [$0] } ?? [] }

    /// A sheet is lost once.
    package static func losing(_ share: ShareNumber, of set: SetHistory) -> HandlingRule {
        HandlingRule(
            set.sheets[share]?.lost.map { lost in
                Breach(
                    expected: "a sheet that is not lost yet",
                    found: "share \(share) of set \(set.identity.code) is lost already, says entry \(lost.place)",
                    remedy: "`breakglass sheet receive` records that it was found", canBeOverridden: false)
            })
    }

    /// A sheet is destroyed once: one that turns up again was not, or is a copy.
    package static func destroyingOnce(_ share: ShareNumber, of set: SetHistory) -> HandlingRule {
        HandlingRule(
            ReturnedSheet(share, of: set).map { returned in
                Breach(
                    expected: "a sheet that is not on record as destroyed already", found: returned.words,
                    remedy: "this is another copy: `breakglass sheet receive` records that it is here, and then "
                        + "`breakglass sheet destroy` that it is gone too",
                    canBeOverridden: false)
            })
    }

    /// A sheet of a set in force is not destroyed: nothing makes it again. Those of a set that was given up are to be.
    ///
    /// - Parameter naming: what the end of a command about the credential needs to name it.
    package static func destroying(_ share: ShareNumber, of set: SetHistory, naming: String) -> HandlingRule {
        HandlingRule(
            set.isLive && set.givenUp == nil
                ? Breach(
                    expected: "a set that is out of force",
                    found: "set \(set.identity.code) is in force, and without the sheet of \(share) there is one fewer "
                        + "to open it",
                    remedy: "first `breakglass reshare\(naming)`, or `breakglass split --changed\(naming)`") : nil)
    }

    /// A spare takes the place of a sheet of its group that is lost.
    ///
    /// - Parameter naming: what the end of a command about the credential needs to name it.
    package static func replacing(
        _ lost: ShareNumber, with spare: ShareNumber, of set: SetHistory, naming: String
    ) -> HandlingRule {
        guard set.sheets[lost]?.lost != nil, !set.replaced.contains(lost) else {
            return HandlingRule(
                Breach(
                    expected: "a lost sheet to replace", found: "--replaces \(lost): no sheet of that number is lost",
                    remedy: "`breakglass sheet lost \(set.identity.code) \(lost)` records that one is",
                    canBeOverridden: false))
        }
        let spares = set.spares(for: lost).map { $0.share }
        guard !spares.contains(spare) else { return HandlingRule(nil) }
        return HandlingRule(
            Breach(
                expected: "a spare sheet", found: "share \(spare) is not a spare that can take the place of \(lost)",
                remedy: spares.isEmpty
                    ? "its group has none: `breakglass reshare --because lost\(naming)` deals a new set"
                    : "spares: \(spares.map(\.description).joined(separator: ", "))",
                canBeOverridden: false))
    }

    /// A set is retired once, and not while the set that people would rely on instead is unproven.
    ///
    /// - Parameters:
    ///   - life: the set's credential; `nil` for a practice set.
    ///   - isChanged: whether the credential was changed, so that keeping what the set opens helps nobody.
    package static func retiring(_ set: SetHistory, of life: CredentialStatus?, isChanged: Bool) -> HandlingRule {
        guard set.isLive else {
            return HandlingRule(
                Breach(
                    expected: "a set in force", found: "set \(set.identity.code) is not in force",
                    remedy: "`breakglass status` lists those that are", canBeOverridden: false))
        }
        guard !isChanged, let life, let other = life.unprovenReplacement(of: set) else { return HandlingRule(nil) }
        return HandlingRule(
            Breach(
                expected: "another set in force whose sheets a quorum has proven",
                found: "no quorum of the sheets of set \(other.identity.code) was ever proven, and only set "
                    + "\(set.identity.code) is known to open the credential",
                remedy: "read the sheets of set \(other.identity.code) back first: \(life.proving)"))
    }
}
