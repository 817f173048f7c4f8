// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// The pieces of manifests, ciphertexts, letters and answers that one source shows, page by page.
struct SourcePieces {
    /// How many different chunks for one place are kept of one page, which honestly has one.
    private static let candidateLimit = 16
    /// How many wholes one page may begin: a page of a sheet has two, a letter one.
    private static let keyLimit = 16

    private var pages: [Int: [PieceKey: [Int: [[UInt8]]]]] = [:]
    /// Typed lines; of two with one number the one typed last counts.
    private var lines: [CodeKind: [Int: CheckedLine]] = [:]
    /// Raised by everything new: until it changes, looking again finds nothing else.
    private(set) var version = 0
    /// The pages that show more parts than are kept of one.
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
        guard lines[line.kind]?[line.number] != line else { return }
        lines[line.kind, default: [:]][line.number] = line
        version += 1
    }

    /// What is begun here.
    var keys: Set<PieceKey> {
        var keys = Set(pages.values.flatMap { $0.keys })
        for (kind, known) in lines {
            for line in known.values where line.mayBeLast { keys.insert(.lines(kind, count: line.number)) }
        }
        return keys
    }

    /// What the source shows of one whole: each page alone, and all pages together where they agree.
    func readings(of key: PieceKey) -> [Reading] {
        if case .lines(let kind, let count) = key { return reading(ofLines: kind, count: count).map { [$0] } ?? [] }
        let single = pages.keys.sorted().flatMap { readings(of: key, page: $0) }
        guard pages.count > 1, let first = single.first else { return single }
        var joined = first
        for other in single.dropFirst() {
            guard joined.agrees(with: other) else { return single }
            joined = joined.joined(with: other)
        }
        return [joined] + single
    }

    /// The pages that show another chunk than the genuine whole has.
    func pages(of key: PieceKey, contradicting genuine: Reading) -> [Int] {
        pages.keys.sorted().filter { page in
            (pages[page]?[key] ?? [:]).contains { place, chunks in
                chunks.contains { $0 != genuine.chunks[place] }
            }
        }
    }

    /// The places of which the source shows nothing yet.
    func missing(of key: PieceKey) -> [Int] {
        let found = Set(readings(of: key).flatMap { $0.chunks.keys })
        return (1...key.count).filter { !found.contains($0) }
    }

    /// One reading for each of the different things that a page shows for a place: honestly one.
    private func readings(of key: PieceKey, page: Int) -> [Reading] {
        guard let places = pages[page]?[key], let most = places.values.map({ $0.count }).max() else { return [] }
        return (0..<most).map { choice in
            Reading(chunks: places.mapValues { $0[min(choice, $0.count - 1)] })
        }
    }

    private func reading(ofLines kind: CodeKind, count: Int) -> Reading? {
        guard let known = lines[kind], let last = known[count], last.mayBeLast else { return nil }
        var chunks = [count: last.data]
        for place in 1..<count { chunks[place] = known[place]?.mayBeMiddle == true ? known[place]?.data : nil }
        return Reading(chunks: chunks)
    }

    /// Every whole that this source alone may give, up to the budget of one source.
    func wholes(of key: PieceKey, budget: inout Int) -> [[UInt8]] {
        var wholes = readings(of: key).compactMap { $0.whole(key.count) }
        guard case .parts = key else { return wholes }
        // A page that shows several things for a place may hide the genuine one among them.
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
