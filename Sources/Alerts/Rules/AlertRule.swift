// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One rule of EventBridge, from whatever document described it.
package struct AlertRule: Hashable, Sendable {
    /// Where a rule sends what it matches.
    package struct Target: Hashable, Sendable {
        package enum Kind: String, Sendable {
            case topic, function, queue, bus, connection, workflow, log, other
        }

        package var kind: Kind
        /// The ARN; or, where a template makes the target, the name that it has there.
        package var name: String
        /// The bus that gets the event; nil for other targets, and where it is not known.
        package var bus: EventBus?
        /// Whether the target gets a fixed text, and nothing of the event.
        package var isConstant: Bool
    }

    package enum Pattern: Hashable, Sendable {
        case read(EventPattern)
        /// EventBridge refuses it, so that there is no such rule.
        case refused(AlertsError)
        /// It depends on something that the document does not say.
        case open(String)
    }

    package var name: String
    /// The bus whose events it sees; the region and account are nil where the document does not tell.
    package var bus: EventBus
    /// False for a rule with state `DISABLED`.
    package var isEnabled: Bool
    /// Also sees calls that only read; state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`.
    package var seesReads: Bool
    package var pattern: Pattern
    package var targets: [Target]
    /// False where only the rule was given, without the list of its targets.
    package var areTargetsKnown: Bool
    /// What the document left open, as sentences.
    package var unresolved: [String]
    /// The file that describes it.
    package var source: String

    static let noRegion = "nothing says in which region it is (write REGION=FILE)"
}

/// A bus of EventBridge.
package struct EventBus: Hashable, Sendable {
    package var account: String?
    package var region: String?
    package var name: String

    package init(account: String?, region: String?, name: String = "default") {
        self.account = account
        self.region = region
        self.name = name
    }

    /// Whether both can be the same bus; an account or region that is not known can be any.
    package func canBe(_ other: EventBus) -> Bool {
        name == other.name && (region == nil || other.region == nil || region == other.region)
            && (account == nil || other.account == nil || account == other.account)
    }
}

extension ARN {
    /// The bus, if this names one.
    var bus: EventBus? {
        guard service == "events", resource.hasPrefix("event-bus/") else { return nil }
        return EventBus(
            account: account.isEmpty ? nil : account, region: region.isEmpty ? nil : region,
            name: String(resource.dropFirst("event-bus/".count)))
    }

    var targetKind: AlertRule.Target.Kind {
        switch service {
        case "sns": .topic
        case "lambda": .function
        case "sqs": .queue
        case "events" where resource.hasPrefix("event-bus/"): .bus
        case "events" where resource.hasPrefix("api-destination/"): .connection
        case "states": .workflow
        case "logs": .log
        default: .other
        }
    }
}

extension AlertRule.Target {
    /// A target whose ARN is known.
    init(arn: String, isConstant: Bool) {
        let resource = ARN(arn)
        self.init(
            kind: resource?.targetKind ?? .other, name: arn, bus: resource?.bus, isConstant: isConstant)
    }
}

/// Rules and subscriptions of one or more documents.
package struct RuleSet: Sendable {
    /// A subscription to a topic, as far as a document lists it.
    package struct Subscription: Hashable, Sendable {
        package var topic: String
        package var isConfirmed: Bool
    }

    package var rules: [AlertRule] = []
    package var subscriptions: [Subscription] = []
    /// The topics whose subscriptions were listed, though none may be there.
    package var listedTopics: Set<String> = []
    /// Documents, or parts of them, that could not be used.
    package var problems: [String] = []

    package init() {}
}
