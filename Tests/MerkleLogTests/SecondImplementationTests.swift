// SPDX-License-Identifier: Apache-2.0
//
// Reference/merkle.py knows nothing of the Swift sources, builds its trees in another way and signs with PyNaCl.

import MerkleLog
import SecretMemory
import Subprocess
import Testing

@Suite("Agreement with a second implementation")
struct SecondImplementationTests {
    private static func reference(_ arguments: [String]) async throws -> [String] {
        let script = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Reference/merkle.py"
        let result = try await Subprocess.run(
            .path("/usr/bin/python3"), arguments: Arguments([script] + arguments),
            output: .string(limit: 16 << 20), error: .string(limit: 1 << 16))
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        return result.standardOutput.split(separator: "\n").map(String.init)
    }

    @Test("every root and every proof of up to 64 entries is that of the second implementation")
    func trees() async throws {
        let tree = MerkleTree(leaves: SlowTree.leaves)
        let lines = try await Self.reference(["trees", "64"])
        let (roots, inclusions, continuations) = (65, 64 * 65 / 2, 65 * 66 / 2)
        #expect(lines.count == roots + inclusions + continuations)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            let numbers = words.dropFirst().prefix(words[0] == "root" ? 1 : 2).map { UInt64($0)! }
            let size = try #require(TreeSize(numbers.last!))
            let hashes: [TreeHash] =
                switch words[0] {
                case "root": [try tree.root(at: size)]
                case "inclusion": try tree.inclusionProof(of: numbers[0], at: size).hashes
                default: try tree.consistencyProof(from: #require(TreeSize(numbers[0])), to: size).hashes
                }
            let digits = hashes.map { $0.bytes.hexadecimal }
            #expect(digits == Array(words.dropFirst(1 + numbers.count)), "\(line)")
        }
    }

    @Test("vkeys and signatures of notes are those of the second implementation")
    func signatures() async throws {
        for (name, text) in [("example.com/log", "a line\n"), ("日本語/é", "zwei Zeilen\n\nmit einer leeren\n")] {
            let seed = [UInt8]((0..<32).map { $0 * 7 + UInt8(name.utf8.count) })
            let lines = try await Self.reference(["sign", name, seed.hexadecimal, Array(text.utf8).hexadecimal])
            let signer = NoteSigner(name: try #require(KeyName(name)), seed: SecretBytes(copying: seed.span))
            let signature = signer.sign(Array(text.utf8))
            let verifier = signer.verifier
            #expect(lines == [verifier.vkey, signature.line])
            #expect(try NoteVerifier(vkey: lines[0]) == verifier)
        }
    }

    @Test("cosignatures of any time are those of the second implementation")
    func cosignatures() async throws {
        for time in [0, 1, 1_790_000_000, UInt64(Int64.max)] {
            let seed = [UInt8]((0..<32).map { $0 ^ 0x5A })
            let checkpoint = Checkpoint(origin: "example.com/log", size: 64, root: SlowTree.leaves[0])
            let lines = try await Self.reference([
                "cosign", "witness.example", seed.hexadecimal, checkpoint.text.hexadecimal, "\(time)",
            ])
            let signer = NoteSigner(
                name: "witness.example", type: .cosignature, seed: SecretBytes(copying: seed.span))
            let signature = signer.cosign(checkpoint, at: time)
            let verifier = signer.verifier
            #expect(lines == [verifier.vkey, signature.line])
            let read = try #require(NoteSignature(line: lines[1]).flatMap { Cosignature($0) })
            #expect(read.time == time)
            #expect(read.verify(checkpoint, publicKey: verifier.publicKey))
        }
    }
}
