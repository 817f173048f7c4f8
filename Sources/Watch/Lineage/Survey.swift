// SPDX-License-Identifier: Apache-2.0
//
// The first of two passes. It keeps, for each file, a filter of about 2 bytes a distinct trace, and for each call that
// begets something about 8 bytes a trace. Nothing else stays in memory, however large the logs are.

package import CloudTrail

/// What a first pass over all files keeps, so that a second one reads only the files that matter.
package struct Survey: Sendable {
    private let catalogue: Catalogue
    private var files: [String] = []
    private var filters: [FileFingerprint] = []
    /// The traces of the file that is being read.
    private var current: Set<UInt64> = []
    /// For each call that leads from traces to traces, where its hashes begin: first those it comes from, then those it
    /// leads to.
    private var hashes: [UInt64] = []
    private var bounds: [(from: Int, to: Int, end: Int)] = []
    /// Links of two traces that were seen already.
    private var links: Set<UInt64> = []

    /// An empty survey.
    package init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// How many bytes the survey holds, without the names of the files.
    package var byteCount: Int {
        filters.reduce(0) { $0 + $1.byteCount } + hashes.count * 8 + bounds.count * 24 + links.count * 16
    }

    /// Ends a file: the events added since the last one were its own.
    package mutating func end(file: String) {
        files.append(file)
        filters.append(FileFingerprint(current))
        current.removeAll(keepingCapacity: true)
    }

    /// Adds an event of the file that is being read.
    package mutating func add(_ event: LogEvent) {
        let actors = event.actorTraces
        let from = actors.map(\.stableHash)
        current.formUnion(from)
        link(event, actors)
        let wanted = event.objectHashes(catalogue)
        current.formUnion(wanted)
        // The call that begins a session of a role is read with the role, whoever makes it.
        current.formUnion(event.roleTraces.map(\.stableHash))
        let begotten = event.offspring(catalogue).flatMap(\.traces) + event.openedTraces
        guard !begotten.isEmpty || event.sharedID != nil else { return }
        let to = begotten.map(\.stableHash) + (event.sharedID.map { [Trace.shared($0).stableHash] } ?? [])
        current.formUnion(to)
        let start = hashes.count
        hashes += from
        hashes += to
        bounds.append((start, start + from.count, hashes.count))
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
        guard names.count > 1, let first = names.first else { return }
        for other in names.dropFirst() where links.insert(first &* 31 &+ other).inserted {
            let start = hashes.count
            hashes += [first, other, first, other]
            bounds.append((start, start + 2, start + 4))
        }
    }

    /// All traces that may come from the declared identities, whatever the time: more than lineage will follow.
    package func followed(from expectations: [Expectation]) -> Set<UInt64> {
        var byHash: [UInt64: [Int]] = [:]
        for (place, bound) in bounds.enumerated() {
            for hash in hashes[bound.from..<bound.to] { byHash[hash, default: []].append(place) }
        }
        var followed: Set<UInt64> = []
        var queue = expectations.flatMap(\.identities).compactMap { DeclaredIdentity($0) }.flatMap(\.traces)
            .map(\.stableHash)
        while let hash = queue.popLast() {
            guard followed.insert(hash).inserted else { continue }
            for place in byHash[hash] ?? [] { queue += hashes[bounds[place].to..<bounds[place].end] }
        }
        return followed
    }

    /// The files that may have any of these.
    package func files(with hashes: Set<UInt64>) -> [String] {
        zip(files, filters).filter { $1.mayContain(anyOf: hashes) }.map(\.0)
    }
}
