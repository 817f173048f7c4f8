// SPDX-License-Identifier: Apache-2.0
//
// The closed loop of one credential (sealed → opening → open → closing → rotating → sealed), as the ledger shows it.

public import ShareEnvelope

/// One credential of one account.
public struct CredentialName: Hashable, Sendable, CustomStringConvertible {
    /// The account.
    public let account: PublicText
    /// Which of its credentials; nothing where no policy names several.
    public let credential: PublicText?

    /// Makes a name.
    public init(account: PublicText, credential: PublicText?) {
        self.account = account
        self.credential = credential
    }

    /// "AWS root / root password"
    public var description: String { credential.map { "\(account) / \($0)" } ?? "\(account)" }
}

/// Where a credential stands in its loop.
public enum CredentialState: Hashable, Sendable {
    /// No set of it was ever let out.
    case none
    /// A set is in force that was never opened.
    case sealed
    /// A recovery is stated and not ended.
    case opening(since: LedgerTime)
    /// It was revealed, and its window runs.
    case open(until: LedgerTime)
    /// Its window is over, and the review of the use is not filed.
    case closing(reviewDue: LedgerTime?)
    /// The use is reviewed, and the set that was opened is still in force.
    case rotating
    /// All sets of it are retired.
    case retired

    /// One word for it.
    public var word: String {
        switch self {
        case .none: "none"
        case .sealed: "sealed"
        case .opening: "opening"
        case .open: "open"
        case .closing: "closing"
        case .rotating: "rotating"
        case .retired: "retired"
        }
    }
}

/// One credential with all that the ledger knows of it.
public struct CredentialLife: Sendable {
    /// Which.
    public let name: CredentialName
    /// Its sets, in order.
    public let sets: [SetHistory]
    /// Its recoveries, in order.
    public let openings: [Opening]
    /// Its account in the policy in force.
    public let account: Policy.Account?

    /// The set in force.
    public var liveSet: SetHistory? { sets.last { $0.isLive } }

    /// The uses that no review was filed for.
    public var unreviewed: [Opening] { openings.filter { $0.revealed != nil && $0.review == nil } }

    /// When the review of a use is due.
    public func reviewDue(of opening: Opening) -> LedgerTime? {
        guard let revealed = opening.revealed, let within = account?.reviewWithin else { return nil }
        return revealed.time.adding(seconds: UInt64(within.seconds))
    }

    /// Where it stands.
    public func state(at now: LedgerTime) -> CredentialState {
        if let last = openings.last(where: { $0.closed == nil && $0.revealed == nil }) {
            return .opening(since: last.time)
        }
        if let last = unreviewed.last {
            if let until = last.revealed?.event.until, until > now { return .open(until: until) }
            return .closing(reviewDue: unreviewed.compactMap { reviewDue(of: $0) }.min())
        }
        guard let liveSet else { return sets.contains { $0.letOut != nil } ? .retired : .none }
        return liveSet.isBurnt ? .rotating : .sealed
    }
}

extension BinderState {
    /// Every credential that the policy or the ledger knows, in the policy's order.
    public func lives(under policy: Policy?) -> [CredentialLife] {
        var names: [CredentialName] = []
        for account in policy?.accounts ?? [] {
            names += account.credentials.map { CredentialName(account: account.name, credential: $0.name) }
        }
        for set in sets where !names.contains(where: { $0.isName(of: set) }) {
            names.append(CredentialName(account: set.created.account, credential: set.created.credential))
        }
        return names.map { name in
            let sets = self.sets.filter { name.isName(of: $0) }
            let identities = Set(sets.map { $0.identity })
            let openings = self.openings.filter { opening in
                opening.set.map { identities.contains($0) } ?? name.isName(of: opening)
            }
            return CredentialLife(
                name: name, sets: sets, openings: openings, account: policy?.account(named: name.account))
        }
    }
}

extension CredentialName {
    fileprivate func isName(of set: SetHistory) -> Bool {
        set.created.account == account && (set.created.credential == credential || set.created.credential == nil)
    }

    fileprivate func isName(of opening: Opening) -> Bool {
        opening.opened.account == account && (opening.opened.credential == credential || credential == nil)
    }
}
