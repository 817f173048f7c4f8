// SPDX-License-Identifier: Apache-2.0
//
// Who can open what: first a summary, then a block for each set whose paper is out.

package import Custody
package import CustodyPolicy
package import Ledger
import SecretSharing
import ShareEnvelope

/// Who can open what on a day, for people and for machines.
package struct WhoCanReport: Encodable {
    struct Custodian: Encodable {
        let share: String
        let group: String
        let name: String
        let person: String
        let place: String?
        let left: String?
        let isUnlisted: Bool
        let sealed: Bool
        let spare: Bool
        /// Whether somebody reported the sheet lost; the person who had it last still counts among those who can open.
        let saidLost: Bool
    }

    struct Set: Encodable {
        let account: String
        let credential: String?
        let set: String
        let identity: String
        let dealt: String
        let isInForce: Bool
        /// Whether it was abandoned although its paper is out.
        let isGivenUp: Bool
        /// Whether only the ledger keeper asserts that the set is its credential's.
        let isClaim: Bool
        /// Whether another set of the credential is in force beside it.
        let isOlder: Bool
        let isBurnt: Bool
        /// The same in words.
        let condition: String
        let rule: String
        let needsVaultSheet: Bool
        let custodians: [Custodian]
        let lost: [String]
        let fewest: Int?
        let alone: [String]
        let quorums: [[String]]?
        let quorumCount: Int?
        let gone: [String]
        let goneCanOpen: Bool
    }

    struct Factors: Encodable {
        let account: String
        let keepBoth: [String]
        let alone: [String]
        let sameHands: [[String]]
        let quorums: [[String]]?
        let fewest: Int?
    }

    let day: String
    let summary: [String]
    let sets: [Set]
    let factors: [Factors]
    /// Lines of the ledger that its key did not sign; they count for nothing.
    let unsignedLines: UInt64
    /// Entries that were written later than they say, up to that day and after it.
    let writtenLater: [String]

    package init(_ custody: [Custody], _ state: BinderState, policy: Policy?, day: CalendarDay) {
        self.day = day.description
        unsignedLines = state.unsignedCount
        writtenLater = state.writtenLater.map(\.description)
        sets = custody.map { Set($0) }
        factors = (policy?.factors(in: custody) ?? []).map { Factors($0) }
        summary = WhoCanSummary(sets: sets, factors: factors, day: self.day).lines
    }
}

extension WhoCanReport.Set {
    init(_ custody: Custody) {
        account = custody.name.account.description
        credential = custody.name.credential?.description
        set = custody.set.identity.code
        identity = custody.set.identity.hexadecimal
        dealt = custody.set.time.description
        isInForce = custody.set.isLive
        isGivenUp = custody.set.givenUp != nil
        isClaim = custody.set.isClaim
        isOlder = custody.isOlder
        isBurnt = custody.set.isBurnt
        condition = custody.set.condition(isOlder: custody.isOlder, stillOpens: true)
        rule = RuleWording(custody.manifest).rule
        needsVaultSheet = custody.manifest.isCiphertextApart
        custodians = custody.custodians.map { custodian in
            WhoCanReport.Custodian(
                share: custodian.share.description, group: custodian.group.description,
                name: custodian.name.description,
                person: custodian.person.description, place: custodian.place, left: custodian.left?.description,
                isUnlisted: custodian.isUnlisted, sealed: custodian.isSealed, spare: custodian.isSpare,
                saidLost: custodian.isSaidLost)
        }
        func names(_ people: [PublicText]) -> [String] { people.map { custody.name(of: $0).description } }
        lost = custody.lost.map(\.description)
        fewest = custody.fewest
        alone = names(custody.alone)
        quorums = custody.quorums.map { $0.map(names) }
        quorumCount = custody.quorumCount.flatMap { $0 == .max ? nil : $0 }
        gone = custody.leavers.map(\.name.description).uniqued
        goneCanOpen = custody.canLeaversOpen
    }
}

extension WhoCanReport.Factors {
    init(_ custody: FactorCustody) {
        func names(_ people: [PublicText]) -> [String] { people.map { custody.name(of: $0).description } }
        account = custody.account.description
        keepBoth = names(custody.inBoth)
        alone = names(custody.alone)
        sameHands = custody.sameHands.map(names)
        let all = custody.quorums
        fewest = all?.map(\.count).min()
        quorums = all.flatMap { $0.count <= Custody.listLimit ? $0.map(names) : nil }
    }
}
