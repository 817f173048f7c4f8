// SPDX-License-Identifier: Apache-2.0

/// The difference of two lists whose entries are matched by key; repeated entries are matched by key and count.
struct ListDifference<Entry: Equatable, Key: Hashable> {
    private struct Place: Hashable {
        let key: Key
        let repetition: Int
    }

    private let old: [(place: Place, entry: Entry)]
    private let new: [(place: Place, entry: Entry)]

    init(_ old: [Entry], _ new: [Entry], by key: (Entry) -> Key) {
        func placed(_ entries: [Entry]) -> [(place: Place, entry: Entry)] {
            var counts: [Key: Int] = [:]
            return entries.map { entry in
                counts[key(entry), default: 0] += 1
                return (Place(key: key(entry), repetition: counts[key(entry)]!), entry)
            }
        }
        self.old = placed(old)
        self.new = placed(new)
    }

    /// Lines for entries that were removed, added, or changed, and one if the entries that remain are in another order.
    ///
    /// - Parameter inside: the lines about the contents of an added entry; they follow the line that it was added.
    func lines(
        order: String, _ removed: (Entry) -> String, added: (Entry) -> String, changed: (Entry, Entry) -> [String],
        inside: (Entry) -> [String] = { _ in [] }
    ) -> [String] {
        let before = Dictionary(uniqueKeysWithValues: old.map { ($0.place, $0.entry) })
        let after = Set(new.map(\.place))
        var lines = old.filter { !after.contains($0.place) }.map { removed($0.entry) }
        for (place, entry) in new {
            if let known = before[place] {
                if known != entry { lines += changed(known, entry) }
            } else {
                lines.append(added(entry))
                lines += inside(entry)
            }
        }
        if old.map(\.place).filter(after.contains) != new.map(\.place).filter({ before[$0] != nil }) {
            lines.append("order of \(order) changed")
        }
        return lines
    }
}
