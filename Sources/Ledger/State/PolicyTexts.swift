// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import Synchronization

/// The policies of a ledger. Each one is parsed only once.
final class PolicyTexts: Sendable {
    private let known = Mutex<[EntryPlace: Policy?]>([:])

    /// The policy of a version; `nil` if it cannot be read.
    func policy(_ version: PolicyVersion) -> Policy? {
        if let known = known.withLock({ $0[version.place] }) { return known }
        let policy = try? PolicyFile.parse(version.text)
        known.withLock { $0[version.place] = .some(policy) }
        return policy
    }
}

extension BinderState {
    /// The policy in force, parsed; `nil` if no policy is in force, or if it cannot be read.
    package var readPolicy: Policy? { policy.flatMap { readings.policy($0) } }

    /// The set whose quorum may replace the binder's key.
    package var keyQuorum: SetHistory? { keySet.flatMap { set($0) } }
}
