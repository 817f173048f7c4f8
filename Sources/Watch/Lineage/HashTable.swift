// SPDX-License-Identifier: Apache-2.0

/// Small numbers by hashes that are spread evenly over 64 bits already. A `Dictionary` would hash them once more, which
/// takes longer than all else about a record of an actor that is known.
struct HashTable {
    /// Two words for each entry: the hash and the number after it; 0 for no hash.
    private var slots: [UInt64]
    /// What stands for the hash 0.
    private var zero: Int?
    private(set) var count = 0
    private var mask: Int

    /// An empty table.
    init() {
        slots = Array(repeating: 0, count: 2 * Self.leastRoom)
        mask = Self.leastRoom - 1
    }

    private static let leastRoom = 1 << 10

    /// The number of a hash; `nil` where it has none.
    subscript(hash: UInt64) -> Int? {
        guard hash != 0 else { return zero }
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[2 * place] != 0 {
            if slots[2 * place] == hash { return Int(truncatingIfNeeded: slots[2 * place + 1]) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds a hash that has no number.
    mutating func add(_ hash: UInt64, _ number: Int) {
        count += 1
        guard hash != 0 else { return zero = number }
        // At most half full, so that a search ends after a few slots.
        if 2 * count > mask { grow() }
        place(hash, UInt64(number))
    }

    /// Forgets everything.
    mutating func removeAll() { self = HashTable() }

    private mutating func place(_ hash: UInt64, _ number: UInt64) {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[2 * place] != 0 { place = (place + 1) & mask }
        slots[2 * place] = hash
        slots[2 * place + 1] = number
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: 2 * old.count)
        mask = old.count - 1
        for at in stride(from: 0, to: old.count, by: 2) where old[at] != 0 { place(old[at], old[at + 1]) }
    }
}
