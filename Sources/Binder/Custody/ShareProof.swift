// SPDX-License-Identifier: Apache-2.0
//
// When a share last proved to be whole: its paper was read back, it answered a drill in time, it signed a receipt, or
// it took part in a recovery.

public import SecretSharing

/// How a share proved to be whole.
public enum ShareProof: Hashable, Sendable {
    /// A scan of its paper was read back after printing.
    case readBack(EntryPlace)
    /// It answered a drill.
    case drill(EntryPlace, DrillOpened.Way)
    /// It signed that it is in its custodian's hands.
    case receipt(EntryPlace)
    /// It took part in a recovery.
    case recovery(EntryPlace)

    /// The entry that says so.
    public var place: EntryPlace {
        switch self {
        case .readBack(let place), .drill(let place, _), .receipt(let place), .recovery(let place): place
        }
    }
}

extension CredentialLife {
    /// How long after a drill's expiry an answer still counts.
    public var answerGrace: PolicySpan { policy?.answerGrace ?? Policy.defaultAnswerGrace }

    /// When and how a share last proved to be whole; nothing when it never did.
    public func lastProof(of share: ShareNumber, in set: SetHistory) -> (time: LedgerTime, how: ShareProof)? {
        var proofs: [(time: LedgerTime, how: ShareProof)] = []
        if let read = set.readBackAt[share] { proofs.append((read.time, .readBack(read.place))) }
        for drill in drills where drill.opened.set == set.identity {
            guard let answer = drill.answers[share], drill.isInTime(answer, grace: answerGrace) else { continue }
            // The signer's clock may be ahead; what stands in the ledger was there by then.
            proofs.append((min(answer.signed, answer.recorded), .drill(drill.place, drill.opened.way)))
        }
        if let received = set.sheets[share]?.received { proofs.append((received.time, .receipt(received.place))) }
        for opening in openings where opening.set == set.identity && opening.consents.contains(share) {
            proofs.append((opening.time, .recovery(opening.place)))
        }
        return proofs.max { $0.time < $1.time }
    }
}
