// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetPrinting

@Suite("The label of a bag")
struct LabelLayoutTests {
    private func label(_ strain: SheetLayoutTests.Strain, isAnonymous: Bool, isBare: Bool) -> BagLabel {
        let text = String(String.UnicodeScalarView(strain.account.unicodeScalars.prefix(64)))
        return BagLabel(
            bag: isBare ? nil : strain == .plain ? "TE-204417" : text,
            subject: PaperSubject(
                account: text, credential: String(String.UnicodeScalarView(text.unicodeScalars.prefix(32))),
                setCode: "MZXW-6YTB-OI2D-KN3P", setWords: ["hard", "lava", "twin", "oboe"]),
            isAnonymous: isAnonymous, custodian: text, share: "g8m4",
            shareInWords: "share 4 of 4 in \(text.prefix(32))",
            created: CreationTime(posixSeconds: 1_795_461_840, secondsFromUTC: 3_600),
            nextDrill: isBare ? nil : "2027-02-23", returnTo: isBare ? nil : text + text)
    }

    @Test(
        "keeps every text in its box, apart from the others, on the half that is cut off",
        arguments: PaperSize.allCases,
        SheetLayoutTests.Strain.allCases)
    func texts(paper: PaperSize, strain: SheetLayoutTests.Strain) throws {
        for (isAnonymous, isBare) in [(false, false), (false, true), (true, false), (true, true)] {
            let surface = DrawingSurface(format: .svg, paper: paper)
            surface.startPage()
            LabelDrawing.draw(
                label(strain, isAnonymous: isAnonymous, isBare: isBare), paper: paper, on: surface.canvas)
            let all = surface.canvas.placements.filter { $0.ink.width > 0 }
            #expect(all.count > 18)
            for (index, placement) in all.enumerated() {
                #expect(
                    placement.ink.x >= PageFrame.margin - 2 && placement.ink.right <= paper.width - PageFrame.margin + 2
                )
                #expect(placement.ink.y >= PageFrame.margin - 2 && placement.ink.bottom < paper.height / 2)
                #expect(strain != .plain || !placement.isCut)
                for other in all[..<index] {
                    #expect(
                        placement.ink.x + 1 >= other.ink.right || other.ink.x + 1 >= placement.ink.right
                            || placement.ink.y + 1 >= other.ink.bottom || other.ink.y + 1 >= placement.ink.bottom)
                }
            }
        }
    }

    @Test("names neither account nor people nor groups when it is anonymous")
    func anonymous() async throws {
        let file = try LabelDrawing.draw(label(.plain, isAnonymous: true, isBare: false), paper: .a4)
        let scratch = try Scratch()
        let text = try await Tools.text(ofPDF: try scratch.write(Tools.bytes(file.bytes), as: "label.pdf"))
        #expect(text.contains("share g8m4") && text.contains("MZXW-6YTB-OI2D-KN3P") && text.contains("TE-204417"))
        #expect(!text.contains("share 4 of 4"))
    }
}
