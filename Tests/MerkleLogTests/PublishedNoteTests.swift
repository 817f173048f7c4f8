// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import SecretMemory
import Testing

@Suite("Notes, against published values")
struct PublishedNoteTests {
    private let text = PublishedNotes.text
    private let peterLine = PublishedNotes.peterLine
    private let enochLine = PublishedNotes.enochLine

    @Test("the note of the specification verifies, and no other text does")
    func specificationExample() throws {
        let key = try NoteVerifier(vkey: PublishedNotes.specificationKey)
        let note = PublishedNotes.specificationNote
        let signed = try PublishedNotes.note(note)
        #expect(try signed.verify(with: [key]) == [key])
        #expect(signed.bytes == Array(note.utf8))
        let forged = try PublishedNotes.note(note.replacing("example message", with: "exemple message"))
        #expect(throws: MerkleLogError.wrongSignature(keyName: "example.com/foo")) { try forged.verify(with: [key]) }
    }

    @Test("Go's key signs Go's text as Go does")
    func signing() throws {
        let seed = [UInt8](hexadecimal: PublishedNotes.peterSeed)
        let signer = NoteSigner(name: "PeterNeumann", seed: SecretBytes(copying: seed.span))
        let signature = signer.sign(Array(text.utf8))
        let verifier = signer.verifier
        #expect(verifier.vkey == PublishedNotes.peterKey)
        #expect(signature.line + "\n" == peterLine)
        let note = SignedNote(text: Array(text.utf8), signatures: [signature])
        #expect(note.bytes == Array((text + "\n" + peterLine).utf8))
    }

    @Test("signatures of unknown keys are carried and ignored; one known key is needed")
    func knownAndUnknown() throws {
        let (peter, enoch) = (try PublishedNotes.peter, try PublishedNotes.enoch)
        let note = try PublishedNotes.note(text + "\n" + peterLine + enochLine)
        #expect(note.signatures.map { $0.name } == ["PeterNeumann", "EnochRoot"])
        #expect(try note.verify(with: [peter]) == [peter])
        #expect(try note.verify(with: [enoch, peter]) == [peter, enoch])
        #expect(throws: MerkleLogError.noKnownSignature) { try note.verify(with: []) }
        #expect(note.bytes == Array((text + "\n" + peterLine + enochLine).utf8))
    }

    @Test("a known key's wrong signature spoils the whole note, wherever it stands")
    func wrongKnownSignature() throws {
        let (peter, enoch) = (try PublishedNotes.peter, try PublishedNotes.enoch)
        let wrong = enochLine.replacing("5n2ti", with: "5n2tj")
        for lines in [peterLine + wrong, wrong + peterLine] {
            let note = try PublishedNotes.note(text + "\n" + lines)
            #expect(throws: MerkleLogError.wrongSignature(keyName: "EnochRoot")) {
                try note.verify(with: [peter, enoch])
            }
            #expect(try note.verify(with: [peter]) == [peter])
        }
    }

    @Test("a known key's signature of another length is wrong")
    func otherLength() throws {
        let longer = peterLine.replacing("UG/S", with: "UG/SABCD")
        let note = try PublishedNotes.note(text + "\n" + longer)
        #expect(throws: MerkleLogError.wrongSignature(keyName: "PeterNeumann")) {
            try note.verify(with: [PublishedNotes.peter])
        }
    }

    @Test("a signature under another name or identifier is not the key's")
    func misnamed() throws {
        for line in [
            peterLine.replacing("PeterNeumann", with: "CarmenSandiego"), peterLine.replacing("x08g", with: "xxxx"),
        ] {
            let note = try PublishedNotes.note(text + "\n" + line)
            #expect(throws: MerkleLogError.noKnownSignature) { try note.verify(with: [PublishedNotes.peter]) }
        }
    }

    @Test("two signatures of one name and key identifier are refused")
    func repeated() {
        #expect(throws: MerkleLogError.notANote(.badSignatureLine(2))) {
            try PublishedNotes.note(text + "\n" + peterLine + peterLine)
        }
    }

    @Test("Go's malformed notes are refused")
    func malformed() {
        let notes: [(String, NoteDefect)] = [
            (text, .noBlankLine), (text + "\n", .noBlankLine),
            (text + "\n" + peterLine.dropLast(), .noBlankLine), ("\u{1}" + text + "\n" + peterLine, .controlCharacter),
            (text + "\n" + peterLine.replacing("PeterNeumann", with: "Bad Name"), .badSignatureLine(1)),
            (text + "\n" + peterLine + "Unexpected line.\n", .badSignatureLine(2)),
            (text + "\n" + String(repeating: peterLine, count: 101), .tooManySignatures(limit: 100)),
        ]
        for (note, defect) in notes {
            #expect(throws: MerkleLogError.notANote(defect)) { try PublishedNotes.note(note) }
        }
        #expect(throws: MerkleLogError.notANote(.notUTF8)) {
            try SignedNote(bytes: [0xFF] + Array((text + "\n" + peterLine).utf8))
        }
    }
}
