// SPDX-License-Identifier: Apache-2.0
//
// Both ends of an answer by mail: a custodian's share signs what a letter asks, and a binder takes what came back.

public import MerkleLog
public import SecretSharing
public import ShareEnvelope

extension DrillLetter {
    /// Answers with a share.
    ///
    /// - Parameter time: when, in seconds since 1970.
    /// - Throws: `ConsentError`; then nothing was signed.
    public func answer(with share: Share, of manifest: Manifest, at time: UInt64) throws(ConsentError) -> AnswerCode {
        let consent = try ConsentRequest(entry: entry, checkpoint: checkpoint.checkpoint).cosign(
            [share], of: manifest, proof: inclusion, at: time)
        guard
            let answer = AnswerCode(
                set: manifest.identity.prefix, share: share.number, size: consent.size, time: time,
                signature: consent.signatures[0].signature.bytes)
        else { preconditionFailure("an Ed25519 signature has 64 bytes") }
        return answer
    }

    /// Why a challenge is not to be answered at a time; nothing when it is.
    ///
    /// - Parameter now: what the signer's clock shows, and the signer confirms.
    public func untimely(at now: LedgerTime) -> UntimelyAnswer? {
        if now > opened.expires { return .late }
        return now.adding(seconds: DrillHistory.clockSlack) < entry.time ? .early : nil
    }
}

/// How an answer's time is out of its challenge's.
public enum UntimelyAnswer: Hashable, Sendable {
    /// Signed over a day before the challenge was written.
    case early
    /// Signed after the challenge expired.
    case late
}

/// Why a binder does not take an answer.
public enum AnswerError: Error, Hashable, Sendable {
    /// The ledger never had so many entries.
    case unknownTree(size: UInt64)
    /// The last entry of the signed tree asks for no answers by mail.
    case notAChallenge(EntryPlace)
    /// The challenge is to another set.
    case otherSet(SetPrefix)
    /// The challenge does not ask this share.
    case notAsked(ShareNumber)
    /// The share has answered this challenge.
    case answered(ShareNumber)
    /// The drill was closed before.
    case closed(EntryPlace)
    /// Not signed in the challenge's time.
    case untimely(UntimelyAnswer)
    /// The signature is not that share's of that tree.
    case forged(ShareNumber)
}

extension AnswerCode {
    /// Checks the answer against a ledger, and makes the event that keeps it.
    ///
    /// - Parameter logSignature: the ledger key's signature of a checkpoint.
    /// - Throws: `AnswerError`; then the answer proves nothing.
    public func taken(
        into log: LogAudit, _ state: BinderState, logSignature: (Checkpoint) -> LedgerBytes?
    ) throws(AnswerError) -> Cosigned {
        guard size >= 1, size <= log.size, let checkpoint = log.checkpoint(at: size) else {
            throw .unknownTree(size: size)
        }
        let place = EntryPlace(size - 1)
        guard let drill = state.drills.first(where: { $0.place == place && $0.opened.way == .byMail }) else {
            throw .notAChallenge(place)
        }
        guard drill.opened.set.prefix == set, let manifest = log.manifest(of: drill.opened.set) else {
            throw .otherSet(set)
        }
        guard drill.opened.shares.contains(share), let key = manifest.key(of: share) else { throw .notAsked(share) }
        // Nothing about an answer is believed before its signature is.
        guard let cosignature = Cosignature(time: time, signature: signature),
            cosignature.verify(checkpoint, publicKey: key.bytes), let signed = LedgerTime(posixSeconds: time)
        else { throw .forged(share) }
        guard drill.answers[share] == nil else { throw .answered(share) }
        guard drill.closed == nil else { throw .closed(place) }
        guard drill.time <= signed.adding(seconds: DrillHistory.clockSlack) else { throw .untimely(.early) }
        guard signed <= drill.opened.expires else { throw .untimely(.late) }
        return Cosigned(
            size: size, root: checkpoint.root, set: drill.opened.set, logSignature: logSignature(checkpoint),
            signatures: [Cosigned.Signature(share: share, at: time, signature: LedgerBytes(signature))])
    }
}
