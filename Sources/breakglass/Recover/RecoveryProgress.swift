// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope
import Synchronization

/// Which set is being recovered and which shares count; readable from the thread that hears Ctrl-C.
final class RecoveryProgress: Sendable {
    private struct State {
        var set: SetIdentity?
        var shares: [ShareNumber] = []
    }

    private let state = Mutex(State())

    /// What stands in the evidence.
    var now: (set: SetIdentity?, shares: [ShareNumber]) { state.withLock { ($0.set, $0.shares) } }

    /// Keeps how far it is.
    func note(_ set: SetIdentity?, _ shares: [ShareNumber]) {
        state.withLock { $0 = State(set: set, shares: shares) }
    }
}
