// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

extension LogAudit {
    /// All entries that can be read, each with its place; those of merged records behind the entry that took them in.
    public var placedEntries: [(place: EntryPlace, entry: LedgerEntry)] {
        var pieces: [RecordName: [UInt8]] = [:]
        var known: [RecordName: Int] = [:]
        return entries.enumerated().flatMap { index, entry -> [(place: EntryPlace, entry: LedgerEntry)] in
            guard let entry else { return [] }
            let own = (place: EntryPlace(UInt64(index)), entry: entry)
            guard case .recordMerged(let event) = entry.event else { return [own] }
            pieces[event.record, default: []] += event.content.bytes
            guard event.part == event.parts, let bytes = pieces.removeValue(forKey: event.record) else { return [own] }
            let lines = bytes.split(separator: 0x0A)
            let start = known[event.record] ?? 0
            known[event.record] = lines.count
            return [own]
                + lines.enumerated().dropFirst(start).compactMap { number, line in
                    guard let entry = try? LedgerEntry(line: Array(line)) else { return nil }
                    return (EntryPlace(UInt64(index), inRecord: UInt64(number)), entry)
                }
        }
    }

    /// The identities of an account's sets.
    public func sets(of account: String) -> [SetIdentity] {
        placedEntries.compactMap { _, entry in
            guard case .setCreated(let event) = entry.event, event.account.description == account else { return nil }
            return event.set
        }
    }
}

extension LedgerEvent {
    /// What the kind holds, for showing it.
    public var content: any Encodable { body }

    /// Whether the entry names an account or one of its sets.
    public func isAbout(_ account: String, _ sets: Set<SetIdentity>) -> Bool {
        switch self {
        case .setCreated(let event): event.account.description == account
        case .sheetsLetOut(let event): sets.contains(event.set)
        case .sheetsReadBack(let event): sets.contains(event.set)
        case .setAbandoned(let event): sets.contains(event.set)
        case .setRetired(let event): sets.contains(event.set)
        case .recoveryOpened(let event):
            event.account?.description == account || event.set.map { sets.contains($0) } == true
        case .recoveryNamed(let event): event.account.description == account
        case .cosigned(let event): sets.contains(event.set)
        case .recoveryRevealed(let event): sets.contains(event.set)
        case .recoveryClosed(let event): event.set.map { sets.contains($0) } == true
        case .refused(let event): event.account?.description == account
        case .binderOpened, .policyChanged, .exception, .countersigned, .reviewFiled, .recordOpened, .recordMerged:
            false
        }
    }
}
