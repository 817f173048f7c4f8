// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with entries, signatures and proofs, in words.

package import Ledger
package import MerkleLog

extension ConsentError {
    /// The error in words.
    package var words: String {
        switch self {
        case .notAsked(let number): "share \(number) is not asked by the entry to be answered"
        case .notTheLast: "a share signs a tree only for its last entry, and this is another one"
        case .notIncluded: "the entry is not in the tree to be signed"
        }
    }
}

extension EntryDefect {
    /// The defect in words.
    package var words: String {
        switch self {
        case .tooLong(let count): "it has \(count) bytes, over \(LedgerEntry.lineLimit)"
        case .notAnEntry(let reason): reason
        case .unknownKind(let kind): "its kind \"\(kind.prefix(40))\" is not known to this version"
        case .notCanonical: "it is not in the canonical form of an entry"
        }
    }
}

extension MerkleLogError {
    /// The error in words.
    package var words: String {
        switch self {
        case .wrongHashCount: "its number of hashes does not fit its size"
        case .sizeBeyondTree(let size, let tree): "it is about \(size) entries, and there are \(tree)"
        case .indexBeyondTree(let index, let size): "there is no entry \(index) among \(size)"
        case .sizesReversed(let old, let new): "\(old) entries cannot come before \(new)"
        case .notIncluded: "the entry is not in the tree"
        case .notConsistent: "the tree does not extend the earlier one"
        case .notANote(let defect): "it is not a signed note: \(defect.words)"
        case .notAKey(let reason): "it is not a key: \(reason)"
        case .wrongSignature(let name): "the signature of \(name) is wrong"
        case .noKnownSignature: "no known key signed it"
        case .notACheckpoint(let line): "line \(line) does not belong in a checkpoint"
        case .notAProof(let line): "line \(line) does not belong in a proof"
        case .otherLog(let origin): "it belongs to another log, \(origin)"
        case .quorumNotMet: "not enough witnesses cosigned"
        case .notAPolicy(let line, let defect): "line \(line): \(defect.words)"
        }
    }
}

extension NoteDefect {
    fileprivate var words: String {
        switch self {
        case .notUTF8: "it is not UTF-8"
        case .controlCharacter: "it contains a control character"
        case .noBlankLine: "there is no blank line before its signatures"
        case .badSignatureLine(let number): "signature line \(number) is not a signature"
        case .tooManySignatures(let limit): "it has more than \(limit) signatures"
        }
    }
}

extension PolicyDefect {
    fileprivate var words: String {
        switch self {
        case .unknownKeyword(let word): "no line of a trust policy begins with \"\(word.prefix(40))\""
        case .wrongWordCount: "it has too many or too few words"
        case .badKey(let reason): "the key cannot be used: \(reason)"
        case .repeatedKey: "the key is already in the policy"
        case .repeatedName(let name): "the name \(name) is already in the policy"
        case .unknownName(let name): "no earlier line names \(name)"
        case .memberTwice(let name): "\(name) is already a member of a group"
        case .badThreshold(let text): "\(text) is not any, all, or a number of members"
        case .noQuorum: "the policy has no quorum line"
        case .quorumTwice: "the policy already has a quorum line"
        case .forbiddenByte: "it contains a control character"
        }
    }
}
