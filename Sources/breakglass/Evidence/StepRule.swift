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
        try settle(refusal, step, of: life.name.account)
    }

    /// Refuses to deal a credential to people and places that hold the other factor; or records why it goes on.
    func checkFactors(_ step: CeremonyStep, of name: CredentialName, under policy: Policy) throws(Complaint) {
        guard let state = place.state else { return }
        let separation = FactorSeparation(of: name, under: policy, in: state, on: .today)
        guard !separation.breaches.isEmpty else { return }
        let refusal = StepRefusal(
            expected: "password and second factor in different hands and places",
            happened: separation.breaches.joined(separator: "; "),
            wayOut: "change policy.yaml and `breakglass policy adopt`, or deal the other factor anew first")
        try settle(refusal, step, of: name.account)
    }

    private func settle(_ refusal: StepRefusal, _ step: CeremonyStep, of account: PublicText) throws(Complaint) {
        guard let overriding, !overriding.isEmpty else {
            try place.append(
                .refused(
                    Refused(
                        act: .known(step.rawValue), account: account,
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
