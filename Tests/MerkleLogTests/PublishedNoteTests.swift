// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Notes, against published values")
struct PublishedNoteTests {
    @Test("the note of the specification verifies, and no other text does")
    func specificationExample() throws {
        let key = try NoteVerifier(vkey: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        let note = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

            """
        let signed = try SignedNote(bytes: Array(note.utf8))
        #expect(try signed.verify(with: [key]) == [key])
        #expect(signed.bytes == Array(note.utf8))
        let forged = try SignedNote(bytes: Array(note.replacing("example message", with: "exemple message").utf8))
        #expect(throws: MerkleLogError.wrongSignature(keyName: "example.com/foo")) { try forged.verify(with: [key]) }
    }
}
