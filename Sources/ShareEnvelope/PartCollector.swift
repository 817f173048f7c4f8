// SPDX-License-Identifier: Apache-2.0

/// Assembles manifests, ciphertexts and letters from their parts, from any sheets in any order.
///
/// Every distinct candidate is kept, so that a bad part never displaces a good one. The collector first tries the
/// parts of a single sheet, then those of all sheets; the identity decides which result is genuine (docs/FORMAT.md,
/// "Sheets and sources").
public struct PartCollector: Sendable {
    /// How many different candidates for one place are kept from one sheet; an honest sheet has one.
    private static let candidateLimit = 16
    /// How many combinations of one sheet's candidates are tried; only a hostile sheet has more.
    private static let sheetTrialLimit = 256
    /// How many combinations of candidates from all sheets are tried.
    private static let trialLimit = 4_096

    /// The number that the caller assigns to a sheet.
    public typealias SheetTag = Int

    private struct Key: Hashable {
        let kind: CodeKind
        let setStart: [UInt8]
        let count: Int
    }

    private var candidates: [Key: [Int: [(chunk: [UInt8], sheet: SheetTag)]]] = [:]

    /// Makes an empty collector.
    public init() {}

    /// Adds a part found on a sheet.
    public mutating func add(_ part: Part, from sheet: SheetTag) {
        let key = Key(kind: part.kind, setStart: part.setStart, count: part.count)
        var known = candidates[key, default: [:]][part.index, default: []]
        let own = known.filter { $0.sheet == sheet }
        if own.count < Self.candidateLimit, !own.contains(where: { $0.chunk == part.chunk }) {
            known.append((part.chunk, sheet))
        }
        candidates[key, default: [:]][part.index] = known
    }

    /// Returns every complete manifest, oldest first.
    public func manifests() -> [Manifest] {
        var found: Set<Manifest> = []
        for key in candidates.keys where key.kind == .manifest {
            let whole = firstWhole(key) { SetIdentity(ofManifest: $0).bytes.starts(with: key.setStart) }
            if let whole, let manifest = try? Manifest(encoded: whole) { found.insert(manifest) }
        }
        return found.sorted(by: Manifest.precedes)
    }

    /// Returns the ciphertext of a manifest; `nil` when it is not complete.
    public func ciphertext(of manifest: Manifest) -> Ciphertext? {
        for key in candidates.keys
        where key.kind == .ciphertext && manifest.identity.bytes.starts(with: key.setStart) {
            if let bytes = firstWhole(key, where: { (try? manifest.ciphertext($0)) != nil }) {
                return try? manifest.ciphertext(bytes)
            }
        }
        return nil
    }

    /// Returns the bytes of every complete letter.
    public func letters() -> [[UInt8]] {
        candidates.keys.filter { $0.kind == .letter }
            .compactMap { key in firstWhole(key) { Part.letterStart($0) == key.setStart } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Returns, for everything that is incomplete: its kind, the first bytes of its set's identity, the missing parts,
    /// and how many parts it has.
    public func incomplete() -> [(kind: CodeKind, setStart: [UInt8], missing: [Int], count: Int)] {
        candidates.compactMap { key, places in
            let missing = (1...key.count).filter { places[$0] == nil }
            return missing.isEmpty ? nil : (key.kind, key.setStart, missing, key.count)
        }
    }

    // MARK: - Assembly

    private func firstWhole(_ key: Key, where isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        guard let places = candidates[key], places.count == key.count else { return nil }
        for sheet in Set(places.values.joined().map { $0.sheet }).sorted() {
            let choices = (1...key.count).map { index in
                places[index, default: []].filter { $0.sheet == sheet }.map { $0.chunk }
            }
            // Skip a sheet with a missing part. Only whole results count as trials, so its search would have no limit.
            guard choices.allSatisfy({ !$0.isEmpty }) else { continue }
            var trials = Self.sheetTrialLimit
            if let whole = search(choices, from: 0, prefix: [], trials: &trials, isGenuine) { return whole }
        }
        let choices = (1...key.count).map { Self.byVotes(places[$0, default: []].map { $0.chunk }) }
        var trials = Self.trialLimit
        return search(choices, from: 0, prefix: [], trials: &trials, isGenuine)
    }

    private func search(
        _ choices: [[[UInt8]]], from place: Int, prefix: [UInt8], trials: inout Int, _ isGenuine: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        guard place < choices.count else {
            trials -= 1
            return isGenuine(prefix) ? prefix : nil
        }
        for chunk in choices[place] where trials > 0 {
            let whole = search(choices, from: place + 1, prefix: prefix + chunk, trials: &trials, isGenuine)
            if let whole { return whole }
        }
        return nil
    }

    /// Returns each chunk once, starting with those that most sheets show.
    private static func byVotes(_ chunks: [[UInt8]]) -> [[UInt8]] {
        var votes: [[UInt8]: (count: Int, first: Int)] = [:]
        for (place, chunk) in chunks.enumerated() { votes[chunk, default: (0, place)].count += 1 }
        return votes.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }.map { $0.key }
    }

}
