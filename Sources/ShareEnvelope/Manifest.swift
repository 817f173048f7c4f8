// SPDX-License-Identifier: Apache-2.0

public import SecretSharing

/// The public description of a share set: its account and groups, the rule that opens it, and how each share is proven.
///
/// A manifest has exactly one encoding. Its SHA-256 is the set's identity.
public struct Manifest: Hashable, Sendable {
    /// The most groups in a set.
    public static let groupLimit = 8
    /// The most shares in a set.
    public static let shareLimit = 32
    /// The longest account label, in bytes.
    public static let labelLimit = 64
    /// The longest name of a credential, in bytes.
    public static let credentialLimit = 32
    /// The longest group name, in bytes.
    public static let groupNameLimit = 32
    /// 9999-12-31T23:59:59Z, the last second of the last four-digit year.
    static let lastCreation: UInt64 = 253_402_300_799

    /// A group of custodians.
    public struct Group: Hashable, Sendable {
        /// Its name.
        public let name: PublicText
        /// How many of its members are needed.
        public let threshold: Threshold

        /// Makes a group.
        public init(name: PublicText, threshold: Threshold) {
            self.name = name
            self.threshold = threshold
        }
    }

    /// A nonce, fresh for each set.
    let nonce: [UInt8]
    /// When the set was dealt, in seconds since 1970 (POSIX).
    public let created: UInt64
    /// The account that the credential opens.
    public let label: PublicText
    /// Which of the account's credentials the set opens, if it has a name.
    public let credential: PublicText?
    /// Whether the ciphertext is kept apart from the sheets.
    public let isCiphertextApart: Bool
    /// Whether the set is for practice and opens nothing of value.
    public let isPractice: Bool
    /// The groups, in order; the first is group 1.
    public let groups: [Group]
    /// Who can act together.
    public let rule: QuorumRule
    let commitment: [UInt8]
    /// Each share's verification key, in order of group and member.
    public let verificationKeys: [VerificationKey]
    /// The ciphertext's length in bytes.
    public let ciphertextByteCount: Int
    let ciphertextDigest: [UInt8]
    /// The manifest's bytes.
    public let encoded: [UInt8]
    /// The set's identity: SHA-256 of ``encoded``.
    public let identity: SetIdentity

    /// A manifest has exactly one encoding, so its bytes decide.
    public static func == (left: Self, right: Self) -> Bool { left.encoded == right.encoded }

    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { hasher.combine(encoded) }

    /// The order of manifests: the oldest first, those of one time by their identities.
    package static func precedes(_ one: Manifest, _ other: Manifest) -> Bool {
        if one.created != other.created { return one.created < other.created }
        return one.identity.bytes.lexicographicallyPrecedes(other.identity.bytes)
    }

    /// The associated data of the ciphertext: everything before the ciphertext's length.
    var head: [UInt8] { Array(encoded[0..<encoded.count - ManifestLayout.tailByteCount]) }

    /// Reads a manifest.
    ///
    /// - Throws: `EnvelopeError.malformed(.manifest, …)` for bytes that are not the exact encoding of a manifest.
    public init(encoded bytes: [UInt8]) throws(EnvelopeError) {
        var reader = ByteReader(bytes, of: .manifest)
        guard try reader.take(3) == ManifestLayout.magic else { throw .malformed(.manifest, .wrongMagic) }
        let version = try reader.byte()
        guard version == ManifestLayout.version else { throw .malformed(.manifest, .unknownVersion(version)) }
        let flags = try reader.byte()
        guard flags & ~(ManifestLayout.apartFlag | ManifestLayout.practiceFlag) == 0 else {
            throw .malformed(.manifest, .unknownFlags(flags))
        }
        isCiphertextApart = flags & ManifestLayout.apartFlag != 0
        isPractice = flags & ManifestLayout.practiceFlag != 0
        nonce = try reader.take(ManifestLayout.nonceByteCount)
        created = try reader.take(8).reduce(0) { $0 << 8 | UInt64($1) }
        guard created <= Self.lastCreation else {
            throw .malformed(.manifest, .outOfRange(field: .created, value: Int(clamping: created)))
        }
        label = try reader.text(.label, limit: Self.labelLimit)
        credential = try reader.optionalText(.credentialName, limit: Self.credentialLimit)
        let groupsNeeded = Int(try reader.byte())
        groups = try Self.readGroups(&reader)
        do { rule = try QuorumRule(groupsNeeded: groupsNeeded, groups: groups.map { $0.threshold }) } catch {
            throw .malformed(.manifest, .outOfRange(field: .groupThreshold, value: groupsNeeded))
        }
        guard rule.shareCount <= Self.shareLimit else {
            throw .malformed(.manifest, .outOfRange(field: .members, value: rule.shareCount))
        }
        commitment = try reader.take(SharedKey.commitmentByteCount)
        verificationKeys = try Self.readKeys(&reader, count: rule.shareCount)
        ciphertextByteCount = try reader.take(2).reduce(0) { $0 << 8 | Int($1) }
        guard Ciphertext.isPossible(byteCount: ciphertextByteCount) else {
            throw .malformed(.manifest, .outOfRange(field: .ciphertextLength, value: ciphertextByteCount))
        }
        ciphertextDigest = try reader.take(32)
        try reader.end()
        encoded = bytes
        identity = SetIdentity(ofManifest: bytes)
    }

    private static func readGroups(_ reader: inout ByteReader) throws(EnvelopeError) -> [Group] {
        let count = Int(try reader.byte())
        guard (1...groupLimit).contains(count) else {
            throw .malformed(.manifest, .outOfRange(field: .groups, value: count))
        }
        var groups: [Group] = []
        for _ in 0..<count {
            let needed = Int(try reader.byte())
            let members = Int(try reader.byte())
            guard (1...shareLimit).contains(members) else {
                throw .malformed(.manifest, .outOfRange(field: .members, value: members))
            }
            let threshold: Threshold
            do { threshold = try Threshold(needed, of: members) } catch {
                throw .malformed(.manifest, .outOfRange(field: .threshold, value: needed))
            }
            groups.append(Group(name: try reader.text(.groupName, limit: groupNameLimit), threshold: threshold))
        }
        guard Set(groups.map { $0.name }).count == count else { throw .malformed(.manifest, .repeatedName) }
        return groups
    }

    private static func readKeys(
        _ reader: inout ByteReader, count: Int
    ) throws(EnvelopeError) -> [VerificationKey] {
        var keys: [VerificationKey] = []
        for _ in 0..<count {
            guard let key = VerificationKey(bytes: try reader.take(VerificationKey.byteCount)) else {
                throw .malformed(.manifest, .invalidKey)
            }
            keys.append(key)
        }
        guard Set(keys).count == count else { throw .malformed(.manifest, .repeatedKey) }
        return keys
    }

    /// Returns the ciphertext, after checking that these are the bytes that the manifest names.
    ///
    /// - Throws: `EnvelopeError.wrongCiphertext`, or `.malformed` for an impossible length.
    public func ciphertext(_ bytes: [UInt8]) throws(EnvelopeError) -> Ciphertext {
        let ciphertext = try Ciphertext(bytes: bytes)
        guard bytes.count == ciphertextByteCount, Digest.sha256(bytes) == ciphertextDigest else {
            throw .wrongCiphertext
        }
        return ciphertext
    }

    /// Returns the group that a share belongs to.
    ///
    /// - Throws: `EnvelopeError.noSuchShare`.
    public func group(of number: ShareNumber) throws(EnvelopeError) -> Group {
        let index = Int(number.group.rawValue) - 1
        guard index < groups.count, Int(number.member.rawValue) <= groups[index].threshold.total else {
            throw .noSuchShare(number)
        }
        return groups[index]
    }
}
