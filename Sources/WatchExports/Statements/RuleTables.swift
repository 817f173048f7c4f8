// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The catalogue and the policy as tables.
struct RuleTables {
    let engine: Engine

    /// `glasswatch_rules`: one row a rule; the direction is NULL where the parameters tell it.
    func rules(_ catalogue: Catalogue) -> [String] {
        let rows = catalogue.rules.map { rule in
            let direction = rule.direction.isConstant ? "'\(rule.direction.branches[0].direction.rawValue)'" : "NULL"
            let texts = [rule.service, rule.stem, rule.category, rule.severity].map(SQL.text)
            return "  (\((texts + [direction, rule.makes.map(SQL.text) ?? "NULL"]).joined(separator: ", ")))"
        }
        return SQL.table(
            "glasswatch_rules",
            """
            SELECT service || ':' || stem AS rule, service, stem, category, severity, direction, makes
            FROM (VALUES
            \(rows.joined(separator: ",\n"))
            ) AS listed (service, stem, category, severity, direction, makes)
            """)
    }

    /// `glasswatch_identities`: the traces by which the declared identities are known.
    func identities(_ expectations: [Expectation]) -> [String] {
        let rows = expectations.flatMap { expectation in
            expectation.identities.flatMap { arn in
                Self.traces(arn).map { trace in
                    "  (\(SQL.text(expectation.account)), \(SQL.text(arn)), \(SQL.text(trace)))"
                }
            }
        }
        return SQL.table(
            "glasswatch_identities",
            """
            SELECT account, identity, trace
            FROM (VALUES
            \(rows.joined(separator: ",\n"))
            ) AS declared (account, identity, trace)
            """)
    }

    /// As `EventStatement.traces` writes them.
    private static func traces(_ arn: String) -> [String] {
        switch DeclaredIdentity(arn) {
        case .root(let account): ["root:\(account)"]
        case .user(let account, let name, let arn): ["identity:\(arn)", "user:\(account)/\(name)"]
        case .role(let account, let name, let arn): ["identity:\(arn)", "role:\(account)/\(name)"]
        case .roleSession(_, _, _, let arn), .federatedUser(_, let arn): ["identity:\(arn)"]
        case nil: []
        }
    }
}
