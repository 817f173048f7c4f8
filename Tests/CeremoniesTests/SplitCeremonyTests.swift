// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import SecretMemory
import SecretSharing
import SheetPrinting
import SheetScanning
import SystemPackage
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("A split from the deal to the paper")
struct SplitCeremonyTests {
    @Test("every sheet is drawn, read back, and every quorum of what was read recovers the credential")
    func whole() async throws {
        let ceremony = try ceremony(executable: Sample.program)
        for number in ceremony.numbers {
            let files = try await ceremony.sheet(of: number)
            #expect(files.map(\.name) == ["sheet-\(number).pdf"])
            let isPDF = Sample.bytes(files[0].bytes.slice(0..<5)) == Array("%PDF-".utf8)
            #expect(isPDF)
        }
        let (tried, all) = try ceremony.check()
        #expect(tried == 6)
        #expect(all == 6)
    }

    @Test("sheets that were not drawn are no quorum: the check says what is missing")
    func tooFewDrawn() async throws {
        let ceremony = try ceremony(executable: Sample.program)
        _ = try await ceremony.sheet(of: try Sample.number(1, 1))
        let standing = ceremony.dealt.manifest.rule.standing(of: [try Sample.number(1, 1)])
        #expect(throws: CeremonyError.envelope(.quorumNotMet(standing))) { try ceremony.check() }
    }

    @Test("a sheet of a share that the set does not have is refused")
    func noSuchShare() async throws {
        let ceremony = try ceremony(executable: Sample.program)
        let number = try Sample.number(3, 1)
        await #expect(throws: CeremonyError.envelope(.noSuchShare(number))) { try await ceremony.sheet(of: number) }
    }

    @Test("a drawing child that gives another custodian's sheet, another set's, a blank page or rubbish is found out")
    func wrongPages() async throws {
        let scratch = try Scratch(in: "/dev/shm")
        let genuine = try ceremony(executable: Sample.program)
        let number = try Sample.number(1, 1)
        let other = try await genuine.sheet(of: try Sample.number(1, 2))
        // The same numbers, but of another deal.
        let stranger = try ceremony(executable: Sample.program)
        let foreign = try await stranger.sheet(of: number)
        let blank = Array(
            "<svg xmlns='http://www.w3.org/2000/svg'/>".utf8)
        let cases: [([UInt8], CeremonyError)] = [
            (
                reply(Sample.bytes(other[0].bytes)),
                .notReadBack(number, .otherSet(genuine.dealt.manifest.identity.prefix))
            ),
            (
                reply(Sample.bytes(foreign[0].bytes)),
                .notReadBack(number, .otherSet(stranger.dealt.manifest.identity.prefix))
            ),
            (reply(Self.blankPage), .notReadBack(number, .noShare)),
            ([0, 0, 0, 9, 1], .drawing(.replyMalformed)), ([], .drawing(.replyMalformed)),
            ([0, 0, 0, 0], .drawing(.replyMalformed)),
        ]
        for (index, (answer, error)) in cases.enumerated() {
            let program = try deceiver(answering: answer, in: scratch, name: "deceiver-\(index)")
            // The deceiver draws for the very set that is being split, so its dealing is the genuine one's.
            let deceived = try ceremony(executable: program)
            await #expect(throws: error, "case \(index)") { try await deceived.sheet(of: number) }
            #expect(throws: CeremonyError.self) { try deceived.check() }
        }
        let unreadable = try deceiver(answering: reply(blank), in: scratch, name: "deceiver-svg")
        let deceived = try ceremony(executable: unreadable)
        do {
            _ = try await deceived.sheet(of: number)
            Issue.record("a page that cannot be read was taken")
        } catch CeremonyError.scanning(.refused) {
        }
    }

    @Test("a sealed share is read back locked, and opened with its passphrase before it counts")
    func sealed() async throws {
        let deal = try deal(executable: Sample.program)
        let number = try Sample.number(1, 1)
        try await deal.seal(number, with: Sample.secret("six words of Ana's own making"))
        let ceremony = PaperSet(deal, showing: SheetFace())
        for number in ceremony.numbers { _ = try await ceremony.sheet(of: number) }
        #expect(try ceremony.check().tried == 6)
    }

    @Test("of a rule with more than 1,000 smallest quorums a sample is tried, every share in it")
    func sample() throws {
        // 32 choose 16 is 601,080,390.
        let group = Manifest.Group(name: try Sample.text("Everybody"), threshold: try Threshold(16, of: 32))
        let plan = try SetPlan(
            label: try Sample.text("root"), credential: nil, groups: [group], groupsNeeded: 1,
            isCiphertextApart: false)
        let dealt = try Dealer.deal(try Sample.credential(), plan: plan, created: 1, seed: Sample.seed(3))
        let quorum = try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest)
        let (tried, all) = try quorum.rehearse(limit: PaperSet.quorumLimit)
        #expect(tried == 1_000)
        #expect(all == 601_080_390)
        var generator = SystemRandomNumberGenerator()
        let drawn = dealt.manifest.rule.minimalQuorums.sample(1_000, using: &generator)
        #expect(Set(drawn.joined()).count == 32)
        #expect(drawn.allSatisfy { $0.count == 16 && Set($0).count == 16 })
    }

    @Test("printed sheets are confirmed by their scans: whole ones, and ones that show another share")
    func confirmPrinted() async throws {
        let ceremony = try ceremony(executable: Sample.program)
        let scanner = SheetScanner(executable: Sample.program)
        let (ana, bo) = (try Sample.number(1, 1), try Sample.number(1, 2))
        let files = [try await ceremony.sheet(of: ana)[0], try await ceremony.sheet(of: bo)[0]]
        var codes: [ScannedCode] = []
        for file in files { codes += try await scanner.codes(inDrawn: file.bytes.duplicate()) }
        let both = ceremony.confirmPrinted(codes)
        #expect(both.whole == [ana, bo])
        #expect(both.defects.isEmpty)
        #expect(!both.hasVault)

        let shareAlone = ceremony.confirmPrinted(codes.filter { $0.text.count == 118 })
        #expect(shareAlone.whole.isEmpty)
        #expect(shareAlone.defects.map(\.number) == [ana, bo])
        #expect(shareAlone.defects.allSatisfy { $0.defect == .noManifest })

        // The same custodian's sheet of another deal.
        let stranger = try self.ceremony(executable: Sample.program)
        let foreign = try await stranger.sheet(of: ana)
        let foreignCodes = try await scanner.codes(inDrawn: foreign[0].bytes.duplicate())
        let wrong = ceremony.confirmPrinted(foreignCodes)
        #expect(wrong.whole.isEmpty)
        #expect(wrong.defects.map(\.number) == [ana])
        #expect(wrong.defects.allSatisfy { $0.defect == .otherSet(stranger.dealt.manifest.identity.prefix) })
        #expect(ceremony.confirmPrinted([]).whole.isEmpty)
    }

    @Test("with the locked credential apart the sheets lack it, and only the vault sheet confirms it")
    func vault() async throws {
        let ceremony = try ceremony(executable: Sample.program, apart: true)
        let scanner = SheetScanner(executable: Sample.program)
        let ana = try Sample.number(1, 1)
        let sheet = try await ceremony.sheet(of: ana)
        let vault = try await ceremony.vaultSheet()
        #expect(vault.map(\.name) == ["vault.pdf"])
        let sheetCodes = try await scanner.codes(inDrawn: sheet[0].bytes.duplicate())
        #expect(ceremony.confirmPrinted(sheetCodes).whole == [ana])
        #expect(!ceremony.confirmPrinted(sheetCodes).hasVault)
        let vaultCodes = try await scanner.codes(inDrawn: vault[0].bytes.duplicate())
        #expect(ceremony.confirmPrinted(vaultCodes).hasVault)
        #expect(ceremony.confirmPrinted(vaultCodes).whole.isEmpty)
    }

    @Test("two splits of one credential share neither set, nor key, nor share")
    func freshRandomness() throws {
        let sets = try (0..<2).map { _ in try ceremony(executable: Sample.program).dealt }
        #expect(sets[0].manifest.identity != sets[1].manifest.identity)
        #expect(Set(sets[0].manifest.verificationKeys).isDisjoint(with: sets[1].manifest.verificationKeys))
        #expect(sets[0].ciphertext != sets[1].ciphertext)
        // Behind kind, set and number a code carries the share alone.
        let codes = sets.flatMap { set in
            set.shares.map { String(Sample.string(ReadShare.plain($0).codeText).dropFirst(40)) }
        }
        #expect(Set(codes).count == 10)
    }

    private func ceremony(executable: FilePath, apart: Bool = false) throws -> PaperSet {
        PaperSet(try deal(executable: executable, apart: apart), showing: SheetFace())
    }

    private func deal(executable: FilePath, apart: Bool = false) throws -> DealtCredential {
        try DealtCredential(
            try Sample.credential(), to: try Sample.roster(), isCiphertextApart: apart, created: 1_800_000_000,
            seed: CeremonySeed(dice: Sample.secret("")),
            style: SheetStyle(
                paper: .a4, format: .pdf, isAnonymous: false, secondsFromUTC: 0, version: "test"),
            executable: executable)
    }

    private func reply(_ file: [UInt8]) -> [UInt8] { ByteCount.bytes(file.count) + file }

    /// A program that draws what it was told to draw, whatever the order says, and reads as the true one does.
    private func deceiver(answering answer: [UInt8], in scratch: Scratch, name: String) throws -> FilePath {
        try Data(answer).write(to: URL(filePath: scratch.file("\(name).reply")))
        let script = """
            #!/bin/sh
            if [ "$2" = draw ]; then /bin/cat >/dev/null; exec /bin/cat '\(scratch.file("\(name).reply"))'; fi
            exec '\(Sample.program.string)' "$@"
            """
        try Data(script.utf8).write(to: URL(filePath: scratch.file(name)))
        chmod(scratch.file(name), 0o700)
        return FilePath(scratch.file(name))
    }

    /// The smallest PDF with one white page.
    private static let blankPage = Array(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
        trailer<</Root 1 0 R>>
        """.utf8)
}
