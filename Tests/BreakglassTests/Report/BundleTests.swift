// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger
@testable import Reports
@testable import breakglass

@Suite("An auditor's bundle")
struct BundleTests {
    /// A bundle, and the folder into which it was unpacked.
    private struct Unpacked {
        let fixture: BinderFixture
        let file: String
        let folder: String

        func verify(_ arguments: [String]) async throws -> Ended {
            try await Program.run(
                "/usr/bin/python3", ["-B", "\(folder)/without-breakglass/verify_ledger.py", folder] + arguments)
        }
    }

    /// A binder with a use and a letter in it, bundled and unpacked.
    private static func make() async throws -> Unpacked {
        let fixture = try await BinderFixture.make()
        try #require(try await fixture.recover().code == 0)
        let drill = try await fixture.run(["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak"])
        try #require(drill.code == 0, "\(drill.errors)")
        let file = fixture.scratch.file("bundle.zip")
        let ended = try await fixture.run(["report", "--binder", fixture.binder, "--bundle", file])
        try #require(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.isEmpty && ended.errors.contains("its README.txt says how to verify it"))
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.file("report.html")))
        let folder = fixture.scratch.file("unpacked")
        try await Program.tool("unzip", "-q", file, "-d", folder)
        return Unpacked(fixture: fixture, file: file, folder: folder)
    }

    @Test("holds what it says, byte for byte as in the binder, and not the binder's key")
    func contents() async throws {
        let bundle = try await Self.make()
        let list = try await Program.tool("unzip", "-Z1", bundle.file).split(separator: "\n").map(String.init)
        let entries = try bundle.fixture.kinds.count
        let papers = try FileManager.default.contentsOfDirectory(atPath: "\(bundle.fixture.binder)/papers").sorted()
        let manifests = try FileManager.default.contentsOfDirectory(atPath: "\(bundle.fixture.binder)/manifests")
            .sorted()
        #expect(papers.contains { $0.hasPrefix("letter-") } && manifests.count == 2)
        #expect(
            list == [
                "README.txt", "report.html", "ledger.jsonl", "checkpoint", "policy.yaml", "trust-policy",
                "recovery.html",
                "without-breakglass/README.txt", "without-breakglass/FORMAT.md", "without-breakglass/recover.py",
                "without-breakglass/LEDGER.md", "without-breakglass/verify_ledger.py",
            ] + manifests.map { "manifests/\($0)" } + papers.map { "papers/\($0)" }
                + (0..<entries).map { "proofs/\($0).tlog-proof" })
        for name in ["ledger.jsonl", "checkpoint", "policy.yaml", "recovery.html"] + papers.map({ "papers/\($0)" })
            + manifests.map({ "manifests/\($0)" })
        {
            #expect(
                try bundle.fixture.scratch.bytes("unpacked/\(name)") == bundle.fixture.scratch.bytes("binder/\(name)"))
        }
        let trust = try await bundle.fixture.run(["ledger", "show", "--trust", "--binder", bundle.fixture.binder])
        #expect(try bundle.fixture.scratch.text("unpacked/trust-policy") == trust.text)
        let page = try bundle.fixture.scratch.text("unpacked/report.html")
        for name in list where name.hasPrefix("proofs/") {
            #expect(page.contains(try bundle.fixture.scratch.text("unpacked/\(name)")), "\(name)")
        }
        let keys = bundle.fixture.scratch.everyFile.filter { $0.hasSuffix(".key") }
        try #require(keys.count == 1)
        let seed = try Data(contentsOf: URL(filePath: keys[0])).suffix(32)
        let whole = bundle.fixture.scratch.everyFile.filter { $0.hasPrefix(bundle.folder) }
        #expect(whole.count > entries)
        for file in whole {
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            #expect(bytes.range(of: seed) == nil, "\(file)")
        }
    }

    @Test("the verifier in it judges it whole and every proof true; a changed line of the ledger is told")
    func verifier() async throws {
        let bundle = try await Self.make()
        let whole = try await bundle.verify([])
        #expect(whole.code == 0 && whole.text.hasPrefix("Verdict   consistent\n"), "\(whole.text)\(whole.errors)")
        let ours = try await Program.run(["ledger", "verify", "--binder", bundle.folder])
        #expect(ours.code == 0, "\(ours.text)")
        let proofs = try bundle.fixture.kinds.indices.map { "\(bundle.folder)/proofs/\($0).tlog-proof" }
        for (index, proof) in proofs.enumerated() {
            let ended = try await bundle.verify(["--prove", proof])
            #expect(ended.code == 0 && ended.text.hasPrefix("entry \(index) is in the ledger"), "\(ended.text)")
        }
        let ledger = "\(bundle.folder)/ledger.jsonl"
        let text = try String(contentsOfFile: ledger, encoding: .utf8)
        let place = try #require(try bundle.fixture.kinds.firstIndex(of: "recovery opened"))
        let changed = text.replacing("the portal answers 503", with: "the portal answers 200")
        #expect(changed != text)
        try changed.write(toFile: ledger, atomically: true, encoding: .utf8)
        let told = try await bundle.verify([])
        #expect(told.code == 65 && told.text.contains("THE LEDGER CANNOT BE BELIEVED AS IT IS."), "\(told.text)")
        let proof = try await bundle.verify(["--prove", proofs[place]])
        #expect(proof.code == 65 && proof.text.hasPrefix("WRONG"), "\(proof.text)")
        #expect(try await Program.run(["ledger", "verify", "--binder", bundle.folder]).code == 65)
    }

    @Test("the verifier that is packed is the one among the vectors")
    func embedded() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../../Vectors/verify_ledger.py")
        #expect(PackageResources.verify_ledger_py == Array(try Data(contentsOf: file.standardizedFileURL)))
    }

    @Test("the same binder and time give the same bytes, and the files in it have that time in UTC")
    func sameBytes() async throws {
        let made = try await FullBinder.shared()
        let folder = BinderFolder(path: made.path)
        let now = made.end.adding(seconds: 60)
        let first = try #require(try Report(of: folder, at: now, isPacked: true).bundle).packed()
        let second = try #require(try Report(of: folder, at: now, isPacked: true).bundle).packed()
        #expect(first == second)
        let later = try #require(try Report(of: folder, at: now.adding(seconds: 60), isPacked: true).bundle).packed()
        #expect(first != later)
        let scratch = try Scratch()
        let file = try scratch.write(first, "bundle.zip")
        let list = try await Program.run(
            "unzip", ["-l", file, "checkpoint"], environment: ["TZ": "Pacific/Auckland"])
        #expect(list.text.contains("\(now)".prefix(16).replacing("T", with: " ")), "\(list.text)")
        let zone = try await Program.run(
            ["report", "--binder", made.path, "--bundle", scratch.file("zone.zip")],
            environment: ["TZ": "Pacific/Auckland"])
        #expect(zone.code == 0, "\(zone.errors)")
        let readme = try await Program.tool("unzip", "-p", scratch.file("zone.zip"), "README.txt")
        let times = try await Program.tool("unzip", "-l", scratch.file("zone.zip"), "README.txt")
        let told = try #require(readme.firstMatch(of: /as of (\S+)T(\d\d:\d\d):\d\dZ/))
        #expect(times.contains("\(told.output.1) \(told.output.2)"), "\(times)")
    }

    @Test("what is packed while others write is whole: ledger and checkpoint are of one moment")
    func race() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let file = fixture.scratch.file("race.zip")
        // The report waits for long before it opens the checkpoint, when it has read the ledger.
        let slow = Task {
            try await Program.ungated(
                "strace",
                [
                    "-f", "-qq", "-o", fixture.scratch.file("trace"), "-P", "checkpoint", "-P",
                    "\(fixture.binder)/checkpoint", "-e", "trace=openat", "-e", "inject=openat:delay_enter=1500000",
                    Program.path, "report", "--binder", fixture.binder, "--bundle", file,
                ], environment: fixture.environment)
        }
        for _ in 0..<40 where !FileManager.default.fileExists(atPath: file) {
            let ended = try await Program.ungated(
                Program.path,
                [
                    "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b",
                    "--decided", "c", "--by", "Dana Novak",
                ], environment: fixture.environment)
            #expect(ended.code == 0, "\(ended.errors)")
        }
        let ended = try await slow.value
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.scratch.text("trace").contains("(DELAYED)"), "the wait came to pass")
        let folder = fixture.scratch.file("race")
        try await Program.tool("unzip", "-q", file, "-d", folder)
        #expect(try fixture.kinds.count > fixture.kinds(of: "race/ledger.jsonl").count, "others wrote meanwhile")
        let verdict = try await Program.run(["ledger", "verify", "--binder", folder])
        #expect(verdict.code == 0 && !verdict.text.contains("not signed by the ledger's key"), "\(verdict.text)")
    }

    @Test("nothing that is there is replaced, and nothing half-written stays")
    func files() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let file = try fixture.scratch.write("mine", "bundle.zip")
        let arguments = ["report", "--binder", fixture.binder, "--bundle"]
        try await fixture.run(arguments + [file]).expectRefusal(73, "bundle.zip already exists")
        #expect(try fixture.scratch.text("bundle.zip") == "mine")
        let names = fixture.scratch.names
        try await fixture.run(arguments + [fixture.scratch.file("none/bundle.zip")])
            .expectRefusal(73, "cannot be created")
        let full = try await Program.run(
            "strace",
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=ENOSPC", Program.path]
                + arguments + [fixture.scratch.file("full.zip")], in: fixture.scratch.path,
            environment: fixture.environment)
        full.expectRefusal(74, "full.zip cannot be written: No space left on device")
        #expect(fixture.scratch.names == names)
        let both = try await fixture.run(
            arguments + [fixture.scratch.file("new.zip"), "--output", fixture.scratch.file("new.html")])
        #expect(both.code == 0, "\(both.errors)")
        let page = try await Program.tool("unzip", "-p", fixture.scratch.file("new.zip"), "report.html")
        #expect(try fixture.scratch.text("new.html") == page)
        let unlinked = try await Program.run(
            "strace",
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=link", "-e", "inject=link:error=EPERM", Program.path]
                + arguments + [fixture.scratch.file("stick.zip")], in: fixture.scratch.path,
            environment: fixture.environment)
        #expect(unlinked.code == 0, "a stick has no hard links: \(unlinked.errors)")
        try await Program.tool("unzip", "-tq", fixture.scratch.file("stick.zip"))
    }

    /// The names of the bundle's files below a folder.
    private static func list(_ file: String, _ folder: String) async throws -> [String] {
        try await Program.tool("unzip", "-Z1", file).split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix(folder) }
    }

    @Test("what is no paper of the ledger's stays out and is named, and so do links, second names and hidden files")
    func papers() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let script = try await fixture.run(
            ["paper", "split", "--binder", fixture.binder, "--by", "Dana Novak"])
        try #require(script.code == 0, "\(script.errors)")
        let papers = "\(fixture.binder)/papers"
        let made = try FileManager.default.contentsOfDirectory(atPath: papers).sorted()
        try #require(made.count == 2)
        let strange = ["a\\..\\..\\evil.bat", "C:evil", "new\nline", "minutes ü.txt", "notes.txt", "script-0.json"]
        for name in strange + [".hidden"] {
            try "note".write(toFile: "\(papers)/\(name)", atomically: true, encoding: .utf8)
        }
        for name in ["slips-3.pdf", "letter-4.txt"] {
            try "public".write(toFile: "\(papers)/\(name)", atomically: true, encoding: .utf8)
        }
        let outside = try fixture.scratch.write("outside", "outside.txt")
        for folder in ["papers/slips-8.pdf", "manifests/\(String(repeating: "ab", count: 32)).bgm"] {
            try FileManager.default.linkItem(atPath: outside, toPath: "\(fixture.binder)/\(folder)")
        }
        try FileManager.default.createSymbolicLink(
            atPath: "\(papers)/slips-9.pdf", withDestinationPath: outside)
        let file = fixture.scratch.file("bundle.zip")
        let arguments = ["report", "--binder", fixture.binder, "--bundle", file]
        let ended = try await fixture.run(arguments)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(
            try await Self.list(file, "papers/")
                == (made + ["slips-3.pdf", "letter-4.txt"]).sorted().map { "papers/\($0)" })
        #expect(try await Self.list(file, "manifests/").isEmpty)
        #expect(ended.warningLines.count == strange.count + 3, "\(ended.errors)")
        for name in ["papers/C:evil is not packed", "papers/slips-8.pdf", "papers/slips-9.pdf", "manifests/abab"] {
            #expect(ended.warningLines.contains { $0.hasPrefix(name) }, "\(name): \(ended.errors)")
        }
        // A page that was changed is not the one that the ledger names, and neither are steps without it.
        try FileManager.default.removeItem(atPath: file)
        for name in made { try "changed".write(toFile: "\(papers)/\(name)", atomically: false, encoding: .utf8) }
        #expect(try await fixture.run(arguments).code == 0)
        #expect(try await Self.list(file, "papers/") == ["papers/letter-4.txt", "papers/slips-3.pdf"])
    }

    @Test("a folder of papers or manifests that is a link is not followed", arguments: ["papers", "manifests"])
    func linkedFolder(_ name: String) async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let home = fixture.scratch.file("home")
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
        _ = try fixture.scratch.write("private", "home/slips-1.pdf")
        try FileManager.default.removeItem(atPath: "\(fixture.binder)/\(name)")
        try FileManager.default.createSymbolicLink(atPath: "\(fixture.binder)/\(name)", withDestinationPath: home)
        try await fixture.run(["report", "--binder", fixture.binder, "--bundle", fixture.scratch.file("bundle.zip")])
            .expectRefusal(66, "\(name) cannot be opened")
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.file("bundle.zip")))
    }

    @Test("a binder's key in any form and a share's code are refused before anything is written")
    func secrets() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let papers = "\(fixture.binder)/papers"
        let arguments = ["report", "--binder", fixture.binder, "--bundle", fixture.scratch.file("bundle.zip")]
        let file = try #require(fixture.scratch.everyFile.first { $0.hasSuffix(".key") })
        let key = try Data(contentsOf: URL(filePath: file))
        let forms: [(String, Data, String)] = [
            ("spare", key, "papers/spare is a binder's private key"),
            ("letter-1.txt", Data("\n".utf8) + key, "papers/letter-1.txt holds a binder's private key"),
            ("letter-1.txt", Data("key \(key.base64EncodedString())".utf8), "holds a binder's private key"),
            (
                "letter-1.txt", Data(key.map { String(format: "%02x", $0) }.joined().utf8),
                "holds a binder's private key"
            ),
            ("letter-1.txt", Data("code BGS1ABCDEFGH".utf8), "holds a share's code"),
        ]
        for (name, content, words) in forms {
            try content.write(to: URL(filePath: "\(papers)/\(name)"))
            try await fixture.run(arguments).expectRefusal(4, words)
            try FileManager.default.removeItem(atPath: "\(papers)/\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.file("bundle.zip")))
        try "BGS1 is how a share's code begins; BGK1AAAAAAAA".write(
            toFile: "\(papers)/letter-1.txt", atomically: true, encoding: .utf8)
        #expect(try await fixture.run(arguments).code == 0)
    }
}
