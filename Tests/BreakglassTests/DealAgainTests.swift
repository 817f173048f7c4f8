// SPDX-License-Identifier: Apache-2.0
//
// A credential with a set in force: split deals what was changed, reshare what was not.

import Foundation
import Testing

@Suite("A credential that is dealt again")
struct DealAgainTests {
    /// A binder with a set in force, one of whose sheets is proven.
    private static let proven = Task {
        let fixture = try await BinderFixture.make()
        let proven = try await fixture.run([
            "drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none",
            fixture.scratch.file("sheets/sheet-g1m1.pdf"),
        ])
        try #require(proven.code == 0, "\(proven.errors)")
        return fixture
    }

    private static func split(_ fixture: BinderFixture, _ flags: [String] = []) -> [String] {
        ["split", "--binder", fixture.binder, "--output", fixture.scratch.file("again"), "--no-read-back"] + flags
    }

    @Test("without a terminal, a split must say that the credential was changed, and the refusal names the commands")
    func refused() async throws {
        let fixture = try await Self.proven.value.copy()
        let before = try fixture.kinds
        let refused = try await fixture.run(
            Self.split(fixture, ["--field-from", "password=-"]), input: BinderFixture.password)
        refused.expectRefusal(
            4, "a split asks for a credential that was changed at the account",
            hint: "`breakglass split --changed --binder \(fixture.binder)`")
        #expect(
            refused.errors.contains("`breakglass reshare --binder \(fixture.binder)` deals it to new paper"),
            "\(refused.errors)")
        #expect(try fixture.kinds == before + ["refused"])
        let changed = try await fixture.run(
            Self.split(fixture, ["--changed", "--field-from", "password=-"]), input: "another one")
        #expect(changed.code == 0 && changed.errors.contains("root password is unopened again"), "\(changed.errors)")
        #expect(try fixture.kinds.suffix(3) == ["set created", "sheets released", "set retired"])
        #expect(try fixture.lastEntry["rotated"] as? Bool == true)
    }

    @Test("at a terminal it asks: Enter is no, and only the word retires the old set", arguments: [false, true])
    func asked(isChanged: Bool) async throws {
        let fixture = try await Self.proven.value.copy()
        let before = try fixture.kinds
        let screen = try await Screen(variables: fixture.environment)
        let source = try fixture.scratch.write("another one", "password")
        try await screen.start(Self.split(fixture, ["--field-from", "password=\(source)"]))
        try await screen.wait(for: "Type `changed` if it was changed at the account")
        if isChanged {
            try await screen.confirm("changed")
            try await screen.wait(for: "is unopened again")
            try await screen.expectEnd(0)
            #expect(try fixture.lastEntry["rotated"] as? Bool == true)
        } else {
            try await screen.type("")
            try await screen.wait(for: "Type `override` to continue against this rule")
            try await screen.type("")
            try await screen.wait(for: "`breakglass reshare --binder \(fixture.binder)`")
            try await screen.expectEnd(4)
            #expect(try fixture.kinds == before + ["refused"])
        }
    }

    @Test("a split that continues against the rule says nothing of a change: the old paper still opens it")
    func overridden() async throws {
        let fixture = try await Self.proven.value.copy()
        let ended = try await fixture.run(
            Self.split(fixture, ["--field-from", "password=-", "--override", "no quorum", "--by", "Dana Novak"]),
            input: BinderFixture.password)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds.suffix(4) == ["exception", "set created", "sheets released", "set retired"])
        #expect(try fixture.lastEntry["rotated"] as? Bool == false)
    }

    @Test("a split refuses a ledger that contradicts itself")
    func contradiction() async throws {
        let fixture = try await Self.proven.value.copy()
        let ledger = try fixture.scratch.text("binder/ledger.jsonl")
        _ = try fixture.scratch.write(ledger + "{}\n", "binder/ledger.jsonl")
        let ended = try await fixture.run(
            Self.split(fixture, ["--changed", "--field-from", "password=-"]), input: "another one")
        #expect(ended.code != 0 && !fixture.scratch.names.contains("again"), "\(ended.errors)")
    }

    @Test(
        "a reshare says why, and options that do not belong together are refused before anything is read",
        arguments: [
            ([], "--because is not given", "one of: people; lost; damaged"),
            (
                ["--because", "people", "--share", "g1m1"], "it is not a sheet that makes this necessary",
                "--because lost"
            ),
            (["--because", "damaged"], "--share is not given", "such as g1m2"),
            (["--because", "people", "--changed"], "a changed credential is not on the old sheets", "split --changed"),
            (["--retire-only", "X", "--because", "lost"], "--retire-only deals nothing", "leave --retire-only out"),
        ])
    func causes(flags: [String], words: String, hint: String) async throws {
        let fixture = try await Self.proven.value.copy()
        let before = try fixture.kinds
        let reshare = try await fixture.run(
            [
                "reshare", "--binder", fixture.binder, "--output", fixture.scratch.file("again"), "--no-read-back",
                "--by", "Dana Novak", "--why", "a test", fixture.scratch.file("codes.txt"),
            ] + flags)
        reshare.expectRefusal(64, words, hint: hint)
        #expect(try fixture.kinds == before)
    }

    @Test(
        "a reshare for a lost or damaged sheet records what happened, and the quorum agrees to just that",
        arguments: [("damaged", "cannot be read"), ("lost", "is lost")])
    func sheet(cause: String, words: String) async throws {
        let fixture = try await Self.proven.value.copy()
        let reshare = try await fixture.run([
            "reshare", "--because", cause, "--share", "g1m2", "--binder", fixture.binder, "--output",
            fixture.scratch.file("again"), "--no-read-back", "--by", "Dana Novak", "--why", "water",
            fixture.scratch.file("codes.txt"),
        ])
        try #require(reshare.code == 0, "\(reshare.errors)")
        let entries = try fixture.entries
        let opened = entries.first { $0["kind"] as? String == "reshare opened" }
        #expect(opened?["why"] as? String == "the sheet of share g1m2 \(words)")
        let lost = entries.first { $0["kind"] as? String == "sheet lost" }
        #expect(lost?["happened"] as? String == "water" && lost?["share"] as? String == "g1m2")
    }
}
