// SPDX-License-Identifier: Apache-2.0

import Foundation
import Isolation
import SecretMemory
import ShareEnvelope
import SystemPackage
import Testing

@testable import SheetScanning

@Suite("A file is read in a child process, and whatever the child does the parent goes on")
struct SheetScannerTests {
    private let probe: FilePath = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return FilePath(tests.deletingLastPathComponent().appendingPathComponent("WorkerProbe").path)
    }()

    private func scanner(_ command: String = "decode") -> SheetScanner {
        SheetScanner(executable: probe, arguments: [command])
    }

    @Test("codes come with their page, and read as what they are")
    func codes() async throws {
        let file = try FileDescriptor.open(FilePath(try await Page.clean.value), .readOnly)
        defer { try? file.close() }
        let scan = try await scanner().codes(in: file)
        #expect(scan.pages.count == 1)
        #expect(scan.pages[0].trouble == nil)
        #expect(Set(scan.codes.map { Page.text($0.text) }) == Set(Page.texts))
        #expect(scan.codes.allSatisfy { $0.page == 1 })
        let shares = scan.codes.count { code in if case .share? = try? code.paperCode() { true } else { false } }
        #expect(shares == 1)
    }

    @Test("a page in memory is read as one in a file is")
    func memory() async throws {
        let page = try await Page.run("qrencode", ["-o", "-", "in memory"])
        let codes = try await scanner().codes(inDrawn: SecretBytes(copying: page.span))
        #expect(codes.map { Page.text($0.text) } == ["in memory"])
    }

    @Test("a file that is none is refused in words")
    func refused() async {
        #expect(await failure("decode", file: []) == .refused("the file is empty"))
        #expect(await failure("decode", file: [1, 2, 3]) == .refused("the file is not a PNG, JPEG, TIFF or PDF"))
        #expect(
            await failure("decode", file: ImageSample.png(width: 100_000, height: 100_000))
                == .refused("a page of 100000 × 100000 pixels is over the limit of 200 megapixels: scan at 300 dpi"))
    }

    @Test("a child that crashes, hangs, floods or talks nonsense is an error")
    func broken() async {
        #expect(await failure("crash") == .crashed(signal: SIGSEGV))
        #expect(await failure("allocate") == .ranOutOfMemory)
        #expect(await failure("spin") == .ranOutOfTime)
        #expect(await failure("flood") == .replyTooLarge(limit: CodeReply.byteLimit))
        #expect(await failure("mumble") == .replyMalformed)
        #expect(await failure("leave") == .failed(exitCode: 3))
    }

    @Test("a PDF that draws without end runs out of its time or memory, and this process does not")
    func endlessDrawing() async {
        // A page that fills itself from forms nested twelve deep, ten times each.
        var objects: [[UInt8]] = [
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Array(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                /Resources << /XObject << /A 5 0 R >> >> >>
                """.utf8),
            PDFSample.stream("", Array("/A Do".utf8)),
        ]
        for depth in 0..<12 {
            objects.append(
                PDFSample.stream(
                    """
                    /Type /XObject /Subtype /Form /BBox [0 0 595 842] \
                    /Resources << /XObject << /A \(depth + 6) 0 R >> >>
                    """, Array(String(repeating: "/A Do ", count: 10).utf8)))
        }
        objects.append(
            PDFSample.stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", Array("0 0 9 9 re f".utf8)))
        let worker = IsolatedWorker(
            executable: probe, arguments: ["decode"],
            limits: WorkerLimits(addressSpace: 1 << 30, processorSeconds: 1, wallClock: .seconds(2)))
        do throws(WorkerError) {
            let file = PDFSample.assemble(objects)
            _ = try await worker.run(input: SecretBytes(copying: file.span), replyLimit: CodeReply.byteLimit)
            Issue.record("the drawing came to an end")
        } catch {
            #expect(error == .ranOutOfTime)
        }
    }

    private func failure(_ command: String, file: [UInt8] = [0]) async -> WorkerError? {
        do throws(WorkerError) {
            _ = try await scanner(command).codes(inDrawn: SecretBytes(copying: file.span))
            return nil
        } catch {
            return error
        }
    }
}
