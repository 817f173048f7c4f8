// SPDX-License-Identifier: Apache-2.0

/// The text that CloudTrail signs for a digest (CloudTrail User Guide, "Custom implementations of CloudTrail log file
/// integrity validation").
package enum SignatureText {
    /// The only algorithm: RSA PKCS#1 v1.5 with SHA-256.
    package static let algorithm = "SHA256withRSA"

    /// Four lines without a line end at the end. In the place of the previous signature, a starting digest has the word
    /// null.
    package static func bytes(_ digest: Digest) -> [UInt8] {
        let lines = [
            digest.end.description, "\(digest.place.bucket)/\(digest.place.key)", digest.hash,
            digest.previous?.signature ?? "null",
        ]
        return Array(lines.joined(separator: "\n").utf8)
    }
}
