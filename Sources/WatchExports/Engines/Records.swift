// SPDX-License-Identifier: Apache-2.0

extension Engine {
    /// A FROM clause that gives each record of the log: as `record` in JSON, or for Trino as columns.
    func records(of log: String) -> String {
        switch self {
        case .trino: log
        case .duckdb:
            """
            (SELECT unnest("Records") AS record
             FROM read_json(\(SQL.text(log)), columns = {'Records': 'JSON[]'}, format = 'newline_delimited',
                            maximum_object_size = 268435456, ignore_errors = true))
            """
        case .spark:
            """
            (SELECT explode(from_json(get_json_object(value, '$.Records'), 'array<string>')) AS record
             FROM glasswatch_files)
            """
        }
    }

    /// Statements that must come before the log can be read.
    func preparation(for log: String) -> [String] {
        guard self == .spark else { return [] }
        return [
            """
            CREATE OR REPLACE TEMPORARY VIEW glasswatch_files (value STRING)
            USING text
            OPTIONS (path \(SQL.text(log)), wholetext 'true', recursiveFileLookup 'true')
            """
        ]
    }

    /// A member of a record; an empty text counts as none. Athena's table leaves some out: they are NULL there.
    func field(_ name: String) -> String {
        let parts = name.split(separator: ".").map(String.init)
        switch self {
        case .trino:
            return Self.missing.contains(name) ? "CAST(NULL AS varchar)" : "nullif(\(name.lowercased()), '')"
        case .duckdb: return "nullif(json_extract_string(record, \(SQL.text("$." + name))), '')"
        case .spark: return "nullif(\(value("record", parts)), '')"
        }
    }

    /// A member that is an object; NULL where it is none.
    func object(_ name: String) -> String {
        let value = field(name)
        return "CASE WHEN \(value) LIKE '{%' THEN \(value) END"
    }

    /// What the table of Athena's guide has no column for.
    private static let missing: Set<String> = ["userIdentity.sessionContext.signInSessionArn", "eventId"]
}
