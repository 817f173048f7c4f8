// SPDX-License-Identifier: Apache-2.0

import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope
import Subprocess
import SystemPackage

@testable import SheetScanning

/// Pages with real codes, made with the system's `qrencode` and ImageMagick.
enum Page {
    /// The texts of one sheet: a share, then the parts of its manifest and ciphertext.
    static let texts: [String] = {
        do {
            func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }
            let group = Manifest.Group(
                name: try PublicText("Security", limit: 32), threshold: try Threshold(2, of: 3))
            let plan = try SetPlan(
                label: try PublicText("Demo", limit: 64), credential: nil, groups: [group], groupsNeeded: 1,
                isCiphertextApart: false)
            let field = try CredentialField(
                kind: .secret, name: try PublicText("password", limit: 255), value: secret("correct horse"))
            let dealt = try Dealer.deal(
                try Credential(fields: [field]), plan: plan, created: 1_800_000_000,
                seed: CeremonySeed(dice: secret("")))
            let share = text(ReadShare.plain(dealt.shares[0]).codeText)
            return [share] + (dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)).map(\.text)
        } catch {
            fatalError("a sheet for the tests cannot be dealt: \(error)")
        }
    }()

    static func text(_ bytes: borrowing SecretBytes) -> String {
        String(decoding: (0..<bytes.count).map { bytes.span[$0] }, as: UTF8.self)
    }

    /// A clean A4 page at 300 dpi with all codes of the sheet, as a PNG file; made once.
    static let clean = Task {
        var command = ["-size", "2480x3508", "xc:white"]
        for (index, text) in texts.enumerated() {
            let code = scratch("code\(index).png")
            // 0.5 mm a module, the smallest in print, at 300 dpi.
            _ = try await run("qrencode", ["-l", index == 0 ? "Q" : "M", "-s", "6", "-m", "4", "-o", code, text])
            command += [code, "-geometry", "+\(200 + index % 3 * 700)+\(300 + index / 3 * 700)", "-composite"]
        }
        let page = scratch("clean.png")
        _ = try await run("convert", command + ["-colorspace", "Gray", "-depth", "8", page])
        return page
    }

    /// The page after ImageMagick did something to it, as the bytes of a file.
    static func damaged(_ options: [String], as format: String = "png") async throws -> [UInt8] {
        let page = try await clean.value
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

    /// What the decoder finds in a file, in this process.
    static func decode(_ file: [UInt8]) throws -> (texts: [String], pages: [Int], pageCount: Int) {
        let (found, pageCount) = try PageDecoder.decode(file.span)
        return (found.codes.map { text($0.text.bytes) }, found.codes.map(\.page), pageCount)
    }
}

/// Writes a file of the test's own.
func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}
