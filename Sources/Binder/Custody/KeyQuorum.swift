// SPDX-License-Identifier: Apache-2.0

extension BinderState {
    /// The policy in force, read.
    ///
    /// - Returns: nothing where none is in force, or where it cannot be read.
    public var readPolicy: Policy? { policy.flatMap { try? PolicyFile.parse($0.text) } }

    /// The set whose quorum may replace the binder's key: the one in force of the credential that the policy names.
    public var keyQuorum: SetHistory? { readPolicy.flatMap { keyQuorum(under: $0) } }

    /// The same under a policy that was read before.
    func keyQuorum(under policy: Policy) -> SetHistory? {
        keyHolders.quorum(under: policy).flatMap { set($0) }
    }
}
