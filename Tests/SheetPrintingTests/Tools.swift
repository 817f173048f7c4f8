// SPDX-License-Identifier: Apache-2.0
//
// Other people's programs read our pages: poppler-utils, zbar, librsvg and qpdf. Samples hold nothing secret, so files
// in a temporary folder are fine here.

import Foundation
import SecretMemory
import SheetPrinting
import Subprocess

/// A folder that goes with the test.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }
}

enum Tools {
    struct Failure: Error {
        let tool: String
        let status: String
    }

    static func run(_ tool: String, _ arguments: [String], isFailureExpected: Bool = false) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name(tool), arguments: Arguments(arguments), output: .bytes(limit: 64 << 20), error: .discarded)
        guard result.terminationStatus.isSuccess || isFailureExpected else {
            throw Failure(tool: tool, status: "\(result.terminationStatus)")
        }
        return result.standardOutput
    }

    static func text(ofPDF path: String, arguments: [String] = []) async throws -> String {
        String(decoding: try await run("pdftotext", arguments + [path, "-"]), as: UTF8.self)
    }

    /// The codes on all pages of a file that `SheetDrawing` gave.
    static func codes(
        in files: [SheetFile], format: SheetFormat, resolution: Int = 300
    ) async throws -> Set<String> {
        let scratch = try Scratch()
        var images: [String] = []
        for (index, file) in files.enumerated() {
            let path = try scratch.write(bytes(file.bytes), as: "page-\(index).\(format.rawValue)")
            switch format {
            case .png: images.append(path)
            case .svg:
                let size = "\(resolution)"
                _ = try await run(
                    "rsvg-convert", ["-d", size, "-p", size, "-b", "white", "-o", path + ".png", path])
                images.append(path + ".png")
            case .pdf:
                _ = try await run("pdftoppm", ["-r", "\(resolution)", "-gray", path, path])
                images += try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path)
                    .filter { $0.hasSuffix(".pgm") }.map { scratch.folder.appendingPathComponent($0).path }
            }
        }
        var codes: Set<String> = []
        for image in images {
            // zbarimg fails on a page without codes, which is what pages of lines are.
            let output = try await run(
                "zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", image], isFailureExpected: true)
            codes.formUnion(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
        }
        return codes
    }

    static func bytes(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.span.indices.map { secret.span[$0] }
    }
}
