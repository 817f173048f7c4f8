// SPDX-License-Identifier: Apache-2.0

import SecretMemory
public import SecretSharing

/// What a set will be: everything about it that is public and chosen.
public struct SetPlan: Sendable {
    /// The account that the credential opens.
    public let label: PublicText
    /// Which of the account's credentials it is, if it has a name.
    public let credential: PublicText?
    /// The groups, in order.
    public let groups: [Manifest.Group]
    /// Who can act together.
    public let rule: QuorumRule
    /// Whether the ciphertext is kept apart from the sheets, on a vault sheet.
    public let isCiphertextApart: Bool
    /// Whether the set is for practice and opens nothing of value.
    public let isPractice: Bool

    /// Makes a plan.
    ///
    /// - Throws: `EnvelopeError.tooManyGroups`, `.tooManyShares`, `.malformed` for a label over 64 bytes, for the name
    ///   of a credential or group over 32 bytes and for a repeated group name, or `.sharing` when `groupsNeeded` is not
    ///   1…count.
    public init(
        label: PublicText, credential: PublicText?, groups: [Manifest.Group], groupsNeeded: Int,
        isCiphertextApart: Bool, isPractice: Bool = false
    ) throws(EnvelopeError) {
        guard groups.count <= Manifest.groupLimit else {
            throw .tooManyGroups(groups.count, limit: Manifest.groupLimit)
        }
        try label.check(.label, limit: Manifest.labelLimit, of: .manifest)
        try credential?.check(.credentialName, limit: Manifest.credentialLimit, of: .manifest)
        for group in groups { try group.name.check(.groupName, limit: Manifest.groupNameLimit, of: .manifest) }
        guard Set(groups.map { $0.name }).count == groups.count else { throw .malformed(.manifest, .repeatedName) }
        do { rule = try QuorumRule(groupsNeeded: groupsNeeded, groups: groups.map { $0.threshold }) } catch {
            throw .sharing(error)
        }
        guard rule.shareCount <= Manifest.shareLimit else {
            throw .tooManyShares(rule.shareCount, limit: Manifest.shareLimit)
        }
        self.label = label
        self.credential = credential
        self.groups = groups
        self.isCiphertextApart = isCiphertextApart
        self.isPractice = isPractice
    }
}

/// A dealt set, which the dealer hands out.
public struct DealtSet: Sendable {
    /// The public description.
    public let manifest: Manifest
    /// The locked credential.
    public let ciphertext: Ciphertext
    /// Every share, in order of group and member.
    public let shares: [UnverifiedShare]
    /// The salt for sealing each share, in the same order.
    public let salts: [SealingSalt]
}

/// Deals a credential to custodians.
public enum Dealer {
    /// Locks the credential under a fresh key and shares the key.
    ///
    /// - Parameters:
    ///   - credential: the credential to lock.
    ///   - plan: who gets which share.
    ///   - created: when the set is dealt, in seconds since 1970 (POSIX), up to the year 9999.
    ///   - seed: a seed for this set only.
    /// - Throws: `EnvelopeError.malformed(.manifest, …)` for a creation time out of range.
    public static func deal(
        _ credential: Credential, plan: SetPlan, created: UInt64, seed: consuming CeremonySeed
    ) throws(EnvelopeError) -> DealtSet {
        defer { Sodium.clearStack() }
        let key = seed.sharedKey()
        let numbers = plan.rule.shareNumbers
        let bodies = try shareBodies(of: key, rule: plan.rule, seed: seed)
        let nonce = seed.manifestNonce()
        let keys = numbers.indices.map {
            VerificationKey(shareBody: bodies[$0].bytes, number: numbers[$0], manifestNonce: nonce)
        }
        let head = ManifestLayout.head(
            apart: plan.isCiphertextApart, isPractice: plan.isPractice, nonce: nonce, created: created,
            label: plan.label, credential: plan.credential, groups: plan.groups,
            groupsNeeded: plan.rule.groupThreshold.needed, commitment: key.commitment().publicBytes(), keys: keys)
        let plaintext = FieldList.padded(credential)
        let box = AEAD.seal(plaintext, keyAndNonce: key.keyAndNonce(head: head), associated: head)
        let ciphertext = try Ciphertext(bytes: box.publicBytes())
        // Reading back what was just written makes the same checks that every reader will make.
        let manifest = try Manifest(encoded: head + ManifestLayout.tail(of: ciphertext))
        let set = manifest.identity.prefix
        let shares = numbers.indices.map {
            UnverifiedShare(set: set, number: numbers[$0], body: bodies[$0].bytes.duplicate())
        }
        let saltBytes = seed.salts(byteCount: Sealing.saltByteCount * numbers.count)
        let salts = numbers.indices.compactMap {
            SealingSalt(bytes: Array(saltBytes[$0 * Sealing.saltByteCount..<($0 + 1) * Sealing.saltByteCount]))
        }
        return DealtSet(manifest: manifest, ciphertext: ciphertext, shares: shares, salts: salts)
    }

    private static let randomnessByteCount = UnverifiedShare.bodyByteCount - SharedKey.byteCount

    /// Returns the body y ‖ r of every share.
    private static func shareBodies(
        of key: borrowing SharedKey, rule: QuorumRule, seed: borrowing CeremonySeed
    ) throws(EnvelopeError) -> [ShareBody] {
        let coefficientCount = QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: SharedKey.byteCount)
        let coefficients = seed.coefficients(byteCount: coefficientCount)
        let values: SecretBytes
        do {
            values = try QuorumSharing.split(key.bytes.span, rule: rule, coefficients: coefficients.span)
        } catch { throw .sharing(error) }
        let randomness = seed.shareRandomness(byteCount: randomnessByteCount * rule.shareCount)
        var bodies: [ShareBody] = []
        for index in 0..<rule.shareCount {
            var body = SecretWriter(capacity: UnverifiedShare.bodyByteCount)
            body.append(values, range: index * SharedKey.byteCount..<(index + 1) * SharedKey.byteCount)
            body.append(randomness, range: index * randomnessByteCount..<(index + 1) * randomnessByteCount)
            bodies.append(ShareBody(body.finish()))
        }
        return bodies
    }

    /// Holds one body, so that an array can hold bodies.
    private final class ShareBody {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }
}
