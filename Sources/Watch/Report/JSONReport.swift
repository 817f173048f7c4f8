// SPDX-License-Identifier: Apache-2.0
//
// docs/WATCH.md describes each field.

package import CloudTrail

extension Audit {
    /// The report for a program, as docs/WATCH.md describes it.
    package var json: JSONValue {
        .object([
            .init("format", .string("glasswatch audit")), .init("version", .number("1")),
            .init("verdict", .string(verdict.rawValue)), .init("used", .bool(!uses.isEmpty)),
            .init("ledger", .bool(openings != nil)), .init("redacted", .bool(isRedacted)),
            .init("findings", .array(findings.map(finding))), .init("standing", .array(standing.map(standing))),
            .init("sessions", .array(uses.map(session))),
            .init("failedSignIns", .array(grouping.failedSignIns.map(failedSignIn))),
            .init("changes", .array(changes.map { change($0, false) })),
            .init("onward", .array(onward.map { change($0, true) })),
            .init("descendants", .array(descendants.map(descendant))),
        ])
    }

    private func finding(_ finding: Finding) -> JSONValue {
        .object([
            .init("finding", .string(finding.kind.rawValue)), .init("weight", .string(finding.weight.rawValue)),
            .init("sentence", .string(finding.kind.sentence)), .init("events", .array(finding.events.map(event))),
            .init("subjects", .strings(finding.subjects)),
        ])
    }

    private func standing(_ item: Standing) -> JSONValue {
        .object([
            .init("change", change(item.change, item.isOnward)), .init("severity", .text(item.change.rule?.severity)),
            .init("why", .text(item.change.rule?.why)), .init("commands", .strings(item.commands)),
        ])
    }

    private func session(_ use: Int) -> JSONValue {
        let session = grouping.sessions[use]
        let node = lineage.nodes[session.node]
        let opening = openingOf[use]
        return .object([
            .init("account", .string(expectations[node.expectation].account)), .init("identity", .string(node.name)),
            .init("began", .text(session.began?.description)), .init("ended", .text(session.ended?.description)),
            .init("entry", .text(session.entry.flatMap { events[$0].id })),
            .init("longTerm", .bool(session.isLongTerm)),
            .init("secondFactor", .string(session.secondFactor.rawValue)),
            .init("network", .string(session.network.rawValue)), .init("addresses", .strings(session.addresses)),
            .init("agents", .strings(session.agents)), .init("people", .strings(session.people)),
            .init("opening", .text(opening?.index)),
            .init("onwardCalls", .number(String(session.onwardCalls))),
            .init("heartbeats", .number(String(session.heartbeats))),
            .init("services", .array(services(of: session).map(service))),
            .init("events", .strings(session.events.compactMap { events[$0].id }.uniqued)),
        ])
    }

    private func failedSignIn(_ tries: FailedSignIn) -> JSONValue {
        let node = lineage.nodes[tries.node]
        return .object([
            .init("account", .string(expectations[node.expectation].account)), .init("identity", .string(node.name)),
            .init("address", .text(tries.address)), .init("network", .string(tries.network.rawValue)),
            .init("first", .text(tries.first?.description)), .init("last", .text(tries.last?.description)),
            .init("count", .number(String(tries.events.count))), .init("agents", .strings(tries.agents)),
            .init("reasons", .strings(tries.reasons)),
            .init("succeeded", .text(tries.succeeded.flatMap { events[$0].id })),
            .init("events", .strings(tries.events.compactMap { events[$0].id }.uniqued)),
        ])
    }

    private func service(_ use: ServiceUse) -> JSONValue {
        .object([
            .init("service", .string(use.service)), .init("reads", .number(String(use.reads))),
            .init("writes", .number(String(use.writes))), .init("failures", .number(String(use.failures))),
        ])
    }

    private func change(_ change: Change, _ isOnward: Bool) -> JSONValue {
        .object([
            .init("event", event(change.event)), .init("rule", .text(change.rule?.id)),
            .init("category", .text(change.rule?.category)), .init("direction", .string(change.direction.rawValue)),
            .init("outcome", .string(change.outcome.rawValue)), .init("after", .string(change.after.rawValue)),
            .init("by", .string(lineage.nodes[change.node].name)), .init("onward", .bool(isOnward)),
            .init("objects", .array(change.objects.map(object))),
            .init("failedBefore", .strings(change.failedBefore.compactMap { events[$0].id })),
            .init("closedBy", .text(change.closedBy.flatMap { events[$0].id })),
        ])
    }

    private func object(_ object: ObjectKey) -> JSONValue {
        .object([
            .init("account", .string(object.account)), .init("region", .string(object.region)),
            .init("kind", .string(object.kind)), .init("scope", .strings(object.scope)),
            .init("name", .string(object.name)),
        ])
    }

    private func descendant(_ node: Lineage.Node) -> JSONValue {
        .object([
            .init("kind", .string(node.kind)), .init("name", .string(node.name)),
            .init("from", .text(node.event.flatMap { events[$0].id })), .init("certain", .bool(node.isCertain)),
        ])
    }

    private func event(_ place: Int) -> JSONValue {
        let event = events[place]
        return .object([
            .init("id", .text(event.id)), .init("time", .text(event.time?.description)),
            .init("call", .string("\(event.service):\(event.name)")), .init("account", .text(event.account)),
            .init("region", .text(event.region)), .init("error", .text(event.errorCode)),
            .init("file", .string(event.place.file)), .init("offset", .number(String(event.place.offset))),
        ])
    }
}

extension JSONValue.Member {
    init(_ key: String, _ value: JSONValue) { self.init(key: key, value: value) }
}

extension JSONValue {
    static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// The value over several lines, members in their order, as a person can read it.
    package var pretty: String { pretty(0) }

    private func pretty(_ depth: Int) -> String {
        let inside = String(repeating: "  ", count: depth + 1)
        let end = "\n" + String(repeating: "  ", count: depth)
        switch self {
        case .array(let elements) where !elements.isEmpty:
            return "[" + elements.map { "\n\(inside)" + $0.pretty(depth + 1) }.joined(separator: ",") + end + "]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map {
                "\n\(inside)\(JSONValue.string($0.key).canonical): \($0.value.pretty(depth + 1))"
            }
            return "{" + lines.joined(separator: ",") + end + "}"
        default: return canonical
        }
    }
}
