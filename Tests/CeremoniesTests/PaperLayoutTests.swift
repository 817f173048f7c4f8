// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import RecoveryPage
import ShareEnvelope
import Testing

@testable import Ceremonies
@testable import SheetPrinting

@Suite("The layout of scripts and records")
struct PaperLayoutTests {
    /// 8 groups with 32 custodians: the format's limits.
    private static let largest = Array(repeating: (needed: 2, total: 4), count: 8)

    private func placements(
        _ document: PaperDocument, _ paper: PaperSize
    ) -> (all: [Canvas.Placement], pages: Int) {
        let pages = DocumentDrawing.pages(of: document, paper: paper)
        let surface = DrawingSurface(format: .svg, paper: paper)
        for index in pages.indices {
            surface.startPage()
            DocumentDrawing.draw(pages, index, of: document, paper: paper, on: surface.canvas)
        }
        return withExtendedLifetime(surface) { (surface.canvas.placements, pages.count) }
    }

    private func expectWhole(
        _ document: PaperDocument, _ paper: PaperSize, _ what: String, texts fewest: Int = 100
    ) {
        let (all, pages) = placements(document, paper)
        let page = Box(x: 0, y: 0, width: paper.width, height: paper.height)
        let frame = page.shrunk(by: PageFrame.margin - 2)
        #expect(all.count > fewest)
        let wrong = all.filter { !$0.box.shrunk(by: -2).contains($0.ink) || !frame.contains($0.ink) || $0.isCut }
        #expect(wrong.isEmpty, "\(what): \(wrong.prefix(2))")
        for number in 1...pages {
            let texts = all.filter { $0.page == number && $0.ink.width > 0 }
            #expect(texts.count > 4, "\(what): page \(number) is empty")
            let clashes = texts.enumerated().filter { index, text in
                texts[..<index].contains { $0.ink.overlaps(text.ink) }
            }
            #expect(clashes.isEmpty, "\(what), page \(number): \(clashes.prefix(1))")
        }
    }

    @Test(
        "keeps every text of every script in its box, uncut, apart from the others, for 32 custodians of any name",
        arguments: PaperLedger.Names.allCases, PaperSize.allCases)
    func scripts(names: PaperLedger.Names, paper: PaperSize) throws {
        var ledger = try PaperLedger(groups: Self.largest, names: names, apart: true)
        ledger.deal()
        ledger.receive(ledger.shares[0], bag: "B-204199")
        for ceremony in PaperMade.Ceremony.allCases {
            let draft = try ledger.script(
                ceremony, roles: [(.administrator, names.stretched("Dana", 64)), (.observer, "Gil Aud")],
                materials: [("Laptop", names.stretched("LT", 64))], practice: true)
            let document = PaperDocument(
                draft.script, called: ScriptIdentity(of: try draft.script.encoded()), with: draft.kit, on: paper)
            expectWhole(document, paper, "\(ceremony), \(names)")
        }
    }

    @Test(
        "gives the script of a recovery four pages at most, and the others seven, or nine where sheets come and go",
        arguments: PaperMade.Ceremony.allCases, PaperSize.allCases)
    func pageCounts(ceremony: PaperMade.Ceremony, paper: PaperSize) throws {
        var ledger = try PaperLedger()
        if ceremony != .split { ledger.deal() }
        for share in ledger.shares where ceremony != .split { ledger.receive(share, bag: "B-204199") }
        let draft = try ledger.script(
            ceremony, roles: [(.administrator, "Dana Novak"), (.operator, "Gil Aud"), (.witness, "Ida Falk")],
            materials: [("Laptop", "LT-0042")])
        #expect((draft.kit != nil) == (ceremony == .recovery))
        let document = PaperDocument(
            draft.script, called: ScriptIdentity(of: try draft.script.encoded()), with: draft.kit, on: paper)
        let count = DocumentDrawing.pageCount(of: document, paper: paper)
        let limit =
            switch ceremony {
            case .recovery: 4
            case .split, .drill, .rehearsal: 7
            case .reshare, .rotation: 9
            }
        #expect(count <= limit, "\(ceremony) has \(count) pages")
    }

    @Test("keeps a record whole that has many entries beside one step, and texts at the ledger's limits")
    func records() throws {
        var ledger = try PaperLedger(groups: Self.largest, names: .longest)
        let script = try ledger.script(.split).script
        let place = try ledger.publish(script)
        for _ in 0..<40 { ledger.deal() }
        for share in ledger.shares { ledger.receive(share, bag: "B-\(share)") }
        let long = PublicText.known(String(repeating: "what happened is a long story, ", count: 32))
        ledger.add(
            .exception(
                CeremonyException(
                    about: nil, expected: long, happened: long, decided: long, by: .known("Dana Novak"), override: true)
            ))
        ledger.add(
            .setAbandoned(
                SetAbandoned(
                    set: ledger.manifest.identity, why: .known(String(repeating: "word ", count: 390)))))
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        for paper in PaperSize.allCases { expectWhole(document(record, script, place, ledger), paper, "record") }
    }

    @Test(
        "keeps a night kit whole on two pages, for 32 custodians, and for names, numbers and places of any length",
        arguments: PaperLedger.Names.allCases, PaperSize.allCases)
    func nightKits(names: PaperLedger.Names, paper: PaperSize) throws {
        let groups = names == .plain ? Self.largest : [(2, 3), (1, 2)]
        var ledger = try PaperLedger(groups: groups, names: names, apart: true)
        ledger.deal()
        ledger.receive(ledger.shares[0], bag: "B-204199")
        let kit = try #require(NightKit(of: ledger.name.account, in: ledger.state, on: CalendarDay(of: ledger.now)))
        #expect(kit.factors.flatMap(\.sheets).count == ledger.shares.count)
        let frame = NightKitFrame(
            by: names.stretched("Dana Novak", 64), made: ledger.now, entries: 9, version: "0.1.0")
        let document = PaperDocument(kit, frame, on: paper)
        #expect(DocumentDrawing.pageCount(of: document, paper: paper) <= PaperDocument.nightKitLimit, "\(names)")
        expectWhole(document, paper, "night kit, \(names)", texts: 50)
    }

    @Test(
        "says on a night kit where binder, key and laptop lie, or leaves lines to write it", arguments: [true, false])
    func places(isInPolicy: Bool) throws {
        var ledger = try PaperLedger(names: isInPolicy ? .longest : .plain)
        ledger.deal()
        let kit = try #require(NightKit(of: ledger.name.account, in: ledger.state, on: CalendarDay(of: ledger.now)))
        let places = NightKitPages(kit: kit, density: .plain).places
        #expect(places.map(\.name) == ["Binder", "Its key", "Offline laptop"])
        for (name, value) in places {
            if case .blank = value { #expect(!isInPolicy, "\(name)") } else { #expect(isInPolicy, "\(name)") }
        }
        #expect((kit.emergency?.keys?.description.hasPrefix("Safe 2") == true) == isInPolicy)
    }

    @Test("tells on a night kit, however full it is, each thing to type and to do, for somebody new to it")
    func nightSteps() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let kit = try #require(NightKit(of: ledger.name.account, in: ledger.state, on: CalendarDay(of: ledger.now)))
        for density in NightKitPages.Density.allCases {
            let texts = NightKitPages(kit: kit, density: density).steps(version: "0.1.0").flatMap(Self.texts)
            let typed = texts.filter(\.isTyped).flatMap { $0.text.split(separator: "; ") }
            for command in [
                "cd FOLDER", "sudo swapoff -a", "date -u", "mkdir -m 700 /dev/shm/scans",
                "breakglass recover --account 'AWS root' --credential 'root password'",
                "python3 without-breakglass/recover.py /dev/shm/scans/*", "rm -r /dev/shm/scans", "breakglass review",
            ] {
                #expect(typed.contains(command[...]), "\(density): \(command): \(typed)")
            }
            let digits = "SHA-256 \(DigitGroups(OwnPage.digest.hexadecimal).text)"
            #expect(texts.contains { $0.isTyped && $0.lead.isEmpty && $0.text == digits }, "\(density)")
            let said = texts.filter { !$0.isTyped || $0.text.hasPrefix("SHA-256") }.map {
                ($0.lead + $0.text).replacing("\u{2060}", with: "")
            }
            .joined(separator: " ")
            for words in [
                "binder, key and laptop", "--binder-key", "what is broken", "without-breakglass/README.txt",
                "did not use", "files the review", "browser", "recovery.html, version 0.1.0", "sha256sum",
                "shasum -a 256",
                "certutil -hashfile", "Python 3 and PyNaCl", "zbar-tools", "poppler-utils", "type show", "four words",
                "new bag",
                "breakglass-journal.jsonl", "Tomorrow",
            ] {
                #expect(said.lowercased().contains(words.lowercased()), "\(density): \(words): \(said)")
            }
        }
    }

    private static func texts(_ block: PaperBlock) -> [PaperText] {
        switch block {
        case .text(let texts): texts
        case .together(let blocks): blocks.flatMap(texts)
        default: []
        }
    }

    @Test("tears a tall row between two of its texts, and repeats the titles above the rest")
    func tornRow() throws {
        let texts = (1...120).map { PaperText("line \($0)") }
        let table = PaperTable([.init("No.", width: 10), .init("Texts")], [.init([.text("1"), .text(texts)])])
        let document = PaperDocument(
            title: "t", head: "h", mark: "", foot: "f", created: CreationTime(posixSeconds: 0, secondsFromUTC: 0),
            blocks: [.heading("A"), .table(table)])
        let pages = DocumentDrawing.pages(of: document, paper: .a4)
        #expect(pages.count == 3)
        let surface = DrawingSurface(format: .svg, paper: .a4)
        for index in pages.indices {
            surface.startPage()
            DocumentDrawing.draw(pages, index, of: document, paper: .a4, on: surface.canvas)
        }
        let all = surface.canvas.placements
        // Head, foot and page number, two titles, and the lines.
        #expect(all.count == 120 + 2 * 3 + 3 * 3 + 2)
        #expect(all.allSatisfy { !$0.isCut })
    }

    @Test("gives the same bytes for the same script, and others for another")
    func bytes() throws {
        let ledger = try PaperLedger()
        func page(_ practice: Bool) throws -> [UInt8] {
            let script = try ledger.script(.split, practice: practice).script
            let file = try DocumentDrawing.draw(
                PaperDocument(script, called: ScriptIdentity(of: try script.encoded()), on: .a4), paper: .a4)
            return Sample.bytes(file.bytes)
        }
        #expect(try page(false) == page(false))
        #expect(try page(false) != page(true))
    }

    private func document(
        _ record: CeremonyRecord, _ script: CeremonyScript, _ place: EntryPlace, _ ledger: PaperLedger
    ) -> PaperDocument {
        let root = TreeHash.leaf([7])
        return PaperDocument(
            record, of: script,
            RecordFrame(
                scriptPlace: place, scriptDigest: root, identity: ScriptIdentity(of: [1]),
                checkpoint: PrintedCheckpoint(
                    code: script.ledger.code, size: script.ledger.size, root: script.ledger.root,
                    words: script.ledger.words), root: root, due: ["drill: by 2027-01-01"], program: "test",
                made: ledger.now, by: "Dana Novak",
                sentence: { place, event in
                    if case .setAbandoned(let event) = event { return "It came to nothing: \(event.why)" }
                    return "\(event.kind.rawValue) at \(place)"
                }))
    }
}

extension Box {
    fileprivate func shrunk(by margin: Double) -> Box {
        Box(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
    }

    /// Whether two inks meet by more than the overhang of a letter.
    fileprivate func overlaps(_ other: Box) -> Bool {
        x + 1 < other.right && other.x + 1 < right && y + 1 < other.bottom && other.y + 1 < bottom
    }
}
