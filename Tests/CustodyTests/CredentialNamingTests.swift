// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Commands about one of several credentials")
struct CredentialNamingTests {
    private typealias Ledger = CustodyLedger

    /// The commands that find their credential by its name alone.
    private static let byName = [
        "split", "reshare", "drill in-person", "drill mail", "paper night", "recover",
    ]
    /// Those of them that find it by what they are given.
    private static let bySomethingElse = ["reshare --retire-only ", "drill mail FILE"]

    /// The commands in a text, without the program's name.
    private static func commands(in text: String) -> [String] {
        text.matches(of: /`breakglass ([^`]+)`/).map { String($0.output.1) }
    }

    private static func needsName(_ command: String) -> Bool {
        byName.contains { command == $0 || command.hasPrefix("\($0) ") }
            && !bySomethingElse.contains { command.hasPrefix($0) }
    }

    /// What duties, refusals and notices of the password say.
    private static func texts(_ ledger: CustodyLedger) throws -> [String] {
        let duties = (ledger.duties() + ledger.nightKits).filter {
            $0.name == CredentialName(account: Ledger.account, credential: Ledger.password)
                || $0.name == CredentialName(account: Ledger.account, credential: nil)
        }
        let life = try #require(ledger.life())
        return duties.map(\.words)
            + CeremonyStep.allCases.flatMap { step in
                [life.refusal(of: step, at: ledger.now)?.remedy, life.notice(of: step, at: ledger.now)]
            }.compactMap { $0 }
    }

    @Test(
        "name account and credential in every duty, refusal and notice, unless something else in them does",
        arguments: [
            "none", "unopened", "opening", "open", "closing", "rotating", "retired", "opening a burned set",
            "unopened after closing", "unopened, others planned", "unopened, one left",
        ])
    func several(state: String) throws {
        var ledger = try CustodyStateTests.ledger(in: state)
        var found = 0
        for days in [0, 100] {
            ledger.now = ledger.now.adding(seconds: UInt64(days) * 86_400)
            for command in try Self.texts(ledger).flatMap(Self.commands(in:)) where Self.needsName(command) {
                found += 1
                let naming = command.hasPrefix("paper ") ? " --account 'AWS root'" : Ledger.naming
                #expect(command.hasSuffix(naming), "\(command)")
            }
        }
        #expect(found > 0)
    }

    @Test("need no options if the binder has no other credential")
    func only() throws {
        var ledger = Ledger()
        _ = try ledger.deal()
        let life = try #require(ledger.life())
        #expect(life.isOnly && life.naming.isEmpty)
        #expect(ledger.state.naming(life.name, under: nil).isEmpty)
        _ = try ledger.deal(credential: Ledger.seed)
        #expect(ledger.life()?.naming == Ledger.naming)
        #expect(ledger.state.naming(life.name, under: nil) == Ledger.naming)
    }

    @Test("quote a name as a shell reads it, within a text whose commands end at a backtick")
    func quoted() {
        func options(_ account: String, _ credential: String?) -> String {
            CredentialName(account: .known(account), credential: credential.map { .known($0) }).options
        }
        #expect(options("root", nil) == "--account root")
        #expect(options("O'Neil & co", "-pw") == #"--account 'O'\''Neil & co' --credential=-pw"#)
        #expect(options("a`b", "pw") == #"--account $'a\140b' --credential pw"#)
    }
}
