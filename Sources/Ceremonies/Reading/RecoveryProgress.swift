// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope
import Synchronization

/// Which sets are being recovered and which shares count; readable from the thread that handles Ctrl-C.
package final class RecoveryProgress: Sendable {
    /// A set, once it is known, and its proven shares.
    package typealias Standing = (set: SetIdentity?, shares: [ShareNumber])

    private let state = Mutex<[Standing]>([])

    /// The progress, as the evidence records it.
    package var now: [Standing] { state.withLock { $0 } }

    /// Stores the progress.
    func note(_ standings: [Standing]) { state.withLock { $0 = standings } }
}
