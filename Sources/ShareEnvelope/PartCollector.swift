// SPDX-License-Identifier: Apache-2.0

/// Puts the parts of manifests and ciphertexts together, from any sheets in any order.
///
/// Every distinct candidate is kept: a bad part never displaces a good one. A thing is first put together from the
/// parts of one sheet, then from those of all; the identity decides which is genuine (docs/FORMAT.md, "Parts").
public struct PartCollector: Sendable {
    /// How many combinations of candidates are tried for one thing; only a hostile pile of sheets needs more.
    private static let combinationLimit = 4_096
    /// How many different candidates for one place are kept.
    private static let candidateLimit = 64

    /// A number that the caller gives each sheet.
    public typealias SheetTag = Int

    private struct Key: Hashable {
        let kind: CodeKind
        let setStart: [UInt8]
        let count: Int
    }

    private var candidates: [Key: [Int: [(chunk: [UInt8], sheet: SheetTag)]]] = [:]
    private var lines: [CodeKind: [Int: [CheckedLine]]] = [:]

    /// Nothing collected yet.
    public init() {}

    /// Takes a part found on a sheet.
    public mutating func add(_ part: Part, from sheet: SheetTag) {
        let key = Key(kind: part.kind, setStart: part.setStart, count: part.count)
        var known = candidates[key, default: [:]][part.index, default: []]
        let isNew = !known.contains { $0.chunk == part.chunk && $0.sheet == sheet }
        if isNew, known.count < Self.candidateLimit { known.append((part.chunk, sheet)) }
        candidates[key, default: [:]][part.index] = known
    }

    /// Takes a typed line.
    public mutating func add(_ line: CheckedLine) {
        var known = lines[line.kind, default: [:]][line.number, default: []]
        if !known.contains(line), known.count < Self.candidateLimit { known.append(line) }
        lines[line.kind, default: [:]][line.number] = known
    }

    /// Every manifest that is whole.
    public func manifests() -> [Manifest] {
        var found: [Manifest] = []
        func keep(_ bytes: [UInt8], setStart: [UInt8]?) -> Bool {
            guard let manifest = try? Manifest(encoded: bytes) else { return false }
            guard setStart.map({ manifest.identity.bytes.starts(with: $0) }) ?? true else { return false }
            if !found.contains(manifest) { found.append(manifest) }
            return true
        }
        for key in candidates.keys where key.kind == .manifest {
            _ = firstWhole(key) { keep($0, setStart: key.setStart) }
        }
        if let typed = typed(.manifest) { _ = keep(typed, setStart: nil) }
        return found.sorted { $0.created < $1.created }
    }

    /// The ciphertext of a manifest, when it is whole.
    public func ciphertext(of manifest: Manifest) -> Ciphertext? {
        for key in candidates.keys
        where key.kind == .ciphertext && manifest.identity.bytes.starts(with: key.setStart) {
            if let bytes = firstWhole(key, where: { (try? manifest.ciphertext($0)) != nil }) {
                return try? manifest.ciphertext(bytes)
            }
        }
        return typed(.ciphertext).flatMap { try? manifest.ciphertext($0) }
    }

    /// For each thing that is begun but not whole: its kind, its set's first bytes, and the parts that lack.
    public func incomplete() -> [(kind: CodeKind, setStart: [UInt8], missing: [Int], count: Int)] {
        candidates.compactMap { key, places in
            let missing = (1...key.count).filter { places[$0] == nil }
            return missing.isEmpty ? nil : (key.kind, key.setStart, missing, key.count)
        }
    }

    // MARK: - Putting together

    private func firstWhole(_ key: Key, where isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        guard let places = candidates[key], places.count == key.count else { return nil }
        let sheets = Set(places.values.joined().map { $0.sheet }).sorted()
        var budget = Self.combinationLimit
        for sheet in sheets.map(Optional.some) + [nil] {
            let choices = (1...key.count).map { index in
                places[index, default: []].filter { sheet == nil || $0.sheet == sheet }.map { $0.chunk }.deduplicated()
            }
            if let whole = search(choices, from: 0, prefix: [], budget: &budget, isGenuine) { return whole }
        }
        return nil
    }

    private func search(
        _ choices: [[[UInt8]]], from place: Int, prefix: [UInt8], budget: inout Int, _ isGenuine: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        guard place < choices.count else {
            budget -= 1
            return isGenuine(prefix) ? prefix : nil
        }
        for chunk in choices[place] where budget > 0 {
            let whole = search(choices, from: place + 1, prefix: prefix + chunk, budget: &budget, isGenuine)
            if let whole { return whole }
        }
        return nil
    }

    /// Typed lines in a row up to the one that is marked as the last.
    private func typed(_ kind: CodeKind) -> [UInt8]? {
        guard let known = lines[kind] else { return nil }
        var bytes: [UInt8] = []
        var number = 1
        while let line = known[number]?.last {
            bytes += line.data
            if line.isLast { return bytes }
            number += 1
        }
        return nil
    }
}

extension [[UInt8]] {
    fileprivate func deduplicated() -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        return filter { seen.insert($0).inserted }
    }
}
