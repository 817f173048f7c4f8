// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecoveryPage
import Testing

@Suite("The recovery page in the program")
struct OwnPageTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    @Test("is the committed file byte for byte, and the stamp names its SHA-256")
    func committed() throws {
        #expect(OwnPage.bytes == Array(try Data(contentsOf: Self.project.appending(path: "Page/recovery.html"))))
        let stamp = try String(
            contentsOf: Self.project.appending(path: "Sources/CRecoveryPage/stamp.h"), encoding: .utf8)
        #expect(stamp.contains("_SHA256 \"\(OwnPage.digest.hexadecimal)\""), "scripts/build-page --update writes it")
    }

    @Test("is one HTML file that names no other file or address to load")
    func alone() throws {
        let text = try #require(String(validating: OwnPage.bytes, as: UTF8.self))
        #expect(text.lowercased().hasPrefix("<!doctype html>"))
        #expect(text.contains("default-src 'none'"))
        #expect(text.firstMatch(of: /<(?:script|link|img|iframe)[^>]*\s(?:src|href)=/) == nil)
    }

    @Test("stands below another page's digits, digit under digit, in lines of at most 80 columns")
    func lines() {
        let lines = PageDigest(of: []).besideOwn
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.map { $0.suffix(64) } == [PageDigest(of: []).hexadecimal[...], OwnPage.digest.hexadecimal[...]])
        #expect(lines.map(\.count) == [79, 79])
    }

    @Test("has the SHA-256 as sha256sum prints it")
    func digest() {
        #expect(
            PageDigest(of: []).hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            PageDigest(of: Array("abc".utf8)).hexadecimal
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("equals only itself: one bit, one byte more or less, and nothing are different")
    func comparison() {
        #expect(PageComparison(OwnPage.bytes) == .same)
        var changed = OwnPage.bytes
        changed[changed.count / 2] ^= 1
        for bytes in [changed, OwnPage.bytes + [0x0A], OwnPage.bytes.dropLast(), []] {
            #expect(PageComparison(bytes) == .different(PageDigest(of: bytes)))
        }
    }
}
