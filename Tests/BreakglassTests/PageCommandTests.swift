// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecoveryPage
import Testing

@Suite("page")
struct PageCommandTests {
    private func run(_ scratch: Scratch, _ arguments: [String]) async throws -> Ended {
        try await Program.run(Program.path, ["page"] + arguments, in: scratch.path)
    }

    @Test("writes the page whole, with the line that sha256sum checks")
    func write() async throws {
        let scratch = try Scratch()
        let written = try await run(scratch, ["recovery.html"])
        #expect(written.code == 0, "\(written.errors)")
        #expect(written.text == "\(OwnPage.digest.hexadecimal)  recovery.html\n")
        #expect(try Array(scratch.bytes("recovery.html")) == OwnPage.bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("recovery.html"))[.posixPermissions]
        #expect((mode as? Int).map { $0 & 0o444 } == 0o444)
        #expect(scratch.names == ["recovery.html"], "nothing is left beside it")
        let checked = try await Program.run(
            "sha256sum", ["--check"], input: written.output, in: scratch.path)
        #expect(checked.text == "recovery.html: OK\n", "\(checked.errors)")
    }

    @Test("never replaces a file, and leaves nothing half-written")
    func noReplacing() async throws {
        let scratch = try Scratch()
        _ = try scratch.write("mine", "recovery.html")
        try await run(scratch, ["recovery.html"]).expectRefusal(73, "recovery.html already exists")
        #expect(try scratch.text("recovery.html") == "mine")
        try await run(scratch, ["none/recovery.html"]).expectRefusal(
            73, "cannot be created", hint: "a folder that exists")
        let full = try await Program.run(
            "strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=ENOSPC", Program.path,
                "page", "full.html",
            ], in: scratch.path)
        full.expectRefusal(74, "full.html cannot be written: No space left on device")
        #expect(scratch.names == ["recovery.html"])
    }

    @Test("a hyphen names no file, neither a new one nor one to check")
    func hyphen() async throws {
        let scratch = try Scratch()
        for arguments in [["-"], ["--check", "-"]] {
            try await run(scratch, arguments).expectRefusal(64, "the page is a file", hint: "such as recovery.html")
        }
        #expect(scratch.names == [])
    }

    @Test("a page from a stick is the program's own, or it is named with both digests")
    func check() async throws {
        let scratch = try Scratch()
        let file = try scratch.write(OwnPage.bytes, "stick.html")
        let same = try await run(scratch, ["--check", "stick.html"])
        #expect(same.code == 0 && same.errors.isEmpty, "\(same.errors)")
        #expect(
            same.text == "stick.html is this program's recovery page. Its SHA-256:\n\(OwnPage.digest.hexadecimal)\n")
        #expect(FileManager.default.contents(atPath: file).map(Array.init) == OwnPage.bytes)
    }

    @Test("a page with one other byte is named with both digests")
    func different() async throws {
        let scratch = try Scratch()
        var bytes = OwnPage.bytes
        bytes[bytes.count - 9] ^= 1
        _ = try scratch.write(bytes, "stick.html")
        let ended = try await run(scratch, ["--check", "stick.html"])
        ended.expectRefusal(
            65, "stick.html is not this program's recovery page",
            hint: "If no paper shows this file's digits, do not use it.")
        let lines = ended.errors.split(separator: "\n")
        #expect(
            lines.dropFirst().prefix(2) == [
                "this file:     \(PageDigest(of: bytes).hexadecimal)", "the program's: \(OwnPage.digest.hexadecimal)",
            ], "\(ended.errors)")
        #expect(lines.dropFirst().prefix(2).allSatisfy { $0.count <= 80 })
    }

    @Test("what cannot be a page is one clear error: nothing, a folder, an empty file, a file without an end")
    func noPage() async throws {
        let scratch = try Scratch()
        try await run(scratch, ["--check", "none.html"]).expectRefusal(66, "none.html cannot be read: No such file")
        try await run(scratch, ["--check", "."]).expectRefusal(66, ". is a folder", hint: "name a file")
        _ = try scratch.write("", "empty.html")
        try await run(scratch, ["--check", "empty.html"]).expectRefusal(
            65, "empty.html is not this program's recovery page")
        try await run(scratch, ["--check", "/dev/zero"]).expectRefusal(
            65, "has more than the limit of \(OwnPage.byteLimit) bytes", hint: "`breakglass page FILE`")
        let none = try await run(scratch, [])
        #expect(none.code == 64 && none.errorLines.count == 1, "\(none.errors)")
    }

    // MARK: - Binders

    @Test("a new binder has the page, and status names the command when it is missing, changed or no file")
    func binder() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let page = "\(fixture.binder)/recovery.html"
        #expect(FileManager.default.contents(atPath: page).map(Array.init) == OwnPage.bytes)
        #expect(try fixture.scratch.text("binder/README.txt").contains("  recovery.html  "))
        #expect(try fixture.scratch.text("binder/without-breakglass/README.txt").contains("Open recovery.html"))
        for readme in ["binder/README.txt", "binder/without-breakglass/README.txt"] {
            let lines = try fixture.scratch.text(readme).split(separator: "\n")
            for command in [
                "    Linux    sha256sum recovery.html", "    macOS    shasum -a 256 recovery.html",
                "    Windows  certutil -hashfile recovery.html SHA256",
            ] {
                #expect(lines.contains(command[...]), "\(readme): \(command)")
            }
        }
        let status = ["status", "--binder", fixture.binder]
        let whole = try await fixture.run(status)
        #expect(whole.warningLines.isEmpty, "\(whole.errors)")

        let command = "`breakglass page \(page)`"
        func expectWarning(_ state: String, _ words: String) async throws {
            let ended = try await fixture.run(status)
            #expect(ended.code == whole.code, "the page is no duty")
            #expect(ended.warningLines.count == 1, "\(ended.errors)")
            for part in [words, command] {
                #expect(ended.warningLines.first?.contains(part) == true, "\(part): \(ended.errors)")
            }
            let json = try await fixture.run(status + ["--json"])
            let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
            #expect((object?["page"] as? [String: String])?["state"] == state)
        }
        try "changed".write(toFile: page, atomically: true, encoding: .utf8)
        try await expectWarning(
            "different",
            "is not this program's recovery page; remove it, then ")
        let digest = PageDigest(of: Array("changed".utf8))
        let changed = try await fixture.run(status + ["--json"])
        #expect(changed.text.contains("\"\(digest.hexadecimal)\""), "\(changed.text)")
        let warned = try await fixture.run(status)
        #expect(warned.errors.split(separator: "\n").suffix(2) == digest.besideOwn.map { $0[...] })
        #expect(warned.errors.contains("If no paper shows this file's digits, do not use it."), "\(warned.errors)")
        try FileManager.default.removeItem(atPath: page)
        try await expectWarning("missing", "the binder has no recovery.html")
        try FileManager.default.createDirectory(atPath: page, withIntermediateDirectories: false)
        try await expectWarning("unreadable", "recovery.html cannot be read: ")
        try FileManager.default.removeItem(atPath: page)
        try FileManager.default.createSymbolicLink(atPath: page, withDestinationPath: "nowhere.html")
        try await expectWarning("unreadable", "recovery.html cannot be read: it is a link, not a file; remove it")
        try FileManager.default.removeItem(atPath: page)
        #expect(try await fixture.run(["page", page]).code == 0)
        #expect(try await fixture.run(status).warningLines.isEmpty)
    }

    @Test("a page beside sheets in a folder is not read as one")
    func besideSheets() async throws {
        let fixture = try await BinderFixture.make()
        let folder = fixture.scratch.file("stick")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: fixture.scratch.file("codes.txt"), toPath: "\(folder)/codes.txt")
        #expect(try await fixture.run(["page", "\(folder)/recovery.html"]).code == 0)
        let ended = try await fixture.run(["inspect", folder])
        #expect(ended.code == 0, "\(ended.text)")
        #expect(ended.text.contains("share g1m1 is whole") && !ended.text.contains("recovery.html"), "\(ended.text)")
        let verified = try await fixture.verify()
        #expect(verified.code == 0, "\(verified.text)")
    }
}
