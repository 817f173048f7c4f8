// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Keys and their names")
struct VerifierKeyTests {
    private static let keys = [PublishedNotes.specificationKey, PublishedNotes.peterKey, PublishedNotes.enochKey]

    @Test("published vkeys are read, and written as they were", arguments: keys)
    func published(_ vkey: String) throws {
        let key = try NoteVerifier(vkey: vkey)
        #expect(key.vkey == vkey)
        #expect(key.type == .ed25519)
        #expect(vkey.split(separator: "+")[1] == key.id.hexadecimal)
    }

    @Test("no part of a vkey is a vkey", arguments: keys)
    func parts(_ vkey: String) {
        let letters = Array(vkey)
        for start in 0...letters.count {
            for end in start...letters.count where end - start < letters.count {
                #expect(
                    refusal { () throws(MerkleLogError) in
                        _ = try NoteVerifier(vkey: String(letters[start..<end]))
                    } != nil)
            }
        }
    }

    @Test("any changed bit of a vkey makes it another one, which it is not", arguments: keys)
    func changedBits(_ vkey: String) throws {
        for bytes in Array(vkey.utf8).singleBitChanges {
            guard let text = String(validating: bytes, as: UTF8.self) else { continue }
            #expect(throws: MerkleLogError.self, "\(text)") { try NoteVerifier(vkey: text) }
        }
    }

    @Test("a key of a wrong length or an unknown type is refused, though its identifier is right")
    func wrongLengthAndType() {
        // Go's key of a wrong length has loose bits at its end, which Go lets pass.
        let loose = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="
        let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(throws: MerkleLogError.notAKey("its key is not base64")) { try NoteVerifier(vkey: loose) }
        #expect(throws: MerkleLogError.notAKey("its type is not known here")) { try NoteVerifier(vkey: unknown) }
        for (count, key) in [
            (0, "AQ=="), (31, "AQ" + String(repeating: "A", count: 41) + "="),
            (33, "AQ" + String(repeating: "A", count: 44) + "=="),
        ] {
            let id = KeyID(name: "x", type: .ed25519, publicKey: [UInt8](repeating: 0, count: count)).hexadecimal
            #expect(throws: MerkleLogError.notAKey("its key does not have 32 bytes")) {
                try NoteVerifier(vkey: "x+\(id)+\(key)")
            }
        }
        for count in [0, 31, 33] {
            #expect(NoteVerifier(name: "a", publicKey: [UInt8](repeating: 1, count: count)) == nil)
        }
    }

    @Test("each other defect of a vkey has its reason")
    func defects() {
        let id = "c74f20a3"
        let key = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let reasons: [(String, String)] = [
            ("", "it has no name, identifier and key between plus signs"),
            ("PeterNeumann+\(id)", "it has no name, identifier and key between plus signs"),
            ("+\(id)+\(key)", "its name is not valid for a key"),
            ("Peter Neumann+\(id)+\(key)", "its name is not valid for a key"),
            ("PeterNeumann+\(id)+", "its key is not base64"),
            ("PeterNeumann+\(id)+\(key)\n", "its key is not base64"),
            ("PeterNeumann+\(id)+\(key)=", "its key is not base64"),
            ("PeterNeumann+\(id)++\(key)", "its key is not base64"),
            ("PeterNeumann+C74F20A3+\(key)", "its identifier does not match its key"),
            ("PeterNeumann++\(key)", "its identifier does not match its key"),
            ("PeterNeumann+0\(id)+\(key)", "its identifier does not match its key"),
            ("peterneumann+\(id)+\(key)", "its identifier does not match its key"),
        ]
        for (text, reason) in reasons {
            #expect(throws: MerkleLogError.notAKey(reason), "\(text)") { try NoteVerifier(vkey: text) }
        }
    }

    @Test("a base64 with plus signs is read whole")
    func plusSigns() throws {
        for number in 0..<64 as Range<UInt8> {
            let key = try #require(NoteVerifier(name: "x", publicKey: [UInt8](repeating: 0xFB - number, count: 32)))
            #expect(try NoteVerifier(vkey: key.vkey) == key)
        }
        let key = try #require(NoteVerifier(name: "x", publicKey: [UInt8](repeating: 0xFB, count: 32)))
        #expect(key.vkey.contains("+/v7"))
    }

    @Test("one key under two types, and under two names, has different identifiers")
    func identifiers() throws {
        let bytes = [UInt8](repeating: 7, count: 32)
        let keys = [
            NoteVerifier(name: "a", type: .ed25519, publicKey: bytes),
            NoteVerifier(name: "a", type: .cosignature, publicKey: bytes),
            NoteVerifier(name: "b", type: .ed25519, publicKey: bytes),
        ]
        #expect(Set(keys.map { $0?.id }).count == 3)
        for key in keys { #expect(try NoteVerifier(vkey: #require(key).vkey) == key) }
    }

    @Test("a name has no blank of any script, no plus sign, no control character, and a letter at least")
    func names() {
        let blanks =
            "\u{9}\u{A}\u{B}\u{C}\u{D} \u{85}\u{A0}\u{1680}\u{2000}\u{2009}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}"
        for blank in blanks.unicodeScalars {
            for name in ["a\(blank)b", "\(blank)a", "a\(blank)", "\(blank)"] { #expect(KeyName(name) == nil) }
        }
        for name in ["", "+", "a+b", "a+", "+a", "a\u{0}", "a\u{1F}b", "a+\u{301}", "a \u{301}"] {
            #expect(KeyName(name) == nil, "\(name)")
        }
        for name in ["a", "example.com/log", "日本語", "—", "a\u{301}", "\u{301}", "🔑"] {
            #expect(KeyName(name)?.description.utf8.elementsEqual(name.utf8) == true)
        }
    }

    @Test("two spellings that Unicode holds for one are two names")
    func spellings() throws {
        let composed = KeyName("\u{E9}")
        let decomposed = KeyName("e\u{301}")
        #expect(composed != decomposed)
        let bytes = [UInt8](repeating: 7, count: 32)
        let key = try #require(NoteVerifier(name: composed, publicKey: bytes))
        #expect(throws: MerkleLogError.notAKey("its identifier does not match its key")) {
            try NoteVerifier(vkey: key.vkey.replacing("\u{E9}", with: "e\u{301}"))
        }
    }

    @Test("a name whose marks Unicode joins to its neighbours is read back from vkeys and notes")
    func joiningMarks() throws {
        // U+0600 joins to what follows, U+0301 and U+200D to what stands before.
        for text in ["log\u{600}", "\u{301}log", "log\u{200D}", "\u{200D}", "\u{600}"] {
            let signer = Signers.log(try #require(KeyName(text)))
            let verifier = signer.verifier
            #expect(try NoteVerifier(vkey: verifier.vkey) == verifier)
            let note = SignedNote(text: Array("a\n".utf8), signatures: [signer.sign(Array("a\n".utf8))])
            #expect(try SignedNote(bytes: note.bytes) == note)
            #expect(try SignedNote(bytes: note.bytes).verify(with: [verifier]) == [verifier])
        }
    }

    @Test("a key of small order verifies nothing")
    func smallOrder() throws {
        // The neutral element, with R the neutral element and S = 0: every text would verify.
        let neutral = [1] + [UInt8](repeating: 0, count: 31)
        let verifier = try #require(NoteVerifier(name: "weak", publicKey: neutral))
        let blob = neutral + [UInt8](repeating: 0, count: 32)
        let note = SignedNote(
            text: Array("anything\n".utf8), signatures: [NoteSignature(name: "weak", id: verifier.id, blob: blob)])
        #expect(throws: MerkleLogError.wrongSignature(keyName: "weak")) { try note.verify(with: [verifier]) }
    }

    @Test("a signature whose S has the group's order added is refused")
    func secondFormOfS() throws {
        let signer = Signers.log()
        let verifier = signer.verifier
        let text = Array("a line\n".utf8)
        let right = signer.sign(text)
        // L = 2²⁵² + 27742317777372353535851937790883648493 (RFC 8032, section 5.1), little-endian.
        let order = [UInt8](hexadecimal: "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var blob = right.blob
        var carry = 0
        for place in 0..<32 {
            let sum = Int(blob[32 + place]) + Int(order[place]) + carry
            blob[32 + place] = UInt8(sum & 0xFF)
            carry = sum >> 8
        }
        let second = NoteSignature(name: verifier.name, id: verifier.id, blob: blob)
        #expect(try SignedNote(text: text, signatures: [right]).verify(with: [verifier]) == [verifier])
        let note = SignedNote(text: text, signatures: [second])
        #expect(throws: MerkleLogError.wrongSignature(keyName: "example.com/log")) {
            try note.verify(with: [verifier])
        }
    }
}
