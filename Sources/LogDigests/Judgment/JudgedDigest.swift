// SPDX-License-Identifier: Apache-2.0

/// A digest, and how far it is proven.
struct JudgedDigest {
    /// What its signature shows.
    enum Standing {
        /// CloudTrail signed it.
        case signed
        /// Nothing shows who wrote it.
        case unknown
        /// CloudTrail did not write what it says now.
        case altered
    }

    let read: ReadDigest
    let standing: Standing
    /// Why its time is not proven; `nil` where it is.
    let doubt: String?

    var digest: Digest { read.digest }

    var time: TimeSpan { TimeSpan(from: digest.start, until: digest.end) }
}
