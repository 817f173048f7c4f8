// SPDX-License-Identifier: Apache-2.0
//
// What an entry must agree with besides being in its one form: the entries before it (docs/LEDGER.md, section 13, rule 7).

import SecretSharing
import ShareEnvelope

/// What the entries so far ask of the next one.
struct EntryRules: Sendable {
    /// Who dealt a set: the ledger, or a record that it took in.
    private enum Origin: Hashable {
        case ledger
        case record(RecordName)
    }

    private var created: [SetIdentity: Origin] = [:]
    private var spares: [SetIdentity: Set<ShareNumber>] = [:]
    private var lost: [SetIdentity: Set<ShareNumber>] = [:]
    /// Receipts that no share has signed yet.
    private var receipts: Set<UInt64> = []
    /// The set of each opening, by the index of its statement.
    private var sets: [UInt64: SetIdentity] = [:]
    private var revealed: Set<UInt64> = []
    private var isRecord = false
    private var record: RecordName?

    /// The rules for a record that a ledger takes in here.
    var forRecord: EntryRules {
        var rules = EntryRules()
        rules.created = created
        rules.isRecord = true
        return rules
    }

    /// Takes what a record dealt.
    mutating func takeSets(of record: EntryRules) { created.merge(record.created) { mine, _ in mine } }

    /// Whether a kind of entry may stand in the log.
    func allows(_ kind: EntryKind) -> Bool { !isRecord || kind.standsInRecords }

    /// Takes the next entry, and tells how it contradicts those before it.
    mutating func take(
        _ event: LedgerEvent, at index: UInt64, after before: LedgerEvent?, manifests: [SetIdentity: Manifest]
    ) -> EntryFault? {
        switch event {
        case .recordOpened(let opened):
            if index == 0 { record = opened.record }
            return nil
        case .setCreated(let event): return take(event, manifests)
        case .sheetsLetOut(let event): return own(event.set)
        case .sheetsReadBack(let event): return own(event.set)
        case .setAbandoned(let event): return own(event.set)
        case .recoveryOpened(let event):
            sets[index] = event.set
            guard let first = event.beside else { return nil }
            guard first &+ 1 == index, case .recoveryOpened(let other)? = before, event.isSameCeremony(as: other) else {
                return .unfoundedBeside(first)
            }
            return nil
        case .recoveryNamed(let event):
            guard !revealed.contains(event.opening) else { return .namedLate(opening: event.opening) }
            sets[event.opening] = event.set
            return manifests[event.set].map { $0.label == event.account } ?? true ? nil : .otherAccount(event.set)
        case .recoveryRevealed(let event):
            guard revealed.insert(event.opening).inserted else { return .revealedAgain(opening: event.opening) }
            return sets[event.opening] == event.set ? nil : .otherSet(opening: event.opening)
        case .sheetReceived(let event):
            receipts.insert(index)
            guard let other = event.replaces else { return nil }
            let isSpare = spares[event.set]?.contains(event.share) ?? false
            let isLost = lost[event.set]?.contains(other) ?? false
            return isSpare && isLost && event.share.group == other.group ? nil : .unfoundedReplacement
        case .sheetLost(let event):
            lost[event.set, default: []].insert(event.share)
            return nil
        default: return nil
        }
    }

    /// Takes the signature of a share under a receipt; the first one counts.
    mutating func takeSignature(of share: ShareNumber, of set: SetIdentity, under receipt: UInt64) {
        if receipts.remove(receipt) != nil { lost[set]?.remove(share) }
    }

    private mutating func take(_ event: SetCreated, _ manifests: [SetIdentity: Manifest]) -> EntryFault? {
        let origin = record.map { Origin.record($0) } ?? .ledger
        // A record that is taken in again tells once more what it dealt.
        let isAgain = created[event.set].map { $0 != origin || !isRecord } ?? false
        guard !isAgain, spares[event.set] == nil else { return .createdAgain(event.set) }
        created[event.set] = origin
        spares[event.set] = Set(event.keepers.filter { $0.spare == true }.map { $0.share })
        guard let manifest = manifests[event.set] else { return nil }
        guard manifest.label == event.account else { return .otherAccount(event.set) }
        guard manifest.credential == event.credential else { return .otherCredential(event.set) }
        guard manifest.isPractice == (event.practice != nil) else { return .unfoundedPractice(event.set) }
        guard let practised = event.practice else { return nil }
        let isPractice = manifests[practised]?.isPractice ?? false
        return practised != event.set && !isPractice ? nil : .unfoundedPractice(event.set)
    }

    /// A record tells of the sheets that were drawn with it, and of no others.
    private func own(_ set: SetIdentity) -> EntryFault? { isRecord && spares[set] == nil ? .notOfRecord(set) : nil }
}

extension EntryKind {
    /// Whether ceremonies without the ledger write it: nothing else counts in a record.
    var standsInRecords: Bool {
        switch self {
        case .recordOpened, .setCreated, .sheetsLetOut, .sheetsReadBack, .setAbandoned, .recoveryOpened, .recoveryNamed,
            .cosigned, .recoveryRevealed, .recoveryClosed, .refused, .exception:
            true
        default: false
        }
    }
}

extension RecoveryOpened {
    /// Whether it is the statement of one ceremony with another one, for another credential of the account.
    func isSameCeremony(as other: RecoveryOpened) -> Bool {
        account != nil && account == other.account && practice == other.practice && credential != other.credential
            && failureMode == other.failureMode && normalPathDown == other.normalPathDown && reason == other.reason
            && ticket == other.ticket && operatedBy == other.operatedBy && approvedBy == other.approvedBy
    }
}
