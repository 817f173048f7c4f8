// SPDX-License-Identifier: Apache-2.0

// A target that uses a policy uses its times and days.
@_exported import LedgerTimes
package import ShareEnvelope

/// An organization's rules for its emergency credentials: what counts as an emergency, who keeps which sheet and where,
/// who may approve an opening, and what must follow it and how soon. It is read from `policy.yaml` (docs/POLICY.md).
package struct Policy: Sendable, Hashable {
    /// The only version of the file format.
    package static let version = 1

    /// Whose policy this is.
    package let organisation: PublicText
    /// Where the program and its instructions are, for people who have only paper.
    package let program: PublicText?
    /// Where the things lie that a recovery at night begins with.
    package let emergency: Emergency?
    /// How long after a drill's expiry an answer still counts.
    package let answerGrace: PolicySpan
    /// What counts as an emergency.
    package let failureModes: [FailureMode]
    /// Where sheets are kept.
    package let sites: [Site]
    /// Custodians and approvers, present and past.
    package internal(set) var people: [Person]
    /// What the credentials open; at least one.
    package internal(set) var accounts: [Account]
    /// The credential whose quorum may replace the binder's key.
    package let keyChange: KeyChange?
    /// Words that mark a reason as convenience.
    package let notEmergencies: [PublicText]

    /// The default of `answer_grace`: 3 days (LAYOUTS rule on late answers).
    package static let defaultAnswerGrace = PolicySpan(days: 3)

    /// The default of `not_emergencies`: words in which people ask for a shortcut.
    package static let defaultNotEmergencies: [PublicText] = [
        "slow", "slower", "faster", "quicker", "hotfix", "deploy", "deployment", "convenience", "convenient", "routine",
    ].map { try! PublicText($0, limit: Limit.word) }

    /// The account with this name.
    package func account(named name: PublicText) -> Account? { accounts.first { $0.name == name } }

    /// The person with this identifier.
    package func person(_ id: PolicyIdentifier) -> Person? { people.first { $0.id == id } }

    /// The site with this identifier.
    package func site(_ id: PolicyIdentifier) -> Site? { sites.first { $0.id == id } }

    /// The failure mode with this identifier.
    package func failureMode(_ id: PolicyIdentifier) -> FailureMode? { failureModes.first { $0.id == id } }

    /// The first entry of `not_emergencies` that a text contains as whole words, regardless of case.
    package func convenience(in text: String) -> PublicText? {
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
    package enum Limit {
        /// The name of a person, a site, an account, or the organization.
        package static let name = Manifest.labelLimit
        /// The name of a credential.
        package static let credential = Manifest.credentialLimit
        /// The name of a group.
        package static let group = Manifest.groupNameLimit
        /// The name of a container.
        package static let container = 64
        /// A person's contact.
        package static let contact = 128
        /// Where the binder, its key or the offline laptop lies.
        package static let whereabouts = 64
        /// A sentence of a failure mode.
        package static let sentence = 200
        /// Where the alert of a use arrives.
        static let channel = 256
        /// One of the words that mark convenience.
        package static let word = 64
        /// The entries of one list: far more than any organization has, and few enough that lint stays fast.
        static let list = 1_000
    }
}

extension Policy {
    /// A failure that justifies an opening.
    package struct FailureMode: Sendable, Hashable {
        /// What the failure mode is called in statements.
        package let id: PolicyIdentifier
        /// What has failed.
        package let means: PublicText
        /// How people sign in when nothing has failed, which must be shown to be down.
        package let normalPath: PublicText
        /// How the failure is confirmed.
        package let shownBy: PublicText?
        /// The dependencies that are gone in this mode.
        package let breaks: [PolicyIdentifier]
    }

    /// A place that can be lost as a whole.
    package struct Site: Sendable, Hashable {
        /// The identifier that custodians' entries use for it.
        package let id: PolicyIdentifier
        /// What people call it.
        package let name: PublicText
    }

    /// A custodian or an approver.
    package struct Person: Sendable, Hashable {
        /// The identifier that the rest of the policy uses for the person.
        package let id: PolicyIdentifier
        /// The name on paper.
        package let name: PublicText
        /// How to reach the person.
        package let contact: PublicText?
        /// The first day on which the person no longer belongs to the organization.
        package internal(set) var left: CalendarDay?

        /// Whether the person has left on or before this day.
        package func hasLeft(by day: CalendarDay) -> Bool { left.map { $0 <= day } ?? false }
    }

    /// Where the things lie that a recovery at night begins with.
    package struct Emergency: Sendable, Hashable {
        /// Where the binder lies.
        package let binder: PublicText?
        /// Where the keys lie that sign the binder's ledger.
        package let keys: PublicText?
        /// Where the offline laptop lies.
        package let machine: PublicText?
    }

    /// The credential whose quorum may replace the binder's key.
    package struct KeyChange: Sendable, Hashable {
        /// The name of an account of the policy.
        package let account: PublicText
        /// The name of one of that account's credentials.
        package let credential: PublicText
    }
}
