// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

    private func line(_ text: String) -> Int? {
        if case .notACheckpoint(let line) = refusal({ () throws(MerkleLogError) in
            _ = try Checkpoint(text: Array(text.utf8))
        }) {
            return line
        }
        return nil
    }

    @Test("a checkpoint that is read is written as the same text")
    func roundTrip() throws {
        for (origin, size) in [
            ("example.com/behind-the-sofa", 20_852_163), ("日本語", 1), ("a", UInt64(Int64.max)),
        ] {
            let text = "\(origin)\n\(size)\n\(root)\n"
            let checkpoint = try Checkpoint(text: Array(text.utf8))
            #expect(checkpoint.origin.description == origin)
            #expect(checkpoint.size.rawValue == size)
            #expect(checkpoint.root.base64 == root)
            #expect(checkpoint.text == Array(text.utf8))
        }
    }

    @Test("an empty log has the root of nothing and no other")
    func emptyLog() throws {
        let text = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
        #expect(try Checkpoint(text: Array(text.utf8)) == Checkpoint(origin: "example.com/log", size: 0, root: .empty))
        #expect(line("example.com/log\n0\n\(root)\n") == 3)
    }

    @Test("a text of another form is refused, with the line")
    func otherForms() {
        let texts: [(String, Int)] = [
            ("", 1), ("\n1\n\(root)\n", 1), (" \n1\n\(root)\n", 1), ("a b\n1\n\(root)\n", 1), ("a+b\n1\n\(root)\n", 1),
            ("a\r\n1\r\n\(root)\r\n", 1), ("a\t\n1\n\(root)\n", 1), ("a\u{0}\n1\n\(root)\n", 1), ("a", 2), ("a\n", 2),
            ("a\n01\n\(root)\n", 2), ("a\n00\n\(root)\n", 2), ("a\n+1\n\(root)\n", 2), ("a\n-1\n\(root)\n", 2),
            ("a\n\n\(root)\n", 2), ("a\n 1\n\(root)\n", 2), ("a\n1 \n\(root)\n", 2), ("a\n1\r\n\(root)\n", 2),
            ("a\n9223372036854775808\n\(root)\n", 2), ("a\n18446744073709551617\n\(root)\n", 2),
            ("a\n\(String(repeating: "1", count: 5_000))\n\(root)\n", 2), ("a\n0x1\n\(root)\n", 2), ("a\n1", 3),
            ("a\n1\n", 3), ("a\n1\n\n", 3), ("a\n1\n\(root.dropLast())\n", 3), ("a\n1\n\(root)=\n", 3),
            ("a\n1\n\(root) \n", 3), ("a\n1\n\(root.replacing("q2I=", with: "q2J="))\n", 3), ("a\n1\nAAAA\n", 3),
            ("a\n1\n\(root)", 4), ("a\n1\n\(root)\n\n", 4), ("a\n1\n\(root)\nextension\n", 4),
            ("a\n1\n\(root)\nextension", 4),
            ("a\n1\n\(root)\n\nextension\n", 4),
        ]
        for (text, number) in texts { #expect(line(text) == number, "\(text)") }
        #expect(throws: MerkleLogError.notANote(.notUTF8)) {
            try Checkpoint(text: [0xFF, 0x0A] + Array("1\n\(root)\n".utf8))
        }
    }

    @Test("a signed checkpoint is read back, and its log's signature holds")
    func signed() throws {
        let signer = Signers.log()
        let verifier = signer.verifier
        let checkpoint = Checkpoint(origin: verifier.name, size: 7, root: SlowTree.root(SlowTree.leaves[..<7]))
        let signed = SignedCheckpoint(checkpoint, signatures: [signer.sign(checkpoint.text)])
        #expect(try SignedCheckpoint(bytes: signed.note.bytes) == signed)
        #expect(try signed.note.verify(with: [verifier]) == [verifier])
        for bytes in signed.note.bytes.singleBitChanges {
            #expect(throws: MerkleLogError.self) { try SignedCheckpoint(bytes: bytes).note.verify(with: [verifier]) }
        }
    }

    @Test("a signed note that is no checkpoint is refused as one")
    func otherNotes() {
        #expect(throws: MerkleLogError.notACheckpoint(line: 1)) {
            try SignedCheckpoint(bytes: Array(PublishedNotes.specificationNote.utf8))
        }
        #expect(throws: MerkleLogError.notANote(.noBlankLine)) { try SignedCheckpoint(bytes: []) }
    }
}
