// SPDX-License-Identifier: Apache-2.0

import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetPrinting
import Subprocess
import SystemPackage

@testable import PageReading
@testable import SheetScanning

/// Pages with real codes: a sheet as it is printed, and others made with `qrencode` and ImageMagick.
enum Page {
    /// One dealt set and the first of its shares.
    private static let dealt: DealtSet = {
        do {
            func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }
            let group = Manifest.Group(
                name: try PublicText("Security", limit: 32), threshold: try Threshold(2, of: 3))
            let plan = try SetPlan(
                label: try PublicText("Demo", limit: 64), credential: nil, groups: [group], groupsNeeded: 1,
                isCiphertextApart: false)
            let field = try CredentialField(
                kind: .secret, name: try PublicText("password", limit: 255), value: secret("correct horse"))
            return try Dealer.deal(
                try Credential(fields: [field]), plan: plan, created: 1_800_000_000,
                seed: CeremonySeed(dice: secret("")))
        } catch {
            fatalError("a sheet for the tests cannot be dealt: \(error)")
        }
    }()

    /// The texts of its sheet: a share, then the parts of its manifest and ciphertext.
    static let texts: [String] =
        [text(ReadShare.plain(dealt.shares[0]).codeText)]
        + (dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)).map(\.text)

    /// The first page of the sheet as the program draws it: A4 at 300 dpi, as a PNG file; made once.
    static let clean = Task {
        let share = ReadShare.plain(dealt.shares[0])
        let rule = SheetRule(
            groups: [.init(name: "Security", threshold: 2, members: 3)], groupThreshold: 1, fewestWhoCanAct: 2,
            fewestLossesThatLockOut: 2)
        let facts = SetFacts(
            account: "Demo", setCode: dealt.manifest.identity.code, setWords: dealt.manifest.identity.words, rule: rule,
            created: CreationTime(posixSeconds: 1_800_000_000, secondsFromUTC: 0), version: "1.0",
            formatName: "Breakglass format 1, docs/FORMAT.md", formatDigest: "0123456789abcdef",
            pageDigest: String(repeating: "0123456789abcdef", count: 4))
        let sheet = CustodianSheet(
            set: facts, custodian: "Ana Ruiz", group: 0, member: 1, isSealed: false, shareCode: share.codeText,
            wordBytes: share.wordBytes, codes: texts.dropFirst().map { PublicCode(title: "Code", text: $0) })
        let pages = try SheetDrawing.draw(
            sheet, words: try SheetWordList(letters: Bytewords.letters), paper: .a4, format: .png)
        let path = scratch("clean.png")
        try write(bytes(pages[0].bytes), to: path)
        return path
    }

    /// Where each code of the loose page lies, without its quiet zone, in pixels: a share has 45 modules a side, each of
    /// six pixels.
    static let places = texts.enumerated().map { index, text in
        (x: 224 + index % 3 * 700, y: 324 + index / 3 * 700, side: 6 * modules(of: text, isShare: index == 0))
    }

    /// The modules of a side of the smallest code that holds an alphanumeric text (ISO/IEC 18004, table 7).
    private static func modules(of text: String, isShare: Bool) -> Int {
        let capacities =
            isShare
            ? [16, 29, 47, 67, 87, 108, 125, 157] : [20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528]
        return 21 + 4 * (capacities.firstIndex { $0 >= text.count } ?? 14)
    }

    static func text(_ bytes: borrowing SecretBytes) -> String { String(decoding: self.bytes(bytes), as: UTF8.self) }

    private static func bytes(_ secret: borrowing SecretBytes) -> [UInt8] {
        (0..<secret.count).map { secret.span[$0] }
    }

    /// The same codes loose on a page, at places that are known; made once.
    static let loose = Task {
        var command = ["-size", "2480x3508", "xc:white"]
        for (index, (text, place)) in zip(texts, places).enumerated() {
            let code = scratch("code\(index).png")
            // 0.5 mm a module, the smallest in print, at 300 dpi.
            _ = try await run("qrencode", ["-l", index == 0 ? "Q" : "M", "-s", "6", "-m", "4", "-o", code, text])
            command += [code, "-geometry", "+\(place.x - 24)+\(place.y - 24)", "-composite"]
        }
        let page = scratch("loose.png")
        _ = try await run("convert", command + ["-colorspace", "Gray", "-depth", "8", page])
        return page
    }

    /// The sheet, or the loose codes, after ImageMagick did something to them, as the bytes of a file.
    static func damaged(
        _ options: [String], as format: String = "png", isLoose: Bool = false
    ) async throws -> [UInt8] {
        let page = try await (isLoose ? loose : clean).value
        return try await run("convert", [page] + options + ["\(format):-"])
    }

    /// A path in a folder that the test run makes for itself.
    static func scratch(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private static let folderPath = FileManager.default.temporaryDirectory.appendingPathComponent(
        "breakglass-pages-\(getpid())")

    private static let folder: URL = {
        try? FileManager.default.createDirectory(at: folderPath, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: Page.folderPath) }
        return folderPath
    }()

    /// What a program of the system prints.
    static func run(_ program: String, _ arguments: [String]) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), output: .bytes(limit: 256 << 20),
            error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw ProgramFailed(program: program, message: result.standardError)
        }
        return result.standardOutput
    }

    struct ProgramFailed: Error {
        let program: String
        let message: String
    }

    /// What the decoder finds in a file, page by page, in this process.
    static func decode(_ file: [UInt8]) throws -> (texts: [String], pages: [Int], pageCount: Int) {
        var (texts, pages, pageCount): ([String], [Int], Int) = ([], [], 1)
        var page = 1
        while page <= pageCount {
            var found = FoundCodes()
            _ = try PageDecoder.decode(file.span, .page(page), into: &found) { pageCount = $0 }
            texts += found.codes.map { text($0.bytes) }
            pages += found.codes.map { _ in page }
            page += 1
        }
        return (texts, pages, pageCount)
    }
}

/// Writes a file of the test's own.
func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}
