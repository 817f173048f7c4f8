// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import MerkleLog
import TerminalDialogue

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
        case .unwritableJournal(let failure):
            self.init(
                .cannotWrite, "\(failure.path) cannot be written: \(failure.reason)",
                hint: "nothing is shown without its evidence; name a writable place with --journal FILE")
        case .unreadableJournal(let failure):
            self.init(
                .badInput, "\(failure.path) cannot be read, so no entry can be added to it: \(failure.reason)",
                hint: "keep it as it is, and name another file with --journal FILE")
        case .noLedger(let path):
            self.init(
                .notFound, "there is no binder in \(path)",
                hint: "name one with --binder FOLDER, or make one with `breakglass init \(CommandLineWord.path(path))`")
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
        case .wrongJournal(let path, let fault):
            let place = fault.place.map { ", entry \($0)" } ?? ""
            self.init(
                .badInput, "\(path)\(place): \(fault.words)",
                hint: "nothing was merged; keep the file as evidence, and record an exception about it")
        case .foreignJournal(let path, let origin):
            self.init(
                .badInput, "\(path) belongs to the ledger \(origin.ledgerText)",
                hint: "name the binder of that ledger with --binder; nothing was merged")
        case .rewrittenJournal(let path):
            self.init(
                .badInput, "\(path) was merged before, and its earlier lines were different then",
                hint: "nothing was merged; keep the file as evidence, and record an exception about it")
        case .noConsent(let error): self.init(.refused, error.words)
        case .badJournal(let path, let line, let defect):
            self.init(
                .badInput, "\(path), line \(line), does not belong in a journal: \(defect.words)",
                hint: "with --journal, name a new file, or a journal that this program wrote")
        }
    }
}

extension CommandError {
    /// The message for a ledger that contradicts itself.
    init(contradiction fault: AuditFinding, in ledger: String) {
        self.init(
            .badInput, "\(ledger) contradicts itself: \(fault.words)",
            hint: "`breakglass ledger verify` shows more; only a recovery continues in this state")
    }
}
