// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Compares the log files of a folder with the hashes in its digests.
struct LogJudgment {
    private(set) var findings: [Finding] = []
    /// The paths of all files that a digest lists.
    private(set) var listed: Set<String> = []
    /// The paths of those that are what a proven digest says.
    private(set) var proven: Set<String> = []
    private(set) var listings = 0
    private(set) var validListings = 0

    private let folder: DownloadedFolder
    private let buckets: Set<String>

    init(folder: DownloadedFolder, buckets: Set<String>) {
        self.folder = folder
        self.buckets = buckets
    }

    /// Compares the log files of a digest; returns why its time is not proven, or `nil`.
    mutating func judge(_ one: JudgedDigest) -> String? {
        var doubt: String?
        for log in one.digest.logs {
            listings += 1
            let before = findings.count
            compare(log, one)
            if findings.count == before {
                validListings += one.doubt == nil ? 1 : 0
            } else if doubt == nil {
                doubt = findings.last.map { "\($0.object): \($0.words)" }
            }
        }
        return doubt
    }

    private mutating func compare(_ log: Digest.Log, _ one: JudgedDigest) {
        let named = folder.files(named: log.place.name).filter { $0.isLog }
        let files = named.filter { folder.file($0, isAt: log.place, buckets: buckets) }
        listed.formUnion(named.map { $0.path })
        guard !files.isEmpty else {
            guard let moved = named.first else {
                return find(.missingLog, log.place.description, "it is not in the folder", one)
            }
            return find(.movedLog, moved.path, "it was delivered as \(log.place)", one)
        }
        for file in files {
            do throws(FormatFault) {
                guard try folder.logHash(file) == log.hash else {
                    find(.alteredLog, file.path, "its content is not what \(one.read.file.path) lists", one)
                    continue
                }
                if one.doubt == nil { proven.insert(file.path) }
            } catch {
                find(.alteredLog, file.path, error.words, one)
            }
        }
    }

    private mutating func find(_ kind: FindingKind, _ object: String, _ words: String, _ one: JudgedDigest) {
        findings.append(Finding(kind: kind, object: object, words: words, time: one.time))
    }

    /// Finds the log files that no digest lists.
    mutating func findUnlisted() {
        for file in folder.files where file.isLog && !listed.contains(file.path) {
            findings.append(
                Finding(
                    kind: .unlistedLog, object: file.path, words: "no digest in the folder lists it",
                    time: Self.deliveryMinute(file.objectName)))
        }
    }

    /// The minute of delivery, from ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHMMZ_UNIQUE.json.gz.
    private static func deliveryMinute(_ name: String) -> TimeSpan? {
        let fields = name.split(separator: "_")
        guard fields.count > 3, fields[3].hasSuffix("Z"), let time = EventTime(fields[3].dropLast() + "00Z") else {
            return nil
        }
        return TimeSpan(from: time, until: EventTime(seconds: time.seconds + 60))
    }
}
