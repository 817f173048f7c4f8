// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import SecretMemory
import SecretSharing
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

/// A dealing from the credential to the custodians' sheets, played without a terminal.
@Suite("A dealing")
struct DealingTests {
    private func run(
        _ binder: DealingBinder, _ desk: ScriptedDesk, _ succession: Dealing.Succession = .unchanged,
        readsBack: Bool = true
    ) async throws -> ReleasedSet {
        try await binder.dealing(succession, readsBack: readsBack)
            .run(try Sample.credential(), dice: Sample.secret(""), at: desk)
    }

    @Test("records the set, draws, releases, delivers and reads back, each after the one before")
    func order() async throws {
        let binder = try DealingBinder(sealed: true)
        let desk = ScriptedDesk()
        let set = try await run(binder, desk)
        #expect(
            desk.steps == [
                "dealt", "passphrase of Ana Ruiz", "sealing the share of Ana Ruiz", "sealed", "drawn", "tried 1 of 1",
                "deliver", "delivered",
                "read back g1m1, g1m2", "whole",
            ])
        #expect(
            try binder.kinds.dropFirst(2) == ["set created", "sheets released", "sheets read back", "cosigned"])
        #expect(desk.undo.isEmpty, "what is done is not undone")
        #expect(desk.face?.checkpoint != nil && desk.face?.nextDrill != nil)
        let after = try binder.again()
        #expect(after.life.liveSet?.identity == set.identity)
        #expect(after.life.isAnySheetProven)
    }

    @Test("abandons the set when its sheets cannot be delivered, and says so in the ledger")
    func undelivered() async throws {
        let binder = try DealingBinder()
        let desk = ScriptedDesk()
        desk.failsToDeliver = true
        await #expect(throws: DeskFailure("the disk is full")) { _ = try await run(binder, desk) }
        #expect(try binder.kinds.suffix(3) == ["set created", "sheets released", "set abandoned"])
        #expect(try binder.again().life.liveSet == nil)
        #expect(desk.undo.isEmpty)
    }

    @Test("abandons the set when the program is ended before the sheets are out, and leaves it alone afterward")
    func interrupted() async throws {
        let binder = try DealingBinder()
        let desk = ScriptedDesk()
        var whileDelivering: (@Sendable () throws(BinderError) -> Void)?
        desk.whenDelivered = { whileDelivering = $0.undo.values.first }
        _ = try await run(binder, desk, readsBack: false)
        let before = try binder.kinds
        try whileDelivering?()
        #expect(whileDelivering != nil)
        #expect(try binder.kinds == before, "a set whose sheets are out is not abandoned")
        desk.failsToDeliver = true
        desk.whenDelivered = { for undo in $0.undo.values { try? undo() } }
        _ = try? await run(try binder.again(), desk)
        #expect(try binder.kinds.contains("set abandoned"))
    }

    @Test("proves the sheets that were read, even if the others never come")
    func partlyRead() async throws {
        let binder = try DealingBinder()
        let desk = ScriptedDesk()
        desk.scans = 1
        await #expect(throws: DeskFailure("given up")) { _ = try await run(binder, desk) }
        #expect(try binder.kinds.suffix(3) == ["sheets released", "sheets read back", "cosigned"])
        #expect(try binder.again().life.liveSet?.proofs.count == 1)
    }

    @Test("replaces a set that nobody read back by abandoning it, and a proven one by retiring it as changed or not")
    func predecessors() async throws {
        let binder = try DealingBinder()
        _ = try await run(binder, ScriptedDesk(), readsBack: false)
        let second = ScriptedDesk()
        _ = try await run(try binder.again(), second)
        #expect(second.steps.suffix(2) == ["whole", "abandoned"])
        let third = ScriptedDesk()
        _ = try await run(try binder.again(), third)
        #expect(third.steps.suffix(2) == ["whole", "retired"])
        let fourth = ScriptedDesk()
        fourth.scans = 0
        await #expect(throws: DeskFailure("given up")) { _ = try await run(try binder.again(), fourth, .changed) }
        #expect(
            fourth.steps.suffix(3) == ["delivered", "retired as changed", "read back g1m1, g1m2"],
            "a changed credential ends the old sets before any scan")
    }

    // MARK: - A generated password

    private func generated(_ binder: DealingBinder, _ desk: ScriptedDesk) async throws {
        _ = try await run(try binder.again(), desk, .generated(.known("password")))
    }

    @Test("shows a generated password once the paper is proven, and ends the old set when it is set")
    func generated() async throws {
        let binder = try DealingBinder()
        _ = try await run(binder, ScriptedDesk())
        let desk = ScriptedDesk()
        try await generated(binder, desk)
        #expect(
            desk.steps.suffix(5) == [
                "read back g1m1, g1m2", "whole", "show password", "ask whether it is set", "retired as changed",
            ])
        #expect(
            try binder.kinds.suffix(5) == ["sheets read back", "cosigned", "exception", "exception", "set retired"])
        #expect(try binder.again().binder.state.plainExceptions.isEmpty, "what went as planned is nothing to look into")
    }

    @Test("gives up the new set when the password is not set, or when nobody ever saw it")
    func notSet() async throws {
        let binder = try DealingBinder()
        let old = try await run(binder, ScriptedDesk())
        let desk = ScriptedDesk()
        desk.isSet = false
        await #expect(throws: DeskFailure(.notSetAtAccount(.known("password")))) { try await generated(binder, desk) }
        #expect(try binder.kinds.suffix(2) == ["exception", "set abandoned"])
        let unseen = ScriptedDesk()
        unseen.scans = 1
        await #expect(throws: DeskFailure.self) { try await generated(binder, unseen) }
        #expect(!unseen.steps.contains("show password"))
        #expect(try binder.kinds.suffix(3) == ["sheets read back", "cosigned", "set abandoned"])
        #expect(try binder.again().life.liveSet?.identity == old.identity)
    }

    @Test("leaves both sets in force when nobody says that the password is set, and somebody else has to check")
    func unsettled() async throws {
        let binder = try DealingBinder()
        let old = try await run(binder, ScriptedDesk())
        let desk = ScriptedDesk()
        desk.failsToShow = true
        await #expect(throws: DeskFailure("interrupted")) { try await generated(binder, desk) }
        #expect(try binder.kinds.suffix(2) == ["exception", "exception"])
        let state = try binder.again().binder.state
        #expect(state.exceptions.filter { $0.needsCountersignature }.count == 1)
        #expect(state.plainExceptions.isEmpty)
        #expect(try binder.again().life.liveSets.count == 2)
        #expect(
            desk.remedies == [
                "if it is set there, `breakglass reshare --retire-only \(old.identity.code) --changed`; if not, destroy the "
                    + "new sheets"
            ])
    }
}
