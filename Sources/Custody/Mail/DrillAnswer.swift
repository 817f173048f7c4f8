// SPDX-License-Identifier: Apache-2.0
//
// Both ends of an answer by mail: a custodian's share signs the challenge in a letter, and a binder accepts the answer.

package import CustodyPolicy
package import Ledger
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

extension DrillLetter {
    /// Answers with a share.
    ///
    /// - Parameter time: the time of the answer, in seconds since 1970.
    /// - Throws: `ConsentError`; then nothing was signed.
    package func answer(with share: Share, of manifest: Manifest, at time: UInt64) throws(ConsentError) -> AnswerCode {
        let consent = try ConsentRequest(entry: entry, checkpoint: checkpoint.checkpoint).cosign(
            [share], of: manifest, proof: inclusion, at: time)
        guard
            let answer = AnswerCode(
                set: manifest.identity.prefix, share: share.number, size: consent.size, time: time,
                signature: consent.signatures[0].signature.bytes)
        else { preconditionFailure("an Ed25519 signature has 64 bytes") }
        return answer
    }

    /// Why a challenge must not be answered at a time; `nil` if it may be.
    ///
    /// - Parameter now: what the signer's clock shows, confirmed by the signer.
    package func untimely(at now: LedgerTime) -> UntimelyAnswer? {
        if now > opened.expires { return .late }
        return now.adding(seconds: DrillHistory.clockSlack) < entry.time ? .early : nil
    }
}

/// How an answer is outside its challenge's time.
package enum UntimelyAnswer: Hashable, Sendable {
    /// Signed more than a day before the challenge was written.
    case early
    /// Signed after the challenge expired.
    case late
}

/// Why a binder does not accept an answer.
package enum AnswerError: Error, Hashable, Sendable {
    /// The ledger never had that many entries.
    case unknownTree(size: UInt64)
    /// The last entry of the signed tree does not ask for answers by mail.
    case notAChallenge(EntryPlace)
    /// The challenge is for another set.
    case otherSet(SetPrefix)
    /// The challenge does not ask this share.
    case notAsked(ShareNumber)
    /// The share has already answered this challenge.
    case answered(ShareNumber)
    /// The drill is already closed.
    case closed(EntryPlace)
    /// The answer was not signed within the challenge's time.
    case untimely(UntimelyAnswer)
    /// The signature is not by that share for that tree.
    case forged(ShareNumber)
}

extension AnswerCode {
    /// Checks the answer against a ledger, and makes the event that records it.
    ///
    /// - Parameter logSignature: returns the ledger key's signature of a checkpoint.
    /// - Throws: `AnswerError`; then the answer proves nothing.
    package func taken(
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
        // Check the signature before believing anything else about an answer.
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
