// SPDX-License-Identifier: Apache-2.0

import CloudTrail
package import Watch

/// Patterns of EventBridge: for each way into the declared identities, and for the calls that weaken most.
package struct PatternExport: Sendable {
    /// The most characters that EventBridge takes in a pattern by its usual quota.
    package static let most = 2_048

    /// Each pattern with the name of its file.
    package let files: [(name: String, pattern: EventPattern)]

    package init(_ catalogue: Catalogue, _ expectations: [Expectation]) {
        let entries = expectations.flatMap(EntryPatterns.patterns).map {
            (name: "entry-\($0.name).json", pattern: $0.pattern)
        }
        var seen: Set<String> = []
        files = (entries + Self.changes(catalogue)).filter { seen.insert($0.name).inserted }
    }

    /// Calls of high and critical severity: those that always weaken, and apart those of which the parameters decide.
    private static func changes(_ catalogue: Catalogue) -> [(name: String, pattern: EventPattern)] {
        let chosen = catalogue.rules.filter { rule in
            rule.category != "U" && ["high", "critical"].contains(rule.severity)
                && rule.direction.branches.contains { $0.direction == .weakens }
        }
        let services = Set(chosen.map(\.service)).sorted()
        return services.flatMap { service in
            [true, false].flatMap { always in
                let names = chosen.filter { $0.service == service && $0.direction.isConstant == always }.map(\.stem)
                return parts(service, names).enumerated().map { place, pattern in
                    (name: "\(always ? "weakens" : "may-weaken")-\(service)-\(place + 1).json", pattern: pattern)
                }
            }
        }
    }

    /// As few patterns as the largest size allows.
    private static func parts(_ service: String, _ names: [String]) -> [EventPattern] {
        var parts: [[String]] = []
        for name in names {
            if let last = parts.last, pattern(service, last + [name]).json.canonical.utf8.count <= most {
                parts[parts.count - 1].append(name)
            } else {
                parts.append([name])
            }
        }
        return parts.map { pattern(service, $0) }
    }

    private static func pattern(_ service: String, _ names: [String]) -> EventPattern {
        // The names of these APIs may end with a date.
        let isDated = ["lambda", "cloudfront"].contains(service)
        return .call([
            "eventSource": ["\(service).amazonaws.com"], "eventName": isDated ? .prefixes(names) : EventPattern(names),
        ])
    }
}
