// SPDX-License-Identifier: Apache-2.0

import Foundation
import Isolation
import SystemPackage
import Testing

@testable import SheetScanning

@Suite("One bad page costs no other page")
struct PileTests {
    private let probe: FilePath = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return FilePath(tests.deletingLastPathComponent().appendingPathComponent("WorkerProbe").path)
    }()

    private func scan(
        _ file: [UInt8], command: String = "decode", progress: @escaping @Sendable (ScanProgress) -> Void = { _ in }
    ) async throws -> Scan {
        let path = Page.scratch("pile-\(UUID().uuidString)")
        try write(file, to: path)
        let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { try? descriptor.close() }
        return try await SheetScanner(executable: probe, arguments: [command]).codes(in: descriptor, progress: progress)
    }

    private func sheet() async throws -> PDFSample.Sheet {
        PDFSample.scanned(try await Page.damaged(["-quality", "60"], as: "jpeg"), width: 2480, height: 3508)
    }

    private func texts(_ page: ScannedPage) -> Set<String> { Set(page.codes.map { Page.text($0.text) }) }

    @Test(
        "a hostile page by itself is read to its end or named, and nothing on it is a share",
        arguments: HostilePage.allCases)
    func alone(page: HostilePage) async throws {
        let scan = try await scan(try await page.file)
        #expect(scan.pages.map(\.number) == [1])
        #expect(scan.codes.count <= 64)
        #expect(scan.codes.allSatisfy { (try? $0.paperCode()) == nil })
    }

    @Test("good pages of a PDF are read whole beside hostile ones, in any order", arguments: [0, 1, 2])
    func pile(place: Int) async throws {
        var sheets: [PDFSample.Sheet] = []
        for page in HostilePage.allCases {
            sheets.append(
                PDFSample.scanned(try await page.file, width: HostilePage.width, height: HostilePage.height))
        }
        let good = place * sheets.count / 2
        sheets.insert(try await sheet(), at: good)
        let scan = try await scan(PDFSample.document(sheets))
        #expect(scan.pages.map(\.number) == Array(1...sheets.count))
        #expect(texts(scan.pages[good]) == Set(Page.texts))
        #expect(scan.pages[good].trouble == nil)
        #expect(scan.codes.count { (try? $0.paperCode()) != nil } == Page.texts.count)
    }

    @Test("of a page with more codes than sheets show the first 64 are read, and it is named")
    func manyCodes() async throws {
        var command = ["-size", "2480x3508", "xc:white"]
        for number in 0..<80 {
            let code = Page.scratch("many\(number).png")
            _ = try await Page.run("qrencode", ["-s", "6", "-m", "4", "-o", code, "code \(number)"])
            command += [code, "-geometry", "+\(30 + number % 10 * 240)+\(30 + number / 10 * 300)", "-composite"]
        }
        let scan = try await scan(try await Page.run("convert", command + ["png:-"]))
        #expect(scan.pages.map(\.trouble) == [.tooManyCodes(limit: 64)])
        #expect(Set(scan.codes.map { Page.text($0.text) }).count == 64)
    }

    @Test("a page that is drawn without end is given up by name; the pages beside it are read")
    func endless() async throws {
        let good = try await sheet()
        // A picture that is laid over the page, and over it again, and so on.
        let picture = try await Page.run("convert", ["-size", "64x64", "xc:gray", "-colorspace", "Gray", "jpeg:-"])
        var endless = PDFSample.scanned(picture, width: 64, height: 64)
        endless.content = String(repeating: endless.content + "\n", count: 50_000)
        let file = PDFSample.document([good, endless, good])
        let scan = try await scan(file, command: "decode in a hurry")
        #expect(scan.pages.map(\.trouble) == [nil, .tookTooLong, nil])
        for page in [0, 2] { #expect(texts(scan.pages[page]) == Set(Page.texts)) }
    }

    @Test("what a page showed before its time was over counts")
    func partly() async throws {
        let scan = try await scan([0], command: "stall")
        #expect(scan.pages.map(\.trouble) == [nil, .tookTooLong, nil])
        #expect(scan.pages.map { texts($0) } == [["A"], ["B"], ["C"]])
        #expect(scan.codes.map(\.page) == [1, 2, 3])
    }

    @Test("each page is told when it begins, with the number of all as soon as that is known")
    func progress() async throws {
        let seen = Seen()
        _ = try await scan(PDFSample.emptyPages(3)) { seen.add($0) }
        let told = seen.all
        #expect(told.first == ScanProgress(page: 1, pageCount: nil))
        #expect(Set(told.map(\.page)) == [1, 2, 3])
        #expect(told.dropFirst().allSatisfy { $0.pageCount == 3 })
    }

    private final class Seen: @unchecked Sendable {
        private let lock = NSLock()
        private var progress: [ScanProgress] = []
        func add(_ one: ScanProgress) { lock.withLock { progress.append(one) } }
        var all: [ScanProgress] { lock.withLock { progress } }
    }
}
