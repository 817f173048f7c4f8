// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
import ShareEnvelope

/// What became of the sheet of one share after it went out.
public struct SheetHistory: Sendable {
    /// Who received it last, as its share signed.
    public internal(set) var received: (place: EntryPlace, time: LedgerTime, event: SheetReceived)?
    /// Where it is kept, as the receipts of whoever has it say.
    var place: PublicText?
    /// That it was destroyed, as its share signed.
    public internal(set) var destroyed: (place: EntryPlace, time: LedgerTime, event: SheetDestroyed)?
    /// That it is lost, as somebody said, until it is received again.
    public internal(set) var lost: (place: EntryPlace, time: LedgerTime, event: SheetLost)?
    /// The lost sheet whose place it took, as long as it is neither lost nor destroyed itself.
    public internal(set) var replaces: ShareNumber?

    init() {}

    /// What became of it last.
    enum Standing: String, Sendable {
        case inHand = "in hand"
        case lost
        case destroyed
    }

    /// What became of it last.
    private(set) var standing = Standing.inHand

    /// Whether a custodian can bring it.
    public var isInHand: Bool { destroyed == nil && lost == nil }

    /// Whether it is lost, as somebody said: nobody counts on it, and it may be in somebody's hand all the same.
    public var isSaidLost: Bool { destroyed == nil && lost != nil }

    /// Takes a statement that its share has signed, or that needs no signature.
    mutating func apply(_ statement: SheetStatement, at place: EntryPlace, _ time: LedgerTime) {
        switch statement {
        case .received(let event):
            let before = received?.event
            let isSame = before?.custodian == event.custodian && before?.person == event.person
            self.place = event.place ?? (isSame ? self.place : nil)
            received = (place, time, event)
            lost = nil
            destroyed = nil
            standing = .inHand
        case .destroyed(let event):
            destroyed = (place, time, event)
            standing = .destroyed
            replaces = nil
        case .lost(let event):
            lost = (place, time, event)
            standing = .lost
            replaces = nil
        }
    }
}

/// What is said of a sheet.
enum SheetStatement: Sendable {
    case received(SheetReceived)
    case destroyed(SheetDestroyed)
    case lost(SheetLost)

    /// The set.
    var set: SetIdentity {
        switch self {
        case .received(let event): event.set
        case .destroyed(let event): event.set
        case .lost(let event): event.set
        }
    }

    /// The share.
    var share: ShareNumber {
        switch self {
        case .received(let event): event.share
        case .destroyed(let event): event.share
        case .lost(let event): event.share
        }
    }
}

extension SetHistory {
    /// The lost sheets whose place a spare has taken.
    public var replaced: Set<ShareNumber> {
        Set(sheets.values.compactMap { $0.replaces })
    }

    /// Takes a statement about one of its sheets that stands.
    mutating func apply(_ statement: SheetStatement, at place: EntryPlace, _ time: LedgerTime) {
        var sheet = sheets[statement.share] ?? SheetHistory()
        sheet.apply(statement, at: place, time)
        if case .received(let event) = statement, let other = event.replaces, isReplacement(event.share, for: other) {
            sheet.replaces = other
        }
        sheets[statement.share] = sheet
    }

    /// Whether a sheet is a spare that takes the place of a lost one of its group.
    private func isReplacement(_ share: ShareNumber, for other: ShareNumber) -> Bool {
        let isSpare = created.custodians.contains { $0.share == share && $0.spare == true }
        return isSpare && share.group == other.group && sheets[other]?.lost != nil
    }

    /// The spare sheets of a group that are in hand and took nobody's place yet.
    public func spares(for lost: ShareNumber) -> [SetCreated.Custodian] {
        custodians.filter { $0.spare == true && $0.share.group == lost.group }
    }

    /// Who keeps the sheets that are neither destroyed nor lost.
    var custodians: [SetCreated.Custodian] {
        lastCustodians.filter { sheets[$0.share]?.isInHand ?? true }
    }

    /// Who had each sheet last that is not destroyed: who received it last, or was named when it was dealt. No word that
    /// a sheet is lost takes it out of anybody's hand.
    var lastCustodians: [SetCreated.Custodian] {
        created.custodians.compactMap { custodian in
            guard let sheet = sheets[custodian.share] else { return custodian }
            guard sheet.destroyed == nil else { return nil }
            guard let received = sheet.received?.event else { return custodian }
            return SetCreated.Custodian(
                share: custodian.share, custodian: received.custodian, person: received.person,
                sealed: custodian.sealed,
                isSpare: custodian.spare == true && sheet.replaces == nil)
        }
    }
}
