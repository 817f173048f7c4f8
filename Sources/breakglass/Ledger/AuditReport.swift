// SPDX-License-Identifier: Apache-2.0

import Binder
import Foundation
import ShareEnvelope

/// The result of an audit, for people and for machines.
struct AuditReport: Encodable {
    struct Witness: Encodable {
        let who: String
        let entries: UInt64
    }

    struct Finding: Encodable {
        let entry: String?
        let what: String
        let isWarning: Bool
    }

    let ledger: String?
    let entries: UInt64
    let root: String
    let isWhole: Bool
    let vouchedEntries: UInt64
    let firstDoubtfulEntry: UInt64?
    let trustedEntries: UInt64?
    let trustedWitnesses: [String]?
    let witnesses: [Witness]
    let findings: [Finding]

    init(_ audit: LedgerAudit) {
        ledger = audit.log.ledgerOrigin?.ledgerText
        entries = audit.log.size
        root = (try? audit.log.tree.root(at: audit.log.tree.size))?.ledgerText ?? ""
        isWhole = audit.isWhole
        vouchedEntries = audit.vouchedSize
        firstDoubtfulEntry = audit.firstDoubtful
        trustedEntries = audit.trusted?.size
        trustedWitnesses = audit.trusted?.names
        witnesses = audit.witnesses.sorted { $0.size < $1.size }.map { Witness(who: $0.words, entries: $0.size) }
        findings = audit.findings.map { finding in
            Finding(entry: finding.place?.ledgerText, what: finding.words, isWarning: finding.isWarning)
        }
        contradictions = audit.contradictions.sorted { $0.size < $1.size }.map { $0.words }
    }

    private let contradictions: [String]

    /// The report in words.
    var lines: [String] {
        var lines = [
            "Ledger    \(ledger ?? "none")", "Entries   \(entries)", "Root      \(root)",
        ]
        for witness in witnesses {
            lines.append("Vouches   \(witness.who): entries 0 to \(max(witness.entries, 1) - 1)")
        }
        for finding in findings {
            let place = finding.entry.map { "entry \($0): " } ?? ""
            lines.append("\(finding.isWarning ? "Note     " : "WRONG    ") \(place)\(finding.what)")
        }
        if let trustedEntries, let trustedWitnesses {
            let names = trustedWitnesses.isEmpty ? "nobody is asked for" : trustedWitnesses.joined(separator: ", ")
            lines.append("Trusted   the policy is met for \(trustedEntries) entries: \(names)")
        }
        return lines + ["", verdict]
    }

    private var verdict: String {
        guard !isWhole else {
            guard vouchedEntries > 0 else {
                return
                    "The ledger is whole. Nobody but its own key vouches for it: bring checkpoints from paper with `--printed`."
            }
            let open = entries - vouchedEntries
            return "The ledger is whole. "
                + (open == 0
                    ? "Witnesses vouch for all of it."
                    : "Witnesses vouch for its first \(vouchedEntries) entries; for the \(open) after them only its own key does.")
        }
        guard let firstDoubtfulEntry, let proof = contradictions.first else {
            return "THE LEDGER CANNOT BE BELIEVED AS IT IS."
        }
        return "THE LEDGER WAS CHANGED. It cannot be believed from entry \(firstDoubtfulEntry) on: \(proof) proves it."
    }

    private enum CodingKeys: String, CodingKey {
        case ledger, entries, root, isWhole, vouchedEntries, firstDoubtfulEntry, trustedEntries, trustedWitnesses
        case witnesses, findings
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
        case .policyWitness(let name): "witness \(name)"
        }
    }
}

extension AuditFinding {
    /// The finding in words.
    var words: String {
        switch what {
        case .noBeginning: "the ledger has no first line that opens it"
        case .notAnEntry(let defect): "the line is no entry: \(defect.words)"
        case .tornTail(let count):
            "\(count) bytes behind the last line end are no entry; the next entry sets them aside"
        case .noCheckpoint: "there is no checkpoint"
        case .badCheckpoint(let error): "a checkpoint cannot be read: \(error.words)"
        case .otherOrigin(let name): "a checkpoint is of another ledger or another key: \(name)"
        case .unsigned(let error): "the checkpoint is not signed by the ledger's key: \(error.words)"
        case .cut(let size, let found): "somebody saw \(size) entries, and only \(found) are here"
        case .beyondCheckpoint(let count): "\(count) entries stand behind the signed checkpoint"
        case .rewritten(let witness): "\(witness.words) saw another ledger at \(witness.size) entries"
        case .forgedCosignature(let set, let number): "the cosignature of share \(number) of set \(set.code) is false"
        case .forgedLogSignature: "the ledger key's signature under the cosigned checkpoint is false"
        case .unknownCosigner(let set, let number):
            "share \(number) of set \(set.code) cosigned, but no entry before holds the set's manifest"
        case .earlyCosignature(let size): "a cosignature of \(size) entries, which the ledger did not have then"
        case .notAsked(let set, let number):
            "share \(number) of set \(set.code) cosigned an entry that does not ask for it: no consent"
        case .wrongManifest(let set): "the manifest is not that of set \(set.code)"
        case .withoutConsent(let numbers):
            "revealed without the consent of \(numbers.map(\.description).joined(separator: ", "))"
        case .danglingReference(let name): "it speaks of \(name), which is not there"
        case .fault(let fault): fault.words
        case .timeRunsBack: "its time lies before that of the entry before it"
        case .opensAgain: "a ledger or record is opened in the midst of one"
        case .unfoundedKeyChange:
            "another key took over without the consent of a quorum of the set that the policy names"
        case .wrongRecord: "the record that it took in is not the one that it names"
        case .recordOutOfOrder: "a piece of a record does not follow the one before it"
        case .rewrittenRecord: "the record was taken in before, and began otherwise"
        case .foreignRecord: "the record belongs to another ledger"
        case .missingFile(let file): "\(file) is missing; the ledger itself holds the manifest"
        case .wrongFile(let file, let reason): "\(file): \(reason)"
        case .policyNotRecorded: "policy.yaml is not the policy in force: `breakglass policy adopt` records the change"
        case .policyNotMet(let error): "the trust policy is not met: \(error.words)"
        }
    }
}

extension EntryFault {
    /// The fault in words.
    var words: String {
        switch self {
        case .notForRecords(let kind): "`\(kind.rawValue)` cannot stand in a record"
        case .notOfRecord(let set): "a record tells of set \(set.code), which it did not deal"
        case .createdAgain(let set): "set \(set.code) was dealt in an entry before"
        case .otherAccount(let set): "the account is not the label of set \(set.code)"
        case .otherCredential(let set): "the credential is not the one that the manifest of set \(set.code) names"
        case .unfoundedPractice(let set):
            "set \(set.code): a practice set, and no other, says which real set it is for"
        case .namedLate(let opening): "it names a set for the opening of entry \(opening), which was revealed before"
        case .revealedAgain(let opening): "the opening of entry \(opening) was revealed before"
        case .otherSet(let opening): "it reveals another set than the one that the opening of entry \(opening) is of"
        case .unfoundedBeside(let first):
            "it stands beside entry \(first), which is not the statement of the same ceremony directly before it"
        case .unfoundedReplacement:
            "a sheet takes the place of another, and is no spare of its group, or the other is not lost"
        }
    }
}
