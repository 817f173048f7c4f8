// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

extension Policy {
    /// Something that emergency credentials open, and the rules for opening it.
    public struct Account: Sendable, Hashable {
        /// The label in the manifest.
        public let name: PublicText
        /// Which failure modes justify opening it.
        public let failureModes: [PolicyIdentifier]
        /// Who may approve an opening.
        public let approvers: [PolicyIdentifier]
        /// How many approvers must approve; 0 if there are no approvers.
        public let approvals: Int
        /// How long an opening lasts; `nil` if it never ends.
        public let window: PolicySpan?
        /// How soon after the opening its review is due; `nil` if it never is.
        public let reviewWithin: PolicySpan?
        /// How often each custodian must prove that they hold the sheet.
        public let drillEvery: PolicySpan
        /// The networks from which use is expected.
        public let networks: [NetworkRange]
        /// What it takes to use the account; at least one.
        public let credentials: [Credential]

        /// The default of `drill_every`: 90 days (Microsoft Entra, "Manage emergency access accounts").
        public static let defaultDrillEvery = PolicySpan(days: 90)

        /// The credential with this name.
        public func credential(named name: PublicText) -> Credential? { credentials.first { $0.name == name } }
    }

    /// What a credential is.
    public enum CredentialKind: String, Sendable, Hashable, CaseIterable {
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
    public struct Credential: Sendable, Hashable {
        /// What it is called; unique in the account.
        public let name: PublicText
        /// What it is.
        public let kind: CredentialKind
        /// What must work for the credential to be usable.
        public let dependsOn: [PolicyIdentifier]
        /// The groups, in the manifest's order: 1…8, with at most 32 custodians in all.
        public let groups: [Group]
        /// How many groups are needed, and how many custodians of each.
        public let rule: QuorumRule

        /// How many groups are needed.
        public var groupsNeeded: Int { rule.groupThreshold.needed }

        /// The custodians of all groups, in the order of share numbers.
        public var custodians: [Custodian] { groups.flatMap(\.custodians) }
    }

    /// Custodians who can replace each other.
    public struct Group: Sendable, Hashable {
        /// What the group is called.
        public let name: PublicText
        /// How many of its custodians are needed.
        public let threshold: Threshold
        /// The custodians, in the order of their shares; the first keeps the share of member 1.
        public let custodians: [Custodian]
    }

    /// One sheet: who keeps it, and where.
    public struct Custodian: Sendable, Hashable {
        /// The person who keeps it.
        public let person: PolicyIdentifier
        /// The site where it is kept.
        public let site: PolicyIdentifier
        /// What it is kept in at that site.
        public let container: PublicText
        /// Whether the share is locked with the custodian's own passphrase.
        public let isSealed: Bool
        /// Whether it is kept apart, to replace a sheet that is lost.
        public let isSpare: Bool
    }
}
