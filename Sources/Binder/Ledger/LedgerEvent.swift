// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// The kinds of entries; the raw value is what the line says.
public enum EntryKind: String, Hashable, Sendable, CaseIterable, Codable {
    case binderOpened = "binder opened"
    case policyChanged = "policy changed"
    case setCreated = "set created"
    case sheetsLetOut = "sheets let out"
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
    case recordOpened = "record opened"
    case recordMerged = "record merged"
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

/// What happened: one case for each kind of entry.
public enum LedgerEvent: Hashable, Sendable {
    case binderOpened(BinderOpened)
    case keyChanged(KeyChanged)
    case policyChanged(PolicyChanged)
    case setCreated(SetCreated)
    case sheetsLetOut(SheetsLetOut)
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
    case recordOpened(RecordOpened)
    case recordMerged(RecordMerged)

    init(kind: EntryKind, from decoder: any Decoder) throws {
        switch kind {
        case .binderOpened: self = .binderOpened(try BinderOpened(from: decoder))
        case .keyChanged: self = .keyChanged(try KeyChanged(from: decoder))
        case .policyChanged: self = .policyChanged(try PolicyChanged(from: decoder))
        case .setCreated: self = .setCreated(try SetCreated(from: decoder))
        case .sheetsLetOut: self = .sheetsLetOut(try SheetsLetOut(from: decoder))
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
        case .recordOpened: self = .recordOpened(try RecordOpened(from: decoder))
        case .recordMerged: self = .recordMerged(try RecordMerged(from: decoder))
        }
    }

    /// What the kind holds, and its kind.
    private var parts: (kind: EntryKind, body: any Encodable) {
        switch self {
        case .binderOpened(let body): (.binderOpened, body)
        case .keyChanged(let body): (.keyChanged, body)
        case .policyChanged(let body): (.policyChanged, body)
        case .setCreated(let body): (.setCreated, body)
        case .sheetsLetOut(let body): (.sheetsLetOut, body)
        case .sheetsReadBack(let body): (.sheetsReadBack, body)
        case .setAbandoned(let body): (.setAbandoned, body)
        case .setRetired(let body): (.setRetired, body)
        case .recoveryOpened(let body): (.recoveryOpened, body)
        case .recoveryNamed(let body): (.recoveryNamed, body)
        case .cosigned(let body): (.cosigned, body)
        case .recoveryRevealed(let body): (.recoveryRevealed, body)
        case .recoveryClosed(let body): (.recoveryClosed, body)
        case .refused(let body): (.refused, body)
        case .exception(let body): (.exception, body)
        case .countersigned(let body): (.countersigned, body)
        case .reviewFiled(let body): (.reviewFiled, body)
        case .drillOpened(let body): (.drillOpened, body)
        case .rehearsed(let body): (.rehearsed, body)
        case .drillClosed(let body): (.drillClosed, body)
        case .reshareOpened(let body): (.reshareOpened, body)
        case .sheetReceived(let body): (.sheetReceived, body)
        case .sheetDestroyed(let body): (.sheetDestroyed, body)
        case .sheetLost(let body): (.sheetLost, body)
        case .custodianJoined(let body): (.custodianJoined, body)
        case .custodianLeft(let body): (.custodianLeft, body)
        case .paperMade(let body): (.paperMade, body)
        case .recordOpened(let body): (.recordOpened, body)
        case .recordMerged(let body): (.recordMerged, body)
        }
    }

    /// Which kind it is.
    public var kind: EntryKind { parts.kind }
    var body: any Encodable { parts.body }

    /// The set whose shares the entry asks to sign the tree that it ends, and which of them.
    public var asked: (set: SetIdentity, shares: [ShareNumber])? {
        switch self {
        case .recoveryOpened(let event): event.set.map { ($0, event.shares) }
        case .recoveryNamed(let event): (event.set, event.shares)
        case .drillOpened(let event): (event.set, event.shares)
        case .keyChanged(let event): (event.set, event.shares)
        case .reshareOpened(let event): (event.set, event.shares)
        case .setRetired(let event): event.shares.map { (event.set, $0) }
        case .sheetReceived(let event): (event.set, [event.share])
        case .sheetDestroyed(let event): (event.set, [event.share])
        default: nil
        }
    }
}
