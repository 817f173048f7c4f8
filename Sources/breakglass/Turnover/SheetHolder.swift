// SPDX-License-Identifier: Apache-2.0

import Binder
import SecretSharing
import ShareEnvelope

/// Who has a sheet from now on, and whether that is somebody who should.
struct SheetHolder {
    /// The name on paper.
    let name: PublicText
    /// The policy's identifier.
    let person: PublicText?
    private let known: Policy.Person?
    private let isGiven: Bool
    private let policy: Policy?

    /// - Parameters:
    ///   - given: a name or an identifier; nothing for whom the sheet was dealt to.
    ///   - share: the share whose custodian is meant then: for a spare the one that it replaces.
    init(
        _ given: PublicText?, of share: ShareNumber, in set: SetHistory, under policy: Policy?
    ) throws(Complaint) {
        let dealt = set.created.keepers.first { $0.share == share }
        let known =
            given.map { policy?.person(called: $0.description) }
            ?? dealt?.person.flatMap { PolicyIdentifier($0.description) }.flatMap { policy?.person($0) }
        let name = given.map { known?.name ?? $0 } ?? dealt?.custodian ?? .known("share \(share)")
        let person = given == nil ? dealt?.person : known.map { .known($0.id.rawValue) }
        // Whoever is named and is the one that it was dealt to anyway is no news.
        isGiven = given != nil && !(dealt?.custodian == name && dealt?.person == person)
        self.known = known
        self.name = name
        self.person = person
        self.policy = policy
    }

    /// What goes on record because this is nobody who should have the sheet; none where that is as it should be.
    ///
    /// - Throws: a complaint, where nobody says why it goes on.
    func exceptions(
        _ overriding: String?, taking share: ShareNumber, replacing lost: ShareNumber?, of set: SetHistory,
        in binder: StrictBinder
    ) throws(Complaint) -> [LedgerEvent] {
        guard let policy else { return [] }
        let rule = FactorOverride(overriding, act: "sheet receive", by: .known("whoever hands it over"))
        let wayOut = "--override \"why\" goes on all the same, on record, to be countersigned"
        var events: [LedgerEvent] = []
        if isGiven, known == nil {
            let names = policy.people.filter { !$0.hasLeft(by: .today) }.prefix(12)
                .map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
            events += try rule.exception(
                expected: "a custodian whom the policy knows", happened: "\(name) has share \(share)",
                Complaint(
                    .usage, "the policy has nobody called \(name)",
                    hint: "--custodian one of: \(names); \(wayOut)"))
        }
        if let known, let left = known.left, known.hasLeft(by: .today) {
            events += try rule.exception(
                expected: "a custodian who is there", happened: "\(name) left on \(left) and has share \(share)",
                Complaint(.refused, "\(name) left on \(left)", hint: "--custodian names somebody else; \(wayOut)"))
        }
        let custody = binder.state.custody(under: policy, on: .today).first { $0.set.identity == set.identity }
        // The policy may plan two sheets for one person; lint tells that, and both are dealt to that person.
        let isNews = isGiven || lost != nil
        let other = custody?.keepers.first { keeper in
            keeper.share != share && keeper.share != lost
                && (person.map { $0 == keeper.person } ?? false
                    || keeper.name.description.lowercased() == name.description.lowercased())
        }
        if isNews, let other {
            events += try rule.exception(
                expected: "one sheet for each person", happened: "\(name) has \(other.share) and \(share)",
                Complaint(
                    .refused, "\(name) has \(other.share) of this set already, and one person keeps one sheet",
                    hint: "--custodian names somebody else; \(wayOut)"))
        }
        if isNews, let name = custody?.name {
            events += try rule.exception(for: self.name, person, with: [name], in: binder, on: .today)
        }
        return events
    }

    /// What is strange about a receipt and does not keep it from being written.
    static func warnings(
        _ share: ShareNumber, bag: PublicText?, of set: SetHistory, in state: BinderState
    ) -> [String] {
        var warnings: [String] = []
        for other in state.sets {
            for (number, sheet) in other.sheets.sorted(by: { $0.key < $1.key })
            where sheet.isInHand && bag != nil && sheet.received?.event.bag == bag
                && (other.identity != set.identity || number != share)
            {
                warnings.append("the bag of share \(number) of set \(other.identity.code) has this serial too")
            }
        }
        if !set.isLive {
            let life = state.lives(under: state.readPolicy).first { $0.sets.contains { $0.identity == set.identity } }
            let opens = life?.stillOpens(set) ?? false
            warnings.append(
                "set \(set.identity.code) is retired: its sheets "
                    + (opens
                        ? "STILL OPEN the credential, until so many are destroyed or the credential is changed"
                        : "open nothing any more, and this one can be destroyed"))
        }
        return warnings
    }
}
