// SPDX-License-Identifier: Apache-2.0

import Foundation
import LogDigests
import Testing

@Suite("Altered bytes")
struct AlterationTests {
    private let vector = Vector(name: "metadata-of-all")

    /// The verdict after each byte, or each so many, of a file was changed, by the offset; the file is written uncompressed.
    private func verdicts(
        changing suffix: String, inflated: Bool = true, every step: Int = 1
    ) throws -> [DigestVerdict] {
        let copy = try vector.copy()
        defer { try? FileManager.default.removeItem(at: copy) }
        let keys = try vector.keys()
        let folder = try #require(DownloadedFolder(path: copy.path()))
        let path = try #require(folder.files.map { $0.path }.first { $0.hasSuffix(suffix) })
        let file = copy.appending(path: path)
        let written = Array(try Data(contentsOf: file))
        let bytes = inflated ? try Inflation.bytes(written) : written
        var verdicts: [DigestVerdict] = []
        for place in stride(from: 0, to: bytes.count, by: step) {
            var changed = bytes
            changed[place] ^= 1
            try Data(changed).write(to: file)
            verdicts.append(DigestReport(DigestValidation(folder, keys: keys), folder: "", asked: nil).verdict)
        }
        return verdicts
    }

    @Test("finds changed bytes all over a digest in the middle of a chain")
    func middleDigest() throws {
        let verdicts = try verdicts(changing: "20260301T020000Z.json.gz", every: 9)
        #expect(verdicts.count > 150)
        #expect(verdicts.allSatisfy { $0 == .altered })
    }

    @Test("finds changed bytes all over the newest digest")
    func newestDigest() throws {
        let verdicts = try verdicts(changing: "20260301T030000Z.json.gz", every: 9)
        #expect(verdicts.count > 150)
        #expect(verdicts.allSatisfy { $0 > .valid })
    }

    @Test("verifies no digest of which any byte is changed, and no changed signature")
    func signature() throws {
        let folder = try #require(DownloadedFolder(path: vector.folderPath))
        func bytes(_ suffix: String) throws -> [UInt8] {
            let path = try #require(folder.files.map { $0.path }.first { $0.hasSuffix(suffix) })
            return try Inflation.bytes(Array(try Data(contentsOf: URL(filePath: "\(folder.path)/\(path)"))))
        }
        let next = try Digest(bytes("20260301T030000Z.json.gz"))
        let digits = try #require(next.previous?.signature)
        let signature = stride(from: 0, to: 512, by: 2).compactMap { UInt8(digits.dropFirst($0).prefix(2), radix: 16) }
        let keys = try vector.keys()
        func isSigned(_ bytes: [UInt8], by signature: [UInt8]) -> Bool {
            guard let digest = try? Digest(bytes) else { return false }
            return keys[digest.fingerprint].contains {
                $0.key.verifies(signature, of: SignatureText.bytes(digest))
            }
        }
        let whole = try bytes("20260301T020000Z.json.gz")
        #expect(isSigned(whole, by: signature))
        for place in whole.indices {
            var changed = whole
            changed[place] ^= 1
            #expect(!isSigned(changed, by: signature))
        }
        for place in signature.indices {
            var changed = signature
            changed[place] ^= 0x10
            #expect(!isSigned(whole, by: changed))
        }
        for other in [signature + [0], [0] + signature, signature.dropLast(), []] {
            #expect(!isSigned(whole, by: Array(other)))
        }
    }

    @Test("finds every changed byte of a log file")
    func log() throws {
        let name = try #require(DownloadedFolder(path: vector.folderPath)?.files.first { $0.path.contains("T0110Z") })
        #expect(try verdicts(changing: name.path).allSatisfy { $0 == .altered })
    }

    @Test("believes no metadata of which a digit of the signature is changed")
    func metadata() throws {
        let folder = try #require(DownloadedFolder(path: vector.folderPath))
        let path = try #require(folder.files.map { $0.path }.last { $0.hasSuffix(".head.json") })
        let text = try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
        let start = try #require(text.range(of: "\"signature\":\""))
        let offset = text.utf8.distance(from: text.startIndex, to: start.upperBound)
        let verdicts = try verdicts(changing: path, inflated: false)
        #expect(verdicts[offset..<offset + 512].allSatisfy { $0 > .valid })
        #expect(verdicts.count > offset + 512)
    }

    @Test("takes no key of which a character of its value or fingerprint is changed")
    func key() throws {
        let bytes = try vector.keyFile("keys.json")
        let text = String(decoding: bytes, as: UTF8.self)
        for (name, end) in [("\"Value\":\"", "\""), ("\"Fingerprint\":\"", "\"")] {
            let start = try #require(text.range(of: name)?.upperBound)
            let finish = try #require(text[start...].range(of: end)?.lowerBound)
            let places =
                text.utf8.distance(
                    from: text.startIndex, to: start)..<text.utf8.distance(
                    from: text.startIndex, to: finish)
            #expect(places.count >= 32)
            for place in places {
                var changed = bytes
                changed[place] ^= 1
                var keys = KeySet()
                #expect(throws: FormatFault.self) { try keys.add(changed) }
                #expect(keys.count == 0)
            }
        }
    }

    @Test("inflates no gzip file with a changed, missing or added byte to anything else")
    func gzip() throws {
        let folder = try #require(DownloadedFolder(path: vector.folderPath))
        let path = try #require(folder.files.map { $0.path }.first { $0.contains("T0110Z") })
        let file = Array(try Data(contentsOf: URL(filePath: "\(folder.path)/\(path)")))
        let content = try Inflation.bytes(file)
        for place in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[place] ^= 1 << bit
                // Without the magic number it is no gzip file, and its bytes stand for themselves.
                guard changed.starts(with: [0x1F, 0x8B]), let inflated = try? Inflation.bytes(changed) else { continue }
                #expect(inflated == content)
            }
            if place >= 2 { #expect(throws: FormatFault.self) { try Inflation.bytes(Array(file[..<place])) } }
        }
        for byte in UInt8.min...UInt8.max {
            #expect(throws: FormatFault.self) { try Inflation.bytes(file + [byte]) }
        }
        #expect(throws: FormatFault.bytesAfterGzip) { try Inflation.bytes(file + file) }
    }

    @Test("refuses a file that claims to be larger than it can be, without taking the memory")
    func bomb() {
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        let claim = header + [3, 0] + [0, 0, 0, 0] + [0xFF, 0xFF, 0xFF, 0xFF]
        #expect(throws: FormatFault.tooLarge) { try Inflation.bytes(claim) }
        let small = header + [3, 0] + [0, 0, 0, 0] + [0, 0, 0, 0x10]
        #expect(throws: FormatFault.brokenGzip) { try Inflation.bytes(small) }
    }
}
