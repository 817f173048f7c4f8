// SPDX-License-Identifier: Apache-2.0

package import NetworkRanges
package import SecretSharing
package import ShareEnvelope

extension Policy {
    /// Something that emergency credentials open, and the rules for opening it.
    package struct Account: Sendable, Hashable {
        /// The label in the manifest.
        package let name: PublicText
        /// Which failure modes justify opening it.
        package let failureModes: [PolicyIdentifier]
        /// Who may approve an opening.
        package let approvers: [PolicyIdentifier]
        /// How many approvers must approve; 0 if there are no approvers.
        package let approvals: Int
        /// How long an opening lasts; `nil` if it never ends.
        package let window: PolicySpan?
        /// How soon after the opening its review is due; `nil` if it never is.
        package let reviewWithin: PolicySpan?
        /// How often each custodian must prove that they hold the sheet.
        package let drillEvery: PolicySpan
        /// The networks from which use is expected.
        package let networks: [NetworkRange]
        /// Where its audit log is, and what use of it looks like there; `nil` if the policy does not say.
        package let cloud: CloudLog?
        /// What it takes to use the account; at least one.
        package internal(set) var credentials: [Credential]

        /// The default of `drill_every`: 90 days (Microsoft Entra, "Manage emergency access accounts").
        package static let defaultDrillEvery = PolicySpan(days: 90)

        /// The credential with this name.
        package func credential(named name: PublicText) -> Credential? { credentials.first { $0.name == name } }
    }

    /// What a credential is.
    package enum CredentialKind: String, Sendable, Hashable, CaseIterable {
        /// A password.
        case password
        /// The seed of one-time passwords, which is a second factor.
        case oneTimePassword = "one-time-password"
        /// Codes that replace a second factor, or reset the first one.
        case recoveryCodes = "recovery-codes"
        /// A file that is a key or holds one.
        case keyFile = "key-file"
        /// Anything else.
        case other
    }

    /// One secret, split among groups of custodians.
    package struct Credential: Sendable, Hashable {
        /// What it is called; unique in the account.
        package let name: PublicText
        /// What it is.
        package let kind: CredentialKind
        /// What must work for the credential to be usable.
        package let dependsOn: [PolicyIdentifier]
        /// The groups, in the manifest's order: 1…8, with at most 32 custodians in all.
        package internal(set) var groups: [Group]
        /// How many groups are needed, and how many custodians of each.
        package let rule: QuorumRule

        /// How many groups are needed.
        package var groupsNeeded: Int { rule.groupThreshold.needed }

        /// The custodians of all groups, in the order of share numbers.
        package var custodians: [Custodian] { groups.flatMap(\.custodians) }
    }

    /// Custodians who can replace each other.
    package struct Group: Sendable, Hashable {
        /// What the group is called.
        package let name: PublicText
        /// How many of its custodians are needed.
        package let threshold: Threshold
        /// The custodians, in the order of their shares; the first keeps the share of member 1.
        package internal(set) var custodians: [Custodian]
    }

    /// One sheet: who keeps it, and where.
    package struct Custodian: Sendable, Hashable {
        /// The person who keeps it.
        package internal(set) var person: PolicyIdentifier
        /// The site where it is kept.
        package internal(set) var site: PolicyIdentifier
        /// What it is kept in at that site.
        package internal(set) var container: PublicText
        /// Whether the share is locked with the custodian's own passphrase.
        package let isSealed: Bool
        /// Whether it is kept apart, to replace a sheet that is lost.
        package let isSpare: Bool
    }
}
