// SPDX-License-Identifier: Apache-2.0

/// The kinds of entries; the raw value is the `kind` of the line.
package enum EntryKind: String, Hashable, Sendable, CaseIterable, Codable {
    case binderOpened = "binder opened"
    case policyChanged = "policy changed"
    case setCreated = "set created"
    case sheetsReleased = "sheets released"
    case sheetsReadBack = "sheets read back"
    case setAbandoned = "set abandoned"
    case setRetired = "set retired"
    case recoveryOpened = "recovery opened"
    case recoveryNamed = "recovery named"
    case cosigned = "cosigned"
    case recoveryRevealed = "recovery revealed"
    case recoveryClosed = "recovery closed"
    case refused = "refused"
    case exception = "exception"
    case countersigned = "countersigned"
    case reviewFiled = "review filed"
    case journalOpened = "journal opened"
    case journalMerged = "journal merged"
    case keyChanged = "key changed"
    case drillOpened = "drill opened"
    case rehearsed = "rehearsed"
    case drillClosed = "drill closed"
    case reshareOpened = "reshare opened"
    case sheetReceived = "sheet received"
    case sheetDestroyed = "sheet destroyed"
    case sheetLost = "sheet lost"
    case custodianJoined = "custodian joined"
    case custodianLeft = "custodian left"
    case paperMade = "paper made"
}

extension EntryKind {
    /// The type of an entry's members.
    var body: any EntryBody.Type {
        switch self {
        case .binderOpened: BinderOpened.self
        case .keyChanged: KeyChanged.self
        case .policyChanged: PolicyChanged.self
        case .setCreated: SetCreated.self
        case .sheetsReleased: SheetsReleased.self
        case .sheetsReadBack: SheetsReadBack.self
        case .setAbandoned: SetAbandoned.self
        case .setRetired: SetRetired.self
        case .recoveryOpened: RecoveryOpened.self
        case .recoveryNamed: RecoveryNamed.self
        case .cosigned: Cosigned.self
        case .recoveryRevealed: RecoveryRevealed.self
        case .recoveryClosed: RecoveryClosed.self
        case .refused: Refused.self
        case .exception: CeremonyException.self
        case .countersigned: Countersigned.self
        case .reviewFiled: ReviewFiled.self
        case .drillOpened: DrillOpened.self
        case .rehearsed: Rehearsed.self
        case .drillClosed: DrillClosed.self
        case .reshareOpened: ReshareOpened.self
        case .sheetReceived: SheetReceived.self
        case .sheetDestroyed: SheetDestroyed.self
        case .sheetLost: SheetLost.self
        case .custodianJoined: CustodianJoined.self
        case .custodianLeft: CustodianLeft.self
        case .paperMade: PaperMade.self
        case .journalOpened: JournalOpened.self
        case .journalMerged: JournalMerged.self
        }
    }
}

/// What happened: one case for each kind of entry.
package indirect enum LedgerEvent: Hashable, Sendable {
    case binderOpened(BinderOpened)
    case keyChanged(KeyChanged)
    case policyChanged(PolicyChanged)
    case setCreated(SetCreated)
    case sheetsReleased(SheetsReleased)
    case sheetsReadBack(SheetsReadBack)
    case setAbandoned(SetAbandoned)
    case setRetired(SetRetired)
    case recoveryOpened(RecoveryOpened)
    case recoveryNamed(RecoveryNamed)
    case cosigned(Cosigned)
    case recoveryRevealed(RecoveryRevealed)
    case recoveryClosed(RecoveryClosed)
    case refused(Refused)
    case exception(CeremonyException)
    case countersigned(Countersigned)
    case reviewFiled(ReviewFiled)
    case drillOpened(DrillOpened)
    case rehearsed(Rehearsed)
    case drillClosed(DrillClosed)
    case reshareOpened(ReshareOpened)
    case sheetReceived(SheetReceived)
    case sheetDestroyed(SheetDestroyed)
    case sheetLost(SheetLost)
    case custodianJoined(CustodianJoined)
    case custodianLeft(CustodianLeft)
    case paperMade(PaperMade)
    case journalOpened(JournalOpened)
    case journalMerged(JournalMerged)

    init(kind: EntryKind, from decoder: any Decoder) throws {
        switch kind {
        case .binderOpened: self = .binderOpened(try BinderOpened(from: decoder))
        case .keyChanged: self = .keyChanged(try KeyChanged(from: decoder))
        case .policyChanged: self = .policyChanged(try PolicyChanged(from: decoder))
        case .setCreated: self = .setCreated(try SetCreated(from: decoder))
        case .sheetsReleased: self = .sheetsReleased(try SheetsReleased(from: decoder))
        case .sheetsReadBack: self = .sheetsReadBack(try SheetsReadBack(from: decoder))
        case .setAbandoned: self = .setAbandoned(try SetAbandoned(from: decoder))
        case .setRetired: self = .setRetired(try SetRetired(from: decoder))
        case .recoveryOpened: self = .recoveryOpened(try RecoveryOpened(from: decoder))
        case .recoveryNamed: self = .recoveryNamed(try RecoveryNamed(from: decoder))
        case .cosigned: self = .cosigned(try Cosigned(from: decoder))
        case .recoveryRevealed: self = .recoveryRevealed(try RecoveryRevealed(from: decoder))
        case .recoveryClosed: self = .recoveryClosed(try RecoveryClosed(from: decoder))
        case .refused: self = .refused(try Refused(from: decoder))
        case .exception: self = .exception(try CeremonyException(from: decoder))
        case .countersigned: self = .countersigned(try Countersigned(from: decoder))
        case .reviewFiled: self = .reviewFiled(try ReviewFiled(from: decoder))
        case .drillOpened: self = .drillOpened(try DrillOpened(from: decoder))
        case .rehearsed: self = .rehearsed(try Rehearsed(from: decoder))
        case .drillClosed: self = .drillClosed(try DrillClosed(from: decoder))
        case .reshareOpened: self = .reshareOpened(try ReshareOpened(from: decoder))
        case .sheetReceived: self = .sheetReceived(try SheetReceived(from: decoder))
        case .sheetDestroyed: self = .sheetDestroyed(try SheetDestroyed(from: decoder))
        case .sheetLost: self = .sheetLost(try SheetLost(from: decoder))
        case .custodianJoined: self = .custodianJoined(try CustodianJoined(from: decoder))
        case .custodianLeft: self = .custodianLeft(try CustodianLeft(from: decoder))
        case .paperMade: self = .paperMade(try PaperMade(from: decoder))
        case .journalOpened: self = .journalOpened(try JournalOpened(from: decoder))
        case .journalMerged: self = .journalMerged(try JournalMerged(from: decoder))
        }
    }

    /// The entry's members.
    package var body: any EntryBody {
        switch self {
        case .binderOpened(let body): body
        case .keyChanged(let body): body
        case .policyChanged(let body): body
        case .setCreated(let body): body
        case .sheetsReleased(let body): body
        case .sheetsReadBack(let body): body
        case .setAbandoned(let body): body
        case .setRetired(let body): body
        case .recoveryOpened(let body): body
        case .recoveryNamed(let body): body
        case .cosigned(let body): body
        case .recoveryRevealed(let body): body
        case .recoveryClosed(let body): body
        case .refused(let body): body
        case .exception(let body): body
        case .countersigned(let body): body
        case .reviewFiled(let body): body
        case .drillOpened(let body): body
        case .rehearsed(let body): body
        case .drillClosed(let body): body
        case .reshareOpened(let body): body
        case .sheetReceived(let body): body
        case .sheetDestroyed(let body): body
        case .sheetLost(let body): body
        case .custodianJoined(let body): body
        case .custodianLeft(let body): body
        case .paperMade(let body): body
        case .journalOpened(let body): body
        case .journalMerged(let body): body
        }
    }

    /// Which kind it is.
    package var kind: EntryKind { type(of: body).kind }

    /// The shares whose signatures the entry asks for.
    package var asked: AskedShares? { body.asked }
}
