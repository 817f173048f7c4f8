// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What a folder of digests shows: the worst of its findings.
package enum DigestVerdict: String, Comparable, Sendable, Encodable {
    /// Everything that was asked is proven.
    case valid
    /// Something cannot be shown: a time, a file or a key is missing.
    case unverified
    /// Something is not what CloudTrail delivered.
    case altered

    package static func < (one: Self, other: Self) -> Bool { one.order < other.order }

    private var order: Int { self == .valid ? 0 : self == .unverified ? 1 : 2 }
}

/// A kind of finding. Each is of one rule in docs/DIGESTS.md.
package enum FindingKind: String, CaseIterable, Sendable, Encodable {
    case unreadableDigest = "unreadable-digest"
    case misnamedDigest = "misnamed-digest"
    case movedDigest = "moved-digest"
    case unknownKey = "unknown-key"
    case keyNotValid = "key-not-valid"
    case badSignature = "bad-signature"
    case signaturesDiffer = "signatures-differ"
    case unreadableMetadata = "unreadable-metadata"
    case unsignedDigest = "unsigned-digest"
    case hashDiffers = "hash-differs"
    case missingDigest = "missing-digest"
    case gap
    case restart
    case bucketChange = "bucket-change"
    case alteredLog = "altered-log"
    case missingLog = "missing-log"
    case movedLog = "moved-log"
    case unlistedLog = "unlisted-log"
    case noDigests = "no-digests"

    /// The rule's number in docs/DIGESTS.md.
    package var rule: String {
        switch self {
        case .unreadableDigest: "D-2"
        case .misnamedDigest: "D-3"
        case .movedDigest, .movedLog: "D-4"
        case .unknownKey: "D-6"
        case .keyNotValid: "D-7"
        case .badSignature: "D-8"
        case .signaturesDiffer: "D-10"
        case .unreadableMetadata: "D-11"
        case .unsignedDigest: "D-12"
        case .hashDiffers: "D-13"
        case .missingDigest: "D-14"
        case .gap: "D-15"
        case .restart: "D-16"
        case .bucketChange: "D-17"
        case .alteredLog: "D-18"
        case .missingLog: "D-19"
        case .unlistedLog: "D-20"
        case .noDigests: "D-21"
        }
    }

    /// What it does to the verdict.
    package var level: DigestVerdict {
        switch self {
        case .restart, .bucketChange: .valid
        case .unknownKey, .keyNotValid, .unreadableMetadata, .unsignedDigest, .missingDigest, .gap, .missingLog,
            .unlistedLog, .noDigests:
            .unverified
        case .unreadableDigest, .misnamedDigest, .movedDigest, .badSignature, .signaturesDiffer, .hashDiffers,
            .alteredLog, .movedLog:
            .altered
        }
    }
}

/// Something that a folder's digests show.
package struct Finding: Hashable, Sendable {
    package let kind: FindingKind
    /// The file in the folder, or the object in S3 that is not there.
    package let object: String
    /// What is wrong with it, as a clause.
    package let words: String
    /// The time that it makes doubtful; `nil` where that is unknown.
    package let time: TimeSpan?
}

/// A time from a second until before another.
package struct TimeSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let from: EventTime
    package let until: EventTime

    package init(from: EventTime, until: EventTime) {
        self.from = from
        self.until = until
    }

    package var description: String { "\(from) to \(until)" }

    package var isEmpty: Bool { until <= from }

    /// The part that both have.
    func common(_ other: TimeSpan) -> TimeSpan {
        TimeSpan(from: max(from, other.from), until: min(until, other.until))
    }

    package static func < (one: Self, other: Self) -> Bool { (one.from, one.until) < (other.from, other.until) }
}
