// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A rehearsal")
struct RehearsalTests {
    private static func open(_ fixture: DrillBinder) throws -> OpenRehearsal {
        let ceremony = Rehearsal(of: try fixture.drilled(), in: try fixture.open())
        let leader = try #require(ceremony.next(.given([("--by", "Dana Novak")])).plan)
        return try ceremony.open(by: leader)
    }

    private static func quorum(_ fixture: DrillBinder) throws -> Quorum {
        try Quorum(try [0, 1, 2, 3].map { try fixture.share($0) }, of: fixture.manifest)
    }

    @Test("names its leader before the challenge is written, and asks where nobody is named")
    func leader() throws {
        let fixture = try DrillBinder()
        let ceremony = Rehearsal(of: try fixture.drilled(), in: try fixture.open())
        #expect(ceremony.next(.given([])).asking?.question.key == "--by")
        #expect(try fixture.kinds().isEmpty)
    }

    @Test("has the shares sign, tries every quorum of them, and records it")
    func opens() throws {
        let fixture = try DrillBinder()
        let open = try Self.open(fixture)
        #expect(open.lines[0].hasSuffix(", rehearsal)"))
        #expect(open.notUnlocked([]) == nil)
        #expect(open.notUnlocked([fixture.shares[1]]) == "Here, but not unlocked: 2 Keeper (g1m2)")
        let proof = try open.prove(try Self.quorum(fixture), fixture.ledger.dealt.ciphertext)
        #expect(proof.event.quorums == 3 && proof.event.quorumsTried == 3)
        #expect(proof.words.hasPrefix("It opens: tried 3 of the 3 quorums of these sheets, within "))
        #expect(proof.participants == ["1 Keeper", "2 Keeper", "3 Keeper", "4 Keeper"])
        #expect(try fixture.kinds() == [.drillOpened, .cosigned, .rehearsed])
        let closed = try open.end.close(DrillFindings(findings: nil, by: DrillBinder.leader))
        #expect(closed.warning == nil, "a rehearsal asks for a quorum alone")
        #expect(closed.event.proven == fixture.shares.prefix(4).map { $0 })
    }

    @Test("quorums that do not open the credential are named, and nothing says that it was rehearsed")
    func dealtWrong() throws {
        let fixture = try DrillBinder()
        let open = try Self.open(fixture)
        let error = #expect(throws: DrillError.self) {
            try open.prove(try Self.quorum(fixture), try Sample.dealt().ciphertext)
        }
        guard case .quorumsFailed(3, of: 3, let named) = error else { Issue.record("\(error as Any)"); return }
        #expect(fixture.manifest.rule.isMet(by: named) && named.count == 3)
        try open.giveUp("3 of 3 quorums did not open it")
        #expect(try fixture.kinds() == [.drillOpened, .cosigned, .drillClosed])
        guard case .drillClosed(let event) = try fixture.last() else { Issue.record("it has ended"); return }
        #expect(event.findings == .known("3 of 3 quorums did not open it") && event.by == DrillBinder.leader)
    }
}
