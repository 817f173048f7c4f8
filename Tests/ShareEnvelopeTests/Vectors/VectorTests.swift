// SPDX-License-Identifier: Apache-2.0

import Foundation
import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("The checked-in vectors are what this code makes and reads")
struct VectorTests {
    @Test("field, sharing and sets are made again byte for byte")
    func madeAgain() throws {
        #expect(try VectorFiles.isCurrent(VectorFiles.encoded(FieldVector.made()), "field.json"))
        #expect(try VectorFiles.isCurrent(VectorFiles.encoded(SharingVector.made()), "sharing.json"))
        let sets = try SetVector.made()
        for (name, vector) in sets {
            #expect(try VectorFiles.isCurrent(VectorFiles.encoded(vector), "sets/\(name).json"), "\(name)")
        }
        #expect(try VectorFiles.names(in: "sets") == sets.keys.map { $0 + ".json" }.sorted())
    }

    @Test("what must fail is made again byte for byte, and fails for the reason that its file names")
    func mustFail() throws {
        let vectors = try MustFailVector.made()
        for (name, vector) in vectors {
            #expect(try VectorFiles.isCurrent(VectorFiles.encoded(vector), "must-fail/\(name).json"), "\(name)")
        }
        let names = try VectorFiles.names(in: "must-fail")
        #expect(names == vectors.keys.map { $0 + ".json" }.sorted())
        for name in names {
            let vector = try VectorFiles.read(MustFailVector.self, "must-fail/\(name)")
            let manifest = try vector.manifest.map { try Manifest(encoded: [UInt8](hexadecimal: $0)) }
            let ciphertext = try vector.ciphertext.map { try Ciphertext(bytes: [UInt8](hexadecimal: $0)) }
            let refusal = try VectorReader.refusal(
                vector.encoding, vector.input, manifest: manifest, ciphertext: ciphertext,
                passphrase: vector.passphrase)
            #expect(refusal == vector.refusal, "\(name)")
        }
    }

    @Test("sharing vectors split and combine")
    func sharing() throws {
        for vector in try VectorFiles.read([SharingVector].self, "sharing.json") {
            let rule = try vector.rule
            for quorum in rule.minimalQuorums {
                let values = quorum.flatMap { [UInt8](hexadecimal: vector.values[$0.description] ?? "") }
                let combined = try QuorumSharing.combine(quorum, values: values.span, rule: rule).publicBytes()
                #expect(combined.hexadecimal == vector.secret, "\(vector.name)")
            }
        }
    }

    @Test("each set of the vectors is read from its paper texts and opens with every minimal quorum")
    func setsOpen() throws {
        for name in try VectorFiles.names(in: "sets") {
            let vector = try VectorFiles.read(SetVector.self, "sets/\(name)")
            var codes = PartCollector()
            for text in vector.manifestCodes + vector.ciphertextCodes {
                guard case .part(let part) = try PaperCode.read(Array(text.utf8).span) else { continue }
                codes.add(part, from: 1)
            }
            let manifest = try #require(codes.manifests().first)
            #expect(try vector.manifestLines.flatMap { try CheckedLine(reading: $0).data } == manifest.encoded)
            #expect(manifest.encoded.hexadecimal == vector.manifest)
            let ciphertext = try #require(codes.ciphertext(of: manifest))
            #expect(try vector.ciphertextLines.flatMap { try CheckedLine(reading: $0).data } == ciphertext.bytes)
            let shares = try vector.shares.map { try Self.share($0, manifest) }
            for quorum in manifest.rule.minimalQuorums.prefix(50) {
                let present = shares.filter { quorum.contains($0.number) }
                let opening = try Quorum(present, of: manifest).open(ciphertext)
                let list = FieldList.padded(opening.credential).publicBytes().hexadecimal
                #expect(list == vector.paddedFieldList, "\(name)")
            }
        }
    }

    /// The share as code, as words and, where it is sealed, opened from both.
    private static func share(_ vector: SetVector.Share, _ manifest: Manifest) throws -> Share {
        let plain = try manifest.prove(try unsealed(code: vector.code, passphrase: nil))
        let typed = try manifest.prove(try unsealed(words: vector.words, manifest, passphrase: nil))
        let isSame = plain.body.isEqual(to: typed.body)
        #expect(isSame)
        if let sealed = vector.sealed {
            let opened = try manifest.prove(try unsealed(code: sealed.code, passphrase: sealed.passphrase))
            let isOpened = opened.body.isEqual(to: plain.body)
            #expect(isOpened)
            _ = try manifest.prove(try unsealed(words: sealed.words, manifest, passphrase: sealed.passphrase))
        }
        return plain
    }

    private static func unsealed(code: String, passphrase: String?) throws -> UnverifiedShare {
        guard case .share(let share) = try PaperCode.read(Array(code.utf8).span) else {
            throw EnvelopeError.malformed(.code, .unknownKind)
        }
        return try opened(share, passphrase)
    }

    private static func unsealed(words: String, _ manifest: Manifest, passphrase: String?) throws -> UnverifiedShare {
        var typed = TypedWords()
        try typed.append(line: Array(words.utf8).span)
        let share = try #require(try WordShare(typed).share(of: manifest.identity))
        return try opened(share, passphrase)
    }

    private static func opened(_ share: ReadShare, _ passphrase: String?) throws -> UnverifiedShare {
        switch share {
        case .plain(let share): return share
        case .sealed(let share):
            let stretched = try Sample.stretched(try #require(passphrase), share.salt)
            return try share.opened(with: stretched)
        }
    }
}
