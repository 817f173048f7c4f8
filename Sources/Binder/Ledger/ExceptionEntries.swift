// SPDX-License-Identifier: Apache-2.0
//
// Entries about what did not go as planned. Members are written in the order in which they are declared.

public import ShareEnvelope

/// `refused`: the program refused to do what it was asked to do.
public struct Refused: EntryBody {
    /// The name of the command.
    public let act: PublicText
    /// The account that the command was for, if any.
    public let account: PublicText?
    /// Why it was refused.
    public let why: PublicText

    /// Makes an entry.
    public init(act: PublicText, account: PublicText?, why: PublicText) {
        self.act = act
        self.account = account
        self.why = why
    }
}

/// `exception`: something did not go as planned, and a person decided what to do.
public struct CeremonyException: EntryBody {
    /// The entry that it is about, if any.
    public let about: EntryPlace?
    /// What should have happened.
    public let expected: PublicText
    /// What happened instead.
    public let happened: PublicText
    /// What was decided.
    public let decided: PublicText
    /// Who decided.
    public let by: PublicText
    /// Whether a rule was overridden, so that another person must countersign.
    public let override: Bool

    /// Makes an entry.
    public init(
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
public struct Countersigned: EntryBody {
    /// The `exception` entry, or the `policy changed` entry that loosened a rule.
    public let exception: EntryPlace
    /// Who countersigns.
    public let by: PublicText
    /// What that person says.
    public let statement: PublicText

    /// Makes an entry.
    public init(exception: EntryPlace, by: PublicText, statement: PublicText) {
        self.exception = exception
        self.by = by
        self.statement = statement
    }
}

extension Refused {
    /// Its kind.
    public static let kind = EntryKind.refused
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = true
    /// What it refers to.
    public var references: [EntryReference] { [] }
}

extension CeremonyException {
    /// Its kind.
    public static let kind = EntryKind.exception
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = true
    /// What it refers to.
    public var references: [EntryReference] { about.map { [.anything($0)] } ?? [] }
}

extension Countersigned {
    /// Its kind.
    public static let kind = EntryKind.countersigned
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// What it refers to.
    public var references: [EntryReference] { [.overridden(exception)] }
}
