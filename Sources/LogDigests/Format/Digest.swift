// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What a digest file says (CloudTrail User Guide, "CloudTrail digest file structure"). Nothing of it is proven yet.
package struct Digest: Hashable, Sendable {
    /// A log file and its hash.
    package struct Log: Hashable, Sendable {
        package let place: ObjectPlace
        /// SHA-256 of the uncompressed bytes.
        package let hash: String
    }

    /// The digest before it in the chain.
    package struct Previous: Hashable, Sendable {
        package let place: ObjectPlace
        /// SHA-256 of the uncompressed bytes.
        package let hash: String
        /// The signature, hexadecimal.
        package let signature: String
    }

    /// The account, 12 digits.
    package let account: String
    /// Log files delivered from this time on are in it.
    package let start: EventTime
    /// Log files delivered before this time are in it.
    package let end: EventTime
    package let place: ObjectPlace
    /// MD5 of the key that signed it.
    package let fingerprint: String
    /// `nil` in a starting digest.
    package let previous: Previous?
    package let logs: [Log]
    /// SHA-256 of the uncompressed bytes of this file.
    package let hash: String

    /// Reads an uncompressed digest file. Members that are not documented are ignored.
    ///
    /// - Throws: `FormatFault.notJSON`, `.member`.
    package init(_ bytes: [UInt8]) throws(FormatFault) {
        let members = try Members(document: bytes)
        account = try members.text("awsAccountId")
        start = try members.time("digestStartTime")
        end = try members.time("digestEndTime")
        guard start < end else { throw .member("digestEndTime", expected: "after digestStartTime") }
        place = ObjectPlace(bucket: try members.text("digestS3Bucket"), key: try members.text("digestS3Object"))
        fingerprint = try members.hexadecimal("digestPublicKeyFingerprint", digits: 32)
        try members.text("digestSignatureAlgorithm", is: SignatureText.algorithm)
        _ = try members.timeOrNull("newestEventTime")
        _ = try members.timeOrNull("oldestEventTime")
        previous = try Self.previous(members)
        logs = try Self.logs(members)
        hash = Checksums.sha256(bytes)
    }

    private static func previous(_ members: Members) throws(FormatFault) -> Previous? {
        let names =
            ["Bucket", "Object"].map { "previousDigestS3\($0)" }
            + ["HashValue", "HashAlgorithm", "Signature"].map { "previousDigest\($0)" }
        if names.allSatisfy({ members.isNull($0) }) { return nil }
        try members.text("previousDigestHashAlgorithm", is: "SHA-256")
        return Previous(
            place: ObjectPlace(bucket: try members.text(names[0]), key: try members.text(names[1])),
            hash: try members.hexadecimal("previousDigestHashValue", digits: 64),
            signature: try members.hexadecimal("previousDigestSignature"))
    }

    private static func logs(_ members: Members) throws(FormatFault) -> [Log] {
        var logs: [Log] = []
        var places: Set<ObjectPlace> = []
        for element in try members.array("logFiles") {
            let log = try Members(element, called: "logFiles")
            try log.text("hashAlgorithm", is: "SHA-256")
            _ = try log.timeOrNull("newestEventTime")
            _ = try log.timeOrNull("oldestEventTime")
            let place = ObjectPlace(bucket: try log.text("s3Bucket"), key: try log.text("s3Object"))
            guard places.insert(place).inserted else { throw .member("logFiles", expected: "each file once") }
            logs.append(Log(place: place, hash: try log.hexadecimal("hashValue", digits: 64)))
        }
        return logs
    }
}
