// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy

/// A credential takes its steps in order: no set is dealt while it is in use, and a burned one is not opened again.
package struct StepRule: Rule {
    private let step: CeremonyStep
    private let life: CredentialStatus
    private let now: LedgerTime

    /// Checks a step against the state of the credential.
    package init(_ step: CeremonyStep, of life: CredentialStatus, at now: LedgerTime = .now) {
        self.step = step
        self.life = life
        self.now = now
    }

    /// What is not kept.
    package var breaches: [Breach] { life.refusal(of: step, at: now).map { [$0] } ?? [] }

    /// What is to be known before a step that is in order.
    package var notice: String? { life.notice(of: step, at: now).map { "\(life.name): \($0)" } }
}
