// SPDX-License-Identifier: Apache-2.0
//
// A binder made by the real program, with a dealt set whose codes are kept as text.

import Foundation
import Ledger
import ShareEnvelope
import Testing

/// A folder with a binder, its key and a set of two of two.
struct BinderFixture {
    static let password = Deal.password
    static let statement = [
        "--failure-mode", "idp-down", "--normal-path-down", "two people failed to sign in", "--reason",
        "the portal answers 503", "--ticket", "INC-1", "--operator", "Dana Novak", "--approved-by", "Fay Lund",
    ]

    let scratch: Scratch
    var binder: String { scratch.file("binder") }
    var environment: [String: String] { ["XDG_CONFIG_HOME": scratch.file("config")] }

    /// Makes a binder with a policy of one account, and deals its credential.
    static func make(deal: Bool = true) async throws -> BinderFixture {
        let fixture = BinderFixture(scratch: try Scratch())
        let made = try await fixture.run([
            "init", fixture.binder, "--name", "example.com", "--organisation", "Example Corp", "--account",
            "AWS root", "--credential", "root password", "--group", "Security:2", "--custodian",
            "Security:Ana Ruiz", "--custodian", "Security:Bo Chen", "--approver", "Fay Lund", "--by", "Dana Novak",
        ])
        try #require(made.code == 0, "\(made.errors)")
        guard deal else { return fixture }
        let split = try await fixture.split()
        try #require(split.code == 0, "\(split.errors)")
        try await fixture.readCodes()
        return fixture
    }

    func run(_ arguments: [String], input: String = "") async throws -> Ended {
        try await Program.run(
            Program.path, arguments, input: Array(input.utf8), in: scratch.path, environment: environment)
    }

    func split(_ flags: [String] = []) async throws -> Ended {
        try await run(splitArguments + flags, input: Self.password)
    }

    var splitArguments: [String] {
        [
            "split", "--binder", binder, "--field-from", "password=-", "--output", scratch.file("sheets"),
            "--no-read-back",
        ]
    }

    /// Keeps the codes of both sheets in one text, which a recovery reads without any image.
    private func readCodes() async throws {
        let deal = Deal(folder: scratch.file("sheets"))
        let codes = try await deal.codes("g1m1") + deal.codes("g1m2")
        try (Array(Set(codes)).joined(separator: "\n") + "\n").write(
            toFile: scratch.file("codes.txt"), atomically: true, encoding: .utf8)
    }

    var recoverArguments: [String] {
        ["recover", "--binder", binder] + Self.statement + [
            "--field", "password", "--output", "-", scratch.file("codes.txt"),
        ]
    }

    func recover(_ flags: [String] = []) async throws -> Ended { try await run(recoverArguments + flags) }

    func verify(_ flags: [String] = []) async throws -> Ended {
        try await run(["ledger", "verify", "--binder", binder] + flags)
    }

    /// The kinds of the ledger's entries, in order.
    var kinds: [String] { get throws { try kinds(of: "binder/ledger.jsonl") } }

    func kinds(of file: String) throws -> [String] {
        try scratch.text(file).split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["kind"] as? String ?? "none"
        }
    }

    /// A copy of everything in another folder.
    func copy() throws -> BinderFixture {
        let other = BinderFixture(scratch: try Scratch())
        for name in scratch.names {
            try FileManager.default.copyItem(atPath: scratch.file(name), toPath: other.scratch.file(name))
        }
        return other
    }
}

extension BinderFixture {
    /// The entries of the ledger.
    var entries: [[String: Any]] {
        get throws {
            try scratch.text("binder/ledger.jsonl").split(separator: "\n").compactMap { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            }
        }
    }

    var lastEntry: [String: Any] { get throws { try entries.last ?? [:] } }

    /// The code of the first set, as its sheets show it.
    var setCode: String {
        get throws {
            let set = try entries.lazy.compactMap { $0["set"] as? String }.first ?? ""
            return SetIdentity(ledgerText: set)?.code ?? ""
        }
    }
}
