// SPDX-License-Identifier: Apache-2.0

import Ledger
import MerkleLog

extension CommandError {
    /// The message for a binder error.
    init(_ error: BinderError) {
        switch error {
        case .store(let failure):
            let code: ExitCode =
                failure.isMissing ? .notFound : failure.act == "be read" ? .badInput : .cannotWrite
            self.init(
                code, "\(failure.path) cannot \(failure.act): \(failure.reason)",
                hint: Self.advice(failure.number)
                    ?? (failure.act == "be read"
                        ? "keep that file unchanged, and continue with an intact copy of the binder"
                        : "`breakglass ledger verify` checks whether the binder is intact"))
        case .unwritableRecord(let failure):
            self.init(
                .cannotWrite, "\(failure.path) cannot be written: \(failure.reason)",
                hint: "nothing is shown without its evidence; name a writable place with --record FILE")
        case .unreadableRecord(let failure):
            self.init(
                .badInput, "\(failure.path) cannot be read, so no entry can be added to it: \(failure.reason)",
                hint: "keep it as it is, and name another file with --record FILE")
        case .noLedger(let path):
            self.init(
                .notFound, "there is no binder in \(path)",
                hint: "name one with --binder FOLDER, or make one with `breakglass init \(path)`")
        case .exists(let path):
            self.init(.cannotCreate, "\(path) already exists", hint: "name a folder that is new or empty")
        case .leftBehind(let path, let cause):
            let failure = CommandError(cause)
            self.init(
                failure.code, "\(failure.message); the unfinished folder is still at \(path)",
                hint: "remove that folder; it is not a binder" + (failure.hint.map { "; \($0)" } ?? ""))
        case .notALedger(let path):
            self.init(
                .badInput, "the ledger in \(path) does not begin like a ledger",
                hint: "`breakglass ledger verify` says more; an older copy of the binder may be intact")
        case .convertedLineEnds(let path):
            self.init(
                .badInput, "the line ends of \(path) were converted to CRLF, so nothing in it can be verified",
                hint: "nothing is lost: copy the binder again byte by byte; with git, keep this folder unchanged, "
                    + "`git clone -c core.autocrlf=false` the repository next to it, and compare: entries that nobody "
                    + "committed are in this folder only")
        case .notText(let path, let defect):
            self.init(.badInput, "\(path) \(defect.words)", hint: "save it as UTF-8")
        case .entry(.tooLong(let count)):
            self.init(
                .badInput, "the entry would have \(count) bytes; a ledger line has at most \(LedgerEntry.lineLimit)",
                hint: "shorten the texts; keep longer evidence in a separate file")
        case .entry(let defect): self.init(.fault, "the entry cannot be written: \(defect.words)")
        case .noCheckpoint(let path):
            self.init(
                .badInput, "the binder \(path) has no checkpoint", hint: "restore the file `checkpoint` from a copy")
        case .rewritten(let path):
            self.init(
                .badInput, "the ledger in \(path) does not match its checkpoint: it was changed",
                hint: "`breakglass ledger verify` says from which entry on; nothing was appended")
        case .foreignCheckpoint(let path):
            self.init(
                .badInput, "\(path) is not signed by this key",
                hint: "name the binder's own with --binder-key FILE; if it is lost, `breakglass ledger new-key`")
        case .badCheckpoint(let path, let error):
            self.init(.badInput, "\(path) cannot be read: \(error.words)", hint: "restore it from a copy")
        case .keyInBinder(let path):
            self.init(
                .refused, "\(path) is a binder's private key, and anyone may read a binder",
                hint: "move it away, and find out who may have seen it; `breakglass ledger new-key` replaces it")
        case .policyChanged(let path):
            self.init(
                .refused, "another program changed \(path) at the same time; nothing was written",
                hint: "run it again: it starts from the policy now in force")
        case .secretInBinder(let path, let what):
            self.init(
                .refused, "\(path) holds \(what), and anyone may read a bundle",
                hint: "move it away, and find out who may have read it: anyone may read the binder too")
        case .badKey(let path): self.init(.badInput, "\(path) is not a key of this binder", hint: "--binder-key FILE")
        case .wrongRecord(let path, let fault):
            let place = fault.place.map { ", entry \($0)" } ?? ""
            self.init(
                .badInput, "\(path)\(place): \(fault.words)",
                hint: "nothing was merged; keep the file as evidence, and record an exception about it")
        case .foreignRecord(let path, let origin):
            self.init(
                .badInput, "\(path) belongs to the ledger \(origin.ledgerText)",
                hint: "name the binder of that ledger with --binder; nothing was merged")
        case .rewrittenRecord(let path):
            self.init(
                .badInput, "\(path) was merged before, and its earlier lines were different then",
                hint: "nothing was merged; keep the file as evidence, and record an exception about it")
        case .noConsent(let error): self.init(.refused, error.words)
        case .badRecord(let path, let line, let defect):
            self.init(
                .badInput, "\(path), line \(line), does not belong in a record: \(defect.words)",
                hint: "with --record, name a new file, or a record that this program wrote")
        }
    }
}

extension ConsentError {
    /// The error in words.
    var words: String {
        switch self {
        case .notAsked(let number): "share \(number) is not asked by the entry to be answered"
        case .notTheLast: "a share signs a tree only for its last entry, and this is another one"
        case .notIncluded: "the entry is not in the tree to be signed"
        }
    }
}

extension EntryDefect {
    /// The defect in words.
    var words: String {
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
    var words: String {
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
