// SPDX-License-Identifier: Apache-2.0

import Watch

/// A test of the catalogue as a condition in SQL.
struct TestExpression {
    let engine: Engine

    /// The condition on a value, given as text and as the list of its elements.
    func condition(_ test: ParameterTest, _ value: String, _ list: String, isList: Bool = false) -> String {
        test.tests.map { kind in
            if isList { return listed(kind, value, list) }
            return switch kind {
            case .anyElement(let nested): engine.any(list, "part", element(nested, "part"))
            case .allElements(let nested): engine.all(list, "part", element(nested, "part"))
            default: single(kind, value)
            }
        }.joined(separator: " AND ")
    }

    private func listed(_ kind: ParameterTest.Kind, _ value: String, _ list: String) -> String {
        switch kind {
        case .exists(let wanted): (wanted ? "" : "NOT ") + engine.isFilled(list)
        case .anyElement(let nested): engine.any(list, "part", element(nested, "part"))
        case .allElements(let nested): engine.all(list, "part", element(nested, "part"))
        default: engine.any(list, "part", single(kind, "part"))
        }
    }

    private func single(_ kind: ParameterTest.Kind, _ value: String) -> String {
        switch kind {
        case .equals(let scalar): "\(value) = \(SQL.text(scalar.text.lowercased()))"
        case .isOneOf(let scalars): "\(value) IN \(SQL.texts(scalars.map { $0.text.lowercased() }))"
        case .exists(let wanted): "\(value) IS \(wanted ? "NOT NULL" : "NULL")"
        case .contains(let part): "position(\(SQL.text(part)) IN \(value)) > 0"
        case .over(let bound): "\(engine.number(value)) > \(bound)"
        case .under(let bound): "\(engine.number(value)) < \(bound)"
        case .anyElement, .allElements: "FALSE"
        }
    }

    private func element(_ test: ParameterTest.ElementTest, _ variable: String) -> String {
        switch test {
        case .itself(let test): condition(test, variable, engine.elements(variable))
        case .members(let tests):
            tests.sorted { $0.path.text < $1.path.text }.map { path, test in
                let value = PathExpression(engine: engine).value(path, within: variable)
                return nested(test, value, variable + "_")
            }.joined(separator: " AND ")
        }
    }

    /// A condition inside of a list's element: its own variable, for conditions nest.
    private func nested(_ test: ParameterTest, _ value: String, _ variable: String) -> String {
        test.tests.map { kind in
            switch kind {
            case .anyElement(.itself(let test)):
                engine.any(engine.elements(value), variable, condition(test, variable, variable))
            case .allElements(.itself(let test)):
                engine.all(engine.elements(value), variable, condition(test, variable, variable))
            default: single(kind, value)
            }
        }.joined(separator: " AND ")
    }
}
