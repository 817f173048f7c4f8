// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// The pieces of manifests, ciphertexts, letters and answers that one source shows, page by page.
struct SourcePieces {
    /// The most different chunks that are kept for one place of one page; an honest page has one.
    private static let candidateLimit = 16
    /// The most wholes that one page may begin: a page of a sheet has two, a letter one.
    private static let keyLimit = 16

    private var pages: [Int: [PieceKey: [Int: [[UInt8]]]]] = [:]
    /// Typed lines. A mistyped line fails its checks, so two lines of one number belong to two wholes: all are tried.
    private var lines: [CodeKind: [Int: [CheckedLine]]] = [:]
    /// The most different lines of one number that are kept: those that were typed last.
    private static let lineLimit = 8
    /// The most wholes that are made from them.
    private static let lineBudget = 256
    /// Increases with every new piece: until it changes, another search finds nothing new.
    private(set) var version = 0
    /// The pages that show more parts than are kept.
    private(set) var overflows: Set<Int> = []

    /// Takes a part found on a page.
    mutating func add(_ part: Part, page: Int) {
        let key = PieceKey.parts(part.kind, start: part.setStart, count: part.count)
        guard pages[page]?[key] != nil || (pages[page]?.count ?? 0) < Self.keyLimit else { return overflow(page) }
        var known = pages[page, default: [:]][key, default: [:]][part.index, default: []]
        guard !known.contains(part.chunk) else { return }
        guard known.count < Self.candidateLimit else { return overflow(page) }
        known.append(part.chunk)
        pages[page, default: [:]][key, default: [:]][part.index] = known
        version += 1
    }

    private mutating func overflow(_ page: Int) {
        if overflows.insert(page).inserted { version += 1 }
    }

    /// Takes a typed line.
    mutating func add(_ line: CheckedLine) {
        var known = lines[line.kind, default: [:]][line.number, default: []]
        guard !known.contains(line) else { return }
        if known.count == Self.lineLimit { known.removeFirst() }
        known.append(line)
        lines[line.kind, default: [:]][line.number] = known
        version += 1
    }

    /// The wholes that this source shows pieces of.
    var keys: Set<PieceKey> {
        var keys = Set(pages.values.flatMap { $0.keys })
        for (kind, known) in lines {
            for line in known.values.joined() where line.mayBeLast { keys.insert(.lines(kind, count: line.number)) }
        }
        return keys
    }

    /// What the source shows of one whole: each page alone, and all pages together if they agree.
    func readings(of key: PieceKey) -> [Reading] {
        if case .lines(let kind, let count) = key { return readings(ofLines: kind, count: count) }
        let single = pages.keys.sorted().flatMap { readings(of: key, page: $0) }
        guard pages.count > 1, let first = single.first else { return single }
        var joined = first
        for other in single.dropFirst() {
            guard joined.agrees(with: other) else { return single }
            joined = joined.joined(with: other)
        }
        return [joined] + single
    }

    /// The pages with a chunk that differs from the genuine whole.
    func pages(of key: PieceKey, contradicting genuine: Reading) -> [Int] {
        pages.keys.sorted().filter { page in
            (pages[page]?[key] ?? [:]).contains { place, chunks in
                chunks.contains { $0 != genuine.chunks[place] }
            }
        }
    }

    /// The places that the source does not show yet.
    func missing(of key: PieceKey) -> [Int] {
        let found = Set(readings(of: key).flatMap { $0.chunks.keys })
        return (1...key.count).filter { !found.contains($0) }
    }

    /// One reading for each of the different chunks that a page shows for a place; an honest page has one.
    private func readings(of key: PieceKey, page: Int) -> [Reading] {
        guard let places = pages[page]?[key], let most = places.values.map({ $0.count }).max() else { return [] }
        return (0..<most).map { choice in
            Reading(chunks: places.mapValues { $0[min(choice, $0.count - 1)] })
        }
    }

    /// One reading for each choice among the lines of each number, up to the budget.
    private func readings(ofLines kind: CodeKind, count: Int) -> [Reading] {
        guard let known = lines[kind] else { return [] }
        var choices = (known[count] ?? []).filter { $0.mayBeLast }.map { [count: $0.data] }
        for place in 1..<count {
            let middle = (known[place] ?? []).filter { $0.mayBeMiddle }
            guard !middle.isEmpty else { continue }
            choices = choices.flatMap { chunks in
                middle.map { line in
                    var more = chunks
                    more[place] = line.data
                    return more
                }
            }
            // What was typed last is at the end.
            choices = choices.suffix(Self.lineBudget)
        }
        return choices.map { Reading(chunks: $0) }
    }

    /// Every whole that this source can give on its own, up to the budget of one source.
    func wholes(of key: PieceKey, budget: inout Int) -> [[UInt8]] {
        var wholes = readings(of: key).compactMap { $0.whole(key.count) }
        guard case .parts = key else { return wholes }
        // A page that shows several chunks for a place may hide the genuine one among them.
        for places in pages.values.compactMap({ $0[key] }) where places.count == key.count {
            search(places, key.count, from: 1, prefix: [], budget: &budget, into: &wholes)
        }
        return wholes
    }

    /// The genuine whole from pages of this source that contradict each other.
    func whole(of key: PieceKey, budget: inout Int, where isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        guard case .parts = key, pages.values.count(where: { $0[key] != nil }) > 1 else { return nil }
        return PieceSearch([], new: readings(of: key), count: key.count).first(within: &budget, where: isGenuine)
    }

    private func search(
        _ places: [Int: [[UInt8]]], _ count: Int, from place: Int, prefix: [UInt8], budget: inout Int,
        into wholes: inout [[UInt8]]
    ) {
        guard place <= count else { return wholes.append(prefix) }
        for chunk in places[place] ?? [] where budget > 0 {
            budget -= 1
            search(places, count, from: place + 1, prefix: prefix + chunk, budget: &budget, into: &wholes)
        }
    }
}
