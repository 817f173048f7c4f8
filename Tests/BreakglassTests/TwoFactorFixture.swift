// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A binder with one account and two credentials, both dealt.
struct TwoFactorFixture {
    static let password = "correct horse battery"
    let base: BinderFixture
    var binder: String { base.binder }

    /// The policy: two of three for the password, one of them a spare, and two of two for the second factor.
    static func policy(_ edits: [(String, String)] = []) -> String {
        edits.reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    }

    private static let text = """
        version: 1
        organisation: Example Corp
        failure_modes:
          - {id: idp-down, means: The identity provider is down, normal_path: The portal}
        sites:
          - {id: hq, name: Headquarters}
          - {id: bank, name: Bank vault}
          - {id: firm, name: Law firm}
        people:
          - {id: ana, name: Ana Ruiz}
          - {id: bo, name: Bo Chen}
          - {id: gus, name: Gus Ek}
          - {id: dana, name: Dana Levi}
          - {id: emeka, name: Emeka Obi}
          - {id: fay, name: Fay Lund}
        accounts:
          - name: AWS root
            failure_modes: [idp-down]
            approvers: [fay]
            window: 4 h
            review_within: 5 d
            credentials:
              - name: root password
                kind: password
                groups:
                  - name: Security
                    threshold: 2
                    custodians:
                      - {person: ana, site: hq, container: safe 1}
                      - {person: bo, site: bank, container: safe 2}
                      - {person: gus, site: bank, container: box 3, spare: true}
              - name: one-time password
                kind: one-time-password
                groups:
                  - name: Platform
                    threshold: 2
                    custodians:
                      - {person: dana, site: firm, container: safe 4}
                      - {person: emeka, site: firm, container: box 5}

        """

    static func make(_ edits: [(String, String)] = [], deals: Bool = true) async throws -> TwoFactorFixture {
        let fixture = TwoFactorFixture(base: BinderFixture(scratch: try Scratch()))
        let file = try fixture.base.scratch.write(policy(edits), "policy.yaml")
        _ = try fixture.base.scratch.write(password, "password")
        _ = try fixture.base.scratch.write(seed.enrolment, "seed")
        let made = try await fixture.base.run([
            "init", fixture.binder, "--name", "example.com", "--policy", file, "--by", "Dana Levi",
        ])
        try #require(made.code == 0, "\(made.errors)")
        guard deals else { return fixture }
        for ended in [try await fixture.splitPassword(), try await fixture.splitSeed()] {
            try #require(ended.code == 0, "\(ended.errors)")
        }
        try await fixture.keepCodes("password")
        try await fixture.keepCodes("seed")
        return fixture
    }

    /// The second factor.
    static let seed = OneTimeCode(secret: "JBSWY3DPEHPK3PXP")

    func run(_ arguments: [String], input: String = "") async throws -> Ended {
        try await base.run(arguments + ["--binder", binder], input: input)
    }

    func split(_ credential: String, _ field: String, _ folder: String, _ flags: [String] = []) async throws -> Ended {
        try await run(arguments(credential, field, folder) + flags)
    }

    private func arguments(_ credential: String, _ field: String, _ folder: String) -> [String] {
        [
            "split", "--account", "AWS root", "--credential", credential, "--field-from", field, "--output",
            file(folder), "--no-read-back",
        ]
    }

    func splitPassword(_ flags: [String] = []) async throws -> Ended {
        try await split("root password", "password=\(file("password"))", "password-sheets", flags)
    }

    func splitSeed(_ flags: [String] = []) async throws -> Ended {
        // The code of the moment when it is the program's turn among all that run.
        try await Gate.programs.pass {
            let code = ["--current-code", try await Self.seed.code(), "--binder", binder]
            return try await Program.ungated(
                Program.path, arguments("one-time password", "code:otp=\(file("seed"))", "seed-sheets") + code + flags,
                in: base.scratch.path, environment: base.environment)
        }
    }

    /// Keeps the codes of each sheet as a text, which is read without any image.
    func keepCodes(_ name: String) async throws {
        let deal = Deal(folder: file("\(name)-sheets"))
        for sheet in try FileManager.default.contentsOfDirectory(atPath: deal.folder) where sheet.hasPrefix("sheet-") {
            let share = String(sheet.dropFirst(6).dropLast(4))
            _ = try base.scratch.write(
                try await deal.codes(share).joined(separator: "\n") + "\n", "\(name)-\(share)")
        }
    }

    func file(_ name: String) -> String { base.scratch.file(name) }

    /// The two sheets of each credential that make its quorum.
    var quorums: [String] { ["password-g1m1", "password-g1m2", "seed-g1m1", "seed-g1m2"].map(file) }

    static let statement =
        Array(BinderFixture.statement.dropLast(2)) + ["--approved-by", "Fay Lund"]

    func kinds() throws -> [String] { try base.kinds }
}
