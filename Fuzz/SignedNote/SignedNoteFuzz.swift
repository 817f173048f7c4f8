// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a note, a checkpoint, a key and a key's name: refused, or the one form of what was read.

import MerkleLog

func fuzz(_ input: [UInt8]) {
    if let note = try? SignedNote(bytes: input) { check(note, input) }
    if let checkpoint = try? Checkpoint(text: input) {
        require(checkpoint.text == input, "a checkpoint has one form")
    }
    guard let text = String(validating: input, as: UTF8.self) else { return }
    if let key = try? NoteVerifier(vkey: text) { require(key.vkey.utf8.elementsEqual(input), "a vkey has one form") }
    if let name = KeyName(text) { check(name) }
}

private func check(_ note: SignedNote, _ input: [UInt8]) {
    require(note.bytes == input, "a note has one form")
    require((1...SignedNote.signatureLimit).contains(note.signatures.count), "a note has some signatures, not too many")
    require(note.text.last == 0x0A, "a text ends with a line end")
    for signature in note.signatures {
        require(NoteSignature(line: signature.line) == signature, "a signature is read back")
        guard let cosignature = Cosignature(signature) else { continue }
        require(cosignature.time <= UInt64(Int64.max), "a time has its limit")
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
    require((try? note.verify(with: [])) == nil, "nobody signed for those who know no key")
    let signed = try? SignedCheckpoint(bytes: input)
    require(signed?.checkpoint == (try? Checkpoint(text: note.text)), "a signed checkpoint is a note of one")
}

/// What can be named can be written and read.
private func check(_ name: KeyName) {
    guard let key = NoteVerifier(name: name, publicKey: [UInt8](repeating: 7, count: 32)) else { return }
    require((try? NoteVerifier(vkey: key.vkey)) == key, "a key of any name is read back")
    let signature = NoteSignature(name: name, id: key.id, blob: [0])
    let checkpoint = Checkpoint(origin: name, size: TreeFrontier().size, root: .empty)
    let signed = SignedCheckpoint(checkpoint, signatures: [signature])
    require((try? SignedCheckpoint(bytes: signed.note.bytes)) == signed, "a checkpoint of any origin is read back")
}
