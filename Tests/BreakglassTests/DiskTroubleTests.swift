// SPDX-License-Identifier: Apache-2.0
//
// A binder on a disk that is full, read-only or failing: the system's answer is put in place of the real one (strace).

import Foundation
import Testing

@Suite("A binder on a disk in trouble")
struct DiskTroubleTests {
    /// A call on one of the binder's files that fails, and how.
    struct Fault: Sendable, CustomStringConvertible {
        let call: String
        let error: String
        let file: String

        var description: String { "\(call) of \(file) says \(error)" }
    }

    static let faults = [
        Fault(call: "write", error: "ENOSPC", file: ".checkpoint.next.new"),
        Fault(call: "write", error: "ENOSPC", file: "ledger.jsonl"),
        Fault(call: "write", error: "EDQUOT", file: "ledger.jsonl"),
        Fault(call: "openat", error: "EROFS", file: ".checkpoint.next.new"),
        Fault(call: "openat", error: "EACCES", file: ".checkpoint.next.new"),
        Fault(call: "fsync", error: "EIO", file: "ledger.jsonl"),
        Fault(call: "renameat", error: "EROFS", file: "checkpoint.next"),
    ]

    private func run(_ arguments: [String], with fault: Fault, in fixture: BinderFixture) async throws -> Ended {
        try await Program.run(
            "strace",
            [
                "-f", "-qq", "-o", fixture.scratch.file("trace"), "-P", fault.file, "-P",
                "\(fixture.binder)/\(fault.file)",
            ]
                + ["-e", "trace=\(fault.call)", "-e", "inject=\(fault.call):error=\(fault.error)", Program.path]
                + arguments, input: Array(BinderFixture.password.utf8), in: fixture.scratch.path,
            environment: fixture.environment)
    }

    /// The ledger verifies, takes the next entry, and has lost none of these lines.
    private func expectSound(_ fixture: BinderFixture, keeping lines: String) async throws {
        #expect(try fixture.scratch.text("binder/ledger.jsonl").hasPrefix(lines))
        let next = try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b", "--decided", "c",
            "--by", "d",
        ])
        #expect(next.code == 0, "\(next.errors)")
        let audit = try await fixture.verify()
        #expect(audit.code == 0, "\(audit.text)")
    }

    @Test("a recovery says so, continues in a journal, and the journal is merged later", arguments: faults)
    func recovery(fault: Fault) async throws {
        let fixture = try await BinderFixture.make()
        let before = try fixture.scratch.text("binder/ledger.jsonl")
        let ended = try await run(fixture.recoverArguments, with: fault, in: fixture)
        #expect(try fixture.scratch.text("trace").contains("(INJECTED)"), "the fault came to pass")
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        #expect(ended.warningLines.contains { $0.contains("the ledger cannot be written") }, "\(ended.errors)")
        let kinds = try fixture.kinds(of: "breakglass-journal.jsonl")
        #expect(kinds.first == "journal opened" && kinds.contains("recovery revealed") && kinds.contains("cosigned"))
        try await expectSound(fixture, keeping: before)
        let merged = try await fixture.run([
            "ledger", "merge", "--binder", fixture.binder, fixture.scratch.file("breakglass-journal.jsonl"),
        ])
        #expect(merged.code == 0, "\(merged.errors)")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a split and a change of the policy are refused, and leave nothing behind", arguments: faults)
    func others(fault: Fault) async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let before = try fixture.scratch.text("binder/ledger.jsonl")
        let split = try await run(fixture.splitArguments, with: fault, in: fixture)
        #expect(split.code == 74, "\(split.errors)")
        #expect(split.errorLines.count == 1 && split.hintLines.count == 1, "\(split.errors)")
        #expect(!fixture.scratch.names.contains("sheets"))
        let policy = try fixture.scratch.text("binder/policy.yaml").replacing("window: 4 h", with: "window: 8 h")
        _ = try fixture.scratch.write(policy, "binder/policy.yaml")
        let adopt = try await run(
            ["policy", "--adopt", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "x"], with: fault,
            in: fixture)
        #expect(adopt.code == 74, "\(adopt.errors)")
        try await expectSound(fixture, keeping: before)
    }
}
