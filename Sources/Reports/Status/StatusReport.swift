// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// The status of a binder, for people, machines and monitoring.
package struct StatusReport: Encodable {
    struct Credential: Encodable {
        let name: String
        let account: String
        let credential: String?
        let state: String
        let words: String
        let since: String?
        let set: String?
        /// Whether only the ledger keeper asserts that the set in force is the credential's.
        let isClaim: Bool
        let uses: Int
        let coverage: StatusCoverage?
    }

    struct Item: Encodable {
        let kind: Duty.Kind
        let urgency: Duty.Urgency
        let account: String?
        let credential: String?
        let words: String
        let due: String?
        let days: Int?
        let dueSeconds: UInt64?

        init(_ duty: Duty, at now: LedgerTime) {
            kind = duty.kind
            urgency = duty.urgency
            account = duty.name?.account.description
            credential = duty.name?.credential?.description
            words = duty.words
            due = duty.due?.description
            days = duty.due.map { (Int($0.posixSeconds) - Int(now.posixSeconds)) / 86_400 }
            dueSeconds = duty.due?.posixSeconds
        }

        /// The credential that it is about; empty if it is about none.
        var name: String { [account, credential].compactMap { $0 }.joined(separator: " / ") }
    }

    let ledger: String
    let entries: UInt64
    let time: String
    let seconds: UInt64
    let sentence: String
    /// What to do before everything else; `nil` if nothing is due.
    let first: String?
    package let overdue: Int
    package let soon: Int
    let credentials: [Credential]
    let duties: [Item]
    let remarks: StatusRemarks
    /// The recovery page in the binder; `nil` if only the ledger was read.
    package let page: StatusPage?

    /// The status of a binder's folder.
    ///
    /// - Throws: `BinderError` if it cannot be read.
    package init(of folder: BinderFolder, at now: LedgerTime) throws(BinderError) {
        let (log, state) = try folder.read()
        self.init(
            log, state, DutyList(log, state, policyFile: try folder.policyText(), at: now),
            page: StatusPage(in: folder),
            at: now)
    }

    init(
        _ log: LogAudit, _ state: BinderState, _ duties: DutyList, page: StatusPage? = nil, at now: LedgerTime
    ) {
        self.init(
            ledger: log.ledgerOrigin?.ledgerText ?? "none", entries: log.size, state: state, policy: state.readPolicy,
            duties: duties, page: page, now: now)
    }

    init(
        ledger: String, entries: UInt64, state: BinderState, policy: Policy?, duties: DutyList, page: StatusPage? = nil,
        now: LedgerTime
    ) {
        self.ledger = ledger
        self.entries = entries
        time = now.description
        seconds = now.posixSeconds
        overdue = duties.duties.count { $0.urgency == .overdue }
        soon = duties.duties.count { $0.urgency == .soon }
        sentence = Self.sentence(overdue: overdue, soon: soon)
        first = Self.first(of: duties.duties)
        credentials = state.lives(under: policy).map { life in
            let state = life.state(at: now)
            return Credential(
                name: life.name.description, account: life.name.account.description,
                credential: life.name.credential?.description, state: state.word, words: state.words,
                since: life.liveSet?.released?.description, set: life.liveSet?.identity.code,
                isClaim: life.liveSet?.isClaim ?? false, uses: life.openings.count { $0.use != nil },
                coverage: Coverage(of: life, at: now).map { StatusCoverage($0) })
        }
        self.duties = duties.duties.map { Item($0, at: now) }
        remarks = StatusRemarks(state)
        self.page = page
    }

    /// The status in one sentence.
    private static func sentence(overdue: Int, soon: Int) -> String {
        switch (overdue, soon) {
        case (0, 0): "Everything is in order."
        case (0, let soon): "\(soon.counted("duty is", "duties are")) due soon."
        case (let overdue, 0): "\(overdue.counted("duty is", "duties are")) overdue or open."
        case (let overdue, let soon):
            "\(overdue.counted("duty is", "duties are")) overdue or open, and \(soon) due soon."
        }
    }

    private static func first(of duties: [Duty]) -> String? {
        duties.min { ($0.urgency, $0.kind.rank) < ($1.urgency, $1.kind.rank) }.map { duty in
            duty.kind.task + (duty.name.map { " (\($0))" } ?? "")
        }
    }
}

extension DutyList {
    /// What is due in a binder.
    ///
    /// - Parameter policyFile: the text of `policy.yaml`, which may not be in force.
    init(_ log: LogAudit, _ state: BinderState, policyFile: String?, at now: LedgerTime) {
        self.init(
            state, under: state.readPolicy, at: now, isPolicyRecorded: policyFile == state.policy?.text,
            faults: log.faults.count)
    }
}
