// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import Synchronization
import Testing

@testable import Ceremonies

@Suite("A binder is made, without a terminal")
struct BinderFoundingTests {
    /// A key's place in memory.
    private final class Pocket: KeyKeeper, Sendable {
        struct Full: Error, Equatable {}

        private let kept = Mutex<BinderKey?>(nil)
        private let isFull: Bool

        init(isFull: Bool = false) { self.isFull = isFull }

        var key: LedgerKey? { kept.withLock { $0?.publicKey } }

        func keep(_ key: BinderKey) throws(Full) {
            guard !isFull else { throw Full() }
            kept.withLock { $0 = key }
        }

        func discard() { kept.withLock { $0 = nil } }
    }

    private static func founding() throws -> PlayedCeremony<BinderFounding> {
        PlayedCeremony(
            BinderFounding(
                from: .answers(try SheetPlaces(["Ana Ruiz=Headquarters/safe 1"]), approvers: [.known("Fay Lund")])))
    }

    /// Answers up to the last question.
    private static func answered() throws -> PlayedCeremony<BinderFounding> {
        var play = try founding()
        play.answer("--name", "Example Corp", refused: "a ledger's name has 1 to 64")
        play.answer("--name", "example.com")
        play.answer("--organisation", "Example Corp")
        play.answer("--account", "AWS root")
        play.answer("--credential", "root password")
        play.answer("group 1", "")
        play.answer("group 1", "Security")
        play.answer("custodians of group 1", "Ana Ruiz, ana ruiz", refused: "is named twice")
        play.answer("custodians of group 1", "Ana Ruiz, , Bo Chen", refused: "a custodian's name")
        play.answer("custodians of group 1", "2", refused: "custodian 2 of group Security has no letter")
        play.answer("custodians of group 1", "Ana Ruiz, Bo Chen, Chloé Martin")
        play.answer("number needed of group 1", "4", refused: "4 is not a number from 1 to 3")
        play.answer("number needed of group 1", "3")
        play.answer("group 2", "security", refused: "is named twice")
        play.answer("group 2", "Operations")
        play.answer("custodians of group 2", "bo chen", refused: "is named twice")
        play.answer("custodians of group 2", "Dana Levi")
        play.answer("number needed of group 2", "1")
        play.answer("group 3", "")
        return play
    }

    @Test("a wrong answer costs no other, and each can be taken back or changed after the summary")
    func questions() throws {
        var play = try Self.answered()
        play.answer("--by", "2", refused: "--by has no letter")
        play.answer("--by", "Dana")
        #expect(
            try play.summary == [
                "Ledger: example.com", "Organization: Example Corp", "Account: AWS root",
                "Credential: root password", "Group 1: Security", "Custodians: Ana Ruiz, Bo Chen, Chloé Martin",
                "Needed: 3 of 3", "Group 2: Operations", "Custodians: Dana Levi", "Needed: 1 of 1",
                "Another group: none", "Made by: Dana",
            ])
        // Fewer custodians make another answer wrong, and that one alone is asked again.
        play.change("custodians of group 1")
        play.answer("custodians of group 1", "Ana Ruiz, Bo Chen")
        #expect(play.asking?.refusal?.words == "3 is not a number from 1 to 2")
        play.answer("number needed of group 1", "2")
        play.change("--by")
        play.change("group 3")
        play.answer("group 3", "Vault")
        play.answer("custodians of group 3", "Emeka Obi")
        play.back()
        play.answer("custodians of group 3", "Gil Or")
        play.answer("number needed of group 3", "1")
        play.answer("group 4", "")
        play.answer("--by", "Dana Novak")
        let plan = try play.plan
        let credential = try #require(plan.policy.policy.accounts.first?.credentials.first)
        #expect(credential.groups.map(\.name) == [.known("Security"), .known("Operations"), .known("Vault")])
        #expect(credential.groups.map(\.threshold.needed) == [2, 1, 1] && credential.groupsNeeded == 3)
        #expect(plan.policy.text.contains("safe 1") && plan.policy.text.contains("Fay Lund"))
        #expect(plan.by == .known("Dana Novak"))
    }

    @Test("without anybody to ask, a credential is a password, and groups must be given")
    func unattended() throws {
        let given: [AnswerKey: String] = [
            "--name": "example.com", "--organisation": "Example Corp", "--account": "x", "--by": "C",
        ]
        let asked = PlayedCeremony(
            BinderFounding(from: .answers(try SheetPlaces([]), approvers: [])), isAttended: false, given: given)
        #expect(asked.asking?.refusal?.words == "no group of custodians is named")
        let roster = try Sample.roster()
        let made = PlayedCeremony(
            BinderFounding(from: .roster(roster, try SheetPlaces([]), approvers: [])), isAttended: false, given: given)
        let name = try made.plan.policy.policy.accounts.first?.credentials.first?.name
        #expect(name == roster.credential ?? .known("password"))
        #expect(try made.summary.contains { $0.hasPrefix("Group 1: ") })
    }

    @Test("a place needs a name, a site and a container", arguments: ["", "Ana", "Ana=Headquarters", "=a/b"])
    func places(text: String) { #expect(throws: Refusal.self) { try SheetPlaces([text]) } }

    private static func plan() throws -> NewBinder {
        var play = try answered()
        play.answer("--by", "Dana Novak")
        return try play.plan
    }

    @Test("the key is kept first, then the binder is made with its policy in force")
    func made() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "founded-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (pocket, plan) = (Pocket(), try Self.plan())
        var steps: [String] = []
        let origin = try plan.found(
            in: BinderFolder(path: path), by: .known("test"), instructions: [("without/x.txt", [0x78])]
        ) { _ in
            pocket
        } announce: { unfinished in
            switch unfinished {
            case .key: steps.append(pocket.key == nil ? "no key" : "key")
            case .folder: steps.append("folder")
            }
        }
        #expect(steps == ["key", "folder"])
        let (log, state) = try BinderFolder(path: path).read()
        #expect(log.ledgerOrigin == origin && log.keys?.newest == pocket.key)
        #expect(plan.policy.isInForce(in: state))
        let readme = try String(contentsOfFile: "\(path)/README.txt", encoding: .utf8)
        #expect(readme.contains("example.com"))
    }

    @Test("where one of the two cannot be written, the other is not there either")
    func unmade() throws {
        let plan = try Self.plan()
        let nowhere = BinderFolder(path: "/nowhere/\(UUID().uuidString)/binder")
        let pocket = Pocket()
        #expect(throws: KeyedError<Pocket.Full>.self) {
            try plan.found(in: nowhere, by: .known("test"), instructions: []) { _ in pocket }
        }
        #expect(pocket.key == nil)
        let path = FileManager.default.temporaryDirectory.appending(path: "founded-\(UUID().uuidString)").path
        #expect(throws: KeyedError<Pocket.Full>.self) {
            try plan.found(in: BinderFolder(path: path), by: .known("test"), instructions: []) { _ in
                Pocket(isFull: true)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("nobody may change the key of a binder whose policy names no quorum for it")
    func keyChange() throws {
        let made = try MadeBinder()
        let (log, state) = try made.folder.read()
        #expect(try BinderKeyChange(of: made.folder, log, state) == nil)
    }
}
