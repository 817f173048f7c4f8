// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The metadata of a digest's object, as `aws s3api head-object` prints it: the signature is only there, until the next
/// digest repeats it.
struct ObjectMetadata: Hashable, Sendable {
    /// The signature, hexadecimal.
    let signature: String
    /// When a backfill digest was made.
    let backfillTime: EventTime?

    /// - Throws: `FormatFault.notJSON`, `.member`.
    init(_ bytes: [UInt8]) throws(FormatFault) {
        let metadata = try Members(Members(document: bytes)["Metadata"], called: "Metadata")
        try metadata.text("signature-algorithm", is: SignatureText.algorithm)
        signature = try metadata.hexadecimal("signature")
        let name = "backfill-generation-timestamp"
        guard metadata[name] != nil else {
            backfillTime = nil
            return
        }
        guard let time = EventTime(try metadata.text(name)) else { throw .member(name, expected: "a time") }
        backfillTime = time
    }
}
