// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Whether an act takes protection away or adds it.
package enum Direction: String, Sendable {
    case weakens, strengthens, neutral
    /// The catalogue has no rule for the act.
    case unknown
}

/// How the catalogue tells the direction of an act: always the same, or by tests on the event.
package struct DirectionRule: Sendable {
    /// In order; the first that fits wins.
    package let branches: [Branch]

    /// A direction and the tests that an event must pass for it; none for what is left.
    package struct Branch: Sendable {
        package var when: [(path: ValuePath, test: ParameterTest)]
        package var direction: Direction

        init(direction: Direction) {
            when = []
            self.direction = direction
        }

        /// Reads `{"when": …, "is": …}` or `{"else": …}`.
        init(_ value: JSONValue) throws(RuleFault) {
            let members = try RuleMembers(value)
            if let rest = try members.word("else", Direction.self) {
                when = []
                direction = rest
            } else {
                guard let tests = members["when"], let direction = try members.word("is", Direction.self) else {
                    throw RuleFault(message: "a direction without when and is")
                }
                when = try ParameterTest.byPath(RuleMembers(tests))
                self.direction = direction
            }
        }
    }

    /// Reads `"weakens"`, or a list of `{"when": …, "is": …}` that may end with `{"else": …}`.
    init(_ value: JSONValue) throws(RuleFault) {
        switch value {
        case .string(let text):
            guard let constant = Direction(rawValue: text) else {
                throw RuleFault(message: "direction cannot be \(text)")
            }
            branches = [Branch(direction: constant)]
        case .array(let elements):
            var branches: [Branch] = []
            for element in elements { branches.append(try Branch(element)) }
            self.branches = branches
        default: throw RuleFault(message: "direction is neither a text nor a list")
        }
    }

    /// The direction of an event; neutral when no branch fits.
    package func direction(of event: LogEvent) -> Direction {
        branches.first { branch in
            branch.when.allSatisfy { $0.test.passes($0.path.values(in: event)) }
        }?.direction ?? .neutral
    }

    /// Whether all events have the same direction.
    package var isConstant: Bool { branches.count == 1 && branches[0].when.isEmpty }
}
