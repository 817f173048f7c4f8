// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// What an organisation has laid down about its emergency credentials: what counts as an emergency, who keeps what and
/// where, who may approve, and how soon what must follow. Read from `policy.yaml` (docs/POLICY.md).
public struct Policy: Sendable, Hashable {
    /// The only version of the file that there is.
    public static let version = 1

    /// Whose policy this is.
    public let organisation: PublicText
    /// How long after a drill's expiry an answer still counts.
    public let answerGrace: PolicySpan
    /// What counts as an emergency.
    public let failureModes: [FailureMode]
    /// Where sheets are kept.
    public let sites: [Site]
    /// Custodians and approvers, and those who were.
    public let people: [Person]
    /// What the credentials open; at least one.
    public let accounts: [Account]
    /// The credential whose quorum may replace the binder's key.
    public let keyChange: KeyChange?
    /// Words that mark a reason as convenience.
    public let notEmergencies: [PublicText]

    /// The default of `answer_grace`: 3 days (LAYOUTS rule on late answers).
    public static let defaultAnswerGrace = PolicySpan(days: 3)

    /// The default of `not_emergencies`: how a way round begins, in the words in which it is asked for.
    public static let defaultNotEmergencies: [PublicText] = [
        "slow", "slower", "faster", "quicker", "hotfix", "deploy", "deployment", "convenience", "convenient", "routine",
    ].map { try! PublicText($0, limit: Limit.word) }

    /// The account of this name.
    public func account(named name: PublicText) -> Account? { accounts.first { $0.name == name } }

    /// The person of this identifier.
    public func person(_ id: PolicyIdentifier) -> Person? { people.first { $0.id == id } }

    /// The site of this identifier.
    public func site(_ id: PolicyIdentifier) -> Site? { sites.first { $0.id == id } }

    /// The failure mode of this identifier.
    public func failureMode(_ id: PolicyIdentifier) -> FailureMode? { failureModes.first { $0.id == id } }

    /// The first of the words that mark convenience which stands in a text as whole words, in any case.
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
        /// A name of a person, a site, an account, the organisation.
        public static let name = Manifest.labelLimit
        /// The name of a credential.
        public static let credential = Manifest.credentialLimit
        /// The name of a group.
        public static let group = Manifest.groupNameLimit
        /// A container.
        public static let container = 64
        /// How to reach a person.
        public static let contact = 128
        /// A sentence of a failure mode.
        public static let sentence = 200
        /// One of the words that mark convenience.
        public static let word = 64
        /// Entries of one list. Far above any organisation, low enough that lint stays quick.
        static let list = 1_000
    }
}

extension Policy {
    /// One way of failing that justifies an opening.
    public struct FailureMode: Sendable, Hashable {
        /// What the failure mode is called in statements.
        public let id: PolicyIdentifier
        /// What has failed.
        public let means: PublicText
        /// The everyday way that is to be shown as being down.
        public let normalPath: PublicText
        /// How it is confirmed.
        public let shownBy: PublicText?
        /// The dependencies that are gone in this mode.
        public let breaks: [PolicyIdentifier]
    }

    /// A place that can be lost as a whole.
    public struct Site: Sendable, Hashable {
        /// What custodians name it by.
        public let id: PolicyIdentifier
        /// What people call it.
        public let name: PublicText
    }

    /// A custodian or an approver.
    public struct Person: Sendable, Hashable {
        /// What the rest of the policy names the person by.
        public let id: PolicyIdentifier
        /// The name on paper.
        public let name: PublicText
        /// How to reach the person.
        public let contact: PublicText?
        /// The first day on which the person no longer belongs to the organisation.
        public let left: CalendarDay?

        /// Whether the person has left by this day.
        public func hasLeft(by day: CalendarDay) -> Bool { left.map { $0 <= day } ?? false }
    }

    /// Whose quorum may replace the binder's key.
    public struct KeyChange: Sendable, Hashable {
        /// The name of an account of the policy.
        public let account: PublicText
        /// The name of one of that account's credentials.
        public let credential: PublicText
    }
}
