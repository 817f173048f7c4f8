// SPDX-License-Identifier: Apache-2.0

import Binder
import ShareEnvelope

/// Whether a credential may be dealt now.
struct SplitRule {
    private let place: EvidencePlace
    private let overriding: String?

    init(_ place: EvidencePlace, overriding: String?) {
        self.place = place
        self.overriding = overriding
    }

    /// Refuses a split that is not due, and records that; or records why it goes on.
    func check(_ name: CredentialName, under policy: Policy) throws(Complaint) {
        let life = place.state?.lives(under: policy).first { $0.name == name }
        guard let refusal = life?.refusal(of: .split, at: .now) else {
            if let notice = life?.notice(of: .split, at: .now) { Talk.warn("\(name): \(notice)") }
            return
        }
        guard let overriding, !overriding.isEmpty else {
            try place.append(
                .refused(
                    Refused(
                        act: .known("split"), account: name.account,
                        why: .known("\(refusal.expected): \(refusal.happened)"))))
            throw Complaint(
                .refused, "a split asks for \(refusal.expected): \(refusal.happened)",
                hint: "\(refusal.wayOut); --override \"why\" goes on all the same, on record, to be countersigned")
        }
        Talk.warn("\(refusal.expected): \(refusal.happened)")
        try place.append(
            .exception(
                CeremonyException(
                    about: nil, expected: .known(refusal.expected), happened: .known(refusal.happened),
                    decided: try PublicText(named: "--override", overriding, limit: 1000), by: .known("the dealer"),
                    override: true)))
    }
}
