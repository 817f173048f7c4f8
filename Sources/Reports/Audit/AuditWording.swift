// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import Ledger
import ShareEnvelope

extension AuditWitness {
    /// The witness in words.
    package var words: String {
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
    package var words: String {
        switch what {
        case .noBeginning: "the ledger has no first line that opens it"
        case .opensAgain: "a ledger or journal is opened in the middle of one"
        case .notAnEntry(let defect): "the line is not an entry: \(defect.words)"
        case .noCheckpoint: "there is no checkpoint"
        case .badCheckpoint(let error): "the checkpoint cannot be read: \(error.words)"
        case .otherOrigin(let name): "the checkpoint belongs to another ledger: \(name)"
        case .unsigned(let error): "the checkpoint is not signed by the ledger's key: \(error.words)"
        case .cut(let size, let found): "the checkpoint counts \(size) entries, but only \(found) are here"
        case .otherLines(let size): "the checkpoint is for \(size) different entries"
        case .unsignedLines(let count):
            "\(count == 1 ? "a line" : "\(count) lines") from here on \(count == 1 ? "is" : "are") not signed by the ledger's "
                + "key and \(count == 1 ? "does" : "do") not count"
        case .tornTail(let count):
            "\(count) bytes after the last line end are not an entry; the next entry sets them aside"
        case .interrupted(let count):
            "the program was interrupted while it wrote \(count == 1 ? "an entry" : "\(count) entries"); what it wrote counts"
        case .wrongManifest(let set): "the manifest is not that of set \(set.code)"
        case .manifestOutOfForm(let set): "the manifest of set \(set.code) is not in its canonical form"
        case .unknownSet(let set): "no entry up to here holds the manifest of set \(set.code)"
        case .danglingReference(let name): "it refers to \(name), which is not before it or is of the wrong kind"
        case .fault(let fault): fault.words
        case .earlyCosignature(size: 0): "a cosignature of an empty ledger, which agrees to nothing"
        case .earlyCosignature(let size):
            "a cosignature of \(size) entries, a size the ledger did not have then"
        case .unorderedCosignatures: "no signatures, or not in the order of the shares with each share once"
        case .rewritten(let witness): "\(witness.words) saw another ledger at \(witness.size) entries"
        case .forgedCosignature(let set, let number):
            "the cosignature of share \(number) of set \(set.code) is not valid"
        case .forgedLogSignature: "the ledger key's signature under the cosigned checkpoint is not valid"
        case .notAsked(let set, let number):
            "share \(number) of set \(set.code) cosigned an entry that does not ask for it: this is not consent"
        case .unknownCosigner(let set, let number):
            "share \(number) of set \(set.code) cosigned, but no earlier entry holds its key"
        case .withoutConsent(let numbers):
            "revealed without the consent of \(numbers.map(\.description).joined(separator: ", "))"
        case .keyWithoutConsent: "the key was changed without the consent of a quorum in the next entry"
        case .keyOfAnotherSet(let set):
            "the key change names set \(set.code), which may not consent to it: paper does not vouch for the set, or the "
                + "policy does not name it"
        case .keyRuleNotAgreed:
            "the policy changes whose quorum may change the key, but that quorum did not agree: this rule stays as it was"
        case .keyInJournal: "a journal changes the key"
        case .claimedSet(let set): "only the ledger keeper says that set \(set.code) belongs to its credential"
        case .paperDisagrees(let witness):
            "\(witness.words) and this ledger disagree at \(witness.size) entries; one of them is false"
        case .fileDisagrees(let witness):
            "\(witness.words) is signed by the ledger's key but shows another ledger at \(witness.size) entries"
        case .foreignEvidence(let name):
            "\(name) belongs to another ledger or another key: if it comes from another organization's ledger or from an "
                + "older binder, it says nothing about this one"
        case .misreadCode(let name):
            "\(name) was misread: a character is wrong, missing or extra; compare it with the paper again"
        case .unreadableEvidence(let name): "\(name) cannot be read, or is not signed by the ledger's key"
        case .madeUpWitness(let set):
            "shares of set \(set.code) signed, but only this ledger vouches for that set: they do not count"
        case .noAnchor: "no one outside vouches for any of it: check it against a sheet or a slip"
        case .quorumNotMet: "no checkpoint meets the trust policy"
        case .notForJournals(let kind): "`\(kind.rawValue)` is not allowed in a journal"
        case .notOfJournal(let set): "a journal reports on set \(set.code), which it did not deal"
        case .journalOutOfOrder: "a piece of a journal does not follow the one before it, or the next one is missing"
        case .wrongJournal: "the journal that it merged is not the one that it names"
        case .foreignJournal: "the journal belongs to another ledger"
        case .rewrittenJournal: "this journal was merged before, and its earlier lines were different then"
        case .timeRunsBack: "its time is earlier than the time of the entry before it"
        case .otherManifestFile(let file): "\(file) differs from the manifest in the ledger"
        case .wrongCiphertextFile(let file, let reason): "\(file): \(reason)"
        case .missingFile(let file): "\(file) is missing; the ledger itself holds the manifest"
        case .policyNotRecorded:
            "policy.yaml is not the policy in force: `breakglass policy --adopt` records the change"
        case .unsignedReadBack(_, let shares):
            "recorded as read back, but not signed by \(shares.map(\.description).joined(separator: ", ")): it proves nothing "
                + "about them"
        case .overlongWindow(let end):
            "the window ends later than the statement allows"
                + (end.map { ": it ends at \($0)" } ?? ": the statement sets none")
        case .abandonedAfterProof(let set):
            "set \(set.code) was recorded as abandoned after one of its sheets was proven: it can still be opened"
        case .earlyReview:
            "the review was filed before the use that it is about: it ends no duty, and a review of the use is still due"
        case .otherChanges: "the words of the change do not match what changed between the two policies"
        }
    }
}

extension EntryFault {
    /// The fault in words.
    package var words: String {
        switch self {
        case .createdAgain(let set): "set \(set.code) was dealt in an earlier entry"
        case .otherAccount(let set): "the account is not the label of set \(set.code)"
        case .otherCredential(let set): "the credential is not the one that the manifest of set \(set.code) names"
        case .unfoundedPractice(let set):
            "set \(set.code): a practice set must name the real set that it is for, and no other set may"
        case .otherCustodians(let set): "the custodians do not match the shares of set \(set.code)"
        case .namedLate(let opening): "it names a set for the opening of entry \(opening), which was already revealed"
        case .revealedAgain(let opening): "the opening of entry \(opening) was already revealed"
        case .otherSet(let opening): "it reveals a set other than the set of the opening of entry \(opening)"
        case .closedAsAnother(let opening): "it closes the opening of entry \(opening) under another set"
        case .closedAgain(let opening): "the opening of entry \(opening) was already closed"
        case .unfoundedBeside(let first):
            "`beside` names entry \(first), which is not the statement of the same ceremony directly before it"
        case .unfoundedReplacement:
            "a sheet takes the place of another, but it is not a spare of that group, or the other is not lost"
        case .ownCountersignature(let place):
            "the person who decided entry \(place) countersigned it: another person must"
        case .halfAgreement: "a set without shares that agree, or shares without their set"
        case .halfResult: "a result file without what it says, or what it says without the file"
        }
    }
}
