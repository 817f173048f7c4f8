// SPDX-License-Identifier: Apache-2.0
//
// What `glasswatch` holds a cloud's audit log against. Its form is in docs/OPENINGS.md.

import Custody
package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// The openings of a ledger, and what the policy in force expects of each account in the cloud, for machines.
package struct OpeningsReport: Encodable {
    /// The ledger that it was taken from, and how far it can be believed.
    struct Source: Encodable {
        let origin: String?
        let entries: UInt64
        let root: String
        let verdict: String
        let believed: UInt64
        let vouched: UInt64
    }

    /// An account in the cloud, as the policy in force describes it.
    struct Account: Encodable {
        struct Alerts: Encodable {
            let channels: [String]
            let within: Int?
        }

        let account: String
        let provider: String
        let accounts: [String]
        let identities: [String]
        let regions: [String]
        let networks: [String]
        let agents: [String]
        let trails: [String]
        let buckets: [String]
        let secrets: [String]
        let alerts: Alerts
    }

    /// A recovery that counts as a use of its account.
    struct Opening: Encodable {
        let index: String
        let account: String
        let credential: String?
        let kind: String
        let from: String
        let until: String?
        let people: [String]
        let backing: String
        let quorum: String?
        let planned: Bool
    }

    let format = "breakglass openings"
    let version = 1
    let ledger: Source
    let accounts: [Account]
    let openings: [Opening]

    /// Takes the openings from an audit of a ledger.
    ///
    /// - Parameter now: the current time, for those under a clock that was behind.
    package init(_ audit: LedgerAudit, at now: LedgerTime) {
        self.init(Source(audit), audit.state, anchored: audit.anchored, at: now)
    }

    /// Takes the openings from what follows from a ledger.
    ///
    /// - Parameter anchored: the sets that somebody outside vouches for (V2).
    init(_ ledger: Source, _ state: BinderState, anchored: Set<SetIdentity>, at now: LedgerTime) {
        self.ledger = ledger
        let policy = state.readPolicy
        accounts = (policy?.accounts ?? []).compactMap { account in account.cloud.map { Account(account, $0) } }
        openings = state.lives(under: policy).flatMap { life in
            life.openings.compactMap { opening in
                Opening(opening, of: life, in: state, anchored, at: now).map { (opening.place, $0) }
            }
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

extension OpeningsReport.Source {
    init(_ audit: LedgerAudit) {
        origin = audit.log.ledgerOrigin?.ledgerText
        entries = audit.log.size
        root = AuditReport(audit).root
        verdict = audit.verdict.rawValue
        believed = audit.believed
        vouched = audit.vouched
    }
}

extension OpeningsReport.Account {
    fileprivate init(_ policy: Policy.Account, _ cloud: Policy.CloudLog) {
        account = policy.name.description
        provider = cloud.provider.rawValue
        accounts = cloud.accounts.map(\.description)
        identities = cloud.identities.map(\.description)
        regions = cloud.regions.map(\.description)
        networks = policy.networks.map(\.description) + cloud.endpoints.map(\.description)
        agents = cloud.agents.map(\.description)
        trails = cloud.trails.map(\.description)
        buckets = cloud.buckets.map(\.description)
        secrets = cloud.secrets.map(\.description)
        alerts = Alerts(channels: cloud.alerts.map(\.description), within: cloud.alertWithin?.seconds)
    }
}

extension OpeningsReport.Opening {
    /// `nil` for a recovery that no quorum consented to and that nobody says was shown.
    fileprivate init?(
        _ opening: Opening, of life: CredentialStatus, in state: BinderState, _ anchored: Set<SetIdentity>,
        at now: LedgerTime
    ) {
        guard let use = opening.use else { return nil }
        index = "\(opening.place)"
        account = life.name.account.description
        credential = life.name.credential?.description
        // Practice with a practice set is no use. Who consented to practice with a real one consented to no emergency.
        kind = opening.opened.practice == true ? "practice" : "emergency"
        // A statement that is dated before the entries that it follows would cover what came before it.
        from = opening.dutyTime(min(opening.time, use.time), at: now).description
        // The review ends the use, however long the window would have been.
        until = [life.windowEnd(of: opening, at: now), opening.review?.time].compactMap { $0 }.min()?.description
        people = ([opening.opened.operatedBy].compactMap { $0 } + opening.opened.approvedBy).map(\.description)
        // The person who writes the ledger can deal a set, and then has its shares. A set of another credential, which the
        // recovery named for a while, opens nothing of this one.
        let agreements = state.agreements(to: opening).filter { agreement in
            !agreement.set.authorities.isEmpty && life.sets.contains { $0.identity == agreement.set.identity }
        }
        let isVouched = agreements.contains { anchored.contains($0.set.identity) }
        backing = agreements.isEmpty ? "said" : isVouched ? "vouched" : "agreed"
        let best = isVouched ? agreements.first { anchored.contains($0.set.identity) } : agreements.first
        // A signature on the statement cannot be older than the statement.
        quorum = best.map { opening.dutyTime(max($0.time, opening.time), at: now).description }
        planned = life.wasPlanned(before: opening)
    }
}
