// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@Suite("One field to a pipe or a file")
struct FieldExitTests {
    let scratch: Scratch
    let journal: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
    }

    private func recover(_ flags: [String]) async throws -> Ended {
        let deal = try await Deal.plain()
        return try await Program.run(
            ["recover", "--reason", "x", "--journal", journal] + deal.sheets(["g1m1", "g1m2", "g2m1"]) + flags)
    }

    @Test("a pipe gets the bytes of the field and nothing else")
    func pipe() async throws {
        let ended = try await recover(["--field", "password", "--output", "-"])
        #expect(ended.output == Array(Deal.password.utf8))
        #expect(!ended.errors.contains(Deal.password))
    }

    @Test("two fields whose names look alike are refused when they are dealt, so that neither is given for the other")
    func alike() async throws {
        let split = try await Program.run([
            "split", "--journal", journal, "--account", "A", "--group", "G:1", "--custodian", "G:Ana", "--field-from",
            "\u{E9}=\(try scratch.write("first", "one"))", "--field-from",
            "e\u{301}=\(try scratch.write("second", "other"))", "--output", scratch.file("alike"), "--to-disk",
        ])
        split.expectRefusal(64, "two fields are called", hint: "give each field a name of its own")
        #expect(!FileManager.default.fileExists(atPath: scratch.file("alike")))
    }

    @Test("a new file gets them, readable by its owner alone")
    func file() async throws {
        let ended = try await recover(["--field", "password", "--output", scratch.file("password")])
        #expect(ended.code == 0)
        #expect(ended.output.isEmpty)
        #expect(try scratch.text("password") == Deal.password)
        var status = stat()
        #expect(stat(scratch.file("password"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("a file that is there, a link, and a place that cannot be written are refused, and nothing leaves")
    func badPlaces() async throws {
        _ = try scratch.write("kept", "there")
        #expect(symlink(scratch.file("target"), scratch.file("link")) == 0)
        try await recover(["--field", "password", "--output", scratch.file("there")])
            .expectRefusal(73, "there already exists", hint: "does not exist yet")
        try await recover(["--field", "password", "--output", scratch.file("link")]).expectRefusal(73, "link")
        try await recover(["--field", "password", "--output", "/nowhere/x"]).expectRefusal(73, "/nowhere/x")
        #expect(try scratch.text("there") == "kept")
        #expect(!FileManager.default.fileExists(atPath: scratch.file("target")))
    }

    @Test(
        "a field that the credential does not have is refused with the names that it has, and nothing is recorded as shown"
    )
    func noField() async throws {
        let ended = try await recover(["--field", "user name", "--output", "-"])
        ended.expectRefusal(66, "the credential has no field user name", hint: "password")
        let line = try scratch.text("journal.jsonl")
        #expect(line.contains(#""outcome":"failed""#))
        #expect(!line.contains("recovery revealed"))
    }

    @Test("a full disk behind the output is told, and no part of the field is left there")
    func fullDisk() async throws {
        let deal = try await Deal.plain()
        let sheets = deal.sheets(["g1m1", "g1m2", "g2m1"]).joined(separator: " ")
        let small = scratch.file("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        let script = """
            mount -t tmpfs -o size=4k tmpfs '\(small)' || exit 99
            head -c 4096 /dev/zero >'\(small)/filler'
            '\(Program.path)' recover --reason x --journal '\(journal)' \(sheets) --field password --output '\(small)/out'
            code=$?
            ls -A '\(small)'
            exit $code
            """
        let ended = try await Program.run("unshare", (geteuid() == 0 ? [] : ["-Ur"]) + ["-m", "sh", "-c", script])
        #expect(ended.code == 74, "\(ended.errors)")
        #expect(ended.errorLines == ["\(small)/out cannot be written: No space left on device"])
        #expect(ended.text == "filler\n")
    }

    @Test("a reader that is gone, and a full device, are told")
    func noReader() async throws {
        let deal = try await Deal.plain()
        let sheets = deal.sheets(["g1m1", "g1m2", "g2m1"]).joined(separator: " ")
        let command =
            "'\(Program.path)' recover --reason x --journal '\(journal)' \(sheets) --field password --output -"
        let full = try await Program.run("sh", ["-c", "\(command) >/dev/full"])
        full.expectRefusal(74, "the standard output cannot be written: No space left on device")
        let gone = try await Program.run(
            "bash", ["-c", "\(command) > >(exec true); echo $? >'\(scratch.file("code"))'"])
        #expect(try scratch.text("code") == "74\n", "\(gone.errors)")
    }
}
