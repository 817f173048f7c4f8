// SPDX-License-Identifier: Apache-2.0
//
// Published keys and notes: c2sp.org/signed-note's example key, and those of Go's golang.org/x/mod/sumdb/note
// (note_test.go, BSD-3-Clause).

import MerkleLog
import SecretMemory

enum PublishedNotes {
    static let specificationKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let specificationNote = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    static let peterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let enochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
    static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    static let peterLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let enochLine =
        "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

    /// Base64 of type and seed, from Go's `PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz`.
    static let peterSeed = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173"

    static var peter: NoteVerifier { get throws { try NoteVerifier(vkey: peterKey) } }
    static var enoch: NoteVerifier { get throws { try NoteVerifier(vkey: enochKey) } }

    static func note(_ text: String) throws(MerkleLogError) -> SignedNote { try SignedNote(bytes: Array(text.utf8)) }
}

/// Signers of this test's own, each of a seed that is as good as printed here.
enum Signers {
    static func log(_ name: KeyName = "example.com/log") -> NoteSigner { signer(name, .ed25519, number: 0xFF) }

    static func witness(_ number: UInt8) -> NoteSigner {
        signer(KeyName("witness-\(number).example")!, .cosignature, number: number)
    }

    static func signer(_ name: KeyName, _ type: SignatureType, number: UInt8) -> NoteSigner {
        let seed = [UInt8](repeating: number, count: 32)
        return NoteSigner(name: name, type: type, seed: SecretBytes(copying: seed.span))
    }
}
