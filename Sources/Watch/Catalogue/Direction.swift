// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Whether an act takes protection away or adds it.
package enum Direction: String, Sendable, Decodable {
    case weakens, strengthens, neutral
    /// The catalogue has no rule for the act.
    case unknown
}

/// How the catalogue tells the direction of an act: always the same, or by tests on the event.
package struct DirectionRule: Sendable, Decodable {
    /// In order; the first that fits wins.
    package let branches: [Branch]

    /// A direction and the tests that an event must pass for it; none for what is left.
    package struct Branch: Sendable, Decodable {
        package var when: [(path: ValuePath, test: ParameterTest)]
        package var direction: Direction

        private enum Key: String, CodingKey {
            case when, `is`, `else`
        }

        init(direction: Direction) {
            when = []
            self.direction = direction
        }

        /// Reads `{"when": …, "is": …}` or `{"else": …}`.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            if let rest = try container.decodeIfPresent(Direction.self, forKey: .else) {
                when = []
                direction = rest
            } else {
                when = try container.decode([String: ParameterTest].self, forKey: .when)
                    .map { (ValuePath($0.key), $0.value) }
                direction = try container.decode(Direction.self, forKey: .is)
            }
        }
    }

    /// Reads `"weakens"`, or a list of `{"when": …, "is": …}` that may end with `{"else": …}`.
    package init(from decoder: any Decoder) throws {
        if let constant = try? decoder.singleValueContainer().decode(Direction.self) {
            branches = [Branch(direction: constant)]
        } else {
            branches = try decoder.singleValueContainer().decode([Branch].self)
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
