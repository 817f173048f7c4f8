// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One thing that is wrong, or may be, with the alert of an account.
package struct AlertFinding: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case uncovered, partlyCovered = "partly-covered", coverageUnknown = "coverage-unknown"
        case disabledRule = "disabled-rule", ruleWithoutTarget = "rule-without-target"
        case wrongDetailType = "wrong-detail-type", wrongSource = "wrong-source", switchRoleType = "switch-role-type"
        case otherRegionOnly = "other-region-only", refusedPattern = "refused-pattern"
        case busWithoutRule = "bus-without-rule", noDeadline = "no-deadline", otherChannel = "other-channel"
        case constantText = "constant-text", noSubscription = "no-subscription", unresolved
    }

    /// What a finding does to the result.
    package enum Weight: String, Sendable {
        /// A use of the identity may give no alert.
        case missing
        /// The documents do not tell.
        case unknown
        /// Good to know; explains another finding or weakens the alert.
        case note
    }

    package var kind: Kind
    package var weight: Weight
    /// A sentence, with the way, region or rule that it is about.
    package var text: String
}

extension Coverage {
    /// Everything to say about the alert, worst first.
    package func findings(for expectation: AlertExpectation, in rules: RuleSet) -> [AlertFinding] {
        var found: [AlertFinding] = []
        func add(_ kind: AlertFinding.Kind, _ weight: AlertFinding.Weight, _ text: String) {
            let finding = AlertFinding(kind: kind, weight: weight, text: text)
            if !found.contains(finding) { found.append(finding) }
        }
        for group in gaps() { add(group.kind, group.weight, group.text) }
        addReasons(in: rules, add)
        addRuleFaults(in: rules, add)
        addChannels(expectation, rules, add)
        for problem in rules.problems { add(.unresolved, .unknown, problem) }
        if expectation.within == nil {
            add(.noDeadline, .note, "The policy does not say how soon the alert must arrive.")
        }
        let order: [AlertFinding.Weight] = [.missing, .unknown, .note]
        return order.flatMap { weight in found.filter { $0.weight == weight } }
    }

    private typealias Adding = (AlertFinding.Kind, AlertFinding.Weight, String) -> Void

    /// The cells without a sure alert, those of one way and one fault together.
    private func gaps() -> [AlertFinding] {
        var keys: [[String]] = []
        var regions: [[String]: [String]] = [:]
        var findings: [[String]: (AlertFinding.Kind, AlertFinding.Weight, String)] = [:]
        for cell in cells where cell.outcome != .alert {
            let way = "\(cell.probe.identity.arn): \(cell.probe.way.title)"
            let condition = cell.probe.isConditional ? cell.probe.way.condition.map { ", \($0)" } ?? "" : ""
            let doubt = cell.hits.compactMap { $0.doubt }.first ?? "a rule is not fully known"
            let (kind, weight, text): (AlertFinding.Kind, AlertFinding.Weight, String) =
                switch cell.outcome {
                case .unknown, .alert: (.coverageUnknown, .unknown, "cannot tell\(condition): \(doubt)")
                case .none: (.uncovered, cell.probe.isConditional ? .unknown : .missing, "no alert\(condition)")
                case .some:
                    (
                        .partlyCovered, cell.probe.isConditional ? .unknown : .missing,
                        "no alert\(condition) \(cell.missedCases.joined(separator: ", nor "))"
                    )
                }
            let key = [way, text]
            if findings[key] == nil { keys.append(key) }
            regions[key, default: []].append(cell.probe.region)
            findings[key] = (kind, weight, text)
        }
        return keys.compactMap { key in
            findings[key].map { kind, weight, text in
                let places = (regions[key] ?? []).joined(separator: ", ")
                return AlertFinding(kind: kind, weight: weight, text: "\(key[0]), in \(places): \(text).")
            }
        }
    }

    /// Why a rule that seems meant for a way misses it: each reason is tried on the way's own events.
    private func addReasons(in rules: RuleSet, _ add: Adding) {
        let matcher = RuleMatcher(rules.rules)
        let types = [
            "AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail", "AWS Service Event via CloudTrail",
        ]
        for cell in cells where cell.outcome != .alert {
            let missed = cell.probe.cases.filter { cell.missedCases.contains($0.title) }
            for event in missed.flatMap({ $0.events }) {
                let name = event.text(at: "detail.eventName") ?? ""
                let bus = EventBus(account: cell.probe.identity.account, region: cell.probe.region)
                for rule in matcher.rulesThatWouldMatch(event) {
                    if !rule.isEnabled {
                        add(.disabledRule, .note, "The rule \(rule.name) would match \(name), but it is disabled.")
                    } else if rule.bus.name == "default", !rule.bus.canBe(bus) {
                        add(
                            .otherRegionOnly, .note,
                            "The rule \(rule.name) matches \(name), but only in \(rule.bus.region ?? "another region")."
                        )
                    }
                }
                let own = event.text(at: "detail-type") ?? ""
                for type in types where type != own {
                    for rule in matcher.rulesThatWouldMatch(EventEnvelope.event(event, with: "detail-type", type)) {
                        guard !matcher.rulesThatWouldMatch(event).contains(rule) else { continue }
                        add(
                            .wrongDetailType, .note,
                            "The rule \(rule.name) wants the detail-type \"\(type)\" for \(name), which has \"\(own)\"."
                        )
                    }
                }
                for source in ["aws.signin", "aws.sts", "aws.iam"] where source != event.text(at: "source") {
                    for rule in matcher.rulesThatWouldMatch(EventEnvelope.event(event, with: "source", source)) {
                        guard !matcher.rulesThatWouldMatch(event).contains(rule) else { continue }
                        add(
                            .wrongSource, .note,
                            "The rule \(rule.name) wants the source \(source) for \(name), which has "
                                + "\(event.text(at: "source") ?? "another").")
                    }
                }
            }
        }
    }

    /// Faults of rules that show without any event.
    private func addRuleFaults(in rules: RuleSet, _ add: Adding) {
        for rule in rules.rules {
            let place = rule.bus.region.map { " in \($0)" } ?? ""
            switch rule.pattern {
            case .refused(let error):
                add(
                    .refusedPattern, .note,
                    "EventBridge refuses the pattern of the rule \(rule.name)\(place): \(error).")
            case .open(let doubt): add(.unresolved, .note, "The rule \(rule.name)\(place): \(doubt).")
            case .read(let pattern):
                let choices = pattern.texts(at: ["detail", "eventName"], and: ["detail", "userIdentity", "type"])
                for (names, types) in choices
                where names.contains("SwitchRole") && !types.isEmpty && !types.contains("AssumedRole") {
                    add(
                        .switchRoleType, .note,
                        "The rule \(rule.name)\(place) looks for SwitchRole with userIdentity.type "
                            + "\(types.joined(separator: ", ")), but the records have AssumedRole; the person stands "
                            + "in additionalEventData.SwitchFrom.")
                }
            }
            if rule.isEnabled, rule.areTargetsKnown, !rule.targets.contains(where: RuleMatcher.alerts) {
                add(.ruleWithoutTarget, .note, "The rule \(rule.name)\(place) has no target that alerts anybody.")
            }
            for target in rule.targets {
                if target.isConstant {
                    add(
                        .constantText, .note,
                        "The rule \(rule.name)\(place) sends a fixed text to \(target.name): the alert will not say "
                            + "who, where from and when.")
                }
                if let bus = target.bus, target.kind == .bus, !rules.rules.contains(where: { $0.bus.canBe(bus) }) {
                    add(
                        .busWithoutRule, .note,
                        "The rule \(rule.name)\(place) forwards to \(target.name), and none of the rules given is there."
                    )
                }
            }
        }
    }

    private func addChannels(_ expectation: AlertExpectation, _ rules: RuleSet, _ add: Adding) {
        let declared = expectation.channels.filter { ARN($0) != nil }
        let targets = Set(cells.flatMap { $0.hits }.map { $0.target.name }.filter { ARN($0) != nil }).sorted()
        for target in targets {
            if !declared.isEmpty, !declared.contains(target) {
                add(.otherChannel, .note, "An alert goes to \(target), which the policy does not list as a channel.")
            }
            if rules.listedTopics.contains(target),
                !rules.subscriptions.contains(where: { $0.topic == target && $0.isConfirmed })
            {
                add(.noSubscription, .missing, "\(target) has no confirmed subscription: nobody gets its messages.")
            }
        }
    }
}
