// SPDX-License-Identifier: Apache-2.0

import Binder
import ShareEnvelope

/// What a binder's status says, for people, machines and monitoring.
struct StatusReport: Encodable {
    struct Credential: Encodable {
        let name: String
        let account: String
        let credential: String?
        let state: String
        let words: String
        let set: String?
        let uses: Int
    }

    struct Item: Encodable {
        let kind: String
        let urgency: String
        let credential: String?
        let words: String
        let due: String?
        let days: Int?
    }

    let ledger: String
    let entries: UInt64
    let time: String
    let overdue: Int
    let soon: Int
    let credentials: [Credential]
    let duties: [Item]

    init(ledger: String, entries: UInt64, state: BinderState, policy: Policy?, duties: DutyList, now: LedgerTime) {
        self.ledger = ledger
        self.entries = entries
        time = now.description
        overdue = duties.duties.count { $0.urgency == .overdue }
        soon = duties.duties.count { $0.urgency == .soon }
        credentials = state.lives(under: policy).map { life in
            let now = life.state(at: now)
            return Credential(
                name: life.name.description, account: life.name.account.description,
                credential: life.name.credential?.description, state: now.word, words: now.words,
                set: life.liveSet?.identity.code, uses: life.openings.count { $0.revealed != nil })
        }
        self.duties = duties.duties.map { duty in
            Item(
                kind: duty.kind.rawValue, urgency: duty.urgency == .overdue ? "overdue" : "soon",
                credential: duty.name?.description, words: duty.words, due: duty.due?.description,
                days: duty.due.map { due in
                    (Int(due.posixSeconds) - Int(now.posixSeconds)).quotientAndRemainder(dividingBy: 86_400).quotient
                })
        }
    }

    /// All in one sentence.
    var sentence: String {
        switch (overdue, soon) {
        case (0, 0): "All is in order."
        case (0, let soon): "\(soon == 1 ? "1 duty is" : "\(soon) duties are") due soon."
        case (let overdue, _): "\(overdue == 1 ? "1 DUTY IS" : "\(overdue) DUTIES ARE") OVERDUE OR OPEN."
        }
    }

    /// The status in words.
    var lines: [String] {
        var lines = [sentence, ""]
        let width = credentials.map { $0.name.count }.max() ?? 0
        for credential in credentials {
            let space = String(repeating: " ", count: width - credential.name.count)
            lines.append("  \(credential.name)\(space)  \(credential.words)")
        }
        if !duties.isEmpty { lines.append("") }
        for duty in duties {
            let mark = duty.urgency == "overdue" ? "!!" : " -"
            lines.append("\(mark) \(duty.credential.map { "\($0): " } ?? "")\(duty.words)\(Self.when(duty))")
        }
        return lines + ["", "Ledger \(ledger), \(entries) entries; \(time)."]
    }

    private static func when(_ duty: Item) -> String {
        guard let days = duty.days else { return "" }
        switch days {
        case ..<0: return " (\(-days) \(days == -1 ? "day" : "days") ago)"
        case 0: return " (today)"
        default: return " (in \(days) \(days == 1 ? "day" : "days"))"
        }
    }
}
