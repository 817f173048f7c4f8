// SPDX-License-Identifier: Apache-2.0

/// Why a note, a checkpoint, a proof or a policy is refused.
package enum MerkleLogError: Error, Hashable, Sendable {
    /// A frontier has more or fewer hashes than its size has complete subtrees.
    case wrongHashCount(expected: Int, found: Int)
    /// A size that the tree has not reached.
    case sizeBeyondTree(size: UInt64, tree: UInt64)
    /// An index that the tree has not reached.
    case indexBeyondTree(index: UInt64, size: UInt64)
    /// An earlier size that is larger than the later one.
    case sizesReversed(old: UInt64, new: UInt64)
    /// The proof does not lead from the entry to the root.
    case notIncluded
    /// The proof does not lead from the earlier root to the later one.
    case notConsistent
    /// The bytes are not a signed note.
    case notANote(NoteDefect)
    /// The text is not a vkey.
    case notAKey(String)
    /// A signature by a known key is wrong: the note must not be used at all.
    case wrongSignature(keyName: String)
    /// No known key signed.
    case noKnownSignature
    /// The text is not a checkpoint.
    case notACheckpoint(line: Int)
    /// The text is not a proof.
    case notAProof(line: Int)
    /// The checkpoint belongs to a log that the policy does not name.
    case otherLog(origin: String)
    /// Not enough witnesses cosigned.
    case quorumNotMet
    /// The text is not a trust policy.
    case notAPolicy(line: Int, PolicyDefect)
}

/// What is wrong with the bytes of a note (c2sp.org/signed-note).
package enum NoteDefect: Hashable, Sendable {
    case notUTF8
    /// A control character other than a line end.
    case controlCharacter
    /// No blank line before the signatures, or no line end before it.
    case noBlankLine
    /// No signature, or a line that is not one; counted from 1.
    case badSignatureLine(Int)
    /// More signatures than the limit.
    case tooManySignatures(limit: Int)
}

/// What is wrong with a trust policy (c2sp.org/tlog-policy).
package enum PolicyDefect: Hashable, Sendable {
    case unknownKeyword(String)
    case wrongWordCount
    case badKey(String)
    case repeatedKey
    case repeatedName(String)
    case unknownName(String)
    case memberTwice(String)
    case badThreshold(String)
    case noQuorum
    case quorumTwice
    case forbiddenByte
}
