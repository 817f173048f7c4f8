// SPDX-License-Identifier: Apache-2.0
//
// What an entry says happened, in one plain sentence; `EntryWording` shows all its members below it.

import CustodyPolicy
package import Ledger
import ShareEnvelope

/// An entry in a sentence.
package struct EntrySentence {
    private let place: EntryPlace
    private let event: LedgerEvent

    package init(place: EntryPlace, event: LedgerEvent) {
        self.place = place
        self.event = event
    }

    /// The sentence.
    package var words: String {
        switch event {
        case .binderOpened(let event):
            "The binder \(event.name.ledgerText) was opened; its key signs every checkpoint from here on."
        case .keyChanged(let event):
            "\(event.by) gave the binder a new key: \(event.why)"
        case .policyChanged(let event):
            "\(event.by) put a policy of \(event.policy.count) lines into force: \(event.why)"
        case .countersigned(let event): "\(event.by) countersigned entry \(event.exception): \(event.statement)"
        case .refused(let event):
            "The program refused to \(event.act)\(event.account.map { " (\($0))" } ?? ""): \(event.why)"
        case .exception(let event):
            event.override
                ? "\(event.by) OVERRODE A RULE that asked for \(event.expected): \(event.happened)"
                : event.isNote
                    ? "As planned: \(event.happened)."
                    : "It did not go as planned: \(event.happened)"
        case .journalOpened: "A journal was opened; it stands in for the ledger until it is merged."
        case .journalMerged(let event):
            "A journal of \(event.entries.counted("entry", "entries")) was merged"
                + (event.parts == 1 ? "." : "; this is part \(event.part) of \(event.parts).")
        case .setCreated(let event):
            (event.practice == nil ? "" : "For practice, with nothing of value: ")
                + "\(CredentialName(account: event.account, credential: event.credential)) was dealt to "
                + "\(event.custodians.count.counted("custodian", "custodians")), as set \(event.set.code)."
        case .sheetsReleased(let event):
            "The sheets of set \(event.set.code) were read back as drawn, then released; "
                + "\(event.quorumsTried) of its \(event.quorums.counted("quorum", "quorums")) opened it."
        case .sheetsReadBack(let event):
            "Scans of the printed paper showed \(event.shares.count.counted("share", "shares")) of set "
                + "\(event.set.code) to be intact."
        case .setAbandoned(let event): "Set \(event.set.code) was abandoned: \(event.why)"
        case .setRetired(let event):
            "\(event.by) retired set \(event.set.code); its credential was "
                + (event.rotated ? "changed." : "NOT CHANGED, so its paper still opens it.")
        case .recoveryOpened(let event):
            "\(event.operatedBy?.description ?? "Someone") asked to open "
                + (event.practice == true ? "FOR PRACTICE " : "")
                + (Self.name(event.account, event.credential) ?? "what the sheets open") + ": \(event.reason)"
        case .recoveryNamed(let event):
            "The sheets in the recovery of entry \(entry(event.opening)) belong to set \(event.set.code), which opens "
                + "\(event.account)."
        case .cosigned(let event):
            "\(event.signatures.count.counted("share", "shares")) of set \(event.set.code) signed entry "
                + "\(entry(max(event.size, 1) - 1)), and with it all entries before it."
        case .recoveryRevealed(let event):
            "\(event.shares.count.counted("share", "shares")) opened set \(event.set.code); "
                + (event.field.map { "its field \($0)" } ?? "all of it") + " was about to be shown"
                + (event.until.map { ", for use until \($0)." } ?? ".")
        case .recoveryClosed(let event):
            "The recovery of entry \(entry(event.opening)) ended: "
                + (event.detail.map { "\(event.outcome.words); \($0)" } ?? "\(event.outcome.words).")
        case .reviewFiled(let event):
            "\(event.by) reviewed the use of entry \(event.opening); alerts: \(event.alerts.rawValue)"
                + (event.verdict.map { "; the audit of the log says: \($0.rawValue)." } ?? ".")
        case .drillOpened(let event):
            "\(event.by) asked \(event.shares.count.counted("share", "shares")) of set \(event.set.code) to prove "
                + "\(event.shares.count == 1 ? "itself" : "themselves") (\(event.way.rawValue)), "
                + "with the words \(event.nonce.words.joined(separator: " "))."
        case .rehearsed(let event):
            "\(event.shares.count.counted("share", "shares")) of set \(event.set.code) opened the credential within "
                + "\(event.seconds.counted("second", "seconds")), and nothing was shown; "
                + "\(event.quorumsTried) of \(event.quorums.counted("quorum", "quorums")) were tried."
        case .drillClosed(let event):
            "\(event.by) ended the drill of entry \(entry(event.drill)): \(event.proven.count.counted("share", "shares")) proven"
                + (event.unproven.isEmpty ? "." : ", \(event.unproven.count) NOT.")
                + (event.alerts.map { " Alerts tested: \(DrillClosed.TestedAlert.words($0))." } ?? "")
        case .reshareOpened(let event):
            "\(event.by) asked \(event.shares.count.counted("share", "shares")) of set \(event.set.code) to reissue its "
                + "credential: \(event.why)"
        case .sheetReceived(let event):
            "\(event.custodian) has the sheet of share \(event.share) of set \(event.set.code) in hand"
                + (event.bag.map { ", in bag \($0)" } ?? "")
                + (event.replaces.map { "; it takes the place of \($0)." } ?? ".")
        case .sheetDestroyed(let event):
            "The sheet of share \(event.share) of set \(event.set.code) was destroyed: \(event.how)"
        case .sheetLost(let event):
            "The sheet of share \(event.share) of set \(event.set.code) is LOST: \(event.happened)"
        case .custodianJoined(let event):
            "\(event.custodian) (\(event.person)) may hold sheets from now on: \(event.why)"
        case .custodianLeft(let event):
            "\(event.custodian) (\(event.person)) leaves on \(event.left)"
                + (event.successor.map { ", and \($0) takes over" } ?? "") + "; "
                + (event.holds.isEmpty
                    ? "this person holds no sheets."
                    : event.holds.map { "set \($0.set.code) is to be reissued by \($0.dealBy)" }
                        .joined(separator: ", ") + ".")
        case .paperMade(let event):
            switch event.paper {
            case .script: "\(event.by) made the script of a \(event.ceremony.rawValue)."
            case .record:
                "\(event.by) made the record of the \(event.ceremony.rawValue)"
                    + (event.script.map { " that followed the script of entry \($0)." } ?? ".")
            case .nightKit:
                "\(event.by) made the night kit\(Self.name(event.account, event.credential).map { " of \($0)" } ?? "")."
            }
        }
    }

    private static func name(_ account: PublicText?, _ credential: PublicText?) -> String? {
        account.map { CredentialName(account: $0, credential: credential).description }
    }

    /// The place of an index of the log that the entry is in, which may be a merged journal.
    private func entry(_ index: UInt64) -> EntryPlace {
        place.inJournal == nil ? EntryPlace(index) : EntryPlace(place.index, inJournal: index)
    }
}

extension RecoveryClosed.Outcome {
    fileprivate var words: String {
        switch self {
        case .shown: "the credential was shown"
        case .failed: "nothing was opened"
        case .givenUp: "it was given up"
        case .leftOpen: "a later ceremony found it neither closed nor in progress"
        }
    }
}
