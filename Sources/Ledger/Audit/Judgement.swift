// SPDX-License-Identifier: Apache-2.0
//
// The judgment of a ledger in the form that both verifiers write, so that it can be compared byte for byte: `ledger
// verify --json`, and `Vectors/verify_ledger.py --json`.

import SecretSharing
import ShareEnvelope

/// What an audit found, for machines.
package struct Judgement: Encodable {
    private let audit: LedgerAudit

    /// Makes the judgment of an audit.
    package init(_ audit: LedgerAudit) { self.audit = audit }

    private enum Key: String, CodingKey {
        case verdict
        case entries
        case signed
        case vouched
        case believed = "believed_up_to"
        case doubtful = "cannot_be_believed_from"
        case anchored
        case findings
        case facts
    }

    /// Writes the members in a fixed order.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        let isLedger = audit.log.origin != nil
        try members.encode(audit.verdict, forKey: .verdict)
        try members.encode(isLedger ? audit.log.size : 0, forKey: .entries)
        try members.encode(audit.signed, forKey: .signed)
        try members.encode(audit.vouched, forKey: .vouched)
        try members.encode(isLedger ? audit.believed : 0, forKey: .believed)
        try members.encode(audit.firstDoubtful, forKey: .doubtful)
        try members.encode(audit.anchored.map { $0.hexadecimal }.sorted(), forKey: .anchored)
        try members.encode(found, forKey: .findings)
        try members.encode(isLedger ? Facts(audit) : nil, forKey: .facts)
    }

    private struct Found: Encodable, Hashable {
        let rule: AuditRule
        let level: AuditLevel
        let entry: String?

        private enum Key: CodingKey {
            case rule, level, entry
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(rule, forKey: .rule)
            try members.encode(level, forKey: .level)
            try members.encode(entry, forKey: .entry)
        }
    }

    /// Each rule once at each entry, in the order of rules and places.
    private var found: [Found] {
        let sorted = audit.findings.sorted {
            guard $0.rule == $1.rule else { return $0.rule.rawValue < $1.rule.rawValue }
            guard let left = $0.place, let right = $1.place else { return $0.place == nil && $1.place != nil }
            return left < right
        }
        return sorted.map { Found(rule: $0.rule, level: $0.level, entry: $0.place?.ledgerText) }.uniqued
    }
}

/// What follows from a ledger, as both verifiers report it.
private struct Facts: Encodable {
    struct Sheet: Encodable {
        let proven: UInt64?
        let state: String
        let custodian: String
        let replaces: String?

        private enum Key: CodingKey {
            case proven, state, custodian, replaces
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(proven, forKey: .proven)
            try members.encode(state, forKey: .state)
            try members.encode(custodian, forKey: .custodian)
            try members.encode(replaces, forKey: .replaces)
        }
    }

    struct Dealt: Encodable {
        let place: String
        let account: String
        let practice: Bool
        let authority: String?
        let out: Bool
        let ended: String?
        let agreed: Bool
        let rotated: Bool
        let opened: Bool
        let shares: [String: Sheet]

        private enum Key: CodingKey {
            case place, account, practice, authority, out, ended, agreed, rotated, opened, shares
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(place, forKey: .place)
            try members.encode(account, forKey: .account)
            try members.encode(practice, forKey: .practice)
            try members.encode(authority, forKey: .authority)
            try members.encode(out, forKey: .out)
            try members.encode(ended, forKey: .ended)
            try members.encode(agreed, forKey: .agreed)
            try members.encode(rotated, forKey: .rotated)
            try members.encode(opened, forKey: .opened)
            try members.encode(shares, forKey: .shares)
        }
    }

    struct Use: Encodable {
        let set: String?
        let consents: [String]
        let practice: Bool
        let opened: String?
        let windowEnd: UInt64?
        let closed: String?
        let reviewed: Bool

        private enum Key: String, CodingKey {
            case set, consents, practice, opened
            case windowEnd = "window_end"
            case closed, reviewed
        }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: Key.self)
            try members.encode(set, forKey: .set)
            try members.encode(consents, forKey: .consents)
            try members.encode(practice, forKey: .practice)
            try members.encode(opened, forKey: .opened)
            try members.encode(windowEnd, forKey: .windowEnd)
            try members.encode(closed, forKey: .closed)
            try members.encode(reviewed, forKey: .reviewed)
        }
    }

    private enum Key: String, CodingKey {
        case sets
        case openings
        case keyRule = "key_rule"
        case keySet = "key_set"
        case overrides
    }

    private let audit: LedgerAudit

    init(_ audit: LedgerAudit) { self.audit = audit }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        let state = audit.state
        try members.encode(
            Dictionary(uniqueKeysWithValues: state.sets.map { ($0.identity.hexadecimal, dealt($0)) }), forKey: .sets)
        try members.encode(
            Dictionary(uniqueKeysWithValues: state.openings.map { ($0.place.ledgerText, use($0)) }), forKey: .openings)
        let rule = audit.keyRule.name.map { [$0.account.description, $0.credential?.description ?? ""] }
        try members.encode(rule, forKey: .keyRule)
        try members.encode(audit.keyRule.set?.hexadecimal, forKey: .keySet)
        try members.encode(
            state.exceptions.filter { $0.needsCountersignature }.map { $0.place.ledgerText }, forKey: .overrides)
    }

    private func dealt(_ set: SetHistory) -> Dealt {
        let name = audit.name(of: set)
        let isClaim = set.saidOut != nil && !set.saysPractice
        let shares = set.created.custodians.map { kept in
            let sheet = set.sheets[kept.share]
            let custodian = sheet?.received?.event.custodian ?? kept.name
            return (
                "\(kept.share)",
                Sheet(
                    proven: set.proofs[kept.share]?.time.posixSeconds, state: (sheet?.standing ?? .inHand).rawValue,
                    custodian: custodian.description, replaces: sheet?.replaces.map { "\($0)" })
            )
        }
        return Dealt(
            place: set.place.ledgerText, account: name.account.description,
            practice: set.saysPractice,
            authority: set.authorities.map { $0.rule }.min() ?? (isClaim ? "A5" : nil), out: set.saidOut != nil,
            ended: set.retired != nil ? "retired" : set.end == nil ? nil : "abandoned",
            agreed: set.retired?.isAgreed ?? false, rotated: set.retired?.event.rotated ?? false,
            opened: audit.state.isOpened(set.identity),
            shares: Dictionary(shares) { first, _ in first })
    }

    private func use(_ opening: Opening) -> Use {
        let isPractice = audit.state.isPractice(opening)
        let use = isPractice ? nil : opening.use
        return Use(
            set: opening.set?.hexadecimal, consents: opening.consents.sorted().map { "\($0)" }, practice: isPractice,
            opened: use?.strength.word, windowEnd: use == nil ? nil : opening.windowEnd?.posixSeconds,
            closed: opening.closed?.event.outcome.rawValue, reviewed: opening.review != nil)
    }
}

extension Strength {
    /// The word for it in reports and JSON.
    package var word: String {
        switch self {
        case .said: "said"
        case .signed: "signed"
        case .agreed: "agreed"
        }
    }
}

extension BinderState {
    /// Whether a use that is not practice opened the set: a quorum of it consented, or an entry says so.
    fileprivate func isOpened(_ set: SetIdentity) -> Bool {
        openings.contains { opening in
            guard !isPractice(opening) else { return false }
            let shares = opening.consentsOfSets[set].map { Array($0.keys) } ?? []
            if self.set(set)?.manifest?.rule.isMet(by: shares) == true { return true }
            let isSaid = opening.revealed != nil || opening.isSaidShown
            return isSaid && (opening.revealed?.event.set ?? opening.set) == set
        }
    }
}

extension SetHistory {
    /// Whether its manifest says practice; where no manifest is known, whether its entry does.
    var saysPractice: Bool { manifest.map { $0.isPractice } ?? (created.practice != nil) }
}
