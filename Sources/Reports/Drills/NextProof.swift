// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger

extension CredentialStatus {
    /// When the first sheet of a set must be proven again; `nil` if the policy sets no interval, or no sheet is in hand.
    func nextProof(of set: SetHistory) -> LedgerTime? {
        guard let released = set.released, let every = account?.drillEvery else { return nil }
        return set.created.custodians.map { $0.share }.filter { set.sheets[$0]?.isInHand ?? true }.map { share in
            (lastProof(of: share, in: set)?.time ?? released).adding(seconds: UInt64(every.seconds))
        }.min()
    }
}
