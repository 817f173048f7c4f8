// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// P-46 to P-55.
    mutating func checkAlerts() {
        guard scope.name != nil else { return }
        guard !scope.alerts.isEmpty else {
            gap("the alert", "where it arrives", because: "the policy names no channel")
            return
        }
        for region in scope.alertRegions { checkRules(in: region) }
        for topic in scope.topics { check(topic) }
    }

    private mutating func checkRules(in region: String) {
        guard known(.rules(region), region, "which rules raise the alert") != nil else { return }
        var sends = false
        var isSure = true
        for rule in path.alertRules(region) {
            let place = "arn:\(export.partition):events:\(region):\(account):rule/\(rule.name)"
            let named = ["--name", rule.name, "--region", region]
            if !rule.isEnabled {
                find(.ruleEnabled, place, "it is disabled", fix: ["events", "enable-rule"] + named)
            }
            guard let targets = rule.targets else {
                gap(place, "where it sends the alert", .targets(rule.name, region))
                isSure = false
                continue
            }
            if targets.isEmpty {
                let channel = scope.alerts[0]
                find(
                    .ruleTarget, place, "it has no target",
                    fix: [
                        "events", "put-targets", "--rule", rule.name, "--targets", "Id=alert,Arn=\(channel)",
                        "--region", region,
                    ])
            }
            // Forwarded to another bus, the alert is raised there; to any target, where the channel is no ARN.
            let channels = scope.alerts.filter { ARN($0) != nil }
            if rule.isEnabled,
                targets.contains(where: { channels.isEmpty || channels.contains($0) || $0.contains(":event-bus/") })
            {
                sends = true
            }
            findHolders(
                .alertChangers, place,
                ["DisableRule", "DeleteRule", "RemoveTargets", "PutRule"].map { ("events:\($0)", place) })
        }
        if !sends, isSure {
            find(
                .alertRule, region, "no enabled rule about the emergency path sends to the channel",
                fix: [
                    "events", "put-rule", "--name", "break-glass", "--event-pattern", "file://pattern.json", "--state",
                    "ENABLED", "--region", region,
                ])
        }
    }

    private mutating func check(_ topic: ARN) {
        let known = known(
            .topic(topic), topic.text, "who can publish and what it encrypts with",
            absent: ["NotFound", "NotFoundException"])
        switch known {
        case nil: break
        case .absent:
            find(
                .topicThere, topic.text, "there is no such topic",
                fix: ["sns", "create-topic", "--name", topic.name, "--region", topic.region])
            return
        case .value(let value):
            if let policy = value.value(at: "Attributes.Policy").flatMap(PolicyDocument.init) {
                findOutsiders(.topicOpen, topic.text, policy)
                if !Self.lets("events.amazonaws.com", do: ["sns:Publish"], on: topic.text, policy) {
                    find(
                        .topicPublish, topic.text, "its policy does not let events.amazonaws.com publish",
                        fix: policyFix(topic.text))
                }
            } else {
                gap(topic.text, "who can publish", because: "its policy cannot be read")
            }
            if let key = value.text(at: "Attributes.KmsMasterKeyId"), !key.isEmpty { check(key: key, of: topic) }
        }
        checkSubscriptions(of: topic)
        findHolders(
            .alertChangers, topic.text,
            ["DeleteTopic", "SetTopicAttributes", "RemovePermission"].map { ("sns:\($0)", topic.text) })
    }

    private mutating func check(key: String, of topic: ARN) {
        let fix = [
            "sns", "set-topic-attributes", "--topic-arn", topic.text, "--attribute-name", "KmsMasterKeyId",
            "--attribute-value", "", "--region", topic.region,
        ]
        if key.hasSuffix("alias/aws/sns") {
            find(.topicKey, topic.text, "alias/aws/sns encrypts it, which EventBridge cannot use", fix: fix)
            return
        }
        guard let arn = ARN(key), arn.resource.hasPrefix("key/") else {
            gap(
                topic.text, "whether EventBridge may use its key",
                because: "the topic names the key \(key), not its ARN")
            return
        }
        guard let policy = policy(of: arn, asking: "whether EventBridge may use it") else { return }
        let actions = ["kms:GenerateDataKey", "kms:Decrypt"]
        if !Self.lets("events.amazonaws.com", do: actions, on: arn.text, policy) {
            find(
                .topicKey, topic.text, "the policy of \(key) does not let events.amazonaws.com use it",
                fix: policyFix(key))
        }
    }

    private mutating func checkSubscriptions(of topic: ARN) {
        guard case .value(let value) = known(.subscriptions(topic), topic.text, "who gets the alert") else { return }
        let subscriptions = value["Subscriptions"]?.elements ?? []
        let pending = subscriptions.filter { ARN($0.text(at: "SubscriptionArn") ?? "") == nil }
        if pending.count == subscriptions.count {
            find(
                .subscription, topic.text, "none of \(subscriptions.count) subscriptions is confirmed",
                fix: [
                    "sns", "subscribe", "--topic-arn", topic.text, "--protocol", "email", "--notification-endpoint",
                    "soc@example.com", "--region", topic.region,
                ])
        } else if !pending.isEmpty {
            let endpoints = pending.compactMap { $0.text(at: "Endpoint") }.joined(separator: ", ")
            find(
                .pending, topic.text, "waiting: \(endpoints)",
                fix: ["sns", "list-subscriptions-by-topic", "--topic-arn", topic.text, "--region", topic.region])
        }
    }
}
