// SPDX-License-Identifier: Apache-2.0

import Custody
package import Ledger

/// A person says what the ledger waits for: first which entry it is about, then what is missing for it.
package struct Review: Ceremony {
    /// What is to be recorded, and the ceremony that records it.
    package enum Plan: Sendable {
        /// How a recovery ended. The review of its use may follow.
        case closing(RecoveryClosing, ClosedRecovery, of: Opening)
        case use(UseReview, ReviewFiled)
        case countersignature(Countersignature, Countersigned)
        /// Nothing: the entry waits for nobody. The rule refuses it on record before anything is asked.
        case settled(CountersignRule)
    }

    private let binder: OpenBinder
    private let evidence: [ReviewFiled.Evidence]
    private let result: GivenResult?
    private let sentence: (EntryPlace, LedgerEvent) -> String

    /// Begins with the binder.
    ///
    /// - Parameters:
    ///   - evidence: files that belong to the review of a use.
    ///   - result: the result file of the audit of the log, for the review of a use.
    ///   - sentence: says what an entry says.
    package init(
        in binder: OpenBinder, evidence: [ReviewFiled.Evidence], result: GivenResult? = nil,
        sentence: @escaping (EntryPlace, LedgerEvent) -> String
    ) {
        self.binder = binder
        self.evidence = evidence
        self.result = result
        self.sentence = sentence
    }

    /// Which entry it is about, and what is said about it.
    package func plan(_ answers: Answers) throws(Asking) -> Plan {
        switch try ReviewChoice(in: binder.state).plan(answers) {
        case .open(.recovery(let recovery, let missing)):
            guard missing.contains(.ending) else {
                let review = UseReview(of: recovery, evidence: evidence, result: result, in: binder)
                return .use(review, try review.plan(answers))
            }
            let closing = RecoveryClosing(of: recovery, missing: missing, in: binder)
            return .closing(closing, try closing.plan(answers), of: recovery)
        case .open(let matter): return try countersignature(of: matter, answers)
        case .settled(let rule): return .settled(rule)
        }
    }

    package func summary(of plan: Plan) -> [PlanLine] {
        switch plan {
        case .closing(let closing, let closed, _): closing.summary(of: closed)
        case .use(let review, let filed): review.summary(of: filed)
        case .countersignature(let ceremony, let signed): ceremony.summary(of: signed)
        case .settled: []
        }
    }

    /// The review of the use that follows the closing of its recovery.
    package func use(of recovery: Opening, after closed: ClosedRecovery) -> UseReview {
        UseReview(of: recovery, after: closed, evidence: evidence, result: result, in: binder)
    }

    private func countersignature(of matter: OpenMatter, _ answers: Answers) throws(Asking) -> Plan {
        let decided = binder.state.decision(at: matter.place).map { sentence(matter.place, $0) }
        let ceremony = Countersignature(of: matter, decided: decided, in: binder)
        return .countersignature(ceremony, try ceremony.plan(answers))
    }
}
