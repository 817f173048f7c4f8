// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension AlertsReport {
    /// The report as JSON; docs/ALERTS.md lists its members.
    package var json: String { PrettyJSON.text(of: value) }

    private var value: JSONValue {
        object(
            ("version", .number("1")), ("account", .string(expectation.name)), ("result", .string(result.rawValue)),
            ("ways", .array(coverage.cells.map(cell))),
            (
                "findings",
                .array(
                    findings.map {
                        object(
                            ("finding", .string($0.kind.rawValue)), ("weight", .string($0.weight.rawValue)),
                            ("text", .string($0.text)))
                    })
            ),
            (
                "tried",
                .array(
                    tried.map {
                        object(
                            ("event", .string($0.id)), ("name", .string($0.name)), ("region", .string($0.region)),
                            ("alerts", .array($0.hits.map(hit))))
                    })
            ),
            (
                "arrived",
                .array(
                    arrivals.map { file, judgment in
                        object(
                            ("file", .string(file)), ("event", text(judgment.eventID)),
                            (
                                "checks",
                                .array(
                                    judgment.checks.map {
                                        object(
                                            ("check", .string($0.question.rawValue)),
                                            ("answer", .string($0.answer.rawValue)), ("reason", .string($0.reason)))
                                    })
                            ))
                    })
            ))
    }

    private func cell(_ cell: Coverage.Cell) -> JSONValue {
        object(
            ("identity", .string(cell.probe.identity.arn)), ("way", .string(cell.probe.way.rawValue)),
            ("region", .string(cell.probe.region)), ("conditional", .bool(cell.probe.isConditional)),
            ("outcome", .string(cell.outcome.rawValue)), ("alerts", .array(cell.hits.map(hit))),
            ("missed", .array(cell.missedCases.map { .string($0) })))
    }

    private func hit(_ hit: Coverage.Hit) -> JSONValue {
        object(
            ("rule", .string(hit.rule)), ("region", text(hit.region)), ("forwarder", text(hit.forwarder)),
            ("target", .string(hit.target.name)), ("kind", .string(hit.target.kind.rawValue)),
            ("doubt", text(hit.doubt)))
    }

    private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    private func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(members.map { .init(key: $0.0, value: $0.1) })
    }
}

/// JSON over several lines, members in their own order.
enum PrettyJSON {
    static func text(of value: JSONValue, indent: String = "") -> String {
        let inner = indent + "  "
        switch value {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                inner + JSONValue.string(member.key).canonical + ": " + text(of: member.value, indent: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .array(let elements) where !elements.isEmpty:
            return "[\n" + elements.map { inner + text(of: $0, indent: inner) }.joined(separator: ",\n")
                + "\n\(indent)]"
        default: return value.canonical
        }
    }
}
