// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetPrinting

@Suite("The layout of a sheet")
struct SheetLayoutTests {
    /// Names that strain a layout, up to the format's limits.
    enum Strain: String, CaseIterable {
        case plain, longest, widest, arabic, devanagari, emoji, control

        var account: String {
            switch self {
            case .plain: "ACME cloud organisation, root user"
            case .longest: String(repeating: "a long name of it ", count: 4)
            case .widest: String(repeating: "W", count: 64)
            case .arabic: "حساب الطوارئ الرئيسي للمؤسسة"
            case .devanagari: "आपातकालीन खाता"
            case .emoji: "🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐🔐"
            case .control: "one\ntwo\u{202E}three\0four"
            }
        }

        var custodian: String { self == .plain ? "Ana Ruiz" : String(account.prefix(64)) }

        var rule: SheetRule {
            guard self != .plain else { return Samples.rule }
            let groups = (1...8).map { number in
                SheetRule.Group(name: "\(number) " + account.prefix(14), threshold: 2, members: 4)
            }
            return SheetRule(groups: groups, groupThreshold: 5, fewestWhoCanAct: 10, fewestLossesThatLockOut: 12)
        }
    }

    private func drawn(
        _ sheet: borrowing CustodianSheet, _ paper: PaperSize
    ) throws -> (canvas: Canvas, frame: PageFrame) {
        let pages = try CustodianPages(sheet, wordList: Samples.words, paper: paper)
        let surface = DrawingSurface(format: .svg, paper: paper)
        for page in 1...pages.count {
            surface.startPage()
            pages.draw(page: page, of: sheet, on: surface.canvas)
        }
        return (surface.canvas, pages.frame)
    }

    /// Shares that strain it: how many parts of the manifest and of the ciphertext, and whether it is sealed.
    private static let loads = [
        (1, 0, false), (3, 0, true), (1, 1, false), (1, 1, true), (2, 2, true), (5, 1, false), (5, 19, true),
    ]

    @Test("keeps every text in its box and within the margins", arguments: PaperSize.allCases, Strain.allCases)
    func texts(paper: PaperSize, strain: Strain) throws {
        for (manifest, ciphertext, isSealed) in Self.loads {
            for isAnonymous in [false, true] {
                let sheet = Samples.sheet(
                    set: Samples.facts(account: strain.account, rule: strain.rule, isAnonymous: isAnonymous),
                    custodian: strain.custodian, isSealed: isSealed, manifest: Array(repeating: 564, count: manifest),
                    ciphertext: Array(repeating: 564, count: ciphertext), lines: 13)
                let (canvas, frame) = try drawn(sheet, paper)
                #expect(canvas.placements.count > 80)
                for placement in canvas.placements {
                    // Ink may lean out of its line by the overhang of a letter, never by more.
                    #expect(placement.box.grown(by: 2).contains(placement.ink))
                    #expect(frame.whole.grown(by: 2).contains(placement.ink))
                }
            }
        }
    }

    @Test("cuts none of our own sentences", arguments: PaperSize.allCases)
    func cuts(paper: PaperSize) throws {
        for (manifest, ciphertext, isSealed) in Self.loads {
            for program in [nil, "https://wiki.example.com/breakglass"] {
                let sheet = Samples.sheet(
                    set: Samples.facts(program: program), isSealed: isSealed,
                    manifest: Array(repeating: 564, count: manifest),
                    ciphertext: Array(repeating: 564, count: ciphertext), lines: 13)
                #expect(try drawn(sheet, paper).canvas.placements.allSatisfy { !$0.isCut })
            }
        }
    }

    @Test("says what the sheet opens, and who can open it, as large on Letter as on A4")
    func letterIsAsReadable() throws {
        let set = SetFacts(
            account: "AWS root, example.com", credential: "root password", setCode: "MZXW-6YTB-OI2D-KN3P",
            setWords: ["hard", "lava", "twin", "oboe"], rule: Samples.rule,
            created: CreationTime(posixSeconds: 1_795_461_840, secondsFromUTC: 0), version: "1.0",
            formatName: "Breakglass format 1, docs/FORMAT.md", formatDigest: "0123456789abcdef",
            pageDigest: String(repeating: "0123456789abcdef", count: 4),
            checkpoint: PrintedCheckpoint(
                code: "BGK1" + String(repeating: "A", count: 96), size: 31, root: String(repeating: "4", count: 64),
                words: ["flew", "edge", "open", "stub"]))
        let sizes = try PaperSize.allCases.map { paper -> [Double] in
            let (canvas, frame) = try drawn(Samples.sheet(set: set, nextDrill: "2027-02-28"), paper)
            return canvas.placements.filter { $0.page == 1 && frame.outerFace.contains($0.box) }.map(\.size)
        }
        #expect(sizes[0].count == sizes[1].count && sizes[0].count > 20)
        let different = zip(sizes[0], sizes[1]).filter { abs($0 - $1) > 0.5 }
        #expect(different.isEmpty, "\(different)")
    }

    @Test("draws modules of half a millimetre or more, and the share's of 0.7", arguments: PaperSize.allCases)
    func modules(paper: PaperSize) throws {
        for (manifest, ciphertext, isSealed) in Self.loads {
            let sheet = Samples.sheet(
                isSealed: isSealed, manifest: Array(repeating: 564, count: manifest),
                ciphertext: Array(repeating: 564, count: ciphertext))
            let (canvas, frame) = try drawn(sheet, paper)
            #expect(canvas.drawnCodes.count == manifest + ciphertext + 1)
            #expect(canvas.drawnCodes.allSatisfy { $0.module >= millimetres(0.5) })
            let shares = canvas.drawnCodes.filter { $0.page == 1 && frame.secret.contains($0.box) }
            #expect(shares.count == 1)
            #expect(shares[0].module >= millimetres(0.7))
        }
    }

    @Test("leaves four white modules around every code", arguments: PaperSize.allCases)
    func quietZones(paper: PaperSize) throws {
        for (manifest, ciphertext, isSealed) in Self.loads {
            let sheet = Samples.sheet(
                isSealed: isSealed, manifest: Array(repeating: 564, count: manifest),
                ciphertext: Array(repeating: 564, count: ciphertext), lines: 13)
            let (canvas, frame) = try drawn(sheet, paper)
            for code in canvas.drawnCodes {
                let zone = code.box.grown(by: 4 * code.module - 0.01)
                #expect(frame.page.contains(zone))
                for text in canvas.placements where text.page == code.page {
                    #expect(!zone.overlaps(text.ink))
                }
                for other in canvas.drawnCodes where other.page == code.page && other != code {
                    #expect(!zone.overlaps(other.box))
                }
            }
        }
    }

    @Test("keeps everything but the marks clear of the folds", arguments: PaperSize.allCases)
    func folds(paper: PaperSize) throws {
        let (canvas, frame) = try drawn(Samples.sheet(isSealed: true), paper)
        for fold in [frame.upperFold, frame.lowerFold] {
            let crossing = canvas.placements.filter {
                $0.page == 1 && $0.ink.y < fold + millimetres(3) && $0.ink.bottom > fold - millimetres(3)
            }
            #expect(crossing.count == 1)
            #expect(
                canvas.drawnCodes.allSatisfy {
                    $0.box.bottom < fold - millimetres(3) || $0.box.y > fold + millimetres(3)
                })
        }
    }

    @Test("puts eight small codes on the first page at most, and no more than fit", arguments: PaperSize.allCases)
    func firstPage(paper: PaperSize) throws {
        let small = Samples.sheet(manifest: Array(repeating: 30, count: 5), ciphertext: Array(repeating: 30, count: 6))
        #expect(try drawn(small, paper).canvas.drawnCodes.count { $0.page == 1 } == 1 + 8)
        let large = Samples.sheet(manifest: Array(repeating: 564, count: 5), ciphertext: [564])
        #expect(try drawn(large, paper).canvas.drawnCodes.count { $0.page == 1 } == 1 + 4)
    }
}

extension PageFrame {
    fileprivate var page: Box { Box(x: 0, y: 0, width: paper.width, height: paper.height) }
}

extension Box {
    fileprivate func grown(by margin: Double) -> Box {
        Box(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    fileprivate func overlaps(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }
}
