// SPDX-License-Identifier: Apache-2.0
//
// The program is killed at its n-th write, sync or rename, for every n until it ends by itself (strace injects the
// signal). After each kill the ledger must verify, or mend itself at the next entry and say so; and a credential that
// came out must have its entry on disk.

import Foundation
import Testing

@Suite("Killed at any moment", .serialized)
struct CrashTests {
    /// The calls that change what is on disk, or that let something out.
    static let calls = ["write", "fsync", "rename", "renameat", "openat", "ftruncate", "mkdirat"]

    @Test("a recovery that is killed at any call never shows what the ledger does not hold", arguments: calls)
    func recovery(call: String) async throws {
        let original = try await BinderFixture.shared.value
        try await killAtEach(call) { number in
            let fixture = try original.copy()
            let ended = try await traced(call, number, fixture.recoverArguments, in: fixture)
            try await expectSound(fixture, after: "\(call) \(number)")
            if ended.output.isEmpty == false {
                #expect(ended.text == BinderFixture.password)
                #expect(try fixture.kinds.contains("recovery revealed"), "after \(call) \(number)")
            }
            return ended.code != 0
        }
    }

    @Test("a change of the policy that is killed at any call is in force whole or not at all", arguments: calls)
    func adoption(call: String) async throws {
        let original = try await BinderFixture.shared.value.copy()
        let path = "\(original.binder)/policy.yaml"
        let policy = try String(contentsOfFile: path, encoding: .utf8)
        try policy.replacing("window: 4 h", with: "window: 8 h").write(toFile: path, atomically: true, encoding: .utf8)
        try await killAtEach(call) { number in
            let fixture = try original.copy()
            let arguments = ["policy", "--adopt", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "x"]
            let ended = try await traced(call, number, arguments, in: fixture)
            try await expectSound(fixture, after: "\(call) \(number)")
            return ended.code != 0
        }
    }

    @Test(
        "somebody's leaving that is killed at any call is in force whole or not at all, and the same command ends it",
        arguments: ["write", "fsync", "renameat", "ftruncate"])
    func leaving(call: String) async throws {
        let original = try await BinderFixture.shared.value
        try await killAtEach(call) { number in
            let fixture = try original.copy()
            let arguments = [
                "people", "leave", "bo-chen", "--successor", "zoe", "--name", "Zoe Ek", "--on", "2027-01-31",
                "--binder",
                fixture.binder, "--by", "Dana Novak", "--why", "x",
            ]
            let ended = try await traced(call, number, arguments, in: fixture)
            try await expectSound(fixture, after: "\(call) \(number)")
            let isDone = try fixture.kinds.contains("custodian left")
            #expect(
                try fixture.kinds.count { ["policy changed", "custodian joined"].contains($0) } == (isDone ? 3 : 1))
            let again = try await fixture.run(arguments)
            if isDone {
                again.expectRefusal(64, "the policy already has zoe")
            } else {
                #expect(again.code == 0, "after \(call) \(number): \(again.errors)")
            }
            #expect(try fixture.kinds.count { $0 == "custodian left" } == 1)
            let verified = try await fixture.verify()
            #expect(!verified.text.contains("policy --adopt"), "after \(call) \(number): the file is the one in force")
            return ended.code != 0
        }
    }

    @Test(
        "a split that is killed at any call leaves no sheet whose set the ledger does not know",
        arguments: ["fsync", "rename", "renameat", "ftruncate"])
    func split(call: String) async throws {
        let original = try await BinderFixture.undealt.value
        try await killAtEach(call) { number in
            let fixture = try original.copy()
            let ended = try await traced(call, number, fixture.splitArguments, in: fixture)
            try await expectSound(fixture, after: "\(call) \(number)")
            if fixture.scratch.names.contains("sheets") {
                #expect(try fixture.kinds.contains("sheets released"), "after \(call) \(number)")
            }
            return ended.code != 0
        }
    }

    @Test(
        "a reshare that is killed at any call leaves the old sheets good, and never retires them on its own",
        arguments: ["fsync", "renameat", "ftruncate"])
    func reshare(call: String) async throws {
        let original = try await BinderFixture.shared.value
        let codes = original.scratch.file("codes.txt")
        #expect(FileManager.default.fileExists(atPath: codes))
        try await killAtEach(call) { number in
            let fixture = try original.copy()
            let arguments = [
                "reshare", "--because", "people", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "x",
                "--output",
                fixture.scratch.file("new"), "--no-read-back", fixture.scratch.file("codes.txt"),
            ]
            let ended = try await traced(call, number, arguments, in: fixture)
            try await expectSound(fixture, after: "\(call) \(number)")
            #expect(try !fixture.kinds.contains("set retired"))
            if fixture.scratch.names.contains("new") { #expect(try fixture.kinds.contains("sheets released")) }
            // One recovery is enough to show it where much was written, and the last one where all was.
            if number.isMultiple(of: 4) || ended.code == 0 {
                // Once the new sheets are out, both sets are in force, and the older one is stated by its code.
                let areBoth = try fixture.kinds.count { $0 == "sheets released" } == 2
                let opened = try await fixture.recover(areBoth ? ["--set", fixture.setCode] : [])
                #expect(opened.text == BinderFixture.password, "after \(call) \(number): \(opened.errors)")
            }
            return ended.code != 0
        }
    }

    @Test("nothing leaves the program before the entry that tells of it is synced and its checkpoint in place")
    func order() async throws {
        let fixture = try await BinderFixture.shared.value.copy()
        let trace = fixture.scratch.file("trace")
        let ended = try await Program.run(
            "strace",
            ["-f", "-qq", "-y", "-s", "64", "-o", trace, "-e", "trace=write,fsync,renameat,rename", Program.path]
                + fixture.recoverArguments, in: fixture.scratch.path, environment: fixture.environment)
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        let lines = try fixture.scratch.text("trace").split(separator: "\n").map(String.init)
        let entry = try #require(lines.lastIndex { $0.contains("ledger.jsonl") && $0.contains("recovery revealed") })
        let synced = try #require(lines[entry...].firstIndex { $0.contains("fsync") && $0.contains("ledger.jsonl") })
        let named = try #require(
            lines[synced...].firstIndex { $0.contains("rename") && $0.contains("checkpoint.next") })
        let folder = try #require(lines[named...].firstIndex { $0.contains("fsync") && $0.contains("/binder>") })
        let shown = try #require(lines.firstIndex { $0.contains("write(1<") && $0.contains("correct horse") })
        #expect(entry < synced && synced < named && named < folder && folder < shown)
    }

    // MARK: - The harness

    /// Runs until the program ends by itself, and sees that it was killed at least once before.
    private func killAtEach(_ call: String, _ run: (Int) async throws -> Bool) async throws {
        // The loader opens some hundred libraries before the program begins: of its kills only the last is tried.
        var number = call == "openat" ? max(try await Self.loaded.value, 1) : 1
        while try await run(number) {
            number += 1
            try #require(number < 2_000, "the program never ends")
        }
    }

    /// How many calls of openat(2) the program's libraries take.
    private static let loaded = Task {
        let scratch = try Scratch()
        try await Program.tool(
            "strace", "-qq", "-o", scratch.file("trace"), "-e", "trace=openat", Program.path, "--version")
        let calls = try scratch.text("trace").split(separator: "\n")
        return (calls.lastIndex { $0.contains(".so") } ?? 0) + 1
    }

    /// Runs the program, and kills it when any of its threads begins a call for the n-th time.
    private func traced(
        _ call: String, _ number: Int, _ arguments: [String], in fixture: BinderFixture
    ) async throws -> Ended {
        try await Program.run(
            "strace",
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]
                + [Program.path] + arguments, input: Array(BinderFixture.password.utf8), in: fixture.scratch.path,
            environment: fixture.environment)
    }

    /// The ledger verifies as it is, and goes on: the next entry mends what the kill left, and says so.
    private func expectSound(_ fixture: BinderFixture, after place: String) async throws {
        let before = try await fixture.verify()
        #expect(before.code == 0, "after \(place): \(before.text)")
        let next = try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b", "--decided", "c",
            "--by", "d",
        ])
        #expect(next.code == 0, "after \(place): \(next.errors)")
        let after = try await fixture.verify()
        #expect(after.code == 0, "after \(place): \(after.text)")
        // Nobody outside vouches for a ledger that was made here; that is no trace of the kill.
        let notes = after.text.split(separator: "\n")
            .filter { $0.hasPrefix("Note") && !$0.contains("policy --adopt") && !$0.contains(/\bV[78]\b/) }
        #expect(notes.isEmpty, "after \(place): \(notes)")
        #expect(try fixture.kinds.last == "exception")
    }
}

extension BinderFixture {
    fileprivate static let shared = Task { try await make() }
    fileprivate static let undealt = Task { try await make(deal: false) }
}
