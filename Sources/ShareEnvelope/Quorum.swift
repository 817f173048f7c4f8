// SPDX-License-Identifier: Apache-2.0
//
// A `Quorum` exists only when proven shares meet its rule. Only a quorum opens a ciphertext.

import SecretMemory
public import SecretSharing

/// A fault in how the set was dealt, found by a recovery that opened it anyway.
public enum DealingFinding: Sendable, Hashable {
    /// These shares are the ones that were dealt, but no quorum with them gives the key: the dealer dealt them wrong.
    case dealtWrong([ShareNumber])
    /// Each of these shares contains the key, although the rule requires more: change the credential and deal it again at once.
    case holdsKeyAlone([ShareNumber])
}

/// An opened credential, and what was found while opening it.
public struct OpenedCredential: Sendable {
    /// The credential.
    public let credential: Credential
    /// The shares of the quorum whose key opened it.
    public let used: [ShareNumber]
    /// What is wrong with the set although it opened.
    public let findings: [DealingFinding]
}

/// Proven shares that together meet their set's rule.
public struct Quorum: Sendable {
    /// How many minimal quorums are tried in order when there are more shares than needed.
    public static let trialLimit = 1_000

    /// The set's manifest.
    public let manifest: Manifest
    /// The shares, one for each number, in order.
    public let shares: [Share]

    /// Makes a quorum.
    ///
    /// - Throws: `EnvelopeError.quorumNotMet` with the number of shares of each group.
    public init(_ shares: [Share], of manifest: Manifest) throws(EnvelopeError) {
        var distinct: [ShareNumber: Share] = [:]
        for share in shares where share.set == manifest.identity { distinct[share.number] = share }
        self.shares = distinct.values.sorted { $0.number < $1.number }
        self.manifest = manifest
        let standing = manifest.rule.standing(of: self.shares.map { $0.number })
        guard standing.isMet else { throw .quorumNotMet(standing) }
    }

    /// Opens the credential.
    ///
    /// The key is compared with the manifest's commitment before the ciphertext is touched, so that shares that do not
    /// fit and a ciphertext that does not open are different errors. With more shares than needed, every minimal quorum
    /// among them is tried, up to ``trialLimit``; if there are more, enough others to work around two wrong shares.
    ///
    /// - Throws: `EnvelopeError.wrongCiphertext`, `.notCommitted`, `.unopenableCiphertext`,
    ///   or `.malformed` when the plaintext is not a field list.
    public func open(_ ciphertext: Ciphertext) throws(EnvelopeError) -> OpenedCredential {
        defer { Sodium.clearStack() }
        _ = try manifest.ciphertext(ciphertext.bytes)
        let trial = try tryQuorums()
        let head = manifest.head
        guard
            let plaintext = AEAD.open(
                SecretBytes(copying: ciphertext.bytes.span), keyAndNonce: trial.key.keyAndNonce(head: head),
                associated: head)
        else { throw .unopenableCiphertext }
        let credential = try FieldList.credential(padded: plaintext)
        return OpenedCredential(credential: credential, used: trial.used, findings: findings(trial))
    }

    /// Proves that the minimal quorums among these shares give the committed key, without opening the credential.
    ///
    /// - Parameter limit: how many quorums to try; when there are more, a random sample of this size, or a larger one
    ///   so that every share is in one.
    /// - Returns: how many quorums were tried, and how many the whole rule has.
    /// - Throws: `EnvelopeError.notCommitted` when a quorum gives another key.
    public func rehearse(limit: Int = trialLimit) throws(EnvelopeError) -> (tried: Int, all: Int) {
        defer { Sodium.clearStack() }
        var generator = SystemRandomNumberGenerator()
        let present = manifest.rule.minimalQuorums(among: shares.map { $0.number })
        var quorums = Array(present.prefix(limit + 1))
        if quorums.count > limit { quorums = present.sample(limit, using: &generator) }
        for numbers in quorums {
            guard try key(of: numbers).matches(commitmentOf: manifest) else { throw .notCommitted }
        }
        return (quorums.count, manifest.rule.minimalQuorumCount)
    }

    // MARK: - Trying quorums

    private struct Trial: ~Copyable {
        let key: SharedKey
        let used: [ShareNumber]
        let inAgreement: Set<ShareNumber>
        let inDisagreement: Set<ShareNumber>
    }

    private func tryQuorums() throws(EnvelopeError) -> Trial {
        var found: SharedKey?
        var used: [ShareNumber] = []
        var inAgreement: Set<ShareNumber> = []
        var inDisagreement: Set<ShareNumber> = []
        for numbers in presentQuorums(limit: Self.trialLimit) + quorumsAroundOneOrTwo() {
            let key = try key(of: numbers)
            guard key.matches(commitmentOf: manifest) else {
                inDisagreement.formUnion(numbers)
                continue
            }
            inAgreement.formUnion(numbers)
            if used.isEmpty {
                used = numbers
                found = consume key
            }
        }
        guard let found = consume found else { throw .notCommitted }
        for suspect in inDisagreement.subtracting(inAgreement) where try isRight(suspect, beside: used) {
            inAgreement.insert(suspect)
        }
        return Trial(key: found, used: used, inAgreement: inAgreement, inDisagreement: inDisagreement)
    }

    private func findings(_ trial: borrowing Trial) -> [DealingFinding] {
        var findings: [DealingFinding] = []
        let wrong = trial.inDisagreement.subtracting(trial.inAgreement).sorted()
        if !wrong.isEmpty { findings.append(.dealtWrong(wrong)) }
        let alone = shares.filter { share in
            share.body.slice(0..<SharedKey.byteCount).isEqual(to: trial.key.bytes)
                && !manifest.rule.isMet(by: [share.number])
        }
        if !alone.isEmpty { findings.append(.holdsKeyAlone(alone.map { $0.number })) }
        return findings
    }

    /// Returns, when there are more quorums than are tried, one quorum without each share and each pair of shares, so
    /// that one or two shares that were dealt wrong never keep the others from opening.
    private func quorumsAroundOneOrTwo() -> [[ShareNumber]] {
        let numbers = shares.map { $0.number }
        guard presentQuorums(limit: Self.trialLimit + 1).count > Self.trialLimit else { return [] }
        return numbers.indices.flatMap { first in
            numbers.indices[first...].compactMap { second in
                let rest = numbers.indices.filter { $0 != first && $0 != second }.map { numbers[$0] }
                var quorums = manifest.rule.minimalQuorums(among: rest).makeIterator()
                return quorums.next()
            }
        }
    }

    /// Returns whether a share that was only in failed quorums is right, by trying it with a quorum that worked.
    private func isRight(_ suspect: ShareNumber, beside used: [ShareNumber]) throws(EnvelopeError) -> Bool {
        let isGroupUsed = used.contains { $0.group == suspect.group }
        let company = shares.map { $0.number }.filter { $0.group == suspect.group && !isGroupUsed || $0 == suspect }
        for numbers in manifest.rule.minimalQuorums(among: used + company).prefix(Self.trialLimit)
        where numbers.contains(suspect) {
            if try key(of: numbers).matches(commitmentOf: manifest) { return true }
        }
        return false
    }

    private func presentQuorums(limit: Int) -> [[ShareNumber]] {
        Array(manifest.rule.minimalQuorums(among: shares.map { $0.number }).prefix(limit))
    }

    private func key(of numbers: [ShareNumber]) throws(EnvelopeError) -> SharedKey {
        var values = SecretWriter(capacity: numbers.count * SharedKey.byteCount)
        for share in shares where numbers.contains(share.number) {
            values.append(share.body, range: 0..<SharedKey.byteCount)
        }
        let ordered = shares.map { $0.number }.filter(numbers.contains)
        do {
            return SharedKey(try QuorumSharing.combine(ordered, values: values.span, rule: manifest.rule))
        } catch { throw .sharing(error) }
    }
}
