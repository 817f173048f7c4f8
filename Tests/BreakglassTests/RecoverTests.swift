// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Recovering from files")
struct RecoverTests {
    let scratch: Scratch
    let journal: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
    }

    // MARK: - Quorums

    @Test(
        "every smallest quorum recovers the credential",
        arguments: [
            ["g1m1", "g1m2", "g2m1"], ["g1m1", "g1m2", "g2m2"], ["g1m1", "g1m3", "g2m1"], ["g1m1", "g1m3", "g2m2"],
            ["g2m1", "g1m3", "g1m2"], ["g2m2", "g1m3", "g1m2"],
        ])
    func quorum(numbers: [String]) async throws {
        let deal = try await Deal.plain()
        let ended = try await Deal.recover(deal.sheets(numbers), journal: journal)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text == Deal.password)
        #expect(ended.errorLines.isEmpty)
        for number in numbers { #expect(ended.errors.contains("share \(number) is whole")) }
    }

    @Test(
        "fewer sheets are refused with what is missing",
        arguments: [
            (["g1m1"], "1 more from Security and 1 more from Operations"),
            (["g1m1", "g1m2"], "1 more from Operations"),
            (["g1m1", "g1m2", "g1m3"], "1 more from Operations"), (["g2m1"], "2 more from Security"),
            (["g2m1", "g2m2"], "2 more from Security"), (["g1m2", "g2m1", "g2m2"], "1 more from Security"),
        ])
    func tooFew(numbers: [String], missing: String) async throws {
        let deal = try await Deal.plain()
        let ended = try await Deal.recover(deal.sheets(numbers), journal: journal)
        ended.expectRefusal(3, "the quorum is not met: \(missing)", hint: "bring their sheets")
        #expect(try scratch.text("journal.jsonl").contains(#""kind":"recovery closed""#))
        #expect(try scratch.text("journal.jsonl").contains(#""outcome":"failed""#))
    }

    @Test("inspect and recover say alike that a page lacks its share code, and neither ends well")
    func coveredShare() async throws {
        let deal = try await Deal.plain()
        let part = try #require(try await deal.codes("g1m1").first { $0.hasPrefix("BGM1") })
        let picture = scratch.file("covered.png")
        try await Program.tool("qrencode", "-s", "3", "-o", picture, part)
        let words = "no share code can be read on it; scan it again, or type its words"
        let inspected = try await Program.run(["inspect", picture])
        #expect(inspected.code == 65 && (inspected.text + inspected.errors).contains(words), "\(inspected.text)")
        let recovered = try await Deal.recover([picture], journal: journal)
        #expect(recovered.code == 3 && recovered.errors.contains(words), "\(recovered.errors)")
    }

    @Test("the quorum is shown filling up")
    func standing() async throws {
        let deal = try await Deal.plain()
        let ended = try await Deal.recover(deal.sheets(["g1m2", "g2m2"]), journal: journal)
        #expect(ended.errors.contains("Security    ■□  1 of 2 needed  (g1m2)"))
        #expect(ended.errors.contains("Operations  ■  1 of 1 needed, met  (g2m2)"))
    }

    // MARK: - Inputs

    @Test("a folder of all sheets, with the manifest and other things beside them")
    func folder() async throws {
        let deal = try await Deal.plain()
        let folder = scratch.file("scans")
        try FileManager.default.copyItem(atPath: deal.folder, toPath: folder)
        _ = try scratch.write("hidden", "scans/.hidden")
        try FileManager.default.createDirectory(atPath: folder + "/below", withIntermediateDirectories: true)
        let ended = try await Deal.recover([folder], journal: journal)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text == Deal.password)
    }

    @Test("one PDF of all sheets, pages of several sheets mixed and turned round")
    func onePDF() async throws {
        let deal = try await Deal.plain()
        let file = scratch.file("all.pdf")
        try await Program.tool("pdfunite", deal.sheet("g2m1"), deal.sheet("g1m3"), deal.sheet("g1m1"), file)
        let ended = try await Deal.recover([file], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")

        try await Program.tool("pdfseparate", file, scratch.file("page-%d.pdf"))
        let pages = scratch.names.filter { $0.hasPrefix("page-") }.map { scratch.file($0) }
        let mixed = scratch.file("mixed.pdf")
        let united = try await Program.run("pdfunite", pages.reversed() + [mixed])
        #expect(united.code == 0)
        let again = try await Deal.recover([mixed], journal: journal)
        #expect(again.text == Deal.password, "\(again.errors)")
    }

    @Test(
        "scans as scanners and cameras give them",
        arguments: [
            ("jpg", 300, ["-quality", "60"]), ("tif", 300, ["-compress", "zip"]), ("png", 300, ["-rotate", "90"]),
            ("png", 300, ["-rotate", "180"]), ("jpg", 300, ["-background", "grey90", "-rotate", "7"]),
            ("png", 300, ["-blur", "0x2"]), ("png", 150, []), ("png", 100, []),
            ("png", 300, ["+level", "40%,60%"]), ("jpg", 200, ["-attenuate", "0.4", "+noise", "Gaussian"]),
        ])
    func scans(kind: String, resolution: Int, damage: [String]) async throws {
        let deal = try await Deal.plain()
        let page = scratch.file("page")
        try await Program.tool(
            "pdftoppm", "-r", "\(resolution)", "-f", "1", "-l", "1", "-singlefile", "-gray", "-png",
            deal.sheet("g1m1"), page)
        let file = scratch.file("scan.\(kind)")
        let converted = try await Program.run("convert", [page + ".png"] + damage + [file])
        #expect(converted.code == 0, "\(converted.errors)")
        let files = [file] + deal.sheets(["g1m3", "g2m2"])
        let ended = try await Deal.recover(files, journal: journal)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text == Deal.password)
    }

    @Test("several pages in one TIFF")
    func pagesInOneTIFF() async throws {
        let deal = try await Deal.plain()
        var pages: [String] = []
        for number in ["g1m1", "g1m2", "g2m1"] {
            let page = scratch.file("\(number)-page")
            try await Program.tool(
                "pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-singlefile", "-gray", "-png", deal.sheet(number), page)
            pages.append(page + ".png")
        }
        let file = scratch.file("pages.tiff")
        let converted = try await Program.run("convert", pages + [file])
        #expect(converted.code == 0)
        let ended = try await Deal.recover([file], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
    }

    @Test("codes pasted on the standard input, in small letters, with blanks and Windows line ends")
    func pasted() async throws {
        let deal = try await Deal.plain()
        var lines = try await deal.codes("g1m1").filter { !$0.hasPrefix("BGS1") }
        for number in ["g2m1", "g1m1", "g1m2"] {
            let code = try await deal.shareCode(number)
            lines.append("  " + code.lowercased().prefix(30) + " " + code.dropFirst(30) + " ")
        }
        let ended = try await Deal.recover(["-"], journal: journal, input: lines.joined(separator: "\r\n\r\n"))
        #expect(ended.text == Deal.password, "\(ended.errors)")
        #expect(ended.errors.contains("the standard input: share g1m1 is whole"))
    }

    @Test("words in text files, with the manifest from its file and the rest from a sheet")
    func words() async throws {
        let deal = try await Deal.plain()
        var files = [deal.manifest]
        for number in ["g1m1", "g1m2"] {
            var rows = try await deal.words(number)
            if number == "g1m2" {
                // By first and last letter, one illegible, one wrong, and with the letters of the rows.
                rows[2] = rows[2].map { "\($0.first!)\($0.last!)".uppercased() }
                rows[3][4] = "?"
                rows[5][1] = rows[5][1] == "able" ? "acid" : "able"
            }
            let text = rows.enumerated().map { index, row in
                "\(Character(UnicodeScalar(UInt8(0x41 + index)))): " + row.joined(separator: " ")
            }
            files.append(try scratch.write(text.joined(separator: "\n"), "\(number).txt"))
        }
        let tooFew = try await Deal.recover(files, journal: journal)
        tooFew.expectRefusal(3, "the quorum is not met: 1 more from Operations")
        #expect(tooFew.errors.contains("share g1m1 is whole"))
        #expect(tooFew.errors.contains("share g1m2: 2 words were healed (row D, word 5; row F, word 2)"))
        let ended = try await Deal.recover(files + [deal.sheet("g2m1")], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
    }

    @Test("a word that is in no list is pointed out by row and place, and the other sheets are kept")
    func wrongWord() async throws {
        let deal = try await Deal.plain()
        var rows = try await deal.words("g1m1")
        rows[4][6] = "qqqq"
        let file = try scratch.write(rows.map { $0.joined(separator: " ") }.joined(separator: "\n"), "words.txt")
        let ended = try await Deal.recover([file] + deal.sheets(["g1m2", "g1m3", "g2m1"]), journal: journal)
        #expect(
            ended.errors.contains(
                "words.txt: line 5: the share in words has an unknown word: number 39 (row E, word 7)"),
            "\(ended.errors)")
        #expect(!ended.errors.contains("words number"), "one mistake, one message")
        #expect(ended.text == Deal.password)
    }

    @Test("the manifest alone is no quorum, and shares alone prove nothing")
    func manifestAlone() async throws {
        let deal = try await Deal.plain()
        let alone = try await Deal.recover([deal.manifest], journal: journal)
        alone.expectRefusal(3, "the quorum is not met: 2 more from Security and 1 more from Operations")
        let code = try await deal.shareCode("g1m1")
        let shares = try await Deal.recover(["-"], journal: journal, input: code)
        shares.expectRefusal(3, "1 share is readable, but no manifest is complete", hint: "manifest")
        let quorum = try await Deal.recover(
            ["-", deal.manifest], journal: journal,
            input: [code, try await deal.shareCode("g1m2"), try await deal.shareCode("g2m1")].joined(separator: "\n"))
        quorum.expectRefusal(3, "the quorum is met, but the locked credential is missing", hint: "any one sheet")
    }

    // MARK: - Bad sheets

    @Test("with sheets of two sets nothing opens before one is named; then the other sheet is whole and does not count")
    func otherSet() async throws {
        let deal = try await Deal.plain()
        let other = try await Deal.other()
        let mixed = deal.sheets(["g1m1", "g2m1"]) + other.sheets(["g1m2"])
        let ended = try await Deal.recover(mixed, journal: journal)
        ended.expectRefusal(
            4, "sheets of several sets are here, and nothing says which set is right", hint: "--set and the code")
        let code = try #require(ended.errors.firstMatch(of: /sheet-g1m1.pdf: .*: set ([A-Z0-9-]{19})/)?.1)
        let few = try await Deal.recover(mixed, journal: journal, flags: ["--set", String(code)])
        few.expectRefusal(3, "the quorum is not met: 1 more from Security")
        #expect(few.errors.contains("share g1m2 is whole, but it does not count"), "\(few.errors)")
        let enough = try await Deal.recover(
            mixed + deal.sheets(["g1m3"]), journal: journal, flags: ["--set", String(code)])
        #expect(enough.text == Deal.password, "\(enough.errors)")
    }

    @Test("the same sheet twice is told and counts once")
    func doubled() async throws {
        let deal = try await Deal.plain()
        let ended = try await Deal.recover(deal.sheets(["g1m1", "g1m1", "g2m1"]), journal: journal)
        ended.expectRefusal(3, "the quorum is not met: 1 more from Security")
        #expect(ended.errors.contains("share g1m1 is already here"))
    }

    @Test("a forged share with a right check is called forged, and the genuine one still counts")
    func forged() async throws {
        let deal = try await Deal.plain()
        let forged = try scratch.write(try Forger.forged(try await deal.shareCode("g1m1")), "forged.txt")
        let files = [forged] + deal.sheets(["g1m2", "g2m1"])
        let ended = try await Deal.recover(files, journal: journal)
        ended.expectRefusal(3, "the quorum is not met: 1 more from Security")
        #expect(ended.errors.contains("share g1m1 is FORGED or changed"))
        let both = try await Deal.recover(files + deal.sheets(["g1m1"]), journal: journal)
        #expect(both.text == Deal.password, "\(both.errors)")
    }

    @Test("a code with a changed character is called damaged")
    func damaged() async throws {
        let deal = try await Deal.plain()
        var code = Array(try await deal.shareCode("g1m1"))
        code[60] = code[60] == "A" ? "B" : "A"
        let file = try scratch.write(String(code), "damaged.txt")
        let ended = try await Deal.recover([file] + deal.sheets(["g1m2", "g2m1"]), journal: journal)
        #expect(ended.code == 3)
        #expect(ended.errors.contains("damaged.txt: the code does not match its check: it was misread or changed"))
        #expect(ended.errors.contains("scan it again"))
    }

    @Test("a manifest file changed in any of its parts proves nothing")
    func changedManifest() async throws {
        let deal = try await Deal.plain()
        let code = try await deal.shareCode("g1m1")
        var manifest = Array(try Data(contentsOf: URL(filePath: deal.manifest)))
        let places = [3, 10, 29, 120, manifest.count - 1]
        for place in places {
            manifest[place] ^= 1
            let file = try scratch.write(manifest, "manifest.bgm")
            manifest[place] ^= 1
            let ended = try await Deal.recover([file, "-"], journal: journal, input: code)
            #expect(ended.code == 3, "byte \(place): \(ended.errors)")
            #expect(!ended.errors.contains("g1m1 is whole"), "byte \(place): \(ended.errors)")
        }
    }

    @Test("files that are no sheets are named one by one, and the recovery goes on")
    func noSheets() async throws {
        let deal = try await Deal.plain()
        let page = try Array(Data(contentsOf: URL(filePath: deal.sheet("g1m1"))))
        let bad = [
            try scratch.write([UInt8](), "empty.png"),
            try scratch.write(Array(page.prefix(page.count / 3)), "half.pdf"),
            try scratch.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "broken.png"),
            try scratch.write(Array("%PDF-1.7\n<</Length 99999999999>>".utf8), "hostile.pdf"),
            try scratch.write([UInt8](repeating: 0xFF, count: 5_000), "noise.bin"), scratch.file("absent.pdf"),
            "/dev/null",
        ]
        let ended = try await Deal.recover(bad + deal.sheets(["g1m1", "g1m2", "g2m1"]), journal: journal)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text == Deal.password)
        for file in bad { #expect(ended.errors.contains("\(file)"), "\(file)\n\(ended.errors)") }
        #expect(ended.errorLines.contains { $0.contains("absent.pdf cannot be read: No such file") })
        #expect(!ended.errors.contains("signal"))
    }

    @Test("an image of a size that would fill the memory is refused in time")
    func hugeImage() async throws {
        // A PNG header of 60,000 by 60,000 pixels, with nothing behind it.
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        bytes += [0x49, 0x48, 0x44, 0x52, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 0, 0, 0, 0, 0x5C, 0x1E, 0x35, 0x0F]
        let ended = try await Deal.recover([try scratch.write(bytes, "huge.png")], journal: journal)
        #expect(ended.code == 3)
        #expect(ended.errorLines.contains { $0.contains("huge.png: ") }, "\(ended.errors)")
    }

    // MARK: - Evidence and flags

    @Test("what cannot be recorded is not shown")
    func noJournal() async throws {
        let deal = try await Deal.plain()
        let sheets = deal.sheets(["g1m1", "g1m2", "g2m1"])
        let absent = try await Deal.recover(sheets, journal: "/nowhere/journal.jsonl")
        absent.expectRefusal(74, "/nowhere/journal.jsonl cannot be written", hint: "--journal")
        for place in ["/dev/full", scratch.path] {
            let ended = try await Deal.recover(sheets, journal: place)
            ended.expectRefusal(65, "\(place) cannot be read", hint: "--journal")
        }
    }

    @Test("many recoveries at once leave their whole lines in one journal")
    func recordedAtOnce() async throws {
        let journal = journal
        try await withThrowingTaskGroup(of: Ended.self) { group in
            for index in 0..<8 {
                group.addTask {
                    try await Program.ungated(
                        Program.path,
                        ["recover", "--reason", "attempt \(index)", "--journal", journal, "/dev/null", "--field", "x"]
                            + ["--output", "-"])
                }
            }
            for try await ended in group { #expect(ended.code == 3) }
        }
        let lines = try scratch.text("journal.jsonl").split(separator: "\n")
        #expect(lines.count == 1 + 2 * 8)
        for index in 0..<8 { #expect(lines.count { $0.contains("\"attempt \(index)\"") } == 1) }
        #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }

    @Test("the evidence stands before the credential leaves: reason, set, shares and field")
    func evidence() async throws {
        let deal = try await Deal.plain()
        _ = try await Deal.recover(deal.sheets(["g1m1", "g1m2", "g2m1"]), journal: journal)
        let journal = try scratch.text("journal.jsonl")
        let lines = journal.split(separator: "\n").map(String.init)
        let kinds = [
            "journal opened", "recovery opened", "recovery named", "cosigned", "recovery revealed", "recovery closed",
        ]
        #expect(lines.count == kinds.count)
        for (line, kind) in zip(lines, kinds) { #expect(line.hasPrefix(#"{"kind":"\#(kind)""#), "\(line)") }
        #expect(lines[1].contains(#""reason":"identity provider down, INC-1""#))
        #expect(lines[4].contains(#""shares":["g1m1","g1m2","g2m1"],"field":"password""#))
        #expect(lines[5].contains(#""outcome":"shown""#))
        #expect(!journal.contains(Deal.password))
    }

    @Test(
        "wrong command lines are refused before anything is read",
        arguments: [
            (["recover", "--reason", "x"], 64, "there is no terminal", "--output -"),
            (["recover", "--field", "p", "--output", "-", "x.pdf"], 64, "--reason is not given", "what happened"),
            (["recover", "--reason", "", "--field", "p", "--output", "-", "x.pdf"], 64, "is empty", "one word"),
            (["recover", "--reason", "x", "--field", "p", "--output", "-"], 64, "no sheets are named", "FILES"),
            (["recover", "--reason", "x", "--field", "p", "x.pdf"], 64, "needs --output", "--output -"),
            (["recover", "--reason", "x", "--output", "-", "x.pdf"], 64, "no field is named", "--field"),
            (["recover", "--reason", "a\u{202E}b", "--field", "p", "--output", "-", "x"], 64, "U+202E", "plain words"),
            (
                ["recover", "--reason", "x", "--field", "p", "--output", "-", "--passphrase-from", "ana=x", "y"], 64,
                "no share and path", "g1m2=PATH"
            ),
            (["recover", "--no-such-flag"], 64, "--no-such-flag", "--help"), (["restore"], 64, "restore", "--help"),
        ])
    func wrongCommandLine(arguments: [String], code: Int, words: String, hint: String) async throws {
        let ended = try await Program.run(arguments, in: scratch.path)
        ended.expectRefusal(code, words, hint: hint)
        #expect(scratch.names.isEmpty)
    }
}
