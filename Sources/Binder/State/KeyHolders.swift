// SPDX-License-Identifier: Apache-2.0
//
// Which set may consent to another key of the ledger. Only the ledger's own entries count (docs/LEDGER.md, section 7): a
// record is signed by nobody, and whoever brings one must not choose who may take the ledger over.

import ShareEnvelope

/// The sets that the ledger's own entries dealt, and what became of them.
struct KeyHolders: Sendable {
    private var dealt: [(set: SetIdentity, account: PublicText, credential: PublicText?)] = []
    private var out: Set<SetIdentity> = []
    private var over: Set<SetIdentity> = []

    /// Takes the next entry of the ledger itself.
    mutating func apply(_ event: LedgerEvent) {
        switch event {
        case .setCreated(let event):
            guard !dealt.contains(where: { $0.set == event.set }), event.practice == nil else { return }
            dealt.append((event.set, event.account, event.credential))
        case .sheetsLetOut(let event): out.insert(event.set)
        case .setAbandoned(let event): over.insert(event.set)
        case .setRetired(let event): over.insert(event.set)
        default: break
        }
    }

    /// The set in force of the credential that the policy names.
    func quorum(under policy: Policy) -> SetIdentity? {
        guard let holder = policy.keyChange else { return nil }
        let credentials = policy.account(named: holder.account)?.credentials ?? []
        let only = credentials.count == 1 ? credentials[0].name : nil
        return dealt.last { deal in
            deal.account == holder.account && (deal.credential ?? only) == holder.credential && out.contains(deal.set)
                && !over.contains(deal.set)
        }?.set
    }
}
