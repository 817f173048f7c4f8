// SPDX-License-Identifier: Apache-2.0
//
// Entries about what did not go as planned. Members are written in the order in which they are declared.

package import ShareEnvelope

/// `refused`: the program refused to do what it was asked to do.
package struct Refused: EntryBody {
    /// The name of the command.
    package let act: PublicText
    /// The account that the command was for, if any.
    package let account: PublicText?
    /// Why it was refused.
    package let why: PublicText

    /// Makes an entry.
    package init(act: PublicText, account: PublicText?, why: PublicText) {
        self.act = act
        self.account = account
        self.why = why
    }
}

/// `exception`: something did not go as planned, and a person decided what to do.
package struct CeremonyException: EntryBody {
    /// The entry that it is about, if any.
    package let about: EntryPlace?
    /// What should have happened.
    package let expected: PublicText
    /// What happened instead.
    package let happened: PublicText
    /// What was decided.
    package let decided: PublicText
    /// Who decided.
    package let by: PublicText
    /// Whether a rule was overridden, so that another person must countersign.
    package let override: Bool

    /// Whether it only notes a step that went as planned: what happened is what was expected, and no rule was overridden.
    package var isNote: Bool { !override && happened == expected }

    /// Makes an entry.
    package init(
        about: EntryPlace?, expected: PublicText, happened: PublicText, decided: PublicText, by: PublicText,
        override: Bool
    ) {
        self.about = about
        self.expected = expected
        self.happened = happened
        self.decided = decided
        self.by = by
        self.override = override
    }
}

/// `countersigned`: another person takes responsibility for an exception or for a policy.
package struct Countersigned: EntryBody {
    /// The `exception` entry, or the `policy changed` entry that loosened a rule.
    package let exception: EntryPlace
    /// Who countersigns.
    package let by: PublicText
    /// What that person says.
    package let statement: PublicText

    /// Makes an entry.
    package init(exception: EntryPlace, by: PublicText, statement: PublicText) {
        self.exception = exception
        self.by = by
        self.statement = statement
    }
}

extension Refused {
    /// Its kind.
    package static let kind = EntryKind.refused
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [] }
}

extension CeremonyException {
    /// Its kind.
    package static let kind = EntryKind.exception
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { about.map { [.anything($0)] } ?? [] }
}

extension Countersigned {
    /// Its kind.
    package static let kind = EntryKind.countersigned
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [.overridden(exception)] }
}
