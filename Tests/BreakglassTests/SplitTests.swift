// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@Suite("Splitting into files")
struct SplitTests {
    let scratch: Scratch
    let journal: String
    let sheets: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
        sheets = scratch.file("sheets")
    }

    // MARK: - What comes out

    @Test(
        "sheets of every paper and kind recover what was split",
        arguments: [
            (["--paper", "a4"], "pdf"), (["--paper", "letter"], "pdf"), (["--format", "png"], "png"),
            (["--format", "svg"], "svg"), (["--anonymous"], "pdf"), (["--paper", "letter", "--format", "png"], "png"),
        ])
    func formats(flags: [String], kind: String) async throws {
        let split = try await Deal.split(flags, to: sheets, journal: journal)
        #expect(split.code == 0, "\(split.errors)")
        #expect(split.output.isEmpty)
        #expect(scratch.names == ["journal.jsonl", "sheets"])
        let names = try FileManager.default.contentsOfDirectory(atPath: sheets)
        #expect(names.contains("manifest.bgm"))
        for number in Deal.all {
            #expect(names.contains { $0.hasPrefix("sheet-\(number)") && $0.hasSuffix("." + kind) }, "\(names)")
        }
        if kind == "svg" { for name in names where name.hasSuffix(".svg") { try await drawSVG(name) } }
        if flags.contains("letter"), kind == "pdf" {
            let information = try await Program.tool("pdfinfo", "\(sheets)/sheet-g1m1.pdf")
            #expect(information.contains("612 x 792 pts (letter)"), "\(information)")
        }
        if flags.contains("--anonymous") {
            // The fold's outer face is the first page's; names of people stand nowhere on the sheet.
            let text = try await Program.tool("pdftotext", "\(sheets)/sheet-g1m1.pdf", "-")
            #expect(!text.contains("Ana Ruiz"))
            #expect(!text.contains("AWS root"))
        }
        let wanted = try FileManager.default.contentsOfDirectory(atPath: sheets).filter { name in
            (kind == "svg" ? name.hasSuffix(".png") : name.hasSuffix(kind))
                && ["g1m1", "g1m3", "g2m2"].contains { name.contains($0) }
        }
        let ended = try await Deal.recover(wanted.map { "\(sheets)/\($0)" }, journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
    }

    private func drawSVG(_ name: String) async throws {
        try await Program.tool(
            "rsvg-convert", "-d", "200", "-p", "200", "-b", "white", "-o", "\(sheets)/\(name).png", "\(sheets)/\(name)")
    }

    @Test("with the locked credential on a vault sheet, a full quorum opens nothing without that sheet")
    func vault() async throws {
        let split = try await Deal.split(["--vault-sheet"], to: sheets, journal: journal)
        #expect(split.code == 0, "\(split.errors)")
        let quorum = ["g1m1", "g1m2", "g2m1"].map { "\(sheets)/sheet-\($0).pdf" }
        let without = try await Deal.recover(quorum, journal: journal)
        without.expectRefusal(3, "the quorum is met, but the locked credential is missing", hint: "the vault sheet")
        let alone = try await Deal.recover(["\(sheets)/vault.pdf"], journal: journal)
        alone.expectRefusal(3, "the quorum is not met: 2 more from Security and 1 more from Operations")
        let with = try await Deal.recover(["\(sheets)/vault.pdf"] + quorum, journal: journal)
        #expect(with.text == Deal.password, "\(with.errors)")
    }

    @Test("sealed sheets open with their passphrases, NFC or not, and not with others")
    func sealed() async throws {
        let composed = try scratch.write("Ana's cl\u{E9} of six words\n", "composed.txt")
        let decomposed = try scratch.write("Ana's cle\u{301} of six words", "decomposed.txt")
        let wrong = try scratch.write("Ana's cle of six words", "wrong.txt")
        let split = try await Deal.split(
            ["--seal", "Ana Ruiz", "--passphrase-from", "g1m1=\(composed)", "--allow-swap"], to: sheets,
            journal: journal)
        #expect(split.code == 0, "\(split.errors)")
        #expect(split.errors.contains("Ana Ruiz, share 1 of 3 in Security, sealed"))
        let quorum = ["g1m1", "g1m2", "g2m1"].map { "\(sheets)/sheet-\($0).pdf" }
        let locked = try await Deal.recover(quorum, journal: journal, flags: ["--allow-swap"])
        locked.expectRefusal(
            3, "the quorum is not met: 1 more from Security", hint: "give the passphrase of share g1m1")
        let refused = try await Deal.recover(
            quorum, journal: journal, flags: ["--allow-swap", "--passphrase-from", "g1m1=\(wrong)"])
        #expect(refused.code == 3, "a passphrase that does not fit costs its own share and no other")
        #expect(refused.errors.contains("the passphrase does not open share g1m1"), "\(refused.errors)")
        #expect(refused.errors.contains("the quorum is not met: 1 more from Security"), "\(refused.errors)")
        let unread = try await Deal.recover(
            quorum, journal: journal, flags: ["--allow-swap", "--passphrase-from", "g1m1=\(scratch.file("none"))"])
        unread.expectRefusal(
            3, "the quorum is not met: 1 more from Security", hint: "give the passphrase of share g1m1")
        #expect(unread.warningLines.contains { $0.hasPrefix("share g1m1 stays locked: ") }, "\(unread.errors)")
        let opened = try await Deal.recover(
            quorum, journal: journal, flags: ["--allow-swap", "--passphrase-from", "g1m1=\(decomposed)"])
        #expect(opened.text == Deal.password, "\(opened.errors)")
    }

    @Test("a passphrase's file that cannot be read is told, and others open the credential without its share")
    func unreadablePassphrase() async throws {
        let passphrase = try scratch.write("Bo's own six words", "passphrase.txt")
        let split = try await Deal.split(
            ["--seal", "Bo Chen", "--passphrase-from", "g1m2=\(passphrase)", "--allow-swap"], to: sheets,
            journal: journal)
        #expect(split.code == 0, "\(split.errors)")
        let long = try scratch.write([UInt8](repeating: 0x61, count: 2_000), "long.txt")
        let pipe = scratch.file("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let wrong = try scratch.write("six other words", "wrong.txt")
        for file in ["/nonexist", pipe, long, "/dev/null", scratch.path, wrong] {
            // The sealed share first, so that it waits for its passphrase before the others are a quorum.
            let ended = try await Deal.recover(
                ["g1m2", "g1m1", "g1m3", "g2m1"].map { "\(sheets)/sheet-\($0).pdf" }, journal: journal,
                flags: ["--allow-swap", "--passphrase-from", "g1m2=\(file)"])
            #expect(ended.code == 0 && ended.text == Deal.password, "\(file): \(ended.errors)")
        }
        let alone = try await Deal.recover(
            ["g1m2", "g1m1", "g2m1"].map { "\(sheets)/sheet-\($0).pdf" }, journal: journal,
            flags: ["--allow-swap", "--passphrase-from", "g1m2=\(pipe)"])
        alone.expectRefusal(3, "the quorum is not met", hint: "give the passphrase of share g1m2")
        #expect(alone.warningLines.contains { $0.contains("share g1m2 stays locked: \(pipe) is a pipe") })
    }

    @Test("fields of every kind come back byte by byte, the one-time password as its digits")
    func fields() async throws {
        let file = [UInt8]((0...255).map { UInt8($0) }) + Array("\r\n".utf8)
        _ = try scratch.write(file, "key.bin")
        _ = try scratch.write("admin\u{40}example.com\n", "user.txt")
        _ = try scratch.write(" blanks stay \t\r\n", "password.txt")
        let seed = OneTimeCode(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits: 8)
        _ = try scratch.write(seed.enrolment + "\n", "otp.txt")
        let split = try await Program.run(
            ["split"] + Deal.custodians + ["--journal", journal, "--output", sheets, "--no-read-back"]
                + ["--field-from", "user name:text=user.txt", "--field-from", "password=password.txt"]
                + ["--field-from", "key.bin:file=key.bin", "--field-from", "code:otp=otp.txt"]
                + ["--allow-one-set"], code: seed, in: scratch.path)
        #expect(split.code == 0, "\(split.errors)")
        #expect(split.warningLines.contains { $0.contains("one quorum holds both factors") })
        func field(_ name: String) async throws -> [UInt8] {
            let ended = try await Program.run(
                ["recover", "--reason", "x", "--journal", journal, sheets, "--field", name, "--output", "-"])
            #expect(ended.code == 0, "\(ended.errors)")
            return ended.output
        }
        #expect(try await field("key.bin") == file)
        #expect(try await field("user name") == Array("admin@example.com".utf8))
        #expect(try await field("password") == Array(" blanks stay \t".utf8))
        let start = Date()
        let code = String(decoding: try await field("code"), as: UTF8.self)
        #expect(try await seed.codes(since: start).contains(code))
    }

    @Test(
        "a seed from the picture of an MFA enrolment's code, dark on light or light on dark", arguments: [false, true])
    func enrolmentPicture(isDarkMode: Bool) async throws {
        let picture = scratch.file("enrolment.png")
        let seed = OneTimeCode(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        try await Program.tool("qrencode", "-o", picture, seed.enrolment + "&issuer=AWS")
        if isDarkMode { try await Program.tool("convert", picture, "-negate", picture) }
        let split = try await Program.run(
            ["split"] + Deal.custodians + ["--journal", journal, "--output", sheets, "--no-read-back"]
                + ["--otpauth", picture], code: seed)
        #expect(split.code == 0, "\(split.errors)")
        let start = Date()
        let ended = try await Program.run(
            ["recover", "--reason", "x", "--journal", journal, sheets, "--field", "one-time password", "--output", "-"])
        #expect(try await seed.codes(since: start).contains(ended.text), "\(ended.errors)")
        #expect(!ended.text.contains("GEZD"))
    }

    @Test("names of every script stand on the sheets and in the talk; the label may have 64 bytes")
    func names() async throws {
        let label = String(repeating: "é", count: 32)
        let people = ["Анна Руис", "陈波", "Chloé 🔑 Martin", "רות כהן"]
        var arguments = ["split", "--account", label, "--group", "保安 Ops:2"]
        for name in people { arguments += ["--custodian", "保安 Ops:\(name)"] }
        let ended = try await Program.run(
            arguments + ["--field-from", "p=-", "--output", sheets, "--no-read-back", "--journal", journal],
            input: "pw")
        #expect(ended.code == 0, "\(ended.errors)")
        for name in people { #expect(ended.errors.contains(name)) }
        let text = try await Program.tool("pdftotext", "\(sheets)/sheet-g1m2.pdf", "-")
        #expect(text.contains("陈波"))
        let back = try await Program.run(
            ["recover", "--reason", "x", "--journal", journal, sheets, "--field", "p", "--output", "-"])
        #expect(back.text == "pw")
    }

    @Test("the figures of the rule are told, and rules that are no custody are warned of")
    func figures() async throws {
        let split = try await Deal.split([], to: sheets, journal: journal)
        #expect(split.errors.contains("any 2 of the 3 in Security, and any 1 of the 2 in Operations"))
        #expect(split.errors.contains("At least 3 people must act together"))
        #expect(split.errors.contains("Each of the 6 smallest quorums recovers the credential"))
        #expect(split.warningLines.contains { $0.contains("were not read back") })
        let alone = try await Program.run(
            ["split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--field-from", "p=-"]
                + ["--output", scratch.file("alone"), "--no-read-back", "--journal", journal], input: "pw")
        #expect(alone.code == 0)
        #expect(alone.warningLines.contains { $0.contains("one person alone can open this set") })
        #expect(alone.warningLines.contains { $0.contains("a single lost sheet can lock everyone out") })
    }

    @Test("of more than 1,000 smallest quorums a stated sample is tried")
    func sample() async throws {
        var arguments = ["split", "--account", "x", "--group", "A:7"]
        for index in 1...14 { arguments += ["--custodian", "A:Keeper \(index)"] }
        let ended = try await Program.run(
            arguments + ["--field-from", "p=-", "--output", sheets, "--no-read-back", "--journal", journal],
            input: "pw")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors.contains("A sample of 1000 of the 3432 smallest quorums"), "\(ended.errors)")
    }

    // MARK: - What is refused

    /// Flags after `split --account x --field-from p=- --output … --no-read-back --journal …`, and what is said.
    private static let people = [
        "--group", "A:2", "--custodian", "A:Ana", "--custodian", "A:Bo", "--custodian", "A:Chloé",
    ]
    private static func group(_ threshold: String) -> [String] { ["--group", "A:\(threshold)"] + people.dropFirst(2) }

    @Test(
        "what cannot be split is refused with one error and one hint, and nothing is left",
        arguments: [
            (group("0"), 64, "group A has 3 custodians, so 0 of them cannot be required", "1 to 3"),
            (group("4"), 64, "group A has 3 custodians, so 4 of them cannot be required", "1 to 3"),
            (group("-1"), 64, "no plain decimal number after a colon", "Security:2"),
            (group("two"), 64, "no plain decimal number after a colon", "Security:2"),
            (group("010"), 64, "no plain decimal number after a colon", "Security:2"),
            (group("0x2"), 64, "no plain decimal number after a colon", "Security:2"),
            (group("+2"), 64, "no plain decimal number after a colon", "Security:2"),
            (group("1_0"), 64, "no plain decimal number after a colon", "Security:2"),
            (["--group", "A"], 64, "no plain decimal number after a colon", "Security:2"),
            (["--group", "A:1"], 64, "group A has no custodian", "--custodian"),
            ([], 64, "no group of custodians is named", "--group"),
            (people + ["--custodian", "B:Dana"], 64, "no --group of that name", "--custodian"),
            (people + ["--custodian", "A:Ana"], 64, "Ana is named twice", "different names"),
            (people + ["--group", "A:1"], 64, "--group A is given twice", "name of its own"),
            (people + ["--groups-needed", "+1"], 64, "+1 is not a plain decimal number", ""),
            (people + ["--groups-needed", "01"], 64, "01 is not a plain decimal number", ""),
            (people + ["--custodian", "A:ana"], 64, "ana is named twice", "different names"),
            (people + ["--custodian", "A: "], 64, "a custodian's name has no visible character", "visible"),
            (people + ["--custodian", "A:\u{200B}"], 64, "a custodian's name has no visible character", "visible"),
            (people + ["--custodian", "A:2"], 64, "custodian 2 of group A has no letter", "the person's name"),
            (people + ["--by", "123456"], 64, "--by has no letter, so it names no person", "the person's name"),
            (people + ["--group", "a:1", "--custodian", "a:Dana"], 64, "--group a is given twice", "name of its own"),
            (people + ["--groups-needed", "0"], 64, "0 of 1 groups cannot be required", "1 to 1"),
            (people + ["--groups-needed", "2"], 64, "2 of 1 groups cannot be required", "1 to 1"),
            (people + ["--custodian", "A:a\u{202E}b"], 64, "U+202E", "plain words"),
            (people + ["--custodian", "A:a\tb"], 64, "U+0009", "plain words"),
            (people + ["--custodian", "A:"], 64, "is empty", "at least one word"),
            (
                people + ["--custodian", "A:" + String(repeating: "n", count: 65)], 64, "has 65 bytes, the limit is 64",
                ""
            ),
            (["--group", String(repeating: "g", count: 33) + ":1"], 64, "has 33 bytes, the limit is 32", "shorter"),
            (people + ["--seal", "Dana"], 64, "--seal Dana: no custodian of that name", "--custodian"),
            (people + ["--passphrase-from", "g1m1=/dev/null"], 64, "share g1m1 is not sealed", "--seal"),
            (people + ["--field", "p:magic"], 64, "no such kind", "text, secret, otp or file"),
            (people + ["--field", "p"], 64, "two fields are called p", "name of its own"),
            (people + ["--field-from", "q=-"], 64, "only one field can come from standard input", "files"),
            (people + ["--field-from", "q"], 64, "no path after =", "password="),
            (people + ["--field", "q"], 64, "no terminal to ask for the credential", "--field-from"),
            (people + ["--field", "q:file"], 64, "a file cannot be typed", "--field-from"),
            (people + ["--field-from", "q=/nowhere/q"], 66, "/nowhere/q cannot be read", "name"),
            (people + ["--field-from", "q=/dev/shm"], 66, "/dev/shm is a folder", "a file"),
            (people + ["--field-from", "q=/dev/null"], 65, "the field q is empty", "at least one byte"),
            (people + ["--field-from", "q=/dev/zero"], 65, "16384", "encrypt the file"),
            (
                people + ["--field-from", "q:otp=/proc/self/stat", "--untried-seed", "x", "--allow-one-set"], 65,
                "does not hold a base32 secret", "O"
            ),
            (
                people + ["--otpauth", "/dev/null", "--untried-seed", "x", "--allow-one-set"], 65, "/dev/null",
                "picture"
            ),
            (people + ["--otpauth", "/dev/null"], 64, "no terminal to ask for the current code", "--untried-seed"),
            (people + ["--current-code", "123456"], 64, "no one-time-password seed of that name", "leave it out"),
            (people + ["--generate", "q"], 64, "no terminal to show the generated q on", "--field-from"),
            (people + ["--generate", ""], 64, "a field's name is empty", "at least one word"),
            (people + ["--dice"], 64, "--dice needs a terminal to type on", "--dice"),
            (people + ["--paper", "a3"], 64, "a3", "--help"), (people + ["--format", "gif"], 64, "gif", "--help"),
            (people + ["--roster", "x.yaml"], 64, "--roster cannot be used with", "into the file"),
            (people + ["--print", "x", "--format", "png"], 64, "only PDF can be printed", "--format"),
        ])
    func refused(flags: [String], code: Int, words: String, hint: String) async throws {
        let ended = try await Program.run(
            ["split", "--account", "x", "--field-from", "p=-", "--output", sheets, "--no-read-back"]
                + ["--journal", journal] + flags, input: "canary-that-must-not-show")
        ended.expectRefusal(code, words, hint: hint)
        #expect(!ended.errors.contains("canary"))
        #expect(scratch.names.isEmpty)
    }

    @Test("33 custodians, a label of 65 bytes, 9 groups, NUL in a name")
    func tooMany() async throws {
        func split(_ arguments: [String]) async throws -> Ended {
            try await Program.run(
                ["split", "--field-from", "p=-", "--output", sheets, "--no-read-back", "--journal", journal]
                    + arguments,
                input: "pw")
        }
        let custodians = (1...33).flatMap { ["--custodian", "A:Keeper \($0)"] }
        try await split(["--account", "x", "--group", "A:2"] + custodians)
            .expectRefusal(65, "33 custodians are too many, the limit is 32", hint: "fewer")
        try await split(["--account", String(repeating: "é", count: 32) + "x"] + Self.people)
            .expectRefusal(64, "the account has 65 bytes, the limit is 64", hint: "shorter")
        let groups = (1...9).flatMap { ["--group", "G\($0):1", "--custodian", "G\($0):Keeper \($0)"] }
        try await split(["--account", "x"] + groups).expectRefusal(65, "9 groups are too many, the limit is 8")
        try await split(["--account", "a\u{7F}b"] + Self.people).expectRefusal(64, "U+007F")
        try await split([] + Self.people).expectRefusal(64, "no account is named", hint: "--account")
        let roster = try scratch.write("account: \"a\\0b\"\ngroups: []\n", "roster.yaml")
        try await split(["--roster", roster]).expectRefusal(65, "roster.yaml:1:10: account holds the character U+0000")
        #expect(scratch.names == ["roster.yaml"])
    }

    @Test("credentials of every size: none, one byte, as much as fits, and one byte more")
    func sizes() async throws {
        // The list's own bytes: count, kind, length of the name, the name `p`, length of the value.
        let most = 16_384 - 6
        for count in [1, 4_000, most + 1, 16_384, 16_385, 20_000] {
            let value = [UInt8](repeating: UInt8(ascii: "x"), count: count)
            let folder = scratch.file("sheets-\(count)")
            let ended = try await Program.run(
                ["split", "--account", "x", "--vault-sheet", "--output", folder, "--no-read-back"]
                    + ["--journal", journal] + Self.people + ["--field-from", "p=-"], input: value)
            if count <= most {
                #expect(ended.code == 0, "\(ended.errors)")
                let files = ["vault", "sheet-g1m1", "sheet-g1m2"].map { "\(folder)/\($0).pdf" }
                let back = try await Program.run(
                    ["recover", "--reason", "x", "--journal", journal] + files + ["--field", "p", "--output", "-"])
                #expect(back.output == value, "\(back.errors)")
            } else {
                ended.expectRefusal(65, "16384", hint: "encrypt the file")
                #expect(!FileManager.default.fileExists(atPath: folder))
            }
        }
        let none = try await Program.run(
            ["split", "--account", "x", "--output", sheets, "--no-read-back", "--journal", journal] + Self.people
                + ["--field-from", "p=-"])
        none.expectRefusal(65, "the field p is empty")
        let large = try await Program.run(
            ["split", "--account", "x", "--output", sheets, "--no-read-back", "--journal", journal] + Self.people
                + ["--field-from", "p=-"], input: [UInt8](repeating: 7, count: most))
        #expect(large.code == 65)
        #expect(large.errorLines.first?.contains("codes; the limit is 24") == true, "\(large.errors)")
        #expect(large.hintLines.first?.contains("--vault-sheet") == true)
        #expect(!FileManager.default.fileExists(atPath: sheets))
    }

    @Test("the largest credential comes back from images of its vault sheet and of two custodians' sheets")
    func largestVaultSheet() async throws {
        // As in `sizes`: with its list's own 6 bytes it is as long as the limit, and takes the largest ciphertext.
        let value = (0..<16_384 - 6).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 256) }
        let split = try await Program.run(
            ["split", "--account", "x", "--vault-sheet", "--output", sheets, "--no-read-back", "--journal", journal]
                + Self.people + ["--field-from", "p=-"], input: value)
        #expect(split.code == 0, "\(split.errors)")
        let images = scratch.file("images")
        try FileManager.default.createDirectory(atPath: images, withIntermediateDirectories: true)
        // The first five pages of the vault sheet hold all codes; the lines that follow are for typing.
        for (name, pages) in [("vault", "5"), ("sheet-g1m1", "1"), ("sheet-g1m2", "1")] {
            try await Program.tool(
                "pdftoppm", "-r", "300", "-l", pages, "-gray", "-png", "\(sheets)/\(name).pdf", "\(images)/\(name)")
        }
        try FileManager.default.removeItem(atPath: sheets)
        let base = ["recover", "--reason", "x", "--journal", journal, "--field", "p", "--output", "-"]
        let back = try await Program.run(base + [images])
        #expect(back.code == 0, "\(back.errors)")
        #expect(back.output == value)
        try FileManager.default.removeItem(atPath: "\(images)/vault-03.png")
        let incomplete = try await Program.run(base + [images])
        incomplete.expectRefusal(3, "the quorum is met, but the locked credential is missing", hint: "vault sheet")
    }

    @Test("a password and a one-time-password seed in one set are refused, with the reason and the way round")
    func secondFactor() async throws {
        let seed = try scratch.write("GEZDGNBVGY3TQOJQ", "seed.txt")
        let flags = Self.people + ["--field-from", "code:otp=\(seed)", "--untried-seed", "a test", "--by", "Ana"]
        let base = ["split", "--account", "x", "--field-from", "p=-", "--output", sheets, "--no-read-back"]
        let refused = try await Program.run(base + ["--journal", journal] + flags, input: "pw")
        refused.expectRefusal(4, "p and code in one set", hint: "--allow-one-set")
        #expect(scratch.names == ["seed.txt"])
        let allowed = try await Program.run(base + ["--journal", journal] + flags + ["--allow-one-set"], input: "pw")
        #expect(allowed.code == 0, "\(allowed.errors)")
    }

    @Test("places where sheets cannot go are refused before the credential is read")
    func places() async throws {
        let full = scratch.file("full")
        try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
        _ = try scratch.write("kept", "full/file")
        let sources = URL(filePath: #filePath).deletingLastPathComponent().path
        for (place, code, words) in [
            (full, 73, "already exists"), (scratch.file("nowhere/sheets"), 73, "there is no folder"),
            ("\(sources)/sheets", 4, "is on a disk"), (scratch.file("full/file"), 73, "already exists"),
        ] {
            let ended = try await Deal.split([], to: place, journal: journal)
            ended.expectRefusal(code, words)
        }
        let nowhere = try await Program.run(
            ["split", "--account", "x", "--field-from", "p=-", "--no-read-back"] + Self.people, input: "pw")
        nowhere.expectRefusal(64, "the sheets have nowhere to go", hint: "--output")
        let noTerminal = try await Program.run(
            ["split", "--account", "x", "--field-from", "p=-", "--output", sheets] + Self.people, input: "pw")
        noTerminal.expectRefusal(64, "no terminal to ask for scans", hint: "--no-read-back")
        let noQueue = try await Deal.split(["--print", "no-such-queue"], to: sheets, journal: journal)
        noQueue.expectRefusal(5, "no-such-queue")
        #expect(scratch.names == ["full"])
        #expect(try scratch.text("full/file") == "kept")
    }

    @Test("a talk that nobody listens to does not stop the split halfway")
    func deafEars() async throws {
        let arguments = (Deal.custodians + ["--field-from", "p=-", "--output", sheets, "--no-read-back"])
            .map { "'\($0)'" }.joined(separator: " ")
        let ended = try await Program.run(
            "sh",
            [
                "-c",
                "(printf pw | '\(Program.path)' split \(arguments) --journal '\(journal)'; echo $? > '\(scratch.file("code"))')"
                    + " 2>&1 | head -n 1 >/dev/null",
            ])
        #expect(ended.code == 0)
        #expect(try scratch.text("code") == "0\n")
        #expect(scratch.names == ["code", "journal.jsonl", "sheets"])
    }

    // MARK: - A full disk

    @Test(
        "a disk that fills while sheets are written leaves no sheet and no folder behind",
        arguments: ["64k", "200k", "320k"])
    func fullDisk(size: String) async throws {
        let ended = try await onSmallDisk(size, "'\(scratch.file("small"))/sheets'", journal: journal)
        #expect(ended.code == 74, "\(ended.errors)")
        #expect(ended.errorLines.count == 1)
        #expect(ended.errorLines.first?.contains("No space left on device") == true, "\(ended.errors)")
        #expect(ended.text == "left: \n")
    }

    @Test("a folder on which another file system is mounted is refused before anything is dealt")
    func mountedFolder() async throws {
        let ended = try await onSmallDisk("1m", "'\(scratch.file("small"))'", journal: journal)
        #expect(ended.code == 73, "\(ended.errors)")
        #expect(ended.errorLines.first?.contains("another file system is mounted there") == true, "\(ended.errors)")
        #expect(scratch.names == ["small"])
    }

    @Test("a disk that is full when the evidence is written keeps the sheets back")
    func fullJournal() async throws {
        let ended = try await onSmallDisk(
            "4k", "'\(sheets)'", journal: scratch.file("small/journal.jsonl"),
            before: "head -c 4096 /dev/zero >'\(scratch.file("small"))/filler' || true")
        #expect(ended.code == 74, "\(ended.errors)")
        #expect(ended.errorLines.first?.contains("journal.jsonl cannot be written") == true, "\(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: sheets))
        #expect(scratch.names == ["small"])
    }

    /// Splits with a file system of this size mounted at `small`, where nobody else sees it.
    private func onSmallDisk(_ size: String, _ output: String, journal: String, before: String = "true") async throws
        -> Ended
    {
        let small = scratch.file("small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        let arguments = Deal.custodians.map { "'\($0)'" }.joined(separator: " ")
        let script = """
            mount -t tmpfs -o size=\(size) tmpfs '\(small)' || exit 99
            \(before)
            printf pw | '\(Program.path)' split \(arguments) --field-from p=- --output \(output) \
            --no-read-back --journal '\(journal)'
            code=$?
            echo "left: $(ls -A '\(small)' | grep -v filler)"
            exit $code
            """
        // A mount namespace of its own; who is not root gets one together with a user namespace.
        return try await Program.run("unshare", (geteuid() == 0 ? [] : ["-Ur"]) + ["-m", "sh", "-c", script])
    }
}
