// SPDX-License-Identifier: Apache-2.0

/// The result of `glasswatch alerts` for one account.
package struct AlertsReport: Sendable {
    package enum Result: String, Sendable {
        /// Every way of entry gives an alert, and the alert that came is right.
        case covered
        /// A way of entry gives no alert, or the alert that came is wrong.
        case missing
        /// Neither can be shown.
        case unknown
    }

    package var expectation: AlertExpectation
    package var coverage: Coverage
    package var findings: [AlertFinding]
    /// The alerts that came, in the order given, each compared with the log.
    package var arrivals: [(file: String, judgment: ArrivalJudgment)] = []
    /// The events of a drill that the rules were tried on, by event id, with the alert that each gives.
    package var tried: [TriedEvent] = []

    /// A real event of an identity's entry, and whether the rules answer to it.
    package struct TriedEvent: Sendable {
        package var id: String
        package var name: String
        package var region: String
        package var hits: [Coverage.Hit]
    }

    package init(_ rules: RuleSet, _ expectation: AlertExpectation) {
        self.expectation = expectation
        coverage = Coverage(rules, EntryProbe.all(for: expectation))
        findings = coverage.findings(for: expectation, in: rules)
    }

    package var result: Result {
        let answers = arrivals.flatMap { $0.judgment.checks }.map { $0.answer }
        let hasDeafTry = tried.contains { $0.hits.isEmpty }
        if hasDeafTry || findings.contains(where: { $0.weight == .missing }) || answers.contains(.no) {
            return .missing
        }
        let hasDoubtfulTry = tried.contains { $0.hits.allSatisfy { $0.doubt != nil } }
        let isOpen = findings.contains { $0.weight == .unknown } || answers.contains(.cannotTell) || hasDoubtfulTry
        return isOpen ? .unknown : .covered
    }
}
