// SPDX-License-Identifier: Apache-2.0

import Binder
import ShareEnvelope

/// Whether a credential may be dealt now.
struct StepRule {
    private let place: EvidencePlace
    private let overriding: String?

    init(_ place: EvidencePlace, overriding: String?) {
        self.place = place
        self.overriding = overriding
    }

    /// Refuses a step that is not due, and records that; or records why it goes on.
    func check(_ step: CeremonyStep, of life: CredentialLife) throws(Complaint) {
        guard let refusal = life.refusal(of: step, at: .now) else {
            if let notice = life.notice(of: step, at: .now) { Talk.warn("\(life.name): \(notice)") }
            return
        }
        guard let overriding, !overriding.isEmpty else {
            try place.append(
                .refused(
                    Refused(
                        act: .known(step.rawValue), account: life.name.account,
                        why: .known("\(refusal.expected): \(refusal.happened)"))))
            throw Complaint(
                .refused, "a \(step.rawValue) asks for \(refusal.expected): \(refusal.happened)",
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
