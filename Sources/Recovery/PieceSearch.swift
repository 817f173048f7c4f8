// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Assembles one whole from the readings of several sources.
///
/// Readings that agree wherever they overlap are joined; where sources contradict each other, the choices are tried in
/// turn. First, each reading is joined with everything that is undisputed among the readings that agree with it. Then
/// every new reading starts a search with its own budget, so that no number of hostile sources keeps two honest ones
/// apart: few readings are joined before many, and the order in which they are tried depends on their content, never on
/// when they came.
struct PieceSearch {
    /// The most steps that the search from one reading may take, for each number of readings that are joined.
    private static let budget = 128
    /// The most readings that are joined: the pages of the largest vault sheet, scanned one by one, and a few more.
    private static let depthLimit = 8
    /// The most wholes that are tried if no reading is entirely right.
    private static let voteBudget = 256

    private let count: Int
    /// Each distinct chunk once; readings name them by their places here.
    private var chunks: [[UInt8]] = []
    private let readings: [[Int]]
    private let starts: [[Int]]
    private static let nothing = -1

    /// - Parameters:
    ///   - old: the readings that were searched before.
    ///   - new: the readings that came since the last search.
    init(_ old: [Reading], new: [Reading], count: Int) {
        self.count = count
        var places: [[UInt8]: Int] = [:]
        var chunks: [[UInt8]] = []
        func named(_ reading: Reading) -> [Int] {
            (1...count).map { place in
                guard let chunk = reading.chunks[place] else { return Self.nothing }
                if let known = places[chunk] { return known }
                places[chunk] = chunks.count
                chunks.append(chunk)
                return chunks.count - 1
            }
        }
        let fresh = Set(new)
        // Equal readings from several sources count once.
        readings = fresh.union(old).sorted(by: Reading.precedes).map(named)
        starts = fresh.sorted(by: Reading.precedes).map(named)
        self.chunks = chunks
    }

    /// The genuine whole, if it is found.
    func first(where isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        var total = Int.max
        return first(within: &total, where: isGenuine)
    }

    /// The genuine whole, if it is found within this many steps.
    func first(within total: inout Int, where isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        guard coversAll else { return nil }
        var tried: Set<[Int]> = []
        for start in readings {
            guard total > 0 else { return nil }
            total -= 1
            let closed = closing(start)
            guard !closed.contains(Self.nothing), tried.insert(closed).inserted else { continue }
            if isGenuine(whole(closed)) { return whole(closed) }
        }
        for depth in 0..<Self.depthLimit {
            for start in starts {
                let granted = min(Self.budget, total)
                var steps = granted
                let whole = grow(start, joining: depth, &steps, isGenuine)
                total -= granted - steps
                if let whole { return whole }
            }
        }
        return byVotes(within: total, isGenuine)
    }

    /// Whether every place is shown by some reading: if not, no search finds anything.
    private var coversAll: Bool {
        (0..<count).allSatisfy { place in readings.contains { $0[place] != Self.nothing } }
    }

    private func whole(_ names: [Int]) -> [UInt8] { names.flatMap { chunks[$0] } }

    private func grow(
        _ reading: [Int], joining depth: Int, _ steps: inout Int, _ isGenuine: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        guard let lacking = reading.firstIndex(of: Self.nothing) else {
            // Wholes from fewer readings were tried before.
            guard depth == 0 else { return nil }
            let whole = whole(reading)
            return isGenuine(whole) ? whole : nil
        }
        guard depth > 0 else { return nil }
        for next in readings where steps > 0 && next[lacking] != Self.nothing && Self.agree(next, reading) {
            steps -= 1
            let joined = zip(reading, next).map { $0 == Self.nothing ? $1 : $0 }
            if let whole = grow(joined, joining: depth - 1, &steps, isGenuine) { return whole }
        }
        return nil
    }

    /// The reading, completed with everything that the readings that agree with it say unanimously. This works however
    /// many codes a whole is scanned from, one by one; a source that lies about all of it has no influence.
    private func closing(_ start: [Int]) -> [Int] {
        var closed = start
        var others = readings
        while true {
            others.removeAll { !Self.agree($0, closed) }
            var next = closed
            for place in closed.indices where closed[place] == Self.nothing {
                var said = Self.nothing
                var isAgreed = true
                for other in others where other[place] != Self.nothing {
                    if said == Self.nothing { said = other[place] } else if said != other[place] { isAgreed = false }
                }
                if isAgreed { next[place] = said }
            }
            guard next != closed else { return closed }
            closed = next
        }
    }

    private static func agree(_ one: [Int], _ other: [Int]) -> Bool {
        for place in one.indices where one[place] != other[place] && one[place] != nothing && other[place] != nothing {
            return false
        }
        return true
    }

    /// The search if no reading is entirely right: for each place, the chunks that most readings show come first.
    private func byVotes(within total: Int, _ isGenuine: ([UInt8]) -> Bool) -> [UInt8]? {
        let choices = (0..<count).map { place in
            var votes: [Int: Int] = [:]
            for reading in readings where reading[place] != Self.nothing { votes[reading[place], default: 0] += 1 }
            return votes.sorted { one, other in
                one.value == other.value
                    ? chunks[one.key].lexicographicallyPrecedes(chunks[other.key]) : one.value > other.value
            }.map { $0.key }
        }
        var steps = min(Self.voteBudget, total)
        return choose(from: choices, [], &steps, isGenuine)
    }

    private func choose(
        from choices: [[Int]], _ prefix: [Int], _ steps: inout Int, _ isGenuine: ([UInt8]) -> Bool
    ) -> [UInt8]? {
        guard prefix.count < choices.count else {
            steps -= 1
            let whole = whole(prefix)
            return isGenuine(whole) ? whole : nil
        }
        for chunk in choices[prefix.count] where steps > 0 {
            if let whole = choose(from: choices, prefix + [chunk], &steps, isGenuine) { return whole }
        }
        return nil
    }
}
