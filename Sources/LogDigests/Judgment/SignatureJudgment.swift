// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Judges digests of one chain by their signatures, from the newest to the oldest: a digest's signature is in its
/// metadata and in the digest after it.
struct SignatureJudgment {
    /// The digests, the newest first.
    private(set) var digests: [JudgedDigest] = []
    private(set) var findings: [Finding] = []

    /// Those that follow a digest, by its place.
    private var nexts: [ObjectPlace: [JudgedDigest]] = [:]

    private let folder: DownloadedFolder
    private let keys: KeySet
    private let buckets: Set<String>

    /// A signature and where it was found.
    private struct Claim {
        let signature: String
        /// The digest after this one; `nil` for metadata.
        let next: JudgedDigest?
        let file: DownloadedFile
    }

    /// After the end of its hour a digest takes some time to be signed, by the next key if that is just due.
    private static let signingDelay: Int64 = 2 * 3_600
    /// A key must be valid this near to when a backfill digest was made.
    private static let backfillLeeway: Int64 = 3_600

    init(_ read: [ReadDigest], folder: DownloadedFolder, keys: KeySet, buckets: Set<String>) {
        self.folder = folder
        self.keys = keys
        self.buckets = buckets
        for one in read.sorted(by: { ($0.digest.end, $0.file) > ($1.digest.end, $1.file) }) { judge(one) }
    }

    private mutating func judge(_ read: ReadDigest) {
        let digest = read.digest
        let isInPlace = folder.file(read.file, isAt: digest.place, buckets: buckets)
        if !isInPlace { find(.movedDigest, read.file, read, "it says that it was delivered as \(digest.place)") }
        let followers = nexts[digest.place] ?? []
        let nexts = followers.filter { $0.digest.end > digest.end && $0.standing != .altered }
        let (metadata, backfillTime) = metadata(of: read)
        let claims =
            metadata
            + nexts.map { Claim(signature: $0.digest.previous?.signature ?? "", next: $0, file: $0.read.file) }
        let isSigned = compare(read, claims, wasAltered: !followers.isEmpty)
        // The digest after it can show that it is altered even where its own key is unknown.
        guard isSigned != false, agrees(read, isSigned == nil ? nexts.filter { $0.standing == .signed } : nexts)
        else { return add(read, .altered) }
        guard isSigned == true else { return add(read, .unknown) }
        let isValid = judgeKey(read, backfillTime)
        add(read, .signed, doubt: !isInPlace || !isValid)
    }

    private mutating func add(_ read: ReadDigest, _ standing: JudgedDigest.Standing, doubt: Bool = true) {
        let words = findings.last { $0.object == read.file.path }?.words ?? "its signature is in doubt"
        let judged = JudgedDigest(
            read: read, standing: standing, doubt: doubt ? "\(read.file.path): \(words)" : nil)
        digests.append(judged)
        if let previous = read.digest.previous { nexts[previous.place, default: []].append(judged) }
    }

    private mutating func find(_ kind: FindingKind, _ file: DownloadedFile, _ read: ReadDigest, _ words: String) {
        findings.append(
            Finding(
                kind: kind, object: file.path, words: words,
                time: TimeSpan(from: read.digest.start, until: read.digest.end)))
    }

    private mutating func metadata(of read: ReadDigest) -> ([Claim], EventTime?) {
        var claims: [Claim] = []
        var time: EventTime?
        for file in folder.metadata(of: read.digest) {
            do throws(FormatFault) {
                let metadata = try ObjectMetadata(folder.bytes(file))
                claims.append(Claim(signature: metadata.signature, next: nil, file: file))
                time = metadata.backfillTime
            } catch {
                find(.unreadableMetadata, file, read, error.words)
            }
        }
        return (claims, time)
    }

    /// Whether a signature matches; `nil` where that cannot be known.
    private mutating func compare(_ read: ReadDigest, _ claims: [Claim], wasAltered: Bool) -> Bool? {
        let digest = read.digest
        guard !claims.isEmpty else {
            find(
                .unsignedDigest, read.file, read,
                wasAltered
                    ? "its signature is only in the next digest, which is altered"
                    : "its signature is not in the folder: neither its metadata nor the next digest is there")
            return nil
        }
        guard let key = keys[digest.fingerprint].first?.key else {
            find(.unknownKey, read.file, read, "no key file has its key, \(digest.fingerprint)")
            return nil
        }
        let text = SignatureText.bytes(digest)
        let good = claims.filter { Hexadecimal.bytes($0.signature).map { key.verifies($0, of: text) } ?? false }
        guard !good.isEmpty else {
            find(.badSignature, read.file, read, "its signature in \(claims[0].file.path) does not match")
            return false
        }
        // A signature has one form only. Where a signed digest has another one, its hash differs too.
        for claim in claims where claim.signature != good[0].signature && claim.next?.standing != .signed {
            find(.signaturesDiffer, claim.file, read, "it has another signature of \(read.file.path)")
        }
        return true
    }

    /// Whether the digests after it have its hash.
    private mutating func agrees(_ read: ReadDigest, _ nexts: [JudgedDigest]) -> Bool {
        var agrees = true
        for next in nexts where next.digest.previous?.hash != read.digest.hash {
            if next.standing == .signed {
                find(.hashDiffers, read.file, read, "it does not have the hash that is in \(next.read.file.path)")
                agrees = false
            } else {
                find(.hashDiffers, next.read.file, read, "it does not have the hash of the signed \(read.file.path)")
            }
        }
        return agrees
    }

    /// Whether the key was valid when the digest was made.
    private mutating func judgeKey(_ read: ReadDigest, _ backfillTime: EventTime?) -> Bool {
        let end = read.digest.end.seconds
        let signed: ClosedRange<Int64> =
            if !read.name.isBackfill {
                end...end + Self.signingDelay
            } else if let backfillTime {
                backfillTime.seconds - Self.backfillLeeway...backfillTime.seconds + Self.backfillLeeway
            } else {
                end...Int64.max
            }
        let valid = keys[read.digest.fingerprint].contains {
            signed.overlaps($0.validFrom.seconds...$0.validUntil.seconds)
        }
        if !valid { find(.keyNotValid, read.file, read, "its key was not valid when it was made") }
        return valid
    }
}
