// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("Passphrases and passwords made here")
struct PassphraseGeneratorTests {
    private static let words: [String] = {
        let text = PassphraseWords.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        return text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }()

    @Test("the list has 7,776 different words, one blank or line end between two")
    func list() {
        #expect(Self.words.count == PassphraseWords.count)
        #expect(Set(Self.words).count == PassphraseWords.count)
        #expect(Self.words.first == "abacus")
        #expect(Self.words.last == "zoom")
        let text = PassphraseWords.text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        #expect(text.count == Self.words.joined(separator: " ").count)
        #expect(Self.words.allSatisfy { $0.allSatisfy { "abcdefghijklmnopqrstuvwxyz-".contains($0) } })
    }

    @Test("a custodian's passphrase is six words of the list, and never the same twice")
    func words() {
        let list = Set(Self.words)
        var seen: Set<String> = []
        for _ in 0..<50 {
            let passphrase = Sample.string(PassphraseGenerator.words())
            let parts = passphrase.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            #expect(parts.count == 6)
            #expect(list.isSuperset(of: parts))
            #expect(seen.insert(passphrase).inserted)
        }
    }

    @Test("every word is as likely as every other (chi-square over 72 classes of the list)")
    func uniformWords() {
        var place: [String: Int] = [:]
        for (index, word) in Self.words.enumerated() { place[word] = index }
        let classes = 72
        var counts = [Int](repeating: 0, count: classes)
        let draws = 7_200
        for word in Sample.string(PassphraseGenerator.words(draws)).split(separator: " ") {
            counts[place[String(word), default: 0] * classes / PassphraseWords.count] += 1
        }
        // 71 degrees of freedom: above 150 comes once in ten million runs.
        #expect(chiSquare(counts) < 150)
    }

    @Test("a generated password has 32 characters, all 64 of the alphabet equally likely")
    func password() {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        #expect(Sample.bytes(PassphraseGenerator.password()).count == 32)
        var counts = [Int](repeating: 0, count: 64)
        for byte in Sample.bytes(PassphraseGenerator.password(characterCount: 64_000)) {
            guard let place = alphabet.firstIndex(of: byte) else {
                Issue.record("byte \(byte) is none of the alphabet")
                return
            }
            counts[place] += 1
        }
        // 63 degrees of freedom: above 140 comes once in ten million runs.
        #expect(chiSquare(counts) < 140)
    }

    private func chiSquare(_ counts: [Int]) -> Double {
        let expected = Double(counts.reduce(0, +)) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }

    @Test("a passphrase typed with capital letters or blanks too many has the form of generated ones beside its own")
    func normalised() {
        func normal(_ text: String) -> String? {
            guard let normal = StretchedPassphrase.normalised(Sample.secret(text)) else { return nil }
            return Sample.string(normal)
        }
        func isSame(_ typed: String, _ made: String) -> Bool {
            PassphraseGenerator.isSame(Sample.secret(typed), as: Sample.secret(made))
        }
        for typed in ["Abacus zoom", "abacus  zoom", " abacus zoom", "abacus zoom\t ", "ABACUS \t ZOOM"] {
            #expect(normal(typed) == "abacus zoom")
            #expect(isSame(typed, "abacus zoom"))
        }
        for typed in ["abacus zoom", "t-shirt", "", "  ", "clé"] { #expect(normal(typed) == nil) }
        #expect(!isSame("abacus zoo", "abacus zoom"))
        #expect(!isSame("abacuszoom", "abacus zoom"))
    }
}
