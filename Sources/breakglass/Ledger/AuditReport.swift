// SPDX-License-Identifier: Apache-2.0

import Binder
import Foundation
import ShareEnvelope

/// The result of an audit, for people.
struct AuditReport {
    private let audit: LedgerAudit
    private let folder: BinderFolder?

    /// - Parameter folder: the binder's folder, to distinguish an unreadable file from a missing one.
    init(_ audit: LedgerAudit, of folder: BinderFolder? = nil) {
        self.audit = audit
        self.folder = folder
    }

    /// The report in words.
    var lines: [String] {
        var lines = [
            "Ledger    \(audit.log.ledgerOrigin?.ledgerText ?? "none")", "Entries   \(audit.log.size)",
            "Root      \(root)",
            "Signed    \(audit.signed)", "Vouched   \(audit.vouched)",
        ]
        for witness in audit.witnesses.sorted(by: { $0.size < $1.size }) {
            lines.append("Vouches   \(witness.words): entries 0 to \(max(witness.size, 1) - 1)")
        }
        for set in audit.state.sets where audit.anchored.contains(set.identity) {
            lines.append(
                "Anchored  set \(set.identity.code), \(set.account), dealt in entry \(set.place) by \(set.created.program)"
            )
        }
        for finding in audit.findings.sorted(by: { ($0.place ?? EntryPlace(0)) < ($1.place ?? EntryPlace(0)) }) {
            let place = finding.place.map { "entry \($0): " } ?? ""
            lines.append("\(finding.level.column) \(finding.rule.rawValue)  \(place)\(words(of: finding))")
        }
        if let (size, names) = audit.trusted {
            let who = names.isEmpty ? "it requires nobody" : names.joined(separator: ", ")
            lines.append("Trusted   the policy is met for \(size) entries: \(who)")
        }
        return lines + [""] + verdict
    }

    private func words(of finding: AuditFinding) -> String {
        guard case .missingFile(let file) = finding.what, let trouble = folder?.trouble(reading: file) else {
            return finding.words
        }
        return "\(file) cannot be read: \(trouble.reason); the ledger itself holds the manifest"
    }

    /// The root of the Merkle tree of all lines.
    var root: String { (try? audit.log.tree.root(at: audit.log.tree.size))?.ledgerText ?? "" }

    /// The verdict, and how many entries can be believed.
    var verdict: [String] {
        var lines = [sentence]
        if let first = audit.firstDoubtful, let proof = audit.contradictions.min(by: { $0.size < $1.size }) {
            lines.append(
                "It cannot be believed from entry \(first) on: \(proof.words) saw another ledger at \(proof.size) entries."
            )
        }
        if audit.log.origin != nil {
            lines.append("Believed up to: \(audit.believed) of \(audit.log.size) entries.")
        }
        return lines
    }

    private var sentence: String {
        switch audit.verdict {
        case .wrong: return "THE LEDGER CANNOT BE BELIEVED."
        case .disputed where isOfAnotherLedgerAlone:
            return
                "Nothing in the ledger is wrong, but the evidence is of another ledger: supply this ledger's paper, or "
                + "find out why the other is kept with this binder."
        case .disputed where isMisreadAlone:
            return "Nothing in the ledger is wrong. A code was misread: it proves nothing, for or against."
        case .disputed:
            return "The evidence and this ledger disagree: one of them is false, and nothing here shows which."
        case .consistent:
            return
                "The ledger is consistent. Nobody outside has vouched for any of it: supply a code of a sheet or slip, "
                + "with `--printed`."
        case .vouched:
            let open = audit.log.size - audit.vouched
            return open == 0
                ? "The ledger is whole. Somebody outside vouches for all of it."
                : "The ledger is whole. Somebody outside vouches for its first \(audit.vouched) entries; "
                    + "only its own key vouches for the \(open) after them."
        }
    }
}

extension AuditReport {
    /// Whether misread codes are the only disputed findings.
    private var isMisreadAlone: Bool {
        audit.findings.filter { $0.level == .disputed }.allSatisfy {
            if case .misreadCode = $0.what { true } else { false }
        }
    }

    /// Whether evidence of another ledger or key is the only disputed finding.
    private var isOfAnotherLedgerAlone: Bool {
        audit.findings.filter { $0.level == .disputed }.allSatisfy {
            if case .foreignEvidence = $0.what { true } else { false }
        }
    }
}

extension AuditLevel {
    /// The level at the start of a line.
    fileprivate var column: String {
        switch self {
        case .wrong: "WRONG    "
        case .disputed: "DISPUTED "
        case .claim: "Claim    "
        case .void: "Void     "
        case .note: "Note     "
        }
    }
}

extension AuditWitness {
    /// The witness in words.
    var words: String {
        switch who {
        case .ledgerKey: "the ledger's own key"
        case .share(let set, let number, let custodian, let time):
            "share \(number) of set \(set.code)" + (custodian.map { ", kept by \($0)," } ?? "")
                + (LedgerTime(posixSeconds: time).map { " on \($0.description.prefix(10))" } ?? "")
        case .paper(let name): name
        case .file(let path): path
        }
    }
}

extension AuditFinding {
    /// The finding in words.
    var words: String {
        switch what {
        case .noBeginning: "the first line does not open the ledger"
        case .opensAgain: "a ledger or record is opened in the middle of another"
        case .notAnEntry(let defect): "the line is not an entry: \(defect.words)"
        case .noCheckpoint: "there is no checkpoint"
        case .badCheckpoint(let error): "the checkpoint cannot be read: \(error.words)"
        case .otherOrigin(let name): "the checkpoint is of another ledger: \(name)"
        case .unsigned(let error): "the checkpoint is not signed by the ledger's key: \(error.words)"
        case .cut(let size, let found): "the checkpoint counts \(size) entries, but only \(found) are here"
        case .otherLines(let size): "the checkpoint is of \(size) different entries"
        case .unsignedLines(let count):
            "\(count == 1 ? "a line" : "\(count) lines") from here on \(count == 1 ? "is" : "are") not signed by the ledger's "
                + "key, and \(count == 1 ? "counts" : "count") for nothing"
        case .tornTail(let count):
            "\(count) bytes after the last line end are not an entry; the next entry sets them aside"
        case .interrupted(let count):
            "the program was interrupted while it wrote \(count == 1 ? "an entry" : "\(count) entries"); they count"
        case .wrongManifest(let set): "the manifest is not that of set \(set.code)"
        case .manifestOutOfForm(let set): "the manifest of set \(set.code) is not in canonical form"
        case .unknownSet(let set): "no entry up to here has the manifest of set \(set.code)"
        case .danglingReference(let name): "it refers to \(name), which is not before it or is of another kind"
        case .fault(let fault): fault.words
        default: wordsOfWitnesses
        }
    }

    private var wordsOfWitnesses: String {
        switch what {
        case .earlyCosignature(let size): "a cosignature of \(size) entries, which the ledger did not have at that time"
        case .unorderedCosignatures: "no signatures, or not in the order of the shares, or one twice"
        case .rewritten(let witness): "\(witness.words) saw another ledger at \(witness.size) entries"
        case .forgedCosignature(let set, let number): "the cosignature of share \(number) of set \(set.code) is forged"
        case .forgedLogSignature: "the ledger key's signature under the cosigned checkpoint is not valid"
        case .notAsked(let set, let number):
            "share \(number) of set \(set.code) cosigned an entry that does not ask for it: this is not consent"
        case .unknownCosigner(let set, let number):
            "share \(number) of set \(set.code) cosigned, but no earlier entry has its key"
        case .withoutConsent(let numbers):
            "revealed without the consent of \(numbers.map(\.description).joined(separator: ", "))"
        case .keyWithoutConsent: "the key was changed without the consent of a quorum in the next entry"
        case .keyOfAnotherSet(let set):
            "the key was changed by set \(set.code), which may not change it: "
                + "paper does not vouch for the set, or the policy does not name it"
        case .keyRuleNotAgreed:
            "the policy changes whose quorum may change the key, but that quorum did not agree: this stays as it was"
        case .keyInRecord: "a record changes the key"
        case .claimedSet(let set): "set \(set.code) is its credential's on the ledger keeper's word alone"
        case .paperDisagrees(let witness):
            "\(witness.words) and this ledger disagree at \(witness.size) entries: one of them is false"
        case .fileDisagrees(let witness):
            "\(witness.words) is signed by the ledger's key, but shows a different ledger at \(witness.size) entries"
        case .foreignEvidence(let name):
            "\(name) is of another ledger or another key: it may simply belong to another organization's ledger or "
                + "to an older binder, and then says nothing about this one"
        case .misreadCode(let name):
            "\(name) is misread: a character is wrong, missing or extra; compare it with the paper again"
        case .unreadableEvidence(let name): "\(name) cannot be read, or is not signed by the ledger's key"
        case .madeUpWitness(let set):
            "shares of set \(set.code) signed, but only this ledger vouches for that set: they count for nothing"
        case .noAnchor: "nobody outside has vouched for any of it: supply the code of a sheet or slip"
        case .quorumNotMet: "no checkpoint meets the trust policy"
        default: wordsOfRecordsAndFiles
        }
    }

    private var wordsOfRecordsAndFiles: String {
        switch what {
        case .notForRecords(let kind): "`\(kind.rawValue)` is not allowed in a record"
        case .notOfRecord(let set): "a record refers to set \(set.code), which it did not deal"
        case .recordOutOfOrder: "a part of a record does not follow the one before it, or the next one is missing"
        case .wrongRecord: "the record that it merged is not the one that it names"
        case .foreignRecord: "the record belongs to another ledger"
        case .rewrittenRecord: "this record was merged before, but its earlier lines were different then"
        case .timeRunsBack: "its time is earlier than that of the entry before it"
        case .otherManifestFile(let file): "\(file) differs from what the ledger holds"
        case .wrongCiphertextFile(let file, let reason): "\(file): \(reason)"
        case .missingFile(let file): "\(file) is missing; the ledger itself holds the manifest"
        case .policyNotRecorded: "policy.yaml is not the policy in force: `breakglass policy adopt` records the change"
        case .unsignedReadBack(_, let shares):
            "said to be read back, but not signed by \(shares.map(\.description).joined(separator: ", ")): "
                + "it proves nothing about them"
        case .overlongWindow(let end):
            "the window ends later than the statement says"
                + (end.map { ": it ends at \($0)" } ?? ": the statement names none")
        case .abandonedAfterProof(let set):
            "set \(set.code) is said to be abandoned after one of its sheets was proven: it stays"
        case .earlyReview:
            "the review was filed before the use that it is about: it ends no duty, and a review is still due"
        case .otherChanges: "the described changes are not what changed between the two policies"
        default: ""
        }
    }
}

extension EntryFault {
    /// The fault in words.
    var words: String {
        switch self {
        case .createdAgain(let set): "an earlier entry already dealt set \(set.code)"
        case .otherAccount(let set): "the account is not the label of set \(set.code)"
        case .otherCredential(let set): "the credential is not the one that the manifest of set \(set.code) names"
        case .unfoundedPractice(let set):
            "set \(set.code): a practice set must name the real set it is for, and no other set may"
        case .otherCustodians(let set): "the custodians are not those of the shares of set \(set.code)"
        case .namedLate(let opening): "it names a set for the opening of entry \(opening), which was already revealed"
        case .revealedAgain(let opening): "the opening of entry \(opening) was already revealed"
        case .otherSet(let opening): "it reveals a different set than the opening of entry \(opening)"
        case .closedAsAnother(let opening): "it closes the opening of entry \(opening) under a different set"
        case .closedAgain(let opening): "the opening of entry \(opening) was already closed"
        case .unfoundedBeside(let first):
            "entry \(first), which it names in `beside`, is not the statement of the same ceremony directly before it"
        case .unfoundedReplacement:
            "a sheet replaces another, but is not a spare of its group, or the other is not lost"
        case .ownCountersignature(let place): "the person who decided entry \(place) countersigned it: another must"
        case .halfAgreement: "a set without shares that agree, or shares without their set"
        }
    }
}
