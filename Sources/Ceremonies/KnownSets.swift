// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import Ledger
package import Recovery
package import SecretSharing
package import ShareEnvelope

/// What the available ledger knows about the sets whose sheets may be given.
package struct KnownSets: SetKnowledge {
    private let state: BinderState?

    /// - Parameter state: `nil` if no ledger can be read.
    package init(_ state: BinderState? = nil) { self.state = state }

    /// The status of a set according to the ledger.
    package func status(of set: SetIdentity) -> SetStatus {
        guard let state else { return .noLedger }
        guard let history = state.set(set) else { return .unknownToLedger }
        func day(_ time: LedgerTime) -> String { String(time.description.prefix(10)) }
        return switch history.end {
        case nil: .inForce
        case .retired(let time, _): .retired(on: day(time))
        case .abandoned(let time, _): .abandoned(on: day(time))
        }
    }

    /// What the ledger says about a sheet that should not be here; `nil` if it says no such thing.
    package func doubt(about share: ShareNumber, in set: SetIdentity) -> String? {
        guard let sheet = state?.set(set)?.sheets[share] else { return nil }
        func day(_ time: LedgerTime) -> String { String(time.description.prefix(10)) }
        if let destroyed = sheet.destroyed { return "said to be destroyed on \(day(destroyed.time))" }
        return sheet.lost.map { "said to be lost on \(day($0.time))" }
    }

    /// The sets whose words begin with these.
    package func sets(beginning words: [String]) -> [SetIdentity] {
        (state?.sets ?? []).map(\.identity).filter { $0.words.starts(with: words) }
    }

    /// What a set opens, according to the ledger.
    package func opens(_ set: SetIdentity) -> String? {
        state?.set(set).map {
            CredentialName(account: $0.created.account, credential: $0.created.credential).description
        }
    }

    /// Who keeps a share, according to the ledger.
    package func custodian(of share: ShareNumber, in set: SetIdentity) -> String? {
        state?.set(set)?.created.custodians.first { $0.share == share }?.name.description
    }
}
