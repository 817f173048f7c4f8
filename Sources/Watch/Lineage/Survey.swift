// SPDX-License-Identifier: Apache-2.0
//
// The first of two passes. It keeps 4 bytes for each actor and each other distinct trace of a file, 8 bytes a trace of each
// actor, and about 8 bytes a trace for each call that begets something. Nothing else stays in memory, however large the
// logs are.

package import CloudTrail

/// What a first pass over all files keeps, so that a second one reads only the files that matter.
package struct Survey: Sendable {
    private let catalogue: Catalogue
    private(set) var files: [String] = []
    private(set) var fingerprints: [FileFingerprint] = []
    /// The traces of the file that is being read.
    private var current = FingerprintBuilder()
    /// For each call that leads from traces to traces, where its hashes begin: first those it comes from, then those it
    /// leads to.
    private var hashes: [UInt64] = []
    private var bounds: [Bound] = []
    private struct Bound {
        private let start: UInt32
        private let middle: UInt32
        private var end: UInt32

        init(_ start: Int, _ middle: Int, _ end: Int) {
            self.start = UInt32(start)
            self.middle = UInt32(middle)
            self.end = UInt32(end)
        }

        var from: Range<Int> { Int(start)..<Int(middle) }
        var to: Range<Int> { Int(middle)..<Int(end) }
        var all: Range<Int> { Int(start)..<Int(end) }

        /// Adds one that the last call leads to.
        mutating func add(_ hash: UInt64, to hashes: inout [UInt64]) {
            hashes.append(hash)
            end += 1
        }

        func moved(by count: Int) -> Bound { Bound(count + Int(start), count + Int(middle), count + Int(end)) }
    }

    /// Links of two traces that were seen already.
    private var links: Set<UInt64> = []

    /// An empty survey.
    package init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// A survey of no file that knows these leads, as `leads` gives them; `nil` if they are not well formed.
    init?(_ catalogue: Catalogue, leads: [UInt64]) {
        self.catalogue = catalogue
        var at = 0
        while at < leads.count {
            let from = Int(leads[at] >> 32)
            let to = Int(leads[at] & 0xFFFF_FFFF)
            guard from + to < leads.count - at else { return nil }
            let start = hashes.count
            hashes += leads[(at + 1)...(at + from + to)]
            bounds.append(Bound(start, start + from, hashes.count))
            at += from + to + 1
        }
        for bound in bounds where bound.from.count == 2 {
            let pair = hashes[bound.from]
            if pair.elementsEqual(hashes[bound.to]) { links.insert(pair.first! &* 31 &+ pair.last!) }
        }
    }

    /// The calls that lead from traces to others, each once. Of each, first a word that holds the number of traces it
    /// comes from, in its upper half, and of those it leads to; then the hashes of both.
    var leads: [UInt64] {
        var words: [UInt64] = []
        words.reserveCapacity(hashes.count + bounds.count)
        var seen: Set<UInt64> = []
        for bound in bounds {
            let lead = hashes[bound.all]
            let counts = UInt64(bound.from.count) << 32 | UInt64(bound.to.count)
            // A file that is read again has the same calls.
            guard seen.insert(lead.reduce(counts) { ($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15 ^ $1 >> 29 }).inserted else {
                continue
            }
            words.append(counts)
            words += lead
        }
        return words
    }

    /// How many bytes the survey holds, without the names of the files.
    package var byteCount: Int {
        fingerprints.reduce(0) { $0 + $1.byteCount } + hashes.count * 8 + bounds.count * 12 + links.count * 16
    }

    /// Ends a file: the events added since the last one were its own.
    package mutating func end(file: String) {
        files.append(file)
        fingerprints.append(current.take())
    }

    /// Frees the room in which traces of files were collected, when no further file follows.
    mutating func freeRoom() { current = FingerprintBuilder() }

    /// Adds an event of the file that is being read.
    package mutating func add(_ event: LogEvent) {
        let actors = event.actorTraces
        let from = actors.map(\.stableHash)
        let begotten = event.offspring(catalogue)
        let to = (begotten.flatMap(\.traces) + TrustHistory.named(by: event)).map(\.stableHash)
        current.add(from)
        current.add(LogEvent.roles(of: begotten).map(\.stableHash))
        current.add(event.objectTraces(catalogue).map(\.stableHash))
        link(event, actors)
        let own = Self.own(actors)
        if !own.isEmpty, links.insert((from + own).reduce(1) { ($0 ^ $1) &* 0x9e37_79b9_7f4a_7c15 }).inserted {
            lead(from, own)
        }
        lead(from, to, event.sharedID.map { Trace.shared($0).stableHash })
    }

    /// Adds who acts in the file that is being read, when of the event only that is known. One trace stands for all of the
    /// actor's, which lead to it.
    ///
    /// - Returns: the hash of that trace.
    mutating func add(actor event: LogEvent) -> UInt64 {
        let traces = event.actorTraces
        let hashes = traces.map(\.stableHash)
        let actor = Trace.stableHash(ofActorWith: hashes)
        current.add(actor)
        link(event, traces)
        lead(hashes, [actor] + Self.own(traces))
        return actor
    }

    /// Adds traces of the file that is being read.
    mutating func add(_ hashes: [UInt64]) { current.add(hashes) }

    /// Adds a trace of the file that is being read.
    mutating func add(_ hash: UInt64) { current.add(hash) }

    /// Adds a call that leads from traces to others; copies of it in other accounts lead the same way.
    mutating func lead(_ from: [UInt64], _ to: [UInt64], _ shared: UInt64?) {
        guard !to.isEmpty else { return }
        current.add(to)
        lead(from, to)
        if let shared { bounds[bounds.count - 1].add(shared, to: &hashes) }
    }

    /// Adds a survey of the files that follow.
    package mutating func append(_ other: Survey) {
        files += other.files
        fingerprints += other.fingerprints
        let start = hashes.count
        hashes += other.hashes
        bounds += other.bounds.map { $0.moved(by: start) }
        links.formUnion(other.links)
    }

    /// How many files have ended.
    var fileCount: Int { files.count }

    private mutating func lead(_ from: [UInt64], _ to: [UInt64]) {
        let start = hashes.count
        hashes += from
        hashes += to
        bounds.append(Bound(start, start + from.count, hashes.count))
    }

    /// What belongs to an actor with any of these traces: the session, its temporary keys, and copies of the call. A console
    /// session that begins with a password goes on under its own time and keys.
    private static func own(_ traces: [Trace]) -> [UInt64] {
        traces.filter { trace in
            switch trace {
            case .session, .signIn, .shared: true
            case .key(let id): !id.hasPrefix("AKIA")
            default: false
            }
        }.map(\.stableHash)
    }

    /// A user's id belongs to its ARN and a sign-in to its session, in both directions.
    private mutating func link(_ event: LogEvent, _ traces: [Trace]) {
        let names = traces.filter { trace in
            switch trace {
            case .signIn, .session: true
            case .principal, .identity, .userName: event.identity.type == "IAMUser"
            default: false
            }
        }.map(\.stableHash)
        guard let first = names.first else { return }
        for other in names.dropFirst() where links.insert(first &* 31 &+ other).inserted {
            lead([first, other], [first, other])
        }
    }

    /// All traces that may come from the declared identities, whatever the time: more than lineage will follow.
    package func followed(from expectations: [Expectation]) -> Set<UInt64> {
        var byHash: [UInt64: [Int]] = [:]
        for (place, bound) in bounds.enumerated() {
            for hash in hashes[bound.from] { byHash[hash, default: []].append(place) }
        }
        var followed: Set<UInt64> = []
        var queue = expectations.flatMap(\.identities).compactMap { DeclaredIdentity($0) }.flatMap(\.traces)
            .map(\.stableHash)
        while let hash = queue.popLast() {
            guard followed.insert(hash).inserted else { continue }
            for place in byHash[hash] ?? [] { queue += hashes[bounds[place].to] }
        }
        return followed
    }

    /// The files that may have any of these.
    package func files(with hashes: Set<UInt64>) -> [String] {
        let wanted = WantedHalves(hashes)
        return zip(files, fingerprints).filter { $1.mayContain(anyOf: wanted) }.map(\.0)
    }
}
