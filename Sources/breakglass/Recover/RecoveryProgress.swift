// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope
import Synchronization

/// Which sets are being recovered and which shares count; readable from the thread that hears Ctrl-C.
final class RecoveryProgress: Sendable {
    /// A set, once it is known, and its proven shares.
    typealias Standing = (set: SetIdentity?, shares: [ShareNumber])

    private let state = Mutex<[Standing]>([])

    /// What stands in the evidence.
    var now: [Standing] { state.withLock { $0 } }

    /// Keeps how far it is.
    func note(_ standings: [Standing]) { state.withLock { $0 = standings } }
}
