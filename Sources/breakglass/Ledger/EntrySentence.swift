// SPDX-License-Identifier: Apache-2.0
//
// What an entry says happened, in one plain sentence; `EntryWording` shows all its members below it.

import Ledger
import ShareEnvelope

/// An entry in a sentence.
struct EntrySentence {
    let place: EntryPlace
    let event: LedgerEvent

    /// The sentence.
    var words: String {
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
                : event.happened == event.expected
                    ? "As planned: \(event.happened)."
                    : "It did not go as planned: \(event.happened)"
        case .recordOpened: "A record was opened; it stands in for the ledger until it is merged."
        case .recordMerged(let event):
            "A record of \(count(Int(clamping: event.entries), "entry", "entries")) was merged"
                + (event.parts == 1 ? "." : "; this is part \(event.part) of \(event.parts).")
        case .setCreated, .sheetsReleased, .sheetsReadBack, .setAbandoned, .setRetired: wordsOfSets
        case .recoveryOpened, .recoveryNamed, .cosigned, .recoveryRevealed, .recoveryClosed, .reviewFiled:
            wordsOfRecoveries
        case .drillOpened, .rehearsed, .drillClosed: wordsOfDrills
        case .reshareOpened, .sheetReceived, .sheetDestroyed, .sheetLost: wordsOfTurnover
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
                "\(event.by) made the night kit" + (event.account.map { " of \($0)" } ?? "")
                    + (event.credential.map { " / \($0)." } ?? ".")
            }
        }
    }

    private var wordsOfSets: String {
        switch event {
        case .setCreated(let event):
            (event.practice == nil ? "" : "For practice, with nothing of value: ")
                + "\(event.credential.map { "\(event.account) / \($0)" } ?? "\(event.account)") was dealt to "
                + "\(count(event.custodians.count, "custodian", "custodians")), as set \(event.set.code)."
        case .sheetsReleased(let event):
            "The sheets of set \(event.set.code) were read back as drawn, then released; "
                + "\(event.quorumsTried) of its \(count(event.quorums, "quorum", "quorums")) opened it."
        case .sheetsReadBack(let event):
            "Scans of the printed paper showed \(count(event.shares.count, "share", "shares")) of set "
                + "\(event.set.code) to be intact."
        case .setAbandoned(let event): "Set \(event.set.code) was abandoned: \(event.why)"
        case .setRetired(let event):
            "\(event.by) retired set \(event.set.code); its credential was "
                + (event.rotated ? "changed." : "NOT CHANGED, so its paper still opens it.")
        default: ""
        }
    }

    private var wordsOfRecoveries: String {
        switch event {
        case .recoveryOpened(let event):
            "\(event.operatedBy?.description ?? "Someone") asked to open "
                + (event.practice == true ? "FOR PRACTICE " : "")
                + (event.account.map { account in event.credential.map { "\(account) / \($0)" } ?? "\(account)" }
                    ?? "what the sheets open") + ": \(event.reason)"
        case .recoveryNamed(let event):
            "The sheets in the recovery of entry \(entry(event.opening)) belong to set \(event.set.code), which opens "
                + "\(event.account)."
        case .cosigned(let event):
            "\(count(event.signatures.count, "share", "shares")) of set \(event.set.code) signed entry "
                + "\(entry(max(event.size, 1) - 1)), and with it all entries before it."
        case .recoveryRevealed(let event):
            "\(count(event.shares.count, "share", "shares")) opened set \(event.set.code); "
                + (event.field.map { "its field \($0)" } ?? "all of it") + " was about to be shown"
                + (event.until.map { ", for use until \($0)." } ?? ".")
        case .recoveryClosed(let event):
            "The recovery of entry \(entry(event.opening)) ended: "
                + (event.detail.map { "\(event.outcome.words); \($0)" } ?? "\(event.outcome.words).")
        case .reviewFiled(let event):
            "\(event.by) reviewed the use of entry \(event.opening); alerts: \(event.alerts.rawValue)."
        default: ""
        }
    }

    private var wordsOfDrills: String {
        switch event {
        case .drillOpened(let event):
            "\(event.by) asked \(count(event.shares.count, "share", "shares")) of set \(event.set.code) to prove "
                + "\(event.shares.count == 1 ? "itself" : "themselves") (\(event.way.rawValue)), "
                + "with the words \(event.nonce.words.joined(separator: " "))."
        case .rehearsed(let event):
            "\(count(event.shares.count, "share", "shares")) of set \(event.set.code) opened the credential within "
                + "\(count(Int(clamping: event.seconds), "second", "seconds")), and nothing was shown; "
                + "\(event.quorumsTried) of \(count(event.quorums, "quorum", "quorums")) were tried."
        case .drillClosed(let event):
            "The drill of entry \(entry(event.drill)) ended: \(count(event.proven.count, "share", "shares")) proven"
                + (event.unproven.isEmpty ? "." : ", \(event.unproven.count) NOT.")
        default: ""
        }
    }

    private var wordsOfTurnover: String {
        switch event {
        case .reshareOpened(let event):
            "\(event.by) asked \(count(event.shares.count, "share", "shares")) of set \(event.set.code) to reissue its "
                + "credential: \(event.why)"
        case .sheetReceived(let event):
            "\(event.custodian) has the sheet of share \(event.share) of set \(event.set.code) in hand"
                + (event.bag.map { ", in bag \($0)" } ?? "")
                + (event.replaces.map { "; it takes the place of \($0)." } ?? ".")
        case .sheetDestroyed(let event):
            "The sheet of share \(event.share) of set \(event.set.code) was destroyed: \(event.how)"
        case .sheetLost(let event):
            "The sheet of share \(event.share) of set \(event.set.code) is LOST: \(event.happened)"
        default: ""
        }
    }

    /// The place of an index of the log that the entry is in, which may be a merged record.
    private func entry(_ index: UInt64) -> EntryPlace {
        place.inRecord == nil ? EntryPlace(index) : EntryPlace(place.index, inRecord: index)
    }

    private func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
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
