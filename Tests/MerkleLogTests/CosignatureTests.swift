// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Cosignatures")
struct CosignatureTests {
    private let checkpoint = Checkpoint(
        origin: "example.com/log", size: 7, root: SlowTree.root(SlowTree.leaves[..<7]))
    private let time: UInt64 = 1_790_000_000

    @Test("what is signed is the heading, the time and the checkpoint's text, and nothing else")
    func message() {
        let expected = "cosignature/v1\ntime 1790000000\nexample.com/log\n7\n\(checkpoint.root.base64)\n"
        #expect(Cosignature.message(of: checkpoint, at: time) == Array(expected.utf8))
        #expect(Cosignature.message(of: checkpoint, at: 0).starts(with: "cosignature/v1\ntime 0\n".utf8))
    }

    @Test("a cosignature's line holds identifier, time and signature: 76 bytes, read back as they were")
    func line() throws {
        let witness = Signers.witness(1)
        let verifier = witness.verifier
        let signature = witness.cosign(checkpoint, at: time)
        #expect(signature.blob.count == 72)
        #expect(signature.blob.starts(with: [0, 0, 0, 0, 0x6A, 0xB1, 0x3B, 0x80]))
        #expect(signature.id == KeyID(name: verifier.name, type: .cosignature, publicKey: verifier.publicKey))
        let read = try #require(Cosignature(signature))
        #expect(read.time == time)
        #expect(read.noteSignature(name: verifier.name, publicKey: verifier.publicKey) == signature)
        #expect(read.verify(checkpoint, publicKey: verifier.publicKey))
    }

    @Test("a cosignature holds for its own checkpoint, time and key alone")
    func otherThings() throws {
        let witness = Signers.witness(1)
        let key = witness.verifier.publicKey
        let read = try #require(Cosignature(witness.cosign(checkpoint, at: time)))
        let root = checkpoint.root
        let others = [
            Checkpoint(origin: "example.com/lob", size: 7, root: root),
            Checkpoint(origin: "example.com/log", size: 8, root: root),
            Checkpoint(origin: "example.com/log", size: 7, root: .empty),
        ]
        for other in others { #expect(!read.verify(other, publicKey: key)) }
        for otherTime in [0, time - 1, time + 1, UInt64(Int64.max)] {
            let moved = try #require(Cosignature(time: otherTime, signature: read.signature))
            #expect(!moved.verify(checkpoint, publicKey: key))
        }
        let stranger = Signers.witness(2)
        #expect(!read.verify(checkpoint, publicKey: stranger.verifier.publicKey))
        for publicKey in [[], Array(key.dropLast()), key + [0]] {
            #expect(!read.verify(checkpoint, publicKey: publicKey))
        }
    }

    @Test("any changed bit of time or signature is found, alone and in a note")
    func changedBits() throws {
        let witness = Signers.witness(1)
        let verifier = witness.verifier
        let right = witness.cosign(checkpoint, at: time)
        for blob in right.blob.singleBitChanges {
            let line = NoteSignature(name: right.name, id: right.id, blob: blob)
            if let read = Cosignature(line) { #expect(!read.verify(checkpoint, publicKey: verifier.publicKey)) }
            let signed = SignedCheckpoint(checkpoint, signatures: [line])
            #expect(throws: MerkleLogError.wrongSignature(keyName: "witness-1.example")) {
                try signed.note.verify(with: [verifier])
            }
        }
    }

    @Test("a time beyond 2⁶³ − 1 and a signature of another length are none")
    func limits() throws {
        let bytes = [UInt8](repeating: 0, count: 64)
        let top = UInt64(Int64.max)
        #expect(Cosignature(time: top, signature: bytes) != nil)
        #expect(Cosignature(time: top + 1, signature: bytes) == nil)
        for count in [0, 63, 65, 2_420] {
            #expect(Cosignature(time: 0, signature: [UInt8](repeating: 0, count: count)) == nil)
            let line = NoteSignature(name: "a", id: KeyID(rawValue: 0), blob: [UInt8](repeating: 0, count: 8 + count))
            #expect(Cosignature(line) == nil)
        }
        for count in 1..<8 {
            let line = NoteSignature(name: "a", id: KeyID(rawValue: 0), blob: [UInt8](repeating: 0, count: count))
            #expect(Cosignature(line) == nil)
        }
    }

    @Test("a log's signature is no cosignature, nor the other way round, even by one key")
    func types() throws {
        let log = Signers.signer("both.example", .ed25519, number: 9)
        let witness = Signers.signer("both.example", .cosignature, number: 9)
        let (logKey, witnessKey) = (log.verifier, witness.verifier)
        #expect(logKey.publicKey == witnessKey.publicKey)
        let (logLine, witnessLine) = (log.sign(checkpoint.text), witness.cosign(checkpoint, at: time))
        let signed = SignedCheckpoint(checkpoint, signatures: [logLine, witnessLine])
        #expect(try signed.note.verify(with: [logKey]) == [logKey])
        #expect(try signed.note.verify(with: [witnessKey]) == [witnessKey])
        let relabelled = NoteSignature(name: "both.example", id: witnessKey.id, blob: logLine.blob)
        let crossed = SignedCheckpoint(checkpoint, signatures: [relabelled])
        #expect(throws: MerkleLogError.wrongSignature(keyName: "both.example")) {
            try crossed.note.verify(with: [witnessKey])
        }
    }

    @Test("a cosignature of type 0x06, and of any type unknown here, is carried and ignored")
    func otherTypes() throws {
        let log = Signers.log()
        let verifier = log.verifier
        let blobs = [8 + 2_420, 8 + 64, 64, 1].map { [UInt8](repeating: 0x06, count: $0) }
        let lines = blobs.enumerated().map {
            NoteSignature(name: verifier.name, id: KeyID(rawValue: 0x0606_0606 + UInt32($0)), blob: $1)
        }
        let signed = SignedCheckpoint(checkpoint, signatures: lines + [log.sign(checkpoint.text)])
        #expect(try signed.note.verify(with: [verifier]) == [verifier])
        #expect(try SignedCheckpoint(bytes: signed.note.bytes).note.signatures.dropLast() == lines[...])
    }
}
