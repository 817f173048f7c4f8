// SPDX-License-Identifier: Apache-2.0

import Watch

/// The direction of an event as SQL: rules with the same tests on one value each share them, for a statement has a
/// largest size (262,144 bytes in Athena).
struct DirectionExpression {
    /// The value that a rule's tests look at, where all look at the same one.
    let subject: String
    /// The direction by the tests, of `rule`, `subject`, `parts` (its elements) and the event.
    let direction: String

    init(_ rules: [Rule], _ engine: Engine) {
        let tested = rules.filter { !$0.direction.isConstant }
        var subjects: [(path: String, rules: [String])] = []
        var groups: [(tests: String, rules: [String])] = []
        for rule in tested {
            let paths = Set(rule.direction.branches.flatMap { $0.when.map(\.path) })
            if let path = paths.first, paths.count == 1, !PathExpression(engine: engine).value(path).isList {
                Self.add(rule.id, to: &subjects, PathExpression(engine: engine).value(path).expression)
                Self.add(rule.id, to: &groups, Self.tests(rule, engine) { _ in ("subject", "parts", false) })
            } else {
                let tests = Self.tests(rule, engine) { path in
                    let value = PathExpression(engine: engine).value(path)
                    return (value.expression, "(\(engine.elements(value.expression)))", value.isList)
                }
                Self.add(rule.id, to: &groups, tests)
            }
        }
        subject = Self.choice(subjects.map { ($0.path, $0.rules) })
        direction = Self.choice(groups.map { ($0.tests, $0.rules) })
    }

    private static func add(_ rule: String, to groups: inout [(tests: String, rules: [String])], _ tests: String) {
        if let place = groups.firstIndex(where: { $0.tests == tests }) {
            groups[place].rules.append(rule)
        } else {
            groups.append((tests, [rule]))
        }
    }

    private static func add(_ rule: String, to groups: inout [(path: String, rules: [String])], _ path: String) {
        if let place = groups.firstIndex(where: { $0.path == path }) {
            groups[place].rules.append(rule)
        } else {
            groups.append((path, [rule]))
        }
    }

    private static func choice(_ cases: [(result: String, rules: [String])]) -> String {
        let lines = cases.map { "WHEN rule IN \(SQL.texts($0.rules)) THEN \($0.result)" }
        return "CASE\n      \(lines.joined(separator: "\n      "))\n    END"
    }

    private static func tests(
        _ rule: Rule, _ engine: Engine, _ value: (ValuePath) -> (value: String, list: String, isList: Bool)
    ) -> String {
        let test = TestExpression(engine: engine)
        var lines: [String] = []
        for branch in rule.direction.branches where !branch.when.isEmpty {
            let conditions = branch.when.sorted { $0.path.text < $1.path.text }.map { path, one in
                let place = value(path)
                return test.condition(one, place.value, place.list, isList: place.isList)
            }
            lines.append("WHEN \(conditions.joined(separator: " AND ")) THEN '\(branch.direction.rawValue)'")
        }
        let rest = rule.direction.branches.first { $0.when.isEmpty }?.direction ?? .neutral
        return "CASE \(lines.joined(separator: " ")) ELSE '\(rest.rawValue)' END"
    }
}
