// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Which rules answer to which way of entry.
package struct Coverage: Sendable {
    /// A rule that matches an event and has a target that alerts.
    package struct Hit: Hashable, Sendable {
        package var rule: String
        package var region: String?
        /// The rule that sent the event to the bus where the other one matched.
        package var forwarder: String?
        package var target: AlertRule.Target
        /// Why it is not certain that the rule fires; nil if it is.
        package var doubt: String?
    }

    package enum Outcome: String, Sendable {
        case alert
        /// Some of the cases give an alert.
        case some
        case none
        /// A rule might answer, but the documents do not tell.
        case unknown
    }

    package struct Cell: Sendable {
        package var probe: EntryProbe
        package var outcome: Outcome
        package var hits: [Hit]
        /// The cases without an alert.
        package var missedCases: [String]
    }

    package var cells: [Cell]

    package init(_ rules: RuleSet, _ probes: [EntryProbe]) {
        let matcher = RuleMatcher(rules.rules)
        cells = probes.map { probe in
            var hits: [Hit] = []
            var missed: [String] = []
            var doubtful = 0
            for one in probe.cases {
                let found = one.events.flatMap { matcher.hits(of: $0, account: probe.identity.account) }
                for hit in found where !hits.contains(hit) { hits.append(hit) }
                if found.contains(where: { $0.doubt == nil }) { continue }
                if !found.isEmpty { doubtful += 1 }
                missed.append(one.title)
            }
            let certain = hits.filter { $0.doubt == nil }
            let outcome: Outcome =
                if missed.isEmpty { .alert } else if doubtful == missed.count {
                    .unknown
                } else if certain.isEmpty,
                    doubtful == 0
                { .none } else { .some }
            return Cell(probe: probe, outcome: outcome, hits: certain.isEmpty ? hits : certain, missedCases: missed)
        }
    }
}

/// Sends events to the default bus of their region, and from there to the buses that rules forward to.
struct RuleMatcher {
    let rules: [AlertRule]

    init(_ rules: [AlertRule]) { self.rules = rules }

    func hits(of event: JSONValue, account: String) -> [Coverage.Hit] {
        hits(of: event, on: EventBus(account: account, region: event.text(at: "region")))
    }

    private func hits(of event: JSONValue, on bus: EventBus) -> [Coverage.Hit] {
        answers(to: event, on: bus).flatMap { rule, doubt in
            rule.targets.flatMap { target -> [Coverage.Hit] in
                if target.kind == .bus {
                    guard let next = target.bus else {
                        return [hit(rule, nil, target, doubt ?? "it is not known to which bus it forwards")]
                    }
                    // EventBridge does not send on what has come from another bus.
                    return answers(to: event, on: next).flatMap { inner, innerDoubt in
                        inner.targets.filter { Self.alerts($0) && $0.kind != .bus }.map {
                            hit(inner, rule, $0, doubt ?? innerDoubt)
                        }
                    }
                }
                return Self.alerts(target) ? [hit(rule, nil, target, doubt)] : []
            } + unknownTargets(of: rule, doubt)
        }
    }

    private func unknownTargets(of rule: AlertRule, _ doubt: String?) -> [Coverage.Hit] {
        guard !rule.areTargetsKnown else { return [] }
        let target = AlertRule.Target(kind: .other, name: "not known", bus: nil, isConstant: false)
        return [hit(rule, nil, target, doubt ?? "its targets are not known")]
    }

    private func hit(
        _ rule: AlertRule, _ forwarder: AlertRule?, _ target: AlertRule.Target, _ doubt: String?
    ) -> Coverage.Hit {
        var doubt = doubt
        if target.kind == .other, ARN(target.name) == nil { doubt = doubt ?? "its target is not known" }
        return Coverage.Hit(
            rule: rule.name, region: rule.bus.region, forwarder: forwarder?.name, target: target, doubt: doubt)
    }

    /// A log group keeps the event, and nobody is told.
    static func alerts(_ target: AlertRule.Target) -> Bool { target.kind != .log }

    /// The enabled rules of a bus that match, or may match, each with the doubt.
    private func answers(to event: JSONValue, on bus: EventBus) -> [(AlertRule, String?)] {
        rules.compactMap { rule in
            guard rule.isEnabled, rule.bus.canBe(bus), rule.seesReads || !EventEnvelope.needsAllEvents(event) else {
                return nil
            }
            switch rule.pattern {
            case .refused: return nil
            case .open(let doubt): return (rule, doubt)
            case .read(let pattern): return pattern.matches(event) ? (rule, rule.unresolved.first) : nil
            }
        }
    }

    /// The rules whose pattern matches, whatever their state, their bus and their targets.
    func rulesThatWouldMatch(_ event: JSONValue) -> [AlertRule] {
        rules.filter { if case .read(let pattern) = $0.pattern { pattern.matches(event) } else { false } }
    }
}
