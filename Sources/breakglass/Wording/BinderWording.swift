// SPDX-License-Identifier: Apache-2.0

import Binder
import MerkleLog

extension CommandError {
    /// An error of a binder, told to a person.
    init(_ error: BinderError) {
        switch error {
        case .store(let failure):
            let code: ExitCode =
                failure.isMissing ? .notFound : failure.act == "be read" ? .badInput : .cannotWrite
            self.init(
                code, "\(failure.path) cannot \(failure.act): \(failure.reason)",
                hint: Self.advice(failure.number)
                    ?? (failure.act == "be read"
                        ? "keep that file as it is, and go on with a copy of the binder that is whole"
                        : "`breakglass ledger verify` tells whether the binder is whole"))
        case .unwritableRecord(let failure):
            self.init(
                .cannotWrite, "\(failure.path) cannot be written: \(failure.reason)",
                hint: "nothing is shown without its evidence; --record FILE names a place that can be written")
        case .noLedger(let path):
            self.init(
                .notFound, "there is no binder in \(path)", hint: "--binder FOLDER, or `breakglass init \(path)`")
        case .exists(let path):
            self.init(.cannotCreate, "\(path) is there already", hint: "name a folder that is not there, or is empty")
        case .leftBehind(let path, let cause):
            let failure = CommandError(cause)
            self.init(
                failure.code, "\(failure.message); what was begun stays in \(path)",
                hint: "remove that folder, which is no binder" + (failure.hint.map { "; \($0)" } ?? ""))
        case .notALedger(let path):
            self.init(
                .badInput, "the ledger in \(path) does not begin as one",
                hint: "`breakglass ledger verify` tells more; an older copy of the binder may be whole")
        case .convertedLineEnds(let path):
            self.init(
                .badInput, "line ends of \(path) were converted to CRLF, so that nothing in it can be verified",
                hint: "nothing is lost: copy the binder again byte by byte; in git, keep this folder as it is, "
                    + "`git clone -c core.autocrlf=false` the repository beside it, and compare: entries that nobody "
                    + "committed are in this folder alone")
        case .notText(let path, let defect):
            self.init(.badInput, "\(path) \(defect.words)", hint: "save it as UTF-8")
        case .entry(.tooLong(let count)):
            self.init(
                .badInput, "the entry would have \(count) bytes; a ledger's line has at most \(LedgerEntry.lineLimit)",
                hint: "shorter texts; evidence that is longer stays in a file of its own")
        case .entry(let defect): self.init(.fault, "the entry cannot be written: \(defect.words)")
        case .noCheckpoint(let path):
            self.init(
                .badInput, "the binder \(path) has no checkpoint", hint: "restore the file `checkpoint` from a copy")
        case .rewritten(let path):
            self.init(
                .badInput, "the ledger in \(path) is not what its checkpoint says: it was changed",
                hint: "`breakglass ledger verify` tells since which entry; nothing was appended")
        case .foreignCheckpoint(let path):
            self.init(
                .badInput, "\(path) is not signed by the key at hand",
                hint: "--binder-key FILE names the binder's own; where that is lost, `breakglass ledger new-key`")
        case .badCheckpoint(let path, let error):
            self.init(.badInput, "\(path) cannot be read: \(error.words)", hint: "restore it from a copy")
        case .keyInBinder(let path):
            self.init(
                .refused, "\(path) is a binder's private key, and a binder is for everybody to read",
                hint: "move it away; who may have seen it? `breakglass ledger new-key` replaces it")
        case .policyChanged(let path):
            self.init(
                .refused, "\(path) was changed by another program at the same time; nothing was written",
                hint: "run it again: it starts from the policy that is in force now")
        case .secretInBinder(let path, let what):
            self.init(
                .refused, "\(path) holds \(what), and a bundle is for everybody to read",
                hint: "move it away, and find out who may have read it: the binder is for everybody to read too")
        case .badKey(let path): self.init(.badInput, "\(path) is no key of this binder", hint: "--binder-key FILE")
        case .wrongRecord(let path, let fault):
            let place = fault.place.map { ", entry \($0)" } ?? ""
            self.init(
                .badInput, "\(path)\(place): \(fault.words)",
                hint: "nothing was taken in; keep the file as evidence, and record an exception about it")
        case .foreignRecord(let path, let origin):
            self.init(
                .badInput, "\(path) belongs to the ledger \(origin.ledgerText)",
                hint: "--binder names that one; nothing was taken in")
        case .rewrittenRecord(let path):
            self.init(
                .badInput, "\(path) was merged before, and its earlier lines were different then",
                hint: "nothing was taken in; keep the file as evidence, and record an exception about it")
        case .noConsent(let error): self.init(.refused, error.words)
        case .badRecord(let path, let line, let defect):
            self.init(
                .badInput, "\(path), line \(line), is no record's: \(defect.words)",
                hint: "--record names a new file, or a record of this program")
        }
    }
}

extension ConsentError {
    /// The error in words.
    var words: String {
        switch self {
        case .notAsked(let number): "share \(number) is not asked by the entry that it would answer"
        case .notTheLast: "a share signs a tree for its last entry alone, and this one is another"
        case .notIncluded: "the entry is not in the tree that was to be signed"
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
        case .notCanonical: "it is not written in the one form that an entry has"
        }
    }
}

extension MerkleLogError {
    /// The error in words.
    var words: String {
        switch self {
        case .wrongHashCount: "it has another number of hashes than its size"
        case .sizeBeyondTree(let size, let tree): "it speaks of \(size) entries, and there are \(tree)"
        case .indexBeyondTree(let index, let size): "there is no entry \(index) among \(size)"
        case .sizesReversed(let old, let new): "\(old) entries cannot come before \(new)"
        case .notIncluded: "the entry is not in the tree"
        case .notConsistent: "the tree does not continue the earlier one"
        case .notANote(let defect): "it is no signed note: \(defect.words)"
        case .notAKey(let reason): "it is no key: \(reason)"
        case .wrongSignature(let name): "the signature of \(name) is wrong"
        case .noKnownSignature: "no known key signed it"
        case .notACheckpoint(let line): "line \(line) is not a checkpoint's"
        case .notAProof(let line): "line \(line) is not a proof's"
        case .otherLog(let origin): "it is of another log, \(origin)"
        case .quorumNotMet: "not enough witnesses cosigned"
        case .notAPolicy(let line, let defect): "line \(line): \(defect.words)"
        }
    }
}

extension NoteDefect {
    fileprivate var words: String {
        switch self {
        case .notUTF8: "it is not UTF-8"
        case .controlCharacter: "it holds a control character"
        case .noBlankLine: "no blank line stands before its signatures"
        case .badSignatureLine(let number): "signature line \(number) is none"
        case .tooManySignatures(let limit): "it has over \(limit) signatures"
        }
    }
}

extension PolicyDefect {
    fileprivate var words: String {
        switch self {
        case .unknownKeyword(let word): "\"\(word.prefix(40))\" begins no line of a trust policy"
        case .wrongWordCount: "it has too many or too few words"
        case .badKey(let reason): "the key cannot be used: \(reason)"
        case .repeatedKey: "the key stands in the policy already"
        case .repeatedName(let name): "the name \(name) stands in the policy already"
        case .unknownName(let name): "no line above names \(name)"
        case .memberTwice(let name): "\(name) is a member of a group already"
        case .badThreshold(let text): "\(text) is neither any, all, nor a number of members"
        case .noQuorum: "the policy has no quorum line"
        case .quorumTwice: "the policy has a quorum line already"
        case .forbiddenByte: "it holds a control character"
        }
    }
}
