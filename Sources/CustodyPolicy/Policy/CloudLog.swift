// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

extension Policy {
    /// Where the audit log of an account is, and what use of the account looks like in it.
    package struct CloudLog: Sendable, Hashable {
        /// Whose audit log it is.
        package enum Provider: String, Sendable, Hashable, CaseIterable {
            /// Amazon Web Services: CloudTrail.
            case aws
        }

        /// Whose audit log it is.
        package let provider: Provider
        /// The numbers of the cloud accounts, of 12 digits; at least one.
        package let accounts: [PublicText]
        /// The ARNs of the root, users, and roles that the credentials open; at least one.
        package let identities: [PublicText]
        /// The regions where a sign-in is expected; none if any.
        package let regions: [PublicText]
        /// The VPC endpoints from which use is expected, beside the account's networks.
        package let endpoints: [PublicText]
        /// How the expected user agents begin; none if any.
        package let agents: [PublicText]
        /// The ARNs of the trails that record use.
        package let trails: [PublicText]
        /// The names of the buckets that hold the logs.
        package let buckets: [PublicText]
        /// The ARNs of secrets and keys in the cloud that hold the credential or a part of it.
        package let secrets: [PublicText]
        /// The channels on which the alert of a use arrives.
        package let alerts: [PublicText]
        /// How soon after a use its alert must arrive; `nil` if the policy does not say.
        package let alertWithin: PolicySpan?
    }
}
