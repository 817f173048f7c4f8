// SPDX-License-Identifier: Apache-2.0

/// Validates the digest and log files of a downloaded folder by docs/DIGESTS.md.
///
/// ```swift
/// let validation = DigestValidation(folder, keys: keys)
/// validation.coverage.covers(from: opening.start, until: opening.end)
/// ```
package struct DigestValidation: Sendable {
    /// A chain of digests in the folder.
    package struct Chain: Sendable {
        package let name: ChainName
        package let isBackfill: Bool
        /// How many digests there are.
        package let digests: Int
        /// How many of them are proven, without regard to their log files.
        package let validDigests: Int
        /// From the oldest digest's begin to the newest one's end.
        package let time: TimeSpan
    }

    /// The chains, sorted; those of backfill digests apart.
    package private(set) var chains: [Chain] = []
    /// What was found: the worst first, then by rule and object.
    package private(set) var findings: [Finding] = []
    /// The times that are proven.
    package private(set) var coverage = Coverage(chains: [])
    /// The paths in the folder of the log files that are proven to be as CloudTrail delivered them.
    package let provenLogs: Set<String>
    /// How many log files the digests list, and how many of these are proven.
    package let listedLogs: (all: Int, valid: Int)

    /// Reads the whole folder once.
    package init(_ folder: DownloadedFolder, keys: KeySet) {
        let digestFiles = folder.files.filter { $0.isDigest }
        var read: [ReadDigest] = []
        var unreadable: [String: DownloadedFile] = [:]
        for file in digestFiles {
            switch folder.digest(file) {
            case .digest(let digest): read.append(digest)
            case .unreadable(let fault):
                unreadable[file.objectName] = file
                findings.append(Finding(kind: .unreadableDigest, object: file.path, words: fault.words, time: nil))
            case .misnamed(let digest):
                unreadable[file.objectName] = file
                findings.append(
                    Finding(
                        kind: .misnamedDigest, object: file.path,
                        words: "its digestS3Object does not agree with its account, region or time",
                        time: TimeSpan(from: digest.start, until: digest.end)))
            }
        }
        if digestFiles.isEmpty {
            findings.append(
                Finding(kind: .noDigests, object: folder.path, words: "there is no digest file in it", time: nil))
        }
        let buckets = Set(
            read.flatMap { one in
                [one.digest.place.bucket] + one.digest.logs.map { $0.place.bucket }
                    + (one.digest.previous.map { [$0.place.bucket] } ?? [])
            })
        var logs = LogJudgment(folder: folder, buckets: buckets)
        var covered: [Coverage.Chain] = []
        for (name, ofChain) in Dictionary(grouping: read, by: { $0.name.chain }).sorted(by: { $0.key < $1.key }) {
            var proven: [TimeSpan] = []
            var doubts: [Coverage.Doubt] = []
            for isBackfill in [false, true] {
                let signatures = SignatureJudgment(
                    ofChain.filter { $0.name.isBackfill == isBackfill }, folder: folder, keys: keys, buckets: buckets)
                let digests = Self.best(signatures.digests)
                guard let first = digests.first else { continue }
                let links = ChainLinks(digests, isBackfill: isBackfill, unreadable: unreadable)
                findings += signatures.findings + links.findings
                doubts += links.doubts
                for digest in digests {
                    // The log files are compared even where the digest is in doubt.
                    let logDoubt = logs.judge(digest)
                    if let reason = digest.doubt ?? logDoubt {
                        doubts.append(Coverage.Doubt(time: digest.time, reason: reason))
                    } else if !isBackfill {
                        proven.append(digest.time)
                    }
                }
                chains.append(
                    Chain(
                        name: name, isBackfill: isBackfill, digests: digests.count,
                        validDigests: digests.count { $0.doubt == nil },
                        time: TimeSpan(
                            from: digests.map { $0.digest.start }.min() ?? first.digest.start,
                            until: digests.map { $0.digest.end }.max() ?? first.digest.end)))
            }
            if let backfill = ofChain.first, ofChain.allSatisfy({ $0.name.isBackfill }) {
                findings.append(
                    Finding(
                        kind: .noDigests, object: backfill.file.path,
                        words: "its chain has only backfill digests in the folder, which prove no time", time: nil))
            }
            covered.append(Coverage.Chain(name, proven: proven, doubts: doubts))
        }
        logs.findUnlisted()
        coverage = Coverage(chains: covered)
        provenLogs = logs.proven.subtracting(logs.findings.map { $0.object })
        listedLogs = (logs.listings, logs.validListings)
        findings = (findings + logs.findings).sorted { $0.order < $1.order }
    }

    /// For each place the copy that is proven best, the oldest first.
    private static func best(_ digests: [JudgedDigest]) -> [JudgedDigest] {
        var places: [ObjectPlace: JudgedDigest] = [:]
        for digest in digests {
            let known = places[digest.digest.place]
            if known == nil || known?.doubt != nil && digest.doubt == nil { places[digest.digest.place] = digest }
        }
        return places.values.sorted { ($0.digest.end, $0.digest.place) < ($1.digest.end, $1.digest.place) }
    }
}

extension Finding {
    fileprivate var order: (Int, Int, String, String, String) {
        let level = kind.level == .altered ? 0 : kind.level == .unverified ? 1 : 2
        return (level, Int(kind.rule.dropFirst(2)) ?? 0, kind.rawValue, object, words)
    }
}
