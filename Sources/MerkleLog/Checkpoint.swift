// SPDX-License-Identifier: Apache-2.0

/// What a log says about itself: its origin, its size and its root (c2sp.org/tlog-checkpoint).
///
/// Extension lines are refused: what a program shows before a signature would not cover them.
package struct Checkpoint: Hashable, Sendable {
    /// The log's name.
    package let origin: KeyName
    /// How many entries the log has.
    package let size: TreeSize
    /// The root of its tree.
    package let root: TreeHash

    /// Makes a checkpoint.
    package init(origin: KeyName, size: TreeSize, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads a note's text.
    ///
    /// - Throws: `MerkleLogError.notACheckpoint` with the line, from 1.
    package init(text: [UInt8]) throws(MerkleLogError) {
        guard let whole = String(validating: text, as: UTF8.self) else { throw .notANote(.notUTF8) }
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        guard let origin = lines.first.flatMap({ KeyName(String($0)) }) else { throw .notACheckpoint(line: 1) }
        guard lines.count > 1, let size = TreeSize(decimal: String(lines[1])) else { throw .notACheckpoint(line: 2) }
        guard lines.count > 2, let root = TreeHash(base64: String(lines[2])) else { throw .notACheckpoint(line: 3) }
        guard lines.count == 4, lines[3].isEmpty else { throw .notACheckpoint(line: 4) }
        guard size.rawValue > 0 || root == .empty else { throw .notACheckpoint(line: 3) }
        self.init(origin: origin, size: size, root: root)
    }

    /// The note's text.
    package var text: [UInt8] { Array("\(origin)\n\(size.rawValue)\n\(root.base64)\n".utf8) }
}

/// A checkpoint with its signatures.
package struct SignedCheckpoint: Hashable, Sendable {
    /// The note.
    package let note: SignedNote
    /// What its text says.
    package let checkpoint: Checkpoint

    /// Makes a note of a checkpoint and its signatures.
    package init(_ checkpoint: Checkpoint, signatures: [NoteSignature]) {
        self.checkpoint = checkpoint
        note = SignedNote(text: checkpoint.text, signatures: signatures)
    }

    /// Reads a note whose text is a checkpoint.
    ///
    /// - Throws: `MerkleLogError.notANote`, `.notACheckpoint`.
    package init(bytes: [UInt8]) throws(MerkleLogError) {
        note = try SignedNote(bytes: bytes)
        checkpoint = try Checkpoint(text: note.text)
    }
}
