// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Sheets that change hands")
struct TurnoverTests {
    private var ledger: TestLedger
    private let numbers: [ShareNumber]

    init() throws {
        ledger = try TestLedger()
        try ledger.addSet()
        numbers = ledger.set.manifest.rule.shareNumbers
    }

    private var identity: SetIdentity { ledger.set.manifest.identity }

    /// Adds a statement, signed by the given shares in the next entry.
    private mutating func add(_ event: LedgerEvent, signedBy shares: [Share]) throws {
        let (entry, appended) = try ledger.add(event)
        let request = ConsentRequest(entry: entry, appended: appended)
        let consent = try request.cosign(
            shares, of: ledger.set.manifest, proof: appended.inclusion, at: entry.time.posixSeconds)
        try ledger.add(.cosigned(consent))
    }

    private func destroyed(_ share: ShareNumber) -> LedgerEvent {
        .sheetDestroyed(SheetDestroyed(set: identity, share: share, how: .known("shredder"), by: .known("Ana")))
    }

    private func received(_ share: ShareNumber, by custodian: String) -> LedgerEvent {
        .sheetReceived(
            SheetReceived(
                set: identity, share: share, custodian: .known(custodian), person: nil, bag: .known("B-1"), place: nil))
    }

    private func lost(_ share: ShareNumber) -> LedgerEvent {
        .sheetLost(SheetLost(set: identity, share: share, happened: .known("water"), by: .known("Ana")))
    }

    private var life: CredentialStatus {
        get throws {
            let state = BinderState(of: LogAudit(ledger: ledger.bytes))
            return try #require(state.lives(under: nil).first)
        }
    }

    private func custody() throws -> Custody {
        let life = try life
        let set = try #require(life.sets.first)
        let day = try #require(CalendarDay(secondsSince1970: 1_795_000_000))
        return try #require(Custody(of: set, in: life, on: day))
    }

    private var faults: [AuditFinding.What] {
        LogAudit(ledger: ledger.bytes).findings.filter { !$0.isWarning }.map { $0.what }
    }

    @Test("a sheet that its share signed for is kept by the custodian that the receipt names, and counts as proven")
    mutating func receipt() throws {
        let place = EntryPlace(UInt64(ledger.lines.count))
        try add(received(numbers[1], by: "Emeka Obi"), signedBy: [try ledger.shares(2)[1]])
        #expect(try custody().custodians[1].name == .known("Emeka Obi"))
        let set = try #require(try life.sets.first)
        #expect(try life.lastProof(of: numbers[1], in: set)?.how == .receipt(place))
        #expect(faults.isEmpty)
    }

    @Test("what no share signed is a claim: no sheet changes hands or is destroyed by it")
    mutating func unsigned() throws {
        try ledger.add(received(numbers[1], by: "Mallory"))
        try ledger.add(destroyed(numbers[0]))
        #expect(try custody().custodians.count == 3)
        #expect(try custody().custodians[1].name != .known("Mallory"))
        // Nor by another share's signature, which its program would not give: the entry asks for one alone.
        let (entry, appended) = try ledger.add(destroyed(numbers[0]))
        let request = ConsentRequest(entry: entry, appended: appended)
        let other = try ledger.shares(2)[1]
        #expect(throws: ConsentError.notAsked(other.number)) {
            try request.cosign([other], of: ledger.set.manifest, proof: appended.inclusion, at: 1_795_000_000)
        }
    }

    @Test("destroyed sheets leave the figures, and with fewer than a quorum left the set opens nothing any more")
    mutating func destruction() throws {
        try add(destroyed(numbers[0]), signedBy: [try ledger.shares(1)[0]])
        let set = try #require(try life.sets.first)
        #expect(try life.stillOpens(set))
        #expect(try custody().quorumCount == 1)
        try add(destroyed(numbers[1]), signedBy: [try ledger.shares(2)[1]])
        let after = try #require(try life.sets.first)
        #expect(try !life.stillOpens(after))
        #expect(faults.isEmpty)
    }

    @Test("a lost sheet is due to be made good, and is lost no longer when its share signs that it was found")
    mutating func loss() throws {
        try ledger.add(lost(numbers[2]))
        #expect(try custody().lost == [numbers[2]])
        #expect(try custody().custodians.map(\.isSaidLost) == [false, false, true], "it may be in somebody's hand")
        let now = try LedgerEntry(line: ledger.lines[ledger.lines.count - 1]).time
        let coverage = try #require(Coverage(of: try life, at: now))
        #expect(coverage.groups.map { $0.spare } == [0])
        #expect(coverage.isQuorumInHand)
        #expect(coverage.words == "0 of 3 sheets proven in the last 90 days; Security can lose none")
        try add(received(numbers[2], by: "Keeper g1m3"), signedBy: [try ledger.shares(3)[2]])
        #expect(try custody().lost.isEmpty)
        #expect(try custody().custodians.allSatisfy { !$0.isSaidLost })
    }

    @Test("the loss of more than the rule spares is told as what it is")
    mutating func lockout() throws {
        for number in numbers.prefix(2) { try ledger.add(lost(number)) }
        let now = try LedgerEntry(line: ledger.lines[ledger.lines.count - 1]).time
        let coverage = try #require(Coverage(of: try life, at: now))
        #expect(!coverage.isQuorumInHand)
        #expect(coverage.words.hasSuffix("Security is missing 1"))
        let state = BinderState(of: LogAudit(ledger: ledger.bytes))
        let duties = DutyList(state, under: nil, at: now, isPolicyRecorded: true).duties
        #expect(duties.contains { $0.kind == .lostSheet && $0.words.contains("NO QUORUM IS LEFT") })
    }

    @Test("coverage counts each sheet's last proof, and only within the interval")
    mutating func coverage() throws {
        let shares = try ledger.shares(2)
        for share in shares { try add(received(share.number, by: "Keeper \(share.number)"), signedBy: [share]) }
        let now = try LedgerEntry(line: ledger.lines[ledger.lines.count - 1]).time
        let fresh = try #require(Coverage(of: try life, at: now))
        #expect(fresh.provenCount == 2)
        #expect(fresh.isQuorumProven)
        #expect(fresh.words == "2 of 3 sheets proven in the last 90 days; Security can lose 1 more")
        let stale = try #require(Coverage(of: try life, at: now.adding(seconds: 90 * 86_400 + 61)))
        #expect(stale.provenCount == 0)
        #expect(!stale.isQuorumProven)
    }

    @Test("a set is retired with its quorum's signatures, and its paper still opens it until it is destroyed")
    mutating func retirement() throws {
        let shares = try ledger.shares(2)
        try add(
            .reshareOpened(
                ReshareOpened(
                    set: identity, shares: shares.map { $0.number }, by: .known("Ana"), why: .known("Bo left"))),
            signedBy: shares)
        #expect(
            try life.state(at: LedgerTime(posixSeconds: 1_796_000_000)!) == .unopened,
            "an interrupted reshare changes nothing")
        try add(
            .setRetired(
                SetRetired(
                    set: identity, successor: nil, rotated: false, by: .known("Ana"), why: .known("dealt anew"),
                    shares: shares.map { $0.number })), signedBy: shares)
        let set = try #require(try life.sets.first)
        #expect(!set.isLive)
        #expect(try life.stillOpens(set))
        #expect(faults.isEmpty)
    }
}
