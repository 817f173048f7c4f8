// SPDX-License-Identifier: Apache-2.0

import SheetPrinting
import Testing

@Suite("The text of a sheet")
struct SheetTextTests {
    /// The whole text of a PDF, its runs of blanks and line ends made one blank each.
    private func text(_ sheet: borrowing CustodianSheet, part: [String] = []) async throws -> String {
        let files = try SheetDrawing.draw(sheet, words: Samples.words, paper: .a4, format: .pdf)
        let scratch = try Scratch()
        let file = try scratch.write(Tools.bytes(files[0].bytes), as: "sheet.pdf")
        return Self.flat(try await Tools.text(ofPDF: file, arguments: part))
    }

    private static func flat(_ text: String) -> String {
        // Isolates order the page; a reader does not see them.
        text.filter { !"\u{2068}\u{2069}\u{202B}\u{202C}".contains($0) }
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The upper third of an A4 page at 72 dots an inch, which folds outside.
    private static let outerFace = ["-r", "72", "-x", "0", "-y", "0", "-W", "595", "-H", "280", "-f", "1", "-l", "1"]

    @Test("on the outer face names account, custodian, share, rule, set and dates")
    func outerFace() async throws {
        let face = try await text(Samples.sheet(nextDrill: "2027-02-23"), part: Self.outerFace)
        for expected in [
            "ACME cloud organisation, root user", "Ana Ruiz", "share 2 of 3 in Security", "g1m2", "MZXW-6YTB-OI2D-KN3P",
            "hard lava twin oboe", "any 2 of the 3 in Security, and any 1 of the 2 in Operations.",
            "At least 3 people must act together.", "2 lost sheets can lock everyone out.",
            "Created 2026-11-23 20:24 (UTC+01:00), 2026-11-23 19:24 UTC. Breakglass 1.0.", "2027-02-23", "Bag serial",
            "Custodian’s signature", "Dealer", "Witness", "page 1 of 1",
        ] {
            #expect(face.contains(expected))
        }
        #expect(!face.contains("SECRET"))
    }

    @Test("on an anonymous outer face is the set and the share's number, and lines to fill in")
    func anonymousFace() async throws {
        let face = try await text(Samples.sheet(set: Samples.facts(isAnonymous: true)), part: Self.outerFace)
        #expect(
            face == "MZXW-6YTB-OI2D-KN3P hard lava twin oboe share g1m2 Bag serial Date")
    }

    @Test("of an anonymous sheet names account and custodian nowhere")
    func anonymousSheet() async throws {
        let all = try await text(Samples.sheet(set: Samples.facts(isAnonymous: true), lines: 13))
        #expect(!all.contains("ACME") && !all.contains("Ana Ruiz"))
    }

    @Test(
        "says where the program is, if the policy does; an anonymous one does not, for the address may name its owner")
    func program() async throws {
        let address = "https://wiki.example.com/breakglass"
        let all = try await text(Samples.sheet(set: Samples.facts(program: address)))
        // A long address may be cut at the end of a line.
        #expect(
            all.replacing(" ", with: "").contains("Programandinstructions:\(address).Theformatisopen:Breakglassformat1")
        )
        #expect(try await !text(Samples.sheet()).contains("Program and instructions"))
        let anonymous = try await text(Samples.sheet(set: Samples.facts(isAnonymous: true, program: address)))
        #expect(!anonymous.contains("example.com") && anonymous.contains("The format is open"))
    }

    @Test(
        "of a drill letter names each addressee with group and site, as far as they are known", arguments: [1, 6, 32])
    func addressees(count: Int) async throws {
        let long = count == 32 ? String(repeating: " and Sons", count: 5) : ""
        let addressees = (1...count).map { number in
            DrillLetterPaper.Addressee(
                name: "Person \(number)\(long)", share: "g1m\(number)", group: number == 1 ? nil : "Security",
                site: number == 1 ? nil : "Site \(number)\(long)")
        }
        let time = CreationTime(posixSeconds: 1_795_461_840, secondsFromUTC: 3_600)
        let letter = DrillLetterPaper(
            subject: PaperSubject(
                account: "AWS root", credential: nil, setCode: "MZXW-6YTB-OI2D-KN3P",
                setWords: ["hard", "lava", "twin", "oboe"]),
            words: ["gems", "veto", "easy", "news"], addressees: addressees, by: "Dana Novak",
            ledger: "example.com/8873ebb015daba4a", written: time, expires: time, start: 12,
            codes: [PublicCode(title: "Letter 1 of 1", text: "BGL1" + String(repeating: "A", count: 500))])
        for paper in PaperSize.allCases {
            let file = try LetterDrawing.draw(letter, paper: paper)
            let scratch = try Scratch()
            let page = try scratch.write(Tools.bytes(file.bytes), as: "letter.pdf")
            let text = Self.flat(try await Tools.text(ofPDF: page))
            for to in addressees {
                #expect(text.contains(to.name) && text.contains("share \(to.share)"), "\(text)")
                guard let site = to.site else { continue }
                #expect(text.contains("share \(to.share) in Security, \(site)"), "\(text)")
            }
            #expect(text.contains("To Person 1, share g1m1.") == (count < 32), "\(text)")
            #expect(text.contains("If anything differs,") && text.contains("Letter 1 of 1"))
        }
    }

    @Test("holds every word in order, row by row with its letter", arguments: [false, true])
    func words(isSealed: Bool) async throws {
        let all = try await text(Samples.sheet(isSealed: isSealed), part: ["-layout"])
        let letters = Array("ABCDEFGHIJKL")
        let core = Samples.wordBytes(isSealed: isSealed)
        for row in 0..<core.count / 8 {
            let words = core[row * 8..<row * 8 + 8].map { Samples.word(Int($0)) }.joined(separator: " ")
            #expect(all.contains("\(letters[row]) \(words)"))
        }
    }

    @Test("says of a sealed share that the passphrase is needed and not here")
    func sealed() async throws {
        let sealed = try await text(Samples.sheet(isSealed: true))
        #expect(sealed.contains("Your passphrase is not on this sheet."))
        #expect(sealed.contains("Type your passphrase when the computer asks for it."))
        let plain = try await text(Samples.sheet())
        #expect(!plain.contains("passphrase"))
    }

    @Test("tells a stranger how to recover, what a loss means and where the format is described", arguments: [1, 4])
    func recovery(parts: Int) async throws {
        let all = try await text(Samples.sheet(ciphertext: Array(repeating: 564, count: parts)))
        for expected in [
            "Keep calm.", "breakglass recover", "any 2 of the 3 in Security, and any 1 of the 2 in Operations",
            "A sheet is lost?", "Breakglass format 1, docs/FORMAT.md", "0123456789abcdef", "without the internet",
        ] {
            #expect(all.contains(expected))
        }
        #expect(!all.contains("http") && !all.contains("www."))
    }

    @Test("names the page for a browser first, and shows all digits of its SHA-256", arguments: [1, 4])
    func page(parts: Int) async throws {
        let ciphertext = Array(repeating: 564, count: parts)
        let digits = Array(repeating: "0123 4567 89ab cdef", count: 4).joined(separator: " ")
        let sheet = try await text(Samples.sheet(ciphertext: ciphertext, lines: 13))
        #expect(sheet.contains("No Breakglass? Open recovery.html in any browser, offline. Its SHA-256 is on page 2."))
        #expect(sheet.contains("recovery.html, version 1.0: its SHA-256 must be these 64 digits "))
        #expect(
            sheet.contains(
                "Linux: sha256sum recovery.html; macOS: shasum -a 256 recovery.html; "
                    + "Windows: certutil -hashfile recovery.html SHA256 "))
        let page = try await text(Samples.sheet(ciphertext: ciphertext, lines: 13), part: ["-f", "2", "-l", "2"])
        #expect(page.contains("SHA-256 \(digits) "))
        let short = try await text(Samples.sheet())
        #expect(short.contains("page 1 of 1") && short.contains("Its SHA-256 is \(digits)."), "\(short)")
    }

    @Test("says that the vault sheet is needed where the ciphertext is kept apart", arguments: [1, 3])
    func vaultNeeded(parts: Int) async throws {
        let manifest = Array(repeating: 564, count: parts)
        let apart = try await text(
            Samples.sheet(set: Samples.facts(needsVaultSheet: true), manifest: manifest, ciphertext: []))
        #expect(apart.contains("Fetch the vault sheet too: without it nothing opens."))
        #expect(!(try await text(Samples.sheet())).contains("vault"))
    }

    @Test("gives every line for typing, on pages that repeat set and share")
    func checkedLines() async throws {
        let all = try await text(Samples.sheet(lines: 59))
        for lines in Samples.checkedLines(59) {
            for line in lines.lines { #expect(all.contains(line)) }
        }
        #expect(all.contains("Breakglass sheet, share g1m2, set MZXW-6YTB-OI2D-KN3P"))
        #expect(all.contains("page 1 of 4") && all.contains("page 4 of 4"))
        #expect(all.contains("if no camera works"))
    }

    @Test("keeps sentences in order around names of any script")
    func scripts() async throws {
        let rule = SheetRule(
            groups: [
                .init(name: "צוות חירום", threshold: 2, members: 3), .init(name: "運用チーム", threshold: 1, members: 2),
            ], groupThreshold: 2, fewestWhoCanAct: 3, fewestLossesThatLockOut: 2)
        let all = try await text(
            Samples.sheet(set: Samples.facts(account: "東京本社 クラウド管理者", rule: rule), custodian: "Zoë Müller"))
        #expect(all.contains("any 2 of the 3 in צוות חירום, and any 1 of the 2 in 運用チーム."))
        #expect(all.contains("東京本社 クラウド管理者") && all.contains("Zoë Müller"))
    }

    @Test("of a vault sheet says that it is needed and opens nothing alone")
    func vault() async throws {
        let files = try SheetDrawing.draw(Samples.vault(ciphertext: [564], lines: 13), paper: .letter, format: .pdf)
        let scratch = try Scratch()
        let all = Self.flat(
            try await Tools.text(ofPDF: try scratch.write(Tools.bytes(files[0].bytes), as: "vault.pdf")))
        #expect(all.contains("Without this sheet nothing opens. Alone it opens nothing."))
        #expect(all.contains("ACME cloud organisation, root user"))
        #expect(all.contains("recovery.html, SHA-256 of version 1.0: 0123 4567 89ab cdef"))
        #expect(!all.contains("SECRET"))
    }
}
