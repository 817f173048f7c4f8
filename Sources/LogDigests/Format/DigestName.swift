// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A chain of digests: those of one trail in one account and region.
package struct ChainName: Hashable, Comparable, Sendable {
    /// The organization's id; `nil` outside an organization trail.
    package let organization: String?
    package let account: String
    package let region: String
    package let trail: String
    /// The region where the trail was made.
    package let homeRegion: String

    private var order: [String] { [organization ?? "", account, region, trail, homeRegion] }

    package static func < (one: Self, other: Self) -> Bool { one.order.lexicographicallyPrecedes(other.order) }
}

/// What a digest's key says:
/// `[PREFIX/]AWSLogs/[o-ORG/]ACCOUNT/CloudTrail-Digest/REGION/YYYY/MM/DD/`
/// `ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_YYYYMMDDTHHMMSSZ[_backfill].json.gz`
struct DigestName {
    let chain: ChainName
    /// Whether it was made later, for log files that were delivered late.
    let isBackfill: Bool

    /// The time in a digest's key.
    static func time(in key: String) -> EventTime? {
        let fields = key.split(separator: ".")[0].split(separator: "_")
        return (fields.last == "backfill" ? fields.dropLast() : fields[...]).last.flatMap { EventTime($0) }
    }

    /// `nil` where the key does not have this form, or says something else than the digest.
    init?(_ digest: Digest) {
        let parts = digest.place.key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 8, let file = parts.last, file.hasSuffix(".json.gz") else { return nil }
        let folders = Array(parts.dropLast().suffix(6))
        let account = folders[0]
        guard account == digest.account, account.utf8.count == 12, folders[1] == "CloudTrail-Digest" else { return nil }

        var fields = file.dropLast(".json.gz".count).split(separator: "_", omittingEmptySubsequences: false)
            .map(String.init)
        isBackfill = fields.last == "backfill"
        if isBackfill { fields.removeLast() }
        guard fields.count >= 6, fields[0] == account, fields[1] == "CloudTrail-Digest", fields[2] == folders[2],
            let time = fields.last, EventTime(time) == digest.end,
            folders[3...].joined(separator: "-") == digest.end.description.prefix(10)
        else { return nil }

        // What is before: [PREFIX/]AWSLogs/[o-ORG/]
        var lead = parts.dropLast(7)
        let organization = lead.last.flatMap { $0.hasPrefix("o-") ? $0 : nil }
        if organization != nil { lead = lead.dropLast() }
        guard lead.last == "AWSLogs" else { return nil }
        chain = ChainName(
            organization: organization, account: account, region: folders[2],
            trail: fields[3..<fields.count - 2].joined(separator: "_"), homeRegion: fields[fields.count - 2])
    }
}
