// SPDX-License-Identifier: Apache-2.0

package import Watch

/// Lineage and rules as SQL for an engine that holds the logs already; docs/EXPORTS.md says what it carries.
package struct SQLExport: Sendable {
    private let engine: Engine
    private let log: String

    /// - Parameter log: a table for Trino; files for the others.
    package init(_ engine: Engine, log: String? = nil) {
        self.engine = engine
        self.log = log ?? engine.usualLog
    }

    /// The statements in their order, none with a semicolon at its end.
    package func statements(_ catalogue: Catalogue, _ expectations: [Expectation]) -> [String] {
        let tables = RuleTables(engine: engine)
        return tables.rules(catalogue) + tables.identities(expectations) + engine.preparation(for: log)
            + EventStatement(engine: engine).statements(from: log) + EdgeStatement(engine: engine).statements
            + HitStatement(engine: engine).statements + FindingStatement(engine: engine).statements(catalogue)
    }

    /// The same as one text.
    package func text(_ catalogue: Catalogue, _ expectations: [Expectation]) -> String {
        statements(catalogue, expectations).map { $0 + ";\n" }.joined(separator: "\n")
    }
}
