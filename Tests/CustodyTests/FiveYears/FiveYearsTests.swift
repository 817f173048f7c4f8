// SPDX-License-Identifier: Apache-2.0

import Foundation
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Five years of twenty accounts and sixty people", .serialized)
struct FiveYearsTests {
    /// BREAKGLASS_SEED runs other years than these; a failure names its seed.
    private static let seeds: [UInt64] =
        ProcessInfo.processInfo.environment["BREAKGLASS_SEED"].flatMap(UInt64.init).map { [$0] } ?? [1, 20_270_301]

    @Test("keep every invariant of custody as they go by, and the ledger verifies", arguments: seeds)
    func years(seed: UInt64) throws {
        let simulation = try Simulation(seed: seed)
        let end = LedgerTime("2031-12-01T00:00:00Z")!
        var step = 0
        // How far a step goes depends on the shares, whose keys are random.
        while step < 1_500 || simulation.now <= end {
            step += 1
            try simulation.step()
            // Every step while everything happens for the first time, then every fourth: looking costs more than living.
            guard step <= 300 || step.isMultiple(of: 4) else { continue }
            let place: Comment = "seed \(seed), step \(step), \(simulation.now)"
            let duties = try simulation.duties()
            for index in simulation.world.accounts.indices { try check(simulation, index, duties, place) }
            if step.isMultiple(of: 500) { try verify(simulation, place) }
        }
        try verify(simulation, "seed \(seed), the end")
        #expect(simulation.entryCount > 2_000)
        #expect(simulation.killCount > 10)
        #expect(simulation.spareCount > 2)
        #expect(simulation.state.sets.contains { $0.isPractice } && !simulation.state.departures.isEmpty)
    }

    private func verify(_ simulation: Simulation, _ place: Comment) throws {
        let audit = try simulation.folder.audit()
        let faults = audit.findings.filter { !$0.isWarning }
        let unexpected = faults.filter { !Self.isCrash($0) }
        #expect(unexpected.isEmpty, "\(place) \(unexpected)")
        #expect(audit.log.size == UInt64(simulation.entryCount), place)
    }

    /// What the next append mends.
    private static func isCrash(_ finding: AuditFinding) -> Bool {
        if case .tornTail = finding.what { true } else { false }
    }

    private func check(_ simulation: Simulation, _ index: Int, _ all: [Duty], _ place: Comment) throws {
        let life = try simulation.life(index)
        let account = simulation.world.accounts[index]
        let duties = all.filter { $0.name == life.name }
        let state = life.state(at: simulation.now)
        // Practice is nobody's credential.
        #expect(!life.sets.contains { $0.isPractice }, place)
        // Paper in the hands of somebody who is gone is told, late or not, until it opens nothing.
        for set in life.sets where set.released != nil && life.stillOpens(set) {
            let gone = Custody(of: set, in: life, on: CalendarDay(of: simulation.now))?.leavers ?? []
            // The paper of a set out of force is one duty, which names them.
            let kinds: Set<Duty.Kind> = set.isLive && set.givenUp == nil ? [.leaver] : [.retiredPaper, .givenUpPaper]
            for sheet in gone {
                #expect(
                    duties.contains { kinds.contains($0.kind) && $0.words.contains(sheet.name.description) }, place)
            }
        }
        // A use never passes in silence: it is open, or its review is due, or its rotation.
        if let use = life.unreviewed.first, use.windowEnd.map({ simulation.now > $0 }) ?? true {
            let expected: Set<Duty.Kind> = [.review, .windowOver, .openWindow, .openRecovery]
            #expect(duties.contains { expected.contains($0.kind) }, place)
        }
        if let live = life.liveSet, live.isBurnt, life.unreviewed.isEmpty {
            #expect(duties.contains { $0.kind == .rotation }, place)
            if case .unopened = state { Issue.record("a burned set is called unopened: \(place)") }
        }
        // The tool never locks out an emergency where all is in order.
        if case .unopened = state { #expect(life.refusal(of: .recover, at: simulation.now) == nil, place) }
        try checkRecoverable(simulation, life, account, duties, place)
    }

    /// The account can be recovered, unless the status says that it cannot, or that nobody has looked for too long.
    private func checkRecoverable(
        _ simulation: Simulation, _ life: CredentialStatus, _ account: SimulatedAccount, _ duties: [Duty],
        _ place: Comment
    ) throws {
        guard !account.isRecoverable else { return }
        guard let coverage = Coverage(of: life, at: simulation.now), coverage.isQuorumInHand else {
            // Lost as everybody knows.
            return #expect(!duties.isEmpty, place)
        }
        let live = account.sets.first { $0.identity == life.liveSet?.identity }
        guard let live, live.version == account.version else {
            // The credential was changed, and the machine died before its new set was out.
            return #expect(!duties.isEmpty, place)
        }
        // Sheets that nobody knows to be unreadable: none of them was proven after that.
        #expect(!live.hidden.isEmpty, place)
        for (number, since) in live.hidden {
            let sheet = coverage.sheets.first { $0.share == number }
            #expect(sheet.map { $0.proven.map { $0 <= since } ?? true } == true, place)
            if since.adding(seconds: UInt64(coverage.interval.seconds)) < simulation.now {
                #expect(sheet?.isFresh == false, place)
                #expect(duties.contains { $0.kind == .proof || $0.kind == .readBack }, place)
            }
        }
    }
}
