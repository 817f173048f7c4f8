// SPDX-License-Identifier: Apache-2.0
//
// A text with signature lines under it (c2sp.org/signed-note). A note that is read is written back byte for byte:
// signatures of unknown keys and types are kept.

/// One signature line: `— name base64(id ‖ blob)`.
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    package let name: KeyName
    /// The identifier of the key.
    package let id: KeyID
    /// What follows the identifier: for type 0x01, the 64 bytes of an Ed25519 signature.
    package let blob: [UInt8]

    /// Makes a signature line.
    package init(name: KeyName, id: KeyID, blob: [UInt8]) {
        self.name = name
        self.id = id
        self.blob = blob
    }

    private static let lead = "\u{2014} "

    /// Reads a line, without its line end.
    ///
    /// - Returns: `nil` for a line of another form.
    package init?(line: String) {
        // Split bytes, not characters: a name may end or start with a mark that Unicode joins to a blank.
        let letters = Array(line.utf8)
        guard letters.starts(with: Self.lead.utf8) else { return nil }
        let parts = letters.dropFirst(Self.lead.utf8.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 2, let name = KeyName(parts[0]), let bytes = Base64.bytes(parts[1]), bytes.count > 4
        else { return nil }
        self.init(
            name: name, id: KeyID(rawValue: bytes[0..<4].reduce(0) { $0 << 8 | UInt32($1) }), blob: Array(bytes[4...]))
    }

    /// The line, without its line end.
    package var line: String { "\(Self.lead)\(name) \(Base64.text(id.bytes + blob))" }
}

/// A signed note.
package struct SignedNote: Hashable, Sendable {
    /// The most signatures that a note may have. More are refused, so that a note cannot keep a verifier busy.
    package static let signatureLimit = 100

    /// The text with its last line end, without the blank line.
    package let text: [UInt8]
    /// The signature lines, in order.
    package let signatures: [NoteSignature]

    /// Makes a note of a text and its signatures. The text must end with a line end.
    package init(text: [UInt8], signatures: [NoteSignature]) {
        precondition(text.last == 0x0A, "a note's text ends with a line end")
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note.
    ///
    /// - Throws: `MerkleLogError.notANote`.
    package init(bytes: [UInt8]) throws(MerkleLogError) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notANote(.notUTF8) }
        guard !Self.holdsForbidden(bytes) else { throw .notANote(.controlCharacter) }
        guard let cut = Self.lastBlankLine(of: bytes), bytes.last == 0x0A else { throw .notANote(.noBlankLine) }
        let lines = String(decoding: bytes[(cut + 1)...].dropLast(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= Self.signatureLimit else {
            throw .notANote(.tooManySignatures(limit: Self.signatureLimit))
        }
        var signatures: [NoteSignature] = []
        for (number, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: String(line)),
                !signatures.contains(where: { $0.name == signature.name && $0.id == signature.id })
            else { throw .notANote(.badSignatureLine(number + 1)) }
            signatures.append(signature)
        }
        text = Array(bytes[0..<cut])
        self.signatures = signatures
    }

    /// Whether a note holds a control character, a character that changes the direction of text, or one that hides a
    /// line's end: all characters that a ledger's texts forbid (docs/LEDGER.md, section 4), except line ends.
    private static func holdsForbidden(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0A: false
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
    }

    /// The index of the second of the last two consecutive line ends.
    private static func lastBlankLine(of bytes: [UInt8]) -> Int? {
        var place = bytes.count - 2
        while place >= 1 {
            if bytes[place] == 0x0A, bytes[place - 1] == 0x0A { return place }
            place -= 1
        }
        return nil
    }

    /// The note's bytes.
    package var bytes: [UInt8] {
        text + [0x0A] + signatures.flatMap { Array("\($0.line)\n".utf8) }
    }

    /// The note with one more signature.
    package func adding(_ signature: NoteSignature) -> SignedNote {
        SignedNote(text: text, signatures: signatures + [signature])
    }

    /// Checks the signatures of known keys; those of other keys and types are ignored.
    ///
    /// - Returns: the keys that signed, at least one.
    /// - Throws: `MerkleLogError.wrongSignature` when a known key's signature is wrong, `.noKnownSignature`.
    package func verify(with verifiers: [NoteVerifier]) throws(MerkleLogError) -> [NoteVerifier] {
        var signed: [NoteVerifier] = []
        for signature in signatures {
            guard let verifier = verifiers.first(where: { $0.name == signature.name && $0.id == signature.id }) else {
                continue
            }
            guard verifier.verifies(signature, of: text) else {
                throw .wrongSignature(keyName: verifier.name.description)
            }
            if !signed.contains(verifier) { signed.append(verifier) }
        }
        guard !signed.isEmpty else { throw .noKnownSignature }
        return signed
    }
}
