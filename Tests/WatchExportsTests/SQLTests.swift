// SPDX-License-Identifier: Apache-2.0
//
// What the SQL finds is tested by scripts/test-sql, which runs it.

import Testing
import Watch

@testable import WatchExports

@Suite("SQL")
struct SQLTests {
    private func findings(_ engine: Engine, _ direction: String) throws -> String {
        let catalogue = try TestRules.one(direction: direction)
        return try #require(SQLExport(engine).statements(catalogue, TestRules.emergency).last)
    }

    @Test("No statement is larger than Athena takes", arguments: Engine.allCases)
    func size(_ engine: Engine) throws {
        for statement in SQLExport(engine).statements(try TestRules.all(), TestRules.emergency) {
            #expect(statement.utf8.count <= 262_144, "\(statement.prefix(80))")
        }
    }

    @Test("Each rule of the catalogue is a row, and each declared identity is known by its traces")
    func tables() throws {
        let catalogue = try TestRules.all()
        let statements = SQLExport(.trino).statements(catalogue, TestRules.emergency)
        let rules = try #require(statements.first { $0.hasPrefix("CREATE TABLE glasswatch_rules") })
        #expect(rules.split(separator: "\n").count { $0.hasPrefix("  ('") } == catalogue.rules.count)
        #expect(rules.contains("  ('iam', 'CreateUser', 'I', 'high', 'weakens', 'user')"))
        #expect(rules.contains("  ('cloudtrail', 'UpdateTrail', 'L', 'critical', NULL, NULL)"))
        let identities = try #require(statements.first { $0.hasPrefix("CREATE TABLE glasswatch_identities") })
        for trace in ["root:111122223333", "user:111122223333/emergency", "role:111122223333/BreakGlass"] {
            #expect(identities.contains("'\(trace)'"))
        }
    }

    @Test("A test of the catalogue is the same condition in each engine's words")
    func tests() throws {
        let direction = #"[{"when":{"parameters.isOn":{"is":false}},"is":"weakens"},{"else":"neutral"}]"#
        for (engine, value) in [
            (Engine.duckdb, "json_extract_string(small_parameters, '$.ison')"),
            (.spark, "get_json_object(small_parameters, '$.ison')"),
            (.trino, "json_extract_scalar(small_parameters, '$.ison')"),
        ] {
            let sql = try findings(engine, direction)
            #expect(sql.contains(value))
            #expect(sql.contains("CASE WHEN subject = 'false' THEN 'weakens' ELSE 'neutral' END"))
        }
    }

    @Test("Elements of a list are tested with the engine's own function")
    func lists() throws {
        let direction = #"""
            [{"when":{"parameters.policy.statement":{"any":{"effect":{"is":"Allow"},"principal.AWS":{"exists":true}}}},
              "is":"weakens"}]
            """#
        #expect(try findings(.trino, direction).contains("any_match(parts, part -> "))
        #expect(try findings(.duckdb, direction).contains("list_filter(parts, lambda part: "))
        #expect(try findings(.spark, direction).contains("exists(parts, part -> "))
        #expect(try findings(.spark, direction).contains("'$.principal.aws'"))
    }

    @Test("A quote in a name stays inside of its literal")
    func quotes() {
        #expect(SQL.text("it's") == "'it''s'")
        let expectation = Watch.Expectation(
            account: "x'); DROP TABLE y; --", accounts: [], identities: ["arn:aws:iam::111122223333:root"])
        let tables = RuleTables(engine: .duckdb).identities([expectation])
        #expect(tables.last?.contains("('x''); DROP TABLE y; --', 'arn:aws:iam::111122223333:root'") == true)
    }
}
