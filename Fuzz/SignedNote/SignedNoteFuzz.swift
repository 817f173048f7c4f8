// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a note, a checkpoint, a key and a key's name: they are refused, or are the only encoding of what
// was read.

import MerkleLog

func fuzz(_ input: [UInt8]) {
    if let note = try? SignedNote(bytes: input) { check(note, input) }
    if let checkpoint = try? Checkpoint(text: input) {
        require(checkpoint.text == input, "a checkpoint has exactly one encoding")
    }
    guard let text = String(validating: input, as: UTF8.self) else { return }
    if let key = try? NoteVerifier(vkey: text) { require(key.vkey.utf8.elementsEqual(input), "a vkey has one form") }
    if let name = KeyName(text) { check(name) }
}

private func check(_ note: SignedNote, _ input: [UInt8]) {
    require(note.bytes == input, "a note has exactly one encoding")
    require((1...SignedNote.signatureLimit).contains(note.signatures.count), "the number of signatures is in range")
    require(note.text.last == 0x0A, "a text ends with a line end")
    for signature in note.signatures {
        require(NoteSignature(line: signature.line) == signature, "a signature is read back")
        guard let cosignature = Cosignature(signature) else { continue }
        require(cosignature.time <= UInt64(Int64.max), "a time is in range")
    }
    if note.signatures.count < SignedNote.signatureLimit {
        let again = note.adding(note.signatures[0])
        require((try? SignedNote(bytes: again.bytes)) == nil, "no key signs a note twice")
        if let name = KeyName("another.example/key"), !note.signatures.contains(where: { $0.name == name }),
            let key = NoteVerifier(name: name, publicKey: [UInt8](repeating: 7, count: 32))
        {
            let more = note.adding(NoteSignature(name: name, id: key.id, blob: [0]))
            require((try? SignedNote(bytes: more.bytes)) == more, "a note with one more signature is read back")
        }
    }
    require((try? note.verify(with: [])) == nil, "without keys, no signature is verified")
    let signed = try? SignedCheckpoint(bytes: input)
    require(signed?.checkpoint == (try? Checkpoint(text: note.text)), "a signed checkpoint is a note of one")
}

/// Requires that a key and a checkpoint with any valid name can be written and read back.
private func check(_ name: KeyName) {
    guard let key = NoteVerifier(name: name, publicKey: [UInt8](repeating: 7, count: 32)) else { return }
    require((try? NoteVerifier(vkey: key.vkey)) == key, "a key of any name is read back")
    let signature = NoteSignature(name: name, id: key.id, blob: [0])
    let checkpoint = Checkpoint(origin: name, size: TreeFrontier().size, root: .empty)
    let signed = SignedCheckpoint(checkpoint, signatures: [signature])
    require((try? SignedCheckpoint(bytes: signed.note.bytes)) == signed, "a checkpoint of any origin is read back")
}
