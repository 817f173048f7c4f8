// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// An organization's rules for its emergency credentials: what counts as an emergency, who keeps which sheet and where,
/// who may approve an opening, and what must follow it and how soon. It is read from `policy.yaml` (docs/POLICY.md).
public struct Policy: Sendable, Hashable {
    /// The only version of the file format.
    public static let version = 1

    /// Whose policy this is.
    public let organisation: PublicText
    /// How long after a drill's expiry an answer still counts.
    public let answerGrace: PolicySpan
    /// What counts as an emergency.
    public let failureModes: [FailureMode]
    /// Where sheets are kept.
    public let sites: [Site]
    /// Custodians and approvers, present and past.
    public let people: [Person]
    /// What the credentials open; at least one.
    public let accounts: [Account]
    /// The credential whose quorum may replace the binder's key.
    public let keyChange: KeyChange?
    /// Words that mark a reason as convenience.
    public let notEmergencies: [PublicText]

    /// The default of `answer_grace`: 3 days (LAYOUTS rule on late answers).
    public static let defaultAnswerGrace = PolicySpan(days: 3)

    /// The default of `not_emergencies`: words in which people ask for a shortcut.
    public static let defaultNotEmergencies: [PublicText] = [
        "slow", "slower", "faster", "quicker", "hotfix", "deploy", "deployment", "convenience", "convenient", "routine",
    ].map { try! PublicText($0, limit: Limit.word) }

    /// The account with this name.
    public func account(named name: PublicText) -> Account? { accounts.first { $0.name == name } }

    /// The person with this identifier.
    public func person(_ id: PolicyIdentifier) -> Person? { people.first { $0.id == id } }

    /// The site with this identifier.
    public func site(_ id: PolicyIdentifier) -> Site? { sites.first { $0.id == id } }

    /// The failure mode with this identifier.
    public func failureMode(_ id: PolicyIdentifier) -> FailureMode? { failureModes.first { $0.id == id } }

    /// The first entry of `not_emergencies` that a text contains as whole words, regardless of case.
    public func convenience(in text: String) -> PublicText? {
        let words = Self.words(text)
        return notEmergencies.first { mark in
            let wanted = Self.words(mark.description)
            guard !wanted.isEmpty, wanted.count <= words.count else { return false }
            return (0...words.count - wanted.count).contains { words[$0..<$0 + wanted.count].elementsEqual(wanted) }
        }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// How long a text may be, in bytes of UTF-8.
    public enum Limit {
        /// The name of a person, a site, an account, or the organization.
        public static let name = Manifest.labelLimit
        /// The name of a credential.
        public static let credential = Manifest.credentialLimit
        /// The name of a group.
        public static let group = Manifest.groupNameLimit
        /// The name of a container.
        public static let container = 64
        /// A person's contact.
        public static let contact = 128
        /// A sentence of a failure mode.
        public static let sentence = 200
        /// One of the words that mark convenience.
        public static let word = 64
        /// The entries of one list: far more than any organization has, and few enough that lint stays fast.
        static let list = 1_000
    }
}

extension Policy {
    /// A failure that justifies an opening.
    public struct FailureMode: Sendable, Hashable {
        /// What the failure mode is called in statements.
        public let id: PolicyIdentifier
        /// What has failed.
        public let means: PublicText
        /// The everyday way in, which must be shown to be down.
        public let normalPath: PublicText
        /// How the failure is confirmed.
        public let shownBy: PublicText?
        /// The dependencies that are gone in this mode.
        public let breaks: [PolicyIdentifier]
    }

    /// A place that can be lost as a whole.
    public struct Site: Sendable, Hashable {
        /// The identifier that custodians' entries use for it.
        public let id: PolicyIdentifier
        /// What people call it.
        public let name: PublicText
    }

    /// A custodian or an approver.
    public struct Person: Sendable, Hashable {
        /// The identifier that the rest of the policy uses for the person.
        public let id: PolicyIdentifier
        /// The name on paper.
        public let name: PublicText
        /// How to reach the person.
        public let contact: PublicText?
        /// The first day on which the person no longer belongs to the organization.
        public let left: CalendarDay?

        /// Whether the person has left on or before this day.
        public func hasLeft(by day: CalendarDay) -> Bool { left.map { $0 <= day } ?? false }
    }

    /// The credential whose quorum may replace the binder's key.
    public struct KeyChange: Sendable, Hashable {
        /// The name of an account of the policy.
        public let account: PublicText
        /// The name of one of that account's credentials.
        public let credential: PublicText
    }
}
