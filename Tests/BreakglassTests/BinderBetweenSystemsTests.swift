// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A binder that went through editors and git of other systems.
@Suite("Binders between systems")
struct BinderBetweenSystemsTests {
    @Test("a clone by a git that converts line ends is whole, since the binder says that nothing in it is text")
    func clone() async throws {
        let fixture = try await BinderFixture.make()
        let clone = fixture.scratch.file("clone")
        try await git(["init", "-q", fixture.binder])
        try await git(["-C", fixture.binder, "add", "-A"])
        try await git(["-C", fixture.binder, "commit", "-q", "-m", "binder"])
        try await git(["-c", "core.autocrlf=true", "clone", "-q", fixture.binder, clone])
        #expect(try fixture.scratch.bytes("clone/ledger.jsonl") == fixture.scratch.bytes("binder/ledger.jsonl"))
        let verified = try await fixture.run(["ledger", "verify", "--binder", clone])
        #expect(verified.code == 0, "\(verified.text)\(verified.errors)")
        #expect(try fixture.scratch.text("binder/.gitattributes") == "* -text\n")
    }

    @Test(
        "a copy whose line ends were converted is named as that, with how to undo it, and a recovery goes on without it"
    )
    func converted() async throws {
        let fixture = try await BinderFixture.make()
        let ledger = try fixture.scratch.text("binder/ledger.jsonl").replacing("\n", with: "\r\n")
        _ = try fixture.scratch.write(ledger, "binder/ledger.jsonl")
        for arguments in [
            ["ledger", "verify"], ["status"], ["who-can"], ["policy", "--adopt", "--by", "x", "--why", "x"],
        ] {
            let ended = try await fixture.run(arguments + ["--binder", fixture.binder])
            ended.expectRefusal(65, "were converted to CRLF", hint: "git clone -c core.autocrlf=false")
        }
        let recovered = try await fixture.recover(["--override", "the portal is down", "--journal", "journal.jsonl"])
        #expect(recovered.errors.contains("were converted to CRLF"), "\(recovered.errors)")
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(try fixture.scratch.text("binder/ledger.jsonl") == ledger)
    }

    @Test("converted line ends of the checkpoint, or of one line, are named, and no hint throws entries away")
    func partlyConverted() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let ledger = try fixture.scratch.text("binder/ledger.jsonl")
        let checkpoint = try fixture.scratch.text("binder/checkpoint")
        for (name, text) in [
            ("checkpoint", checkpoint.replacing("\n", with: "\r\n")), ("ledger.jsonl", ledger.dropLast() + "\r\n"),
        ] {
            _ = try fixture.scratch.write(text, "binder/\(name)")
            for arguments in [["ledger", "verify"], ["status"], ["drill", "mail", "--by", "x"]] {
                let ended = try await fixture.run(arguments + ["--binder", fixture.binder])
                ended.expectRefusal(65, "\(name) were converted to CRLF", hint: "keep this folder unchanged")
                #expect(!ended.errors.contains("reset"), "\(ended.errors)")
            }
            _ = try fixture.scratch.write(ledger, "binder/ledger.jsonl")
            _ = try fixture.scratch.write(checkpoint, "binder/checkpoint")
        }
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a policy with a byte order mark and the line ends of another system is linted and adopted like any other")
    func policy() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let before = try fixture.scratch.text("binder/policy.yaml")
        let changed = before.replacing("Example Corp", with: "Example Company")
        let plain = try await fixture.run(["policy", "--binder", fixture.binder])
        _ = try fixture.scratch.write(
            [0xEF, 0xBB, 0xBF] + Array(changed.replacing("\n", with: "\r\n").utf8), "binder/policy.yaml")
        let linted = try await fixture.run(["policy", "--binder", fixture.binder])
        #expect(linted.code == plain.code && linted.text == plain.text, "\(linted.errors)")
        let named = try await fixture.run(["policy", "\(fixture.binder)/policy.yaml"])
        #expect(named.code == plain.code && named.text == plain.text, "\(named.errors)")
        let adopt = ["policy", "--adopt", "--by", "Dana", "--why", "a new name", "--binder", fixture.binder]
        let adopted = try await fixture.run(adopt)
        #expect(adopted.code == 0, "\(adopted.errors)")
        #expect(try await fixture.run(adopt).errors.contains("already in force"))
        #expect(try await fixture.verify().code == 0)
        let fresh = try await fixture.run([
            "init", fixture.scratch.file("other"), "--name", "other.example", "--by", "Dana", "--policy",
            "\(fixture.binder)/policy.yaml",
        ])
        #expect(fresh.code == 0, "\(fresh.errors)")
    }

    @Test("lint refuses what adopt would refuse, in the same words")
    func lintSaysIt() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let good = try fixture.scratch.text("binder/policy.yaml")
        for bad in [
            Array(good.dropLast().utf8), Array((good + "# tab\there\n").utf8), Array((good + "# \u{202E}\n").utf8),
            Array((good + "# " + String(repeating: "x", count: 2_001) + "\n").utf8), Array(good.utf8) + [0xFF, 0x0A],
            [0xFF, 0xFE, 0x61], Array(good.replacing("approvals: 1", with: "approvals: 01").utf8),
        ] {
            _ = try fixture.scratch.write(bad, "binder/policy.yaml")
            let linted = try await fixture.run(["policy", "--binder", fixture.binder])
            let adopted = try await fixture.run(
                ["policy", "--adopt", "--by", "Dana", "--why", "x", "--binder", fixture.binder])
            #expect(adopted.code == 65, "\(adopted.errors)")
            #expect(linted.code == 65 && linted.errors == adopted.errors, "\(linted.errors)\n\(adopted.errors)")
        }
    }

    private func git(_ arguments: [String]) async throws {
        let ended = try await Program.run("git", ["-c", "user.name=x", "-c", "user.email=x@example.com"] + arguments)
        try #require(ended.code == 0, "\(ended.errors)")
    }
}
