// SPDX-License-Identifier: Apache-2.0

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
    private let isNews: Bool

    /// - Parameters:
    ///   - given: a name that was given; `nil` for the person who has the sheet by the ledger.
    ///   - known: who that is in the policy, if it knows the name.
    ///   - share: the share whose custodian is meant if no name is given: for a spare, the share that it replaces.
    init(_ given: PublicText?, _ known: Policy.Person?, of share: ShareNumber, in set: SetHistory) {
        let dealt = set.created.custodians.first { $0.share == share }
        let before = set.lastCustodians.first { $0.share == share } ?? dealt
        let name = given.map { known?.name ?? $0 } ?? before?.name ?? .known("share \(share)")
        let person = given == nil ? before?.person : known.map { PublicText.known($0.id.rawValue) }
        // The person it was dealt to may have it. The rules are checked for anybody else at each receipt: that somebody
        // overrode them once is no rule.
        isNews = !(dealt?.name.isSameName(as: name) ?? false && dealt?.person == person)
        self.name = name
        self.person = person
    }

    /// The rule about who takes a sheet.
    func rule(
        taking share: ShareNumber, replacing lost: ShareNumber?, of set: SetHistory, under policy: Policy,
        in state: BinderState
    ) -> HolderRule {
        HolderRule(name, person, isGiven: isNews, taking: share, replacing: lost, of: set, under: policy, in: state)
    }
}
