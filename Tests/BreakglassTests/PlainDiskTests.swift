// SPDX-License-Identifier: Apache-2.0
//
// Disks that keep no rights and have no hard links, such as FAT, and folders that are gone: the system's answer is put in
// the place of the real one (strace). An error keeps its cause, and nothing half-made stays.

import Foundation
import Testing

@Suite("A binder on a stick")
struct PlainDiskTests {
    private static let dealt = Task {
        let fixture = try await BinderFixture.make()
        let codes = try await Deal(folder: fixture.scratch.file("sheets")).codes("g1m1")
        _ = try fixture.scratch.write(codes.joined(separator: "\n") + "\n", "g1m1.txt")
        return fixture
    }

    /// Runs the program while calls fail.
    private static func run(
        _ fixture: BinderFixture, _ arguments: [String], injecting faults: [String]
    ) async throws -> Ended {
        let calls = faults.map { $0.split(separator: ":")[0] }.joined(separator: ",")
        return try await Program.run(
            "strace",
            ["-f", "-qq", "-o", fixture.scratch.file("trace"), "-e", "trace=\(calls)"]
                + faults.flatMap { ["-e", "inject=\($0)"] } + [Program.path] + arguments, in: fixture.scratch.path,
            environment: fixture.environment)
    }

    /// What FAT says, by the kernel's own driver and by those in user space.
    static let refusals = [
        ["chmod:error=EPERM", "fchmod:error=EPERM", "link:error=EPERM"],
        ["chmod:error=ENOSYS", "fchmod:error=ENOSYS", "link:error=EPERM"],
        ["chmod:error=EOPNOTSUPP", "fchmod:error=EOPNOTSUPP", "link:error=EOPNOTSUPP"],
    ]

    private static func report(_ fixture: BinderFixture) -> [String] {
        ["report", "--binder", fixture.binder, "--output", fixture.scratch.file("report.html")]
    }

    @Test("public files are written where no rights are kept", arguments: refusals)
    func publicFiles(faults: [String]) async throws {
        let fixture = try await Self.dealt.value.copy()
        let ended = try await Self.run(fixture, Self.report(fixture), injecting: faults)
        #expect(try fixture.scratch.text("trace").contains("(INJECTED)"), "the fault came to pass")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.scratch.text("report.html").hasPrefix("<!DOCTYPE html>"))
    }

    @Test("init makes a binder where no rights are kept", arguments: refusals)
    func initialising(faults: [String]) async throws {
        let fixture = BinderFixture(scratch: try Scratch())
        let ended = try await Self.run(fixture, Self.initArguments(fixture), injecting: faults)
        #expect(try fixture.scratch.text("trace").contains("(INJECTED)"), "the fault came to pass")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(fixture.scratch.names == ["binder", "config", "trace"])
        #expect(try await fixture.verify().code == 0)
    }

    private static func initArguments(_ fixture: BinderFixture) -> [String] {
        [
            "init", fixture.binder, "--name", "example.com", "--organisation", "Example Corp", "--account", "x",
            "--group", "A:1", "--custodian", "A:B", "--by", "C",
        ]
    }

    @Test(
        "an error keeps its cause, with what helps against it, and nothing half-written stays",
        arguments: [
            ("fsync:error=ENOSPC", 74, "cannot be written: No space left on device", "make room"),
            ("fsync:error=EIO", 74, "cannot be written: Input/output error", "copy what is on this one"),
            ("rename,link:error=EPERM", 73, "cannot be created: Operation not permitted", "name another folder"),
            ("rename,link:error=EROFS", 73, "cannot be created: Read-only file system", "is read-only"),
        ])
    func causes(fault: String, code: Int, words: String, hint: String) async throws {
        let fixture = try await Self.dealt.value.copy()
        let names = Set(fixture.scratch.names)
        let ended = try await Self.run(fixture, Self.report(fixture), injecting: [fault])
        ended.expectRefusal(code, words, hint: hint)
        #expect(Set(fixture.scratch.names).subtracting(names) == ["trace"])
    }

    @Test("init keeps the cause too, and leaves neither a hidden folder nor a key")
    func initCause() async throws {
        let fixture = BinderFixture(scratch: try Scratch())
        let ended = try await Self.run(
            fixture, Self.initArguments(fixture), injecting: ["rename:error=EACCES"])
        ended.expectRefusal(74, "binder cannot be made: Permission denied", hint: "name another folder")
        #expect(fixture.scratch.names == ["config", "trace"])
        let keys = try FileManager.default.contentsOfDirectory(atPath: fixture.scratch.file("config/breakglass"))
        #expect(keys.isEmpty)
    }

    @Test("init that can neither end nor tidy up takes the files away and names the folder that stays")
    func initLeftovers() async throws {
        let fixture = BinderFixture(scratch: try Scratch())
        let ended = try await Self.run(
            fixture, Self.initArguments(fixture), injecting: ["rename:error=EPERM", "rmdir:error=EPERM"])
        ended.expectRefusal(74, "the unfinished folder is still at ", hint: "remove that folder; it is not a binder")
        let left = try #require(fixture.scratch.names.first { $0.hasPrefix(".binder.partial-") })
        #expect(ended.errors.contains(left), "\(ended.errors)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: fixture.scratch.file(left))
        #expect(Set(files) == ["manifests", "papers", "without-breakglass"])
    }

    @Test("a folder that is not there is told before anything is done")
    func noFolder() async throws {
        let fixture = try await Self.dealt.value.copy()
        let before = try fixture.kinds
        let ended = try await fixture.run(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [
                "--field", "password", "--output", fixture.scratch.file("none/password"),
                fixture.scratch.file("codes.txt"),
            ])
        ended.expectRefusal(73, "cannot be created: No such file or directory", hint: "name a folder that exists")
        #expect(try fixture.kinds == before)
    }

    // MARK: - Evidence after what can fail

    @Test("a clone without its empty folder of papers gets one letter for one entry")
    func noPapers() async throws {
        let fixture = try await Self.dealt.value.copy()
        try FileManager.default.removeItem(atPath: "\(fixture.binder)/papers")
        let ended = try await fixture.run(["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds.count { $0 == "drill opened" } == 1)
        let papers = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers")
        #expect(papers.count { $0.hasPrefix("letter-") } == 2, "\(papers)")
    }

    @Test("a folder of papers that takes none leaves no drill open, however often it is tried")
    func lockedPapers() async throws {
        let fixture = try await Self.dealt.value.copy()
        try FileManager.default.removeItem(atPath: "\(fixture.binder)/papers")
        try Data().write(to: URL(filePath: "\(fixture.binder)/papers"))
        let before = try fixture.kinds
        for _ in 0..<2 {
            let ended = try await fixture.run(["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak"])
            #expect(ended.code != 0)
            #expect(ended.errorLines.first?.contains("papers cannot be opened") == true, "\(ended.errors)")
            #expect(ended.hintLines.first?.contains("--journal") == false, "\(ended.errors)")
        }
        #expect(try fixture.kinds == before)
    }

    @Test("a recovery draws its slips, and a script is kept, in a clone without its folder of papers")
    func slips() async throws {
        let fixture = try await Self.dealt.value.copy()
        let papers = "\(fixture.binder)/papers"
        try FileManager.default.removeItem(atPath: papers)
        let ended = try await fixture.recover()
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: papers).contains { $0.hasPrefix("slips-") })
        try FileManager.default.removeItem(atPath: papers)
        let script = try await fixture.run([
            "paper", "drill", "--binder", fixture.binder, "--by", "Dana Novak",
        ])
        #expect(script.code == 0, "\(script.errors)")
    }

    // MARK: - Files in the place of others

    @Test("a ledger of terabytes lets a recovery go on in a journal")
    func hugeLedger() async throws {
        let fixture = try await Self.dealt.value.copy()
        try #require(truncate("\(fixture.binder)/ledger.jsonl", 1 << 40) == 0)
        let ended = try await fixture.recover()
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        #expect(ended.warningLines.contains { $0.contains("it has 1099511627776 bytes, and at most") })
        #expect(try fixture.kinds(of: "breakglass-journal.jsonl").contains("recovery revealed"))
    }

    @Test("a pipe, a folder and a device in the place of a file that is named end with a message")
    func otherKinds() async throws {
        let fixture = try await Self.dealt.value.copy()
        let pipe = fixture.scratch.file("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let folder = fixture.scratch.file("folder")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for (path, code) in [(pipe, 66), (folder, 66), ("/dev/zero", 65)] {
            for arguments in [
                ["policy", path], ["ledger", "merge", "--binder", fixture.binder, path],
                ["ledger", "verify", "--binder", fixture.binder, "--trust", path],
                ["ledger", "verify", "--binder", fixture.binder, "--checkpoint", path],
            ] { try await fixture.run(arguments).expectRefusal(code, path) }
            if path != folder {
                let paper = ["ledger", "verify", "--binder", fixture.binder, "--paper", path]
                try await fixture.run(paper).expectRefusal(code, path)
            }
            let key = try await fixture.run([
                "drill", "mail", "--by", "x", "--binder", fixture.binder, "--binder-key", path,
            ])
            #expect(key.code != 0 && key.errorLines.first?.contains(path) == true, "\(key.errors)")
        }
    }
}
