// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope
import Synchronization

/// Which sets are being recovered and which shares count; readable from the thread that handles Ctrl-C.
final class RecoveryProgress: Sendable {
    /// A set, once it is known, and its proven shares.
    typealias Standing = (set: SetIdentity?, shares: [ShareNumber])

    private let state = Mutex<[Standing]>([])

    /// The progress, as the evidence records it.
    var now: [Standing] { state.withLock { $0 } }

    /// Stores the progress.
    func note(_ standings: [Standing]) { state.withLock { $0 = standings } }
}
