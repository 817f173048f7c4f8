// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Follows a chain of digests from the oldest to the newest, and finds what is missing between them.
struct ChainLinks {
    private(set) var findings: [Finding] = []
    /// The times between digests that are not proven.
    private(set) var doubts: [Coverage.Doubt] = []

    /// Digest files that cannot be read, by their names: they are there.
    private let unreadable: [String: DownloadedFile]

    /// `digests`: one for each place, the oldest first.
    init(_ digests: [JudgedDigest], isBackfill: Bool, unreadable: [String: DownloadedFile]) {
        self.unreadable = unreadable
        let places = Dictionary(digests.map { ($0.digest.place, $0) }) { one, _ in one }
        for (earlier, one) in zip(digests, digests.dropFirst()) where one.standing != .altered {
            guard let previous = one.digest.previous else {
                if !isBackfill { restart(one, after: earlier) }
                continue
            }
            guard let before = places[previous.place] else {
                missing(previous.place, before: one, after: earlier, isBackfill: isBackfill)
                continue
            }
            if before.digest.place.bucket != one.digest.place.bucket {
                find(.bucketChange, one, "the trail delivers to another bucket from here on", nil)
            }
            if !isBackfill, before.digest.end < one.digest.start {
                find(
                    .gap, one, "it begins later than the digest before it ends",
                    TimeSpan(from: before.digest.end, until: one.digest.start))
            }
        }
    }

    private mutating func restart(_ one: JudgedDigest, after earlier: JudgedDigest) {
        let time = TimeSpan(from: earlier.digest.end, until: one.digest.start)
        if time.isEmpty {
            find(.restart, one, "the chain of digests starts again here", nil)
        } else {
            find(.gap, one, "the chain of digests starts again here: logging or validation was off before", time)
        }
    }

    private mutating func missing(
        _ place: ObjectPlace, before one: JudgedDigest, after earlier: JudgedDigest, isBackfill: Bool
    ) {
        // A backfill digest follows another one after any time: only the missing one's name says which hour it is of.
        let time =
            isBackfill
            ? DigestName.time(in: place.key).map {
                TimeSpan(from: EventTime(seconds: $0.seconds - 3_600), until: $0)
            } : TimeSpan(from: earlier.digest.end, until: one.digest.start)
        if let file = unreadable[place.name] {
            doubts += time.map { [Coverage.Doubt(time: $0, reason: "\(file.path): it cannot be used")] } ?? []
            return
        }
        add(
            Finding(
                kind: .missingDigest, object: place.description,
                words: "it is not in the folder, and \(one.read.file.path) follows it", time: time))
    }

    private mutating func find(_ kind: FindingKind, _ one: JudgedDigest, _ words: String, _ time: TimeSpan?) {
        add(Finding(kind: kind, object: one.read.file.path, words: words, time: time))
    }

    private mutating func add(_ finding: Finding) {
        findings.append(finding)
        guard let time = finding.time else { return }
        doubts.append(Coverage.Doubt(time: time, reason: "\(finding.object): \(finding.words)"))
    }
}
