// SPDX-License-Identifier: Apache-2.0

import Binder
import Ceremonies
import SecretSharing
import ShareEnvelope

/// What happened to a sheet, in words.
struct RecoveryWording {
    private let session: RecoverySession

    init(_ session: RecoverySession) { self.session = session }

    func words(_ event: RecoveryEvent) -> String {
        switch event {
        case .manifest(let identity):
            let label = session.focus.flatMap { $0.identity == identity ? " for \($0.label)" : nil } ?? ""
            return "set \(identity.code) (\(identity.words.joined(separator: " ")))\(label)"
        case .ciphertext: return "the locked credential is whole"
        case .checkpoint(let checkpoint):
            return "a ledger's checkpoint at \(checkpoint.size) entries (\(checkpoint.words.joined(separator: " ")))"
        case .letter: return "a drill's letter is whole"
        case .answer(let answer):
            let entry = answer.size - min(answer.size, 1)
            return "the answer of share \(answer.share), set \(answer.set.code), to entry \(entry)"
        case .proven(let number, let identity): return "share \(number) is whole\(place(of: number, in: identity))"
        case .notProvenYet(let number):
            return "share \(number) is readable, but not proven before the manifest is whole"
        case .sealed(let number, let identity):
            return "share \(number) is readable\(place(of: number, in: identity)), and waits for its passphrase"
        case .duplicate(let number): return "share \(number) is here already"
        case .differs(let number):
            return
                "share \(number) is here already, and is not the same as this one: both are kept, and the passphrase "
                + "tells which is genuine"
        case .tooMany(let limit):
            return "over \(limit) shares are here that nothing vouches for: this one is passed over"
        case .forged(let number, _):
            return "share \(number) is FORGED or changed: it is not the one that was dealt; keep it as evidence"
        case .otherSet(let number, let set):
            return "share \(number) is of another set, \(set.code): put it aside"
        case .otherPurpose(let number, let identity):
            let isPractice =
                session.sets.first { $0.manifest.identity == identity }
                .map { $0.manifest.isPractice } ?? false
            return isPractice
                ? "share \(number) is of a PRACTICE set, which opens nothing of worth: put it aside"
                : "share \(number) is IN EARNEST, and this is practice: it was not taken; put the sheet back into its bag"
        case .healed(let number, let places):
            let list = places.map { EnvelopeDefect.place($0 + 1) }.joined(separator: "; ")
            return
                "share \(number): \(places.count == 1 ? "1 word was" : "\(places.count) words were") healed (\(list))"
        case .damaged(let error):
            let complaint = Complaint(error)
            return complaint.message + (complaint.hint.map { "; \($0)" } ?? "")
        case .damagedLine(let name, let error):
            let complaint = Complaint(error)
            return "line \(name): \(complaint.message)" + (complaint.hint.map { "; \($0)" } ?? "")
        case .foreignCode: return "a code that is none of Breakglass"
        }
    }

    private func place(of number: ShareNumber, in identity: SetIdentity) -> String {
        guard let manifest = session.sets.first(where: { $0.manifest.identity == identity })?.manifest else {
            return ""
        }
        let set = session.focus?.identity == identity ? "" : " (set \(identity.code))"
        return ": \(RuleWording(manifest).place(of: number))\(set)"
    }
}
