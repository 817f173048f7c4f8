// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// What became of the sheet of one share after it was released.
package struct SheetHistory: Sendable {
    /// A receipt, with its entry.
    package typealias Receipt = (place: EntryPlace, time: LedgerTime, event: SheetReceived)

    /// The last receipt that its share signed.
    package internal(set) var received: Receipt?
    /// Where it is kept, by the receipts of the person who has it.
    package var place: PublicText?
    /// The destruction that its share signed, until it is received again.
    package internal(set) var destroyed: (place: EntryPlace, time: LedgerTime, event: SheetDestroyed)?
    /// The earliest entry that says it is lost, until it is received again: saying it twice puts nothing off.
    package internal(set) var lost: (place: EntryPlace, time: LedgerTime, event: SheetLost)?
    /// The lost sheet whose place it took, as long as it is neither lost nor destroyed itself.
    package internal(set) var replaces: ShareNumber?

    init() {}

    /// The last statement about it that counts.
    enum Standing: String, Sendable {
        case inHand = "in hand"
        case lost
        case destroyed
    }

    /// The last statement about it that counts.
    private(set) var standing = Standing.inHand

    /// Whether a custodian can bring it to a ceremony.
    package var isInHand: Bool { destroyed == nil && lost == nil }

    /// Whether it was reported lost. No quorum relies on it, but someone may still have it.
    package var isSaidLost: Bool { destroyed == nil && lost != nil }

    /// Applies a statement that its share signed, or that needs no signature.
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
            if lost.map({ time < $0.time }) ?? true { lost = (place, time, event) }
            standing = .lost
            replaces = nil
        }
    }
}

/// A statement about a sheet.
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
    package var replaced: Set<ShareNumber> {
        Set(sheets.values.compactMap { $0.replaces })
    }

    /// Applies a statement that counts about one of its sheets.
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

    /// The spare sheets of the lost sheet's group that are in hand and have not taken a place yet.
    package func spares(for lost: ShareNumber) -> [SetCreated.Custodian] {
        custodians.filter { $0.spare == true && $0.share.group == lost.group }
    }

    /// The custodians of the sheets that are neither destroyed nor lost.
    package var custodians: [SetCreated.Custodian] {
        lastCustodians.filter { sheets[$0.share]?.isInHand ?? true }
    }

    /// The last known custodian of each sheet that is not destroyed: the person who received it last, or who was named
    /// when it was dealt. A sheet that was reported lost counts as still with that person.
    package var lastCustodians: [SetCreated.Custodian] {
        created.custodians.compactMap { custodian in
            guard let sheet = sheets[custodian.share] else { return custodian }
            guard sheet.destroyed == nil else { return nil }
            guard let received = sheet.received?.event else { return custodian }
            return SetCreated.Custodian(
                share: custodian.share, name: received.custodian, person: received.person,
                sealed: custodian.sealed,
                isSpare: custodian.spare == true && sheet.replaces == nil)
        }
    }
}
