// SPDX-License-Identifier: Apache-2.0

/// How SQL writes things, the same for all engines.
enum SQL {
    /// A text literal. A backslash never comes in: Spark would read it as an escape.
    static func text(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

    /// A list for IN.
    static func texts(_ texts: some Sequence<String>) -> String { "(\(texts.map(text).joined(separator: ", ")))" }

    /// A table that a query fills, replacing one of that name.
    static func table(_ name: String, _ query: String) -> [String] {
        ["DROP TABLE IF EXISTS \(name)", "CREATE TABLE \(name) AS\n\(query)"]
    }
}
