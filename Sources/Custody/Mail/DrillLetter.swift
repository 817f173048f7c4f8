// SPDX-License-Identifier: Apache-2.0
//
// A drill's challenge for custodians who have no binder: the entry, the signed checkpoint of the tree that ends with
// it, and the proof that this tree extends the one on their paper (docs/LEDGER.md, "Drills by mail").

package import Ledger
package import MerkleLog
package import ShareEnvelope

/// A challenge by mail, with everything that a custodian needs to check it.
package struct DrillLetter: Hashable, Sendable {
    private static let version: UInt8 = 1
    /// The limits are in bytes.
    private static let vkeyLimit = 255
    private static let entryLimit = 2_048

    /// The ledger's key.
    package let key: NoteVerifier
    /// The challenge's entry.
    package let entry: LedgerEntry
    /// What the entry asks for.
    package let opened: DrillOpened
    /// The checkpoint of the tree that ends with the entry, signed by the ledger key.
    package let checkpoint: SignedCheckpoint
    /// The proof that the entry is the tree's last leaf.
    package let inclusion: InclusionProof
    /// The proof that the tree extends the one on the custodians' paper.
    package let continuity: ConsistencyProof

    /// Writes a letter about a challenge in a ledger.
    ///
    /// - Parameters:
    ///   - old: the size of the tree that the custodians' paper shows.
    ///   - signature: returns the ledger key's signature of a checkpoint.
    /// - Throws: `LetterError.notAChallenge` for another entry, `.tooLong`, or `.notContinued` for a paper newer than
    ///   the challenge.
    package init(
        entry index: UInt64, of log: LogAudit, since old: TreeSize, signature: (Checkpoint) -> LedgerBytes?
    ) throws(LetterError) {
        guard let entry = log.entry(at: index), case .drillOpened(let opened) = entry.event,
            opened.way == .byMail, let origin = log.origin, let key = log.keys?.key(at: index + 1),
            let checkpoint = log.checkpoint(at: index + 1), let signed = signature(checkpoint)
        else { throw .notAChallenge }
        do {
            inclusion = try log.tree.inclusionProof(of: index, at: checkpoint.size)
            continuity = try log.tree.consistencyProof(from: old, to: checkpoint.size)
        } catch { throw .notContinued(size: old.rawValue) }
        self.key = key.verifier(origin)
        self.entry = entry
        self.opened = opened
        self.checkpoint = SignedCheckpoint(checkpoint, signatures: [key.line(signed, origin)])
        guard encoded.count <= Part.letterByteCountLimit, Self.line(of: entry).count <= Self.entryLimit,
            self.key.vkey.utf8.count <= Self.vkeyLimit
        else { throw .tooLong }
    }

    /// Reads a letter's bytes, and checks everything that the letter claims about itself: the signature by its key, and
    /// that the challenge is the last entry of the signed tree.
    ///
    /// - Throws: `LetterError`.
    package init(encoded bytes: [UInt8]) throws(LetterError) {
        var reader = LetterReader(bytes)
        guard try reader.byte() == Self.version else { throw .unknownVersion }
        let vkey = try reader.text(count: Int(reader.byte()))
        let line = try reader.bytes(count: try reader.number16())
        let note = try reader.bytes(count: try reader.number16())
        let inclusionHashes = try reader.hashes(count: Int(reader.byte()))
        let old = TreeSize(try reader.number64())
        let continuityHashes = try reader.hashes(count: Int(reader.byte()))
        try reader.end()
        guard let old else { throw .malformed }
        do {
            key = try NoteVerifier(vkey: vkey)
            checkpoint = try SignedCheckpoint(bytes: note)
        } catch { throw .malformed }
        do { entry = try LedgerEntry(line: line) } catch { throw .notAChallenge }
        guard case .drillOpened(let opened) = entry.event, opened.way == .byMail else { throw .notAChallenge }
        self.opened = opened
        inclusion = InclusionProof(
            index: max(checkpoint.checkpoint.size.rawValue, 1) - 1, size: checkpoint.checkpoint.size,
            hashes: inclusionHashes)
        continuity = ConsistencyProof(old: old, new: checkpoint.checkpoint.size, hashes: continuityHashes)
        guard key.type == .ed25519, key.name == checkpoint.checkpoint.origin,
            (try? checkpoint.note.verify(with: [key])) != nil
        else { throw .notSigned }
        do { try inclusion.verify(leaf: .leaf(line), root: checkpoint.checkpoint.root) } catch { throw .notIncluded }
        // Accept one encoding only, so that a letter cannot carry bytes that the signatures do not cover.
        guard encoded == bytes else { throw .malformed }
    }

    /// The letter's bytes.
    package var encoded: [UInt8] {
        let vkey = Array(key.vkey.utf8)
        let line = Self.line(of: entry)
        let note = checkpoint.note.bytes
        return [Self.version, UInt8(vkey.count)] + vkey + Self.bytes16(line.count) + line + Self.bytes16(note.count)
            + note + Self.bytes(inclusion.hashes) + Self.bytes64(continuity.old.rawValue)
            + Self.bytes(continuity.hashes)
    }

    /// The codes that carry the letter.
    package var parts: [Part] { Part.parts(ofLetter: encoded) }

    /// The checkpoint in the form that paper carries. A custodian's slip shows it after the answer.
    package var paper: CheckpointCode? {
        CheckpointCode(
            keyDigest: Self.digest(key), size: checkpoint.checkpoint.size.rawValue,
            root: checkpoint.checkpoint.root.bytes)
    }

    /// Checks the letter against a custodian's paper.
    ///
    /// - Throws: `LetterError.otherKey` if the paper names another key, `.otherStart` if the letter's proof starts at
    ///   another size, `.notContinued` if the tree does not extend the paper's.
    package func check(against code: CheckpointCode) throws(LetterError) {
        guard code.keyDigest == Self.digest(key) else { throw .otherKey }
        guard code.size == continuity.old.rawValue, let root = TreeHash(bytes: code.root) else {
            throw .otherStart(letter: continuity.old.rawValue, paper: code.size)
        }
        do {
            try continuity.verify(oldRoot: root, newRoot: checkpoint.checkpoint.root)
        } catch { throw .notContinued(size: code.size) }
    }

    private static func digest(_ key: NoteVerifier) -> [UInt8] {
        Array(SHA256Digest.of(Array("\(key.vkey)\n".utf8))[0..<16])
    }

    private static func line(of entry: LedgerEntry) -> [UInt8] {
        guard let line = try? entry.encodedLine() else { preconditionFailure("an entry of a ledger is a line of it") }
        return line
    }

    private static func bytes16(_ number: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
    }

    private static func bytes64(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }

    private static func bytes(_ hashes: [TreeHash]) -> [UInt8] {
        [UInt8(hashes.count)] + hashes.flatMap { $0.bytes }
    }
}

/// Why a letter is not accepted.
package enum LetterError: Error, Hashable, Sendable {
    /// A version that this program does not know.
    case unknownVersion
    /// The bytes are not a letter.
    case malformed
    /// The letter is longer than its codes can carry.
    case tooLong
    /// The entry is not a drill's challenge by mail, or is not in its one valid form.
    case notAChallenge
    /// Its checkpoint is not signed by its key.
    case notSigned
    /// The challenge is not the last entry of the signed tree.
    case notIncluded
    /// The paper names another ledger key.
    case otherKey
    /// The letter's proof starts at another size than the paper's.
    case otherStart(letter: UInt64, paper: UInt64)
    /// The signed tree does not extend the one on the paper: the ledger was rewritten or forked.
    case notContinued(size: UInt64)
}

/// Reads a letter's bytes, one field after another.
private struct LetterReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func bytes(count: Int) throws(LetterError) -> [UInt8] {
        guard rest.count >= count else { throw .malformed }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func byte() throws(LetterError) -> UInt8 { try bytes(count: 1)[0] }

    mutating func number16() throws(LetterError) -> Int {
        try bytes(count: 2).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func number64() throws(LetterError) -> UInt64 {
        try bytes(count: 8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func text(count: Int) throws(LetterError) -> String {
        guard let text = String(validating: try bytes(count: count), as: UTF8.self) else { throw .malformed }
        return text
    }

    mutating func hashes(count: Int) throws(LetterError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        for _ in 0..<count {
            guard let hash = TreeHash(bytes: try bytes(count: 32)) else { throw .malformed }
            hashes.append(hash)
        }
        return hashes
    }

    func end() throws(LetterError) {
        guard rest.isEmpty else { throw .malformed }
    }
}
