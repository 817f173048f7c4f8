// SPDX-License-Identifier: Apache-2.0

extension Policy {
    /// The rules of the policy's own keys that a later policy loosens, in words.
    package func loosened(in new: Policy) -> [String] { Keys.mapping.loosenings(self, new) }
}

extension Policy.Account {
    /// The rules of an account that a later policy loosens, in words.
    package func loosened(in new: Policy.Account) -> [String] { Keys.mapping.loosenings(self, new) }
}

extension Policy.Credential {
    /// The rules of a credential that a later policy loosens, in words.
    package func loosened(in new: Policy.Credential) -> [String] { Keys.mapping.loosenings(self, new) }
}

extension Policy.Group {
    /// The rules of a group that a later policy loosens, in words.
    package func loosened(in new: Policy.Group) -> [String] { Keys.mapping.loosenings(self, new) }
}
