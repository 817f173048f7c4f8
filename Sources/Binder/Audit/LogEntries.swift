// SPDX-License-Identifier: Apache-2.0

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
}

extension LedgerEvent {
    /// What the kind holds, for showing it.
    public var content: any Encodable { body }
}
