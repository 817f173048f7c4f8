// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

extension Policy {
    /// Something that emergency credentials open, and the rules of its emergencies.
    public struct Account: Sendable, Hashable {
        /// The manifest's label.
        public let name: PublicText
        /// Which failure modes justify opening it.
        public let failureModes: [PolicyIdentifier]
        /// Who may approve an opening.
        public let approvers: [PolicyIdentifier]
        /// How many approvers it takes; none when there are no approvers.
        public let approvals: Int
        /// How long an opening lasts.
        public let window: PolicySpan?
        /// How soon after the opening its review is due.
        public let reviewWithin: PolicySpan?
        /// How often each custodian proves to hold the sheet.
        public let drillEvery: PolicySpan
        /// Where use is expected from.
        public let networks: [NetworkRange]
        /// What it takes to use the account; at least one.
        public let credentials: [Credential]

        /// The default of `drill_every`: 90 days (Microsoft Entra, "Manage emergency access accounts").
        public static let defaultDrillEvery = PolicySpan(days: 90)

        /// The credential of this name.
        public func credential(named name: PublicText) -> Credential? { credentials.first { $0.name == name } }
    }

    /// What a credential is.
    public enum CredentialKind: String, Sendable, Hashable, CaseIterable {
        /// A password.
        case password
        /// The seed of one-time passwords: a second factor.
        case oneTimePassword = "one-time-password"
        /// Codes that take the place of a second factor, or reset the first.
        case recoveryCodes = "recovery-codes"
        /// A file that is or holds a key.
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
        /// What must work for it to be of use.
        public let dependsOn: [PolicyIdentifier]
        /// The groups, in the manifest's order: 1…8, with at most 32 custodians in all.
        public let groups: [Group]
        /// How many custodians of how many groups it takes.
        public let rule: QuorumRule

        /// How many groups it takes.
        public var groupsNeeded: Int { rule.groupThreshold.needed }

        /// The custodians of all groups, in the order of share numbers.
        public var custodians: [Custodian] { groups.flatMap(\.custodians) }
    }

    /// Custodians who stand for each other.
    public struct Group: Sendable, Hashable {
        /// What the group is called.
        public let name: PublicText
        /// How many of its custodians it takes.
        public let threshold: Threshold
        /// The custodians; the first keeps member 1's share.
        public let custodians: [Custodian]
    }

    /// One sheet: who keeps it, and where.
    public struct Custodian: Sendable, Hashable {
        /// Who keeps it.
        public let person: PolicyIdentifier
        /// Where.
        public let site: PolicyIdentifier
        /// In what, at that site.
        public let container: PublicText
        /// Whether the share is locked with a passphrase of the custodian's own.
        public let isSealed: Bool
        /// Whether it is kept apart, to take the place of a sheet that is lost.
        public let isSpare: Bool
    }
}
