// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Proofs that verify without the log")
struct LogProofTests {
    private static let entries: [[UInt8]] = (0..<13).map { Array("entry \($0)".utf8) }
    private let tree = MerkleTree(leaves: entries.map { .leaf($0) })

    private func checkpoint(_ size: TreeSize = 13) throws -> SignedCheckpoint {
        let checkpoint = Checkpoint(origin: "example.com/log", size: size, root: try tree.root(at: size))
        return SignedCheckpoint(
            checkpoint,
            signatures: [Signers.log().sign(checkpoint.text), Signers.witness(1).cosign(checkpoint, at: 1_790_000_000)])
    }

    private func proof(of index: UInt64 = 6, at size: TreeSize = 13, extra: [UInt8]? = nil) throws -> LogProof {
        let inclusion = try tree.inclusionProof(of: index, at: size)
        return try #require(LogProof(extra: extra, inclusion: inclusion, checkpoint: checkpoint(size)))
    }

    private func policy(_ quorum: String = "W") throws -> TrustPolicy {
        let (log, witness) = (Signers.log().verifier.vkey, Signers.witness(1).verifier.vkey)
        return try TrustPolicy(bytes: Array("log \(log)\nwitness W \(witness)\nquorum \(quorum)\n".utf8))
    }

    private func refused(_ bytes: [UInt8]) -> MerkleLogError? {
        refusal { () throws(MerkleLogError) in _ = try LogProof(bytes: bytes) }
    }

    @Test("every entry's proof at every size is read back as the same bytes, and verifies")
    func roundTrip() throws {
        let policy = try policy()
        for size in 1...13 {
            for index in 0..<size {
                let extra = [nil, [], [0], [0xFF, 0xFE, 0x0A]][index % 4] as [UInt8]?
                let proof = try proof(of: UInt64(index), at: TreeSize(size), extra: extra)
                let read = try LogProof(bytes: proof.bytes)
                #expect(read == proof)
                #expect(read.bytes == proof.bytes)
                #expect(try read.verify(entry: Self.entries[index], policy: policy) == ["W"])
            }
        }
    }

    @Test("the file is laid out as the specification says")
    func layout() throws {
        let proof = try proof(of: 12, extra: Array("hint".utf8))
        let hashes = proof.inclusion.hashes.map { $0.base64 + "\n" }.joined()
        let head = "c2sp.org/tlog-proof@v1\nextra aGludA==\nindex 12\n\(hashes)\n"
        #expect(hashes.split(separator: "\n").count == 2)
        #expect(proof.bytes == Array(head.utf8) + proof.checkpoint.note.bytes)
        let alone = try self.proof(of: 0, at: 1)
        let bare = "c2sp.org/tlog-proof@v1\nindex 0\n\n"
        #expect(alone.bytes == Array(bare.utf8) + alone.checkpoint.note.bytes)
    }

    @Test("a proof speaks for its own entry alone")
    func otherEntries() throws {
        let policy = try policy()
        let proof = try proof()
        for (index, entry) in Self.entries.enumerated() where index != 6 {
            #expect(throws: MerkleLogError.notIncluded) { try proof.verify(entry: entry, policy: policy) }
        }
        for entry in [[], Self.entries[6] + [0], Array(Self.entries[6].dropLast())] {
            #expect(throws: MerkleLogError.notIncluded) { try proof.verify(entry: entry, policy: policy) }
        }
    }

    @Test("a proof whose index is beyond the checkpoint's tree, or whose path is of another size, is refused")
    func otherSizes() throws {
        let inclusion = try tree.inclusionProof(of: 6, at: 12)
        #expect(try LogProof(inclusion: inclusion, checkpoint: checkpoint(13)) == nil)
        let policy = try policy()
        let text = String(decoding: try proof().bytes, as: UTF8.self)
        let beyond = try LogProof(bytes: Array(text.replacing("index 6\n", with: "index 13\n").utf8))
        #expect(throws: MerkleLogError.indexBeyondTree(index: 13, size: 13)) {
            try beyond.verify(entry: Self.entries[6], policy: policy)
        }
    }

    @Test("the policy rules: another log, a missing quorum and a forged cosignature are refused before the path")
    func policyFirst() throws {
        let proof = try proof()
        let strict = try TrustPolicy(
            bytes: Array(
                "log \(Signers.log().verifier.vkey)\nwitness W \(Signers.witness(2).verifier.vkey)\nquorum W".utf8))
        #expect(throws: MerkleLogError.quorumNotMet) { try proof.verify(entry: Self.entries[0], policy: strict) }
        let elsewhere = try TrustPolicy(
            bytes: Array("log \(Signers.log("example.com/other").verifier.vkey)\nquorum none".utf8))
        #expect(throws: MerkleLogError.otherLog(origin: "example.com/log")) {
            try proof.verify(entry: Self.entries[6], policy: elsewhere)
        }
        let nobody = try TrustPolicy(bytes: Array("quorum none".utf8))
        let known = [Signers.log().verifier]
        #expect(try proof.verify(entry: Self.entries[6], policy: nobody, known: known) == [])
    }

    @Test("any changed bit is found, but in the extra data, for which nothing vouches")
    func changedBits() throws {
        let policy = try policy()
        let proof = try proof(extra: Array("hint".utf8))
        for bytes in proof.bytes.singleBitChanges {
            do throws(MerkleLogError) {
                let read = try LogProof(bytes: bytes)
                _ = try read.verify(entry: Self.entries[6], policy: policy)
                #expect(read.extra != proof.extra && read.inclusion == proof.inclusion)
                #expect(read.checkpoint == proof.checkpoint)
                #expect(read.bytes == bytes)
            } catch { continue }
        }
    }

    @Test("a line of another form is refused, with its number")
    func lines() throws {
        let hash = SlowTree.leaves[0].base64
        let note = String(decoding: try checkpoint().note.bytes, as: UTF8.self)
        let heading = "c2sp.org/tlog-proof@v1\n"
        let files: [(String, Int)] = [
            ("", 1), ("\n", 1), ("c2sp.org/tlog-proof@v2\nindex 0\n\n", 1), (" " + heading, 1),
            ("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n", 1), (String(heading.dropLast()), 2), (heading, 2),
            (heading + "\n", 2), (heading + "extra\nindex 0\n\n", 2), (heading + "extra  AAAA\nindex 0\n\n", 2),
            (heading + "extra A\nindex 0\n\n", 2), (heading + "extra AAAB=\nindex 0\n\n", 2),
            (heading + "extra AB==\nindex 0\n\n", 2), (heading + "extra AAAA\nextra AAAA\nindex 0\n\n", 3),
            (heading + "extra AAAA\n", 3), (heading + "Index 0\n\n", 2), (heading + "index\n\n", 2),
            (heading + "index 00\n\n", 2), (heading + "index +1\n\n", 2), (heading + "index -1\n\n", 2),
            (heading + "index  1\n\n", 2), (heading + "index 1 \n\n", 2), (heading + "index\t1\n\n", 2),
            (heading + "index 9223372036854775808\n\n", 2), (heading + "index 0\nextra AAAA\n\n", 3),
            (heading + "index 0", 3), (heading + "index 0\n\(hash)", 4),
            (heading + "index 0\n\(hash)\n\(hash)=\n\n", 4),
            (heading + "index 0\n\(hash) \n\n", 3), (heading + "index 0\n\(hash.dropLast(4))\n\n", 3),
        ]
        for (file, number) in files {
            #expect(
                refused(Array((file + (file.hasSuffix("\n\n") ? note : "")).utf8)) == .notAProof(line: number),
                "\(file)")
        }
        let most = heading + "index 0\n" + String(repeating: hash + "\n", count: 63)
        #expect(refused(Array((most + "\n" + note).utf8)) == nil)
        #expect(refused(Array((most + hash + "\n\n" + note).utf8)) == .notAProof(line: 66))
        #expect(refused(Array(heading.utf8) + [0xFF, 0x0A]) == .notAProof(line: 2))
    }

    @Test("a checkpoint of another form after the proof is refused as what it is")
    func otherCheckpoints() throws {
        let head = "c2sp.org/tlog-proof@v1\nindex 0\n\n"
        #expect(refused(Array(head.utf8)) == .notANote(.noBlankLine))
        #expect(refused(Array((head + "\n" + PublishedNotes.specificationNote).utf8)) == .notACheckpoint(line: 1))
        #expect(refused(Array((head + PublishedNotes.specificationNote).utf8)) == .notACheckpoint(line: 1))
        let note = try checkpoint().note.bytes
        #expect(refused(Array(head.utf8) + note + [0x0A]) == .notANote(.badSignatureLine(3)))
        #expect(refused(Array(head.utf8) + note.dropLast()) == .notANote(.noBlankLine))
    }
}
