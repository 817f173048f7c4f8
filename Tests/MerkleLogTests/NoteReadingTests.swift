// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Reading and writing notes")
struct NoteReadingTests {
    private let line = PublishedNotes.peterLine

    private func defect(_ note: String) -> NoteDefect? {
        if case .notANote(let defect) = refusal({ () throws(MerkleLogError) in _ = try PublishedNotes.note(note) }) {
            return defect
        }
        return nil
    }

    @Test("a note that is read is written as the same bytes, with its signatures in their order")
    func roundTrip() throws {
        let texts = [
            "a\n", "\n", "\n\n", "a\n\nb\n", "a\n\n", " \n", "— x AAAA\n", "é 日本語\n", "a\u{301}\n",
        ]
        for text in texts {
            for lines in [[line], [line, PublishedNotes.enochLine]] {
                let bytes = Array((text + "\n" + lines.joined()).utf8)
                let note = try SignedNote(bytes: bytes)
                #expect(note.text == Array(text.utf8))
                #expect(note.signatures.map { $0.line + "\n" } == lines)
                #expect(note.bytes == bytes)
                let other = NoteSignature(name: "other", id: KeyID(rawValue: 1), blob: [1])
                let more = note.adding(other)
                #expect(more.bytes == bytes + Array((other.line + "\n").utf8))
                #expect(try SignedNote(bytes: more.bytes) == more)
            }
        }
    }

    @Test("the text ends at the last blank line: what looks like signatures before it is text")
    func lastBlankLine() throws {
        let text = "a\n\n" + line
        let note = try PublishedNotes.note(text + "\n" + line)
        #expect(note.text == Array(text.utf8))
        #expect(note.signatures.count == 1)
    }

    @Test("100 signatures are read, 101 are not")
    func signatureLimit() throws {
        let most = "a\n\n" + (0..<100).map { "\u{2014} a\($0) AAAAAAA=\n" }.joined()
        #expect(try PublishedNotes.note(most).signatures.count == 100)
        #expect(defect(most + line) == .tooManySignatures(limit: 100))
        #expect(
            defect("a\n\n" + String(repeating: "\u{2014} a AAAAAAA=\n", count: 50_000))
                == .tooManySignatures(limit: 100))
    }

    @Test("a note without a blank line or without a last line end is refused")
    func noBlankLine() {
        for note in ["", "\n", "\n\n", "a", "a\n", "a\n\n", line, "a\n" + line, "a\n\n" + line.dropLast(), "\n" + line]
        {
            #expect(defect(note) == .noBlankLine, "\(note)")
        }
    }

    @Test("every control character but the line end is refused, in text and signatures")
    func controlCharacters() {
        let note = "a b\n\n" + line
        for value in 0..<0x20 as Range<UInt8> where value != 0x0A {
            let character = String(UnicodeScalar(value))
            for other in [
                character + note, note + character, note.replacing("a b", with: "a\(character)b"),
                note.replacing("\n", with: "\(character)\n"), note.replacing(" x08", with: "\(character)x08"),
            ] {
                #expect(defect(other) == .controlCharacter)
            }
        }
    }

    @Test("bytes that are no UTF-8 are refused")
    func notUTF8() {
        let note = Array(("abcd\n\n" + line).utf8)
        for bytes in [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x80], [0x80],
        ] as [[UInt8]] {
            #expect(throws: MerkleLogError.notANote(.notUTF8)) { try SignedNote(bytes: bytes + note) }
            #expect(throws: MerkleLogError.notANote(.notUTF8)) { try SignedNote(bytes: note + bytes) }
        }
        #expect(throws: MerkleLogError.notANote(.notUTF8)) { try SignedNote(bytes: Array(note.dropLast(140)) + [0xE2]) }
    }

    @Test("a line that is no signature is refused, and counted from the first signature")
    func badLines() {
        let blob = line.split(separator: " ")[2]
        let lines = [
            "\u{2014} PeterNeumann\n", "\u{2014} PeterNeumann \n", "\u{2014}  \(blob)", "\u{2014} \(blob)",
            "\u{2014}PeterNeumann \(blob)", "\u{2014}  PeterNeumann \(blob)", "\u{2014} PeterNeumann  \(blob)",
            "\u{2014} PeterNeumann \(blob.dropLast()) \n", " \(line)", "- PeterNeumann \(blob)",
            "\u{2013} PeterNeumann \(blob)", "\u{2015} PeterNeumann \(blob)", "\u{2014}\u{A0}PeterNeumann \(blob)",
            "\u{2014} Peter+Neumann \(blob)", "\u{2014} Peter\u{A0}Neumann \(blob)",
            "\u{2014} PeterNeumann \(blob.dropFirst())",
            "\u{2014} PeterNeumann x08go!==\n", "\u{2014} PeterNeumann x08gow==\n", "\u{2014} PeterNeumann x08g\n",
            "\u{2014} PeterNeumann x08gow\n", "\u{2014} PeterNeumann x08gox==\n", "\u{2014} PeterNeumann x08go_8=\n",
            "a\n",
        ]
        for (number, bad) in lines.enumerated() {
            #expect(defect("a\n\n" + bad) == .badSignatureLine(1), "\(number)")
            #expect(defect("a\n\n" + line + bad + line) == .badSignatureLine(2), "\(number)")
        }
        #expect(defect("a\n\n" + line + "\n") == .badSignatureLine(2))
    }

    @Test("a signature of any length is carried")
    func lengths() throws {
        for count in [1, 2, 3, 63, 64, 65, 72, 2_428, 5_000] {
            let signature = NoteSignature(
                name: "other.example", id: KeyID(rawValue: 0x0102_0304), blob: [UInt8](repeating: 0xA5, count: count))
            #expect(NoteSignature(line: signature.line) == signature)
            let note = try PublishedNotes.note(PublishedNotes.text + "\n" + line).adding(signature)
            #expect(try SignedNote(bytes: note.bytes) == note)
            #expect(try note.verify(with: [PublishedNotes.peter]) == [PublishedNotes.peter])
        }
    }

    @Test("any changed bit of a note is found, or touches nothing but who is unknown")
    func changedBits() throws {
        let key = try NoteVerifier(vkey: PublishedNotes.specificationKey)
        for bytes in Array(PublishedNotes.specificationNote.utf8).singleBitChanges {
            #expect(throws: MerkleLogError.self) { try SignedNote(bytes: bytes).verify(with: [key]) }
        }
    }

    @Test("a byte more or less anywhere in a note is found")
    func addedAndRemovedBytes() throws {
        let key = try NoteVerifier(vkey: PublishedNotes.specificationKey)
        let note = Array(PublishedNotes.specificationNote.utf8)
        for place in 0...note.count {
            for byte in [0x0A, 0x20, 0x41, 0x3D, 0x00] as [UInt8] {
                var longer = note
                longer.insert(byte, at: place)
                #expect(throws: MerkleLogError.self) { try SignedNote(bytes: longer).verify(with: [key]) }
            }
            guard place < note.count else { continue }
            var shorter = note
            shorter.remove(at: place)
            #expect(throws: MerkleLogError.self) { try SignedNote(bytes: shorter).verify(with: [key]) }
        }
    }
}
