// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The person who has a sheet from now on, and the rule on whether that person should.
struct SheetHolder {
    /// The name on paper.
    let name: PublicText
    /// The policy's identifier.
    let person: PublicText?
    private let isGiven: Bool
    private let policy: Policy?

    /// - Parameters:
    ///   - given: a name or an identifier; `nil` for the person the sheet was dealt to.
    ///   - share: the share whose custodian is meant if `given` is `nil`: for a spare, the share that it replaces.
    init(
        _ given: PublicText?, of share: ShareNumber, in set: SetHistory, under policy: Policy?
    ) throws(CommandError) {
        let dealt = set.created.custodians.first { $0.share == share }
        let known =
            given.map { policy?.person(called: $0.description) }
            ?? dealt?.person.flatMap { PolicyIdentifier($0.description) }.flatMap { policy?.person($0) }
        let name = given.map { known?.name ?? $0 } ?? dealt?.name ?? .known("share \(share)")
        let person = given == nil ? dealt?.person : known.map { .known($0.id.rawValue) }
        // Naming the person the sheet was dealt to changes nothing.
        isGiven = given != nil && !(dealt?.name.isSameName(as: name) ?? false && dealt?.person == person)
        self.name = name
        self.person = person
        self.policy = policy
    }

    /// The rule about who takes a sheet; none if no policy is in force.
    func rules(
        taking share: ShareNumber, replacing lost: ShareNumber?, of set: SetHistory, in state: BinderState
    ) -> [any Rule] {
        guard let policy else { return [] }
        return [
            HolderRule(
                name, person, isGiven: isGiven, taking: share, replacing: lost, of: set, under: policy, in: state)
        ]
    }

    /// Warnings about a receipt that do not keep it from being written.
    static func warnings(
        _ share: ShareNumber, bag: PublicText?, of set: SetHistory, in state: BinderState
    ) -> [String] {
        var warnings: [String] = []
        for other in state.sets {
            for (number, sheet) in other.sheets.sorted(by: { $0.key < $1.key })
            where sheet.isInHand && bag != nil && sheet.received?.event.bag == bag
                && (other.identity != set.identity || number != share)
            {
                warnings.append("the bag of share \(number) of set \(other.identity.code) also has this serial")
            }
        }
        if !set.isLive {
            let life = state.lives(under: state.readPolicy).first { $0.sets.contains { $0.identity == set.identity } }
            let opens = life?.stillOpens(set) ?? false
            warnings.append(
                "set \(set.identity.code) is retired: its sheets "
                    + (opens
                        ? "STILL OPEN the credential until no quorum of them is left or the credential is changed"
                        : "no longer open anything, and this one can be destroyed"))
        }
        return warnings
    }
}
