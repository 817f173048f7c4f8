// SPDX-License-Identifier: Apache-2.0

/// How a file compares with this program's own page.
package enum PageComparison: Hashable, Sendable {
    /// The bytes are the same.
    case same
    /// They differ; the file has this SHA-256. It may be the page of another version.
    case different(PageDigest)

    /// Compares the bytes of a file.
    package init(_ bytes: [UInt8]) {
        let digest = PageDigest(of: bytes)
        self = digest == OwnPage.digest ? .same : .different(digest)
    }
}
