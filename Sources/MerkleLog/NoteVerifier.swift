// SPDX-License-Identifier: Apache-2.0

import CSodium
import SecretMemory

/// A public key that checks the signatures of a note: a vkey (c2sp.org/signed-note).
package struct NoteVerifier: Hashable, Sendable {
    /// The key's name.
    package let name: KeyName
    /// The type of its signatures, which says what they cover.
    package let type: SignatureType
    /// The Ed25519 public key, 32 bytes.
    package let publicKey: [UInt8]

    /// Makes a verifier of a key.
    ///
    /// - Returns: `nil` if the key does not have 32 bytes.
    package init?(name: KeyName, type: SignatureType = .ed25519, publicKey: [UInt8]) {
        guard publicKey.count == Int(crypto_sign_PUBLICKEYBYTES) else { return nil }
        self.name = name
        self.type = type
        self.publicKey = publicKey
    }

    /// Reads `name+id+base64(type ‖ key)`; the base64 part may contain `+`.
    ///
    /// - Throws: `MerkleLogError.notAKey` with what is wrong.
    package init(vkey text: String) throws(MerkleLogError) {
        // Split bytes, not characters: a name may end with a mark that Unicode joins to the plus sign.
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3 else { throw .notAKey("it has no name, identifier and key between plus signs") }
        guard let name = KeyName(parts[0]) else { throw .notAKey("its name is not valid for a key") }
        guard let bytes = Base64.bytes(parts[2]), let first = bytes.first else {
            throw .notAKey("its key is not base64")
        }
        guard let type = SignatureType(rawValue: first) else { throw .notAKey("its type is not known here") }
        guard let verifier = NoteVerifier(name: name, type: type, publicKey: Array(bytes.dropFirst())) else {
            throw .notAKey("its key does not have 32 bytes")
        }
        guard verifier.id.hexadecimal == parts[1] else { throw .notAKey("its identifier does not match its key") }
        self = verifier
    }

    /// The key's identifier.
    package var id: KeyID { KeyID(name: name, type: type, publicKey: publicKey) }

    /// The vkey's text.
    package var vkey: String { "\(name)+\(id.hexadecimal)+\(Base64.text([type.rawValue] + publicKey))" }

    /// Whether a signature is valid for a note's text. It must be by a key of this name and identifier.
    func verifies(_ signature: NoteSignature, of text: [UInt8]) -> Bool {
        switch type {
        case .ed25519: Ed25519.verifies(signature.blob, of: text, publicKey: publicKey)
        case .cosignature: Cosignature(signature)?.verify(text: text, publicKey: publicKey) ?? false
        }
    }
}

/// Ed25519 as libsodium checks it: RFC 8032, without keys of small order or an S beyond the group's order.
enum Ed25519 {
    static func verifies(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        Sodium.start()
        guard signature.count == Int(crypto_sign_BYTES), publicKey.count == Int(crypto_sign_PUBLICKEYBYTES) else {
            return false
        }
        // Signature and key have the lengths that libsodium reads.
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
