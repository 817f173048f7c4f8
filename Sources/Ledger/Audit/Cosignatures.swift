// SPDX-License-Identifier: Apache-2.0
//
// What shares signed of a ledger's own trees, as trust policies and proofs need it (docs/LEDGER.md, sections 8 and 11).

package import MerkleLog
import SecretSharing
package import ShareEnvelope

extension LogAudit {
    /// Whether the log extends the tree that paper shows.
    package func continues(_ code: CheckpointCode) -> Bool {
        TreeHash(bytes: code.root).map { replay.has($0, at: code.size) } ?? false
    }

    /// The cosignatures of the ledger's own trees in signed lines without fault, in order.
    private var soundCosignatures: [Cosigned] {
        replay.entries.compactMap { entry in
            guard entry.journal == nil, entry.index < signed, case .cosigned(let event) = entry.event,
                let answer = entry.answer, !answer.isOfAnotherTree, answer.flaws.isEmpty
            else { return nil }
            return event
        }
    }

    /// The trees that shares cosigned and the ledger's key signed in lines without fault, smallest first.
    var cosignedTrees: [(size: UInt64, signers: Set<NoteVerifier>)] {
        guard let origin else { return [] }
        let bySize = Dictionary(grouping: soundCosignatures, by: \.size)
        return bySize.filter { $0.value.contains { $0.logSignature != nil } }.sorted { $0.key < $1.key }.map {
            size, events in
            let signers = events.flatMap { event in
                event.signatures.compactMap { manifest(of: event.set)?.verifier(of: $0.share, in: origin) }
            }
            return (size, Set(signers))
        }
    }

    /// The checkpoints that shares cosigned, each with all its signatures, smallest first.
    var cosignedCheckpoints: [SignedCheckpoint] {
        guard let origin else { return [] }
        var signatures: [Checkpoint: [NoteSignature]] = [:]
        for event in soundCosignatures {
            guard let size = TreeSize(event.size) else { continue }
            let checkpoint = Checkpoint(origin: origin, size: size, root: event.root)
            let known = Set((signatures[checkpoint] ?? []).map { "\($0.name) \($0.id.rawValue)" })
            // If one share signed a checkpoint several times, the note takes the first signature.
            signatures[checkpoint, default: []] += self.signatures(of: event)
                .filter { !known.contains("\($0.name) \($0.id.rawValue)") }
        }
        return signatures.sorted { $0.key.size < $1.key.size }.map { SignedCheckpoint($0.key, signatures: $0.value) }
    }

    /// The cosigned checkpoints that the ledger's own key signed too, as a proof needs them.
    package var signedCheckpoints: [SignedCheckpoint] {
        guard let origin, let keys else { return [] }
        return cosignedCheckpoints.filter { signed in
            let key = keys.key(at: signed.checkpoint.size.rawValue)
            return key.isSigner(of: signed.note, as: origin)
        }
    }

    /// The signature lines of an entry: the ledger's own, then the shares'.
    private func signatures(of event: Cosigned) -> [NoteSignature] {
        guard let origin else { return [] }
        var lines: [NoteSignature] = []
        if let key = keys?.key(at: event.size), let signature = event.logSignature {
            lines.append(key.line(signature, origin))
        }
        for signed in event.signatures {
            guard let verifier = manifest(of: event.set)?.verifier(of: signed.share, in: origin),
                let cosignature = Cosignature(time: signed.at, signature: signed.signature.bytes)
            else { continue }
            lines.append(cosignature.noteSignature(name: verifier.name, publicKey: verifier.publicKey))
        }
        return lines
    }
}

extension LedgerReplay {
    /// The sets with a share that a trust policy names as a witness.
    func sets(namedBy policy: TrustPolicy) -> Set<SetIdentity> {
        guard let origin else { return [] }
        let known = Set(policy.witnessKeys)
        return Set(
            allManifests.filter { manifest in
                manifest.rule.shareNumbers.contains { share in
                    manifest.verifier(of: share, in: origin).map(known.contains) ?? false
                }
            }.map { $0.identity })
    }
}

extension Manifest {
    /// The key of a share as a witness of a log: `<origin>/set/<32 hex of identity>/g<g>m<m>`.
    func verifier(of share: ShareNumber, in origin: KeyName) -> NoteVerifier? {
        guard let key = key(of: share), let name = KeyName("\(origin)/set/\(identity.hexadecimal.prefix(32))/\(share)")
        else { return nil }
        return NoteVerifier(name: name, type: .cosignature, publicKey: key.bytes)
    }
}
