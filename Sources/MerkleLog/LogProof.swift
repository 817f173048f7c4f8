// SPDX-License-Identifier: Apache-2.0

/// A proof of one entry that can be verified without the log (c2sp.org/tlog-proof).
package struct LogProof: Hashable, Sendable {
    private static let heading = "c2sp.org/tlog-proof@v1"
    private static let extraLead = "extra "
    private static let indexLead = "index "

    /// Bytes for the reader's convenience; nothing vouches for them.
    package let extra: [UInt8]?
    /// The proof that the entry is in the tree.
    package let inclusion: InclusionProof
    /// The checkpoint, with its signatures.
    package let checkpoint: SignedCheckpoint

    /// Makes a proof.
    ///
    /// - Returns: `nil` if inclusion and checkpoint have different sizes.
    package init?(extra: [UInt8]? = nil, inclusion: InclusionProof, checkpoint: SignedCheckpoint) {
        guard inclusion.size == checkpoint.checkpoint.size else { return nil }
        self.extra = extra
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    /// Reads a proof's file.
    ///
    /// - Throws: `MerkleLogError.notAProof` with the line, from 1, or what is wrong with the checkpoint.
    package init(bytes: [UInt8]) throws(MerkleLogError) {
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        var number = 0
        func next() throws(MerkleLogError) -> String {
            number += 1
            guard let line = lines.popFirst(), let text = String(validating: line, as: UTF8.self) else {
                throw .notAProof(line: number)
            }
            return text
        }
        guard try next() == Self.heading else { throw .notAProof(line: number) }
        var line = try next()
        var extra: [UInt8]?
        if line.hasPrefix(Self.extraLead) {
            extra = Base64.bytes(String(line.dropFirst(Self.extraLead.count)))
            guard extra != nil else { throw .notAProof(line: number) }
            line = try next()
        }
        guard line.hasPrefix(Self.indexLead),
            let index = TreeSize(decimal: String(line.dropFirst(Self.indexLead.count)))
        else { throw .notAProof(line: number) }
        var hashes: [TreeHash] = []
        line = try next()
        while !line.isEmpty {
            guard let hash = TreeHash(base64: line), hashes.count < 63 else { throw .notAProof(line: number) }
            hashes.append(hash)
            line = try next()
        }
        self.extra = extra
        checkpoint = try SignedCheckpoint(bytes: Array(lines.joined(separator: [0x0A])))
        inclusion = InclusionProof(index: index.rawValue, size: checkpoint.checkpoint.size, hashes: hashes)
    }

    /// The file's bytes.
    package var bytes: [UInt8] {
        var lines = [Self.heading]
        if let extra { lines.append(Self.extraLead + Base64.text(extra)) }
        lines.append(Self.indexLead + "\(inclusion.index)")
        lines += inclusion.hashes.map { $0.base64 }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint.note.bytes
    }

    /// Checks that an entry is in the log and that the checkpoint meets the policy.
    ///
    /// - Returns: the names of the witnesses that cosigned.
    /// - Throws: `MerkleLogError.otherLog`, `.wrongSignature`, `.quorumNotMet`, `.notIncluded`.
    package func verify(
        entry: [UInt8], policy: TrustPolicy, known: [NoteVerifier] = []
    ) throws(MerkleLogError) -> [String] {
        let witnesses = try policy.verify(checkpoint, known: known)
        try inclusion.verify(leaf: .leaf(entry), root: checkpoint.checkpoint.root)
        return witnesses
    }
}
