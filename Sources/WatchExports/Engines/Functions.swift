// SPDX-License-Identifier: Apache-2.0
//
// All that differs from engine to engine. JSON is text everywhere: a value that is a string is its text, a list or an
// object is its JSON, and null is NULL.

extension Engine {
    /// What stands at a path in a JSON text; NULL if nothing does, or if the text is no JSON.
    ///
    /// - Parameter isValid: whether the text is known to be JSON or NULL; DuckDB stops at any other.
    func value(_ json: String, _ path: [String], isValid: Bool = false) -> String {
        let path = SQL.text(jsonPath(path))
        return switch self {
        case .trino:
            "coalesce(json_extract_scalar(\(json), \(path)), nullif(json_format(json_extract(\(json), \(path))), 'null'))"
        case .duckdb:
            isValid
                ? "json_extract_string(\(json), \(path))"
                : "CASE WHEN json_valid(\(json)) THEN json_extract_string(\(json), \(path)) END"
        case .spark: "get_json_object(\(json), \(path))"
        }
    }

    /// The text of a string at a path, cheaper than `value` where it can be nothing else.
    func string(_ json: String, _ path: [String], isValid: Bool = false) -> String {
        self == .trino
            ? "json_extract_scalar(\(json), \(SQL.text(jsonPath(path))))" : value(json, path, isValid: isValid)
    }

    private func jsonPath(_ keys: [String]) -> String {
        "$"
            + keys.map { key in
                if key.utf8.allSatisfy({ $0 != UInt8(ascii: "-") }) { return ".\(key)" }
                return switch self {
                case .trino: "[\"\(key)\"]"
                case .duckdb: ".\"\(key)\""
                case .spark: "['\(key)']"
                }
            }.joined()
    }

    /// The elements of a JSON list as texts; any other text is its only element, and NULL has none.
    func elements(_ json: String) -> String {
        switch self {
        case .trino:
            """
            CASE WHEN \(json) LIKE '[%' THEN transform(try(CAST(json_parse(\(json)) AS array(json))), \
            part -> coalesce(json_extract_scalar(part, '$'), json_format(part))) \
            WHEN \(json) IS NOT NULL THEN ARRAY[\(json)] ELSE CAST(ARRAY[] AS array(varchar)) END
            """
        case .duckdb:
            """
            CASE WHEN \(json) LIKE '[%' AND json_valid(\(json)) THEN json_extract_string(\(json), '$[*]') \
            WHEN \(json) IS NOT NULL THEN [\(json)] ELSE CAST([] AS VARCHAR[]) END
            """
        case .spark:
            """
            CASE WHEN \(json) LIKE '[%' THEN from_json(\(json), 'array<string>') \
            WHEN \(json) IS NOT NULL THEN array(\(json)) ELSE CAST(array() AS array<string>) END
            """
        }
    }

    /// Whether a condition on the variable holds for an element of a list of texts.
    func any(_ list: String, _ variable: String, _ condition: String) -> String {
        switch self {
        case .trino: "any_match(\(list), \(variable) -> \(condition))"
        case .duckdb: "len(list_filter(\(list), lambda \(variable): \(condition))) > 0"
        case .spark: "exists(\(list), \(variable) -> \(condition))"
        }
    }

    /// Whether a condition on the variable holds for each element of a list of texts that is not empty.
    func all(_ list: String, _ variable: String, _ condition: String) -> String {
        switch self {
        case .trino: "(cardinality(\(list)) > 0 AND all_match(\(list), \(variable) -> \(condition)))"
        case .duckdb:
            "(len(\(list)) > 0 AND len(list_filter(\(list), lambda \(variable): \(condition))) = len(\(list)))"
        case .spark: "(size(\(list)) > 0 AND forall(\(list), \(variable) -> \(condition)))"
        }
    }

    /// Whether a list has elements.
    func isFilled(_ list: String) -> String {
        switch self {
        case .trino: "cardinality(\(list)) > 0"
        case .duckdb: "len(\(list)) > 0"
        case .spark: "size(\(list)) > 0"
        }
    }

    /// A list of texts, of which some may be NULL.
    func list(_ texts: [String]) -> String {
        let items = texts.joined(separator: ",\n        ")
        return self == .spark ? "array(\n        \(items))" : "ARRAY[\n        \(items)]"
    }

    /// A text cut at each of a character.
    func split(_ text: String, _ separator: String) -> String {
        self == .duckdb ? "string_split(\(text), '\(separator)')" : "split(\(text), '\(separator)')"
    }

    /// The rest of a FROM clause that gives each element of a list as `alias.column`.
    func unnest(_ list: String, _ alias: String, _ column: String) -> String {
        self == .spark
            ? "CROSS JOIN LATERAL explode(\(list)) AS \(alias)(\(column))"
            : "CROSS JOIN UNNEST(\(list)) AS \(alias)(\(column))"
    }

    /// Whether a text has a part that fits a regular expression.
    func fits(_ text: String, _ expression: String) -> String {
        let function = self == .duckdb ? "regexp_matches" : "regexp_like"
        return "\(function)(\(text), \(SQL.text(expression)))"
    }

    /// The first group of a regular expression in a text, or NULL.
    func group(_ text: String, _ expression: String) -> String {
        "nullif(regexp_extract(\(text), \(SQL.text(expression)), 1), '')"
    }

    /// A text without each part that fits a regular expression.
    func without(_ text: String, _ expression: String) -> String {
        let everywhere = self == .duckdb ? ", 'g'" : ""
        return "regexp_replace(\(text), \(SQL.text(expression)), ''\(everywhere))"
    }

    /// A text whose `%xx` are decoded if it looks like URL-encoded JSON.
    func plain(_ text: String) -> String {
        let decoded =
            switch self {
            case .trino: "try(url_decode(\(text)))"
            case .duckdb: "url_decode(\(text))"
            case .spark: "try_url_decode(\(text))"
            }
        return "CASE WHEN lower(\(text)) LIKE '%!%7b%' ESCAPE '!' THEN \(decoded) ELSE \(text) END"
    }

    /// Seconds since 1970 of a time such as `2026-01-02T03:04:05`; NULL if it is none.
    func seconds(_ time: String) -> String {
        switch self {
        case .trino: "CAST(to_unixtime(try(from_iso8601_timestamp((\(time)) || 'Z'))) AS bigint)"
        case .duckdb: "CAST(epoch(TRY_CAST((\(time)) AS TIMESTAMP)) AS BIGINT)"
        case .spark: "unix_timestamp(try_to_timestamp((\(time)) || 'Z'))"
        }
    }

    /// A number that a text writes, or NULL.
    func number(_ text: String) -> String { "TRY_CAST(\(text) AS \(self == .duckdb ? "DOUBLE" : "double"))" }

    /// A number or any other value as text.
    func text(_ value: String) -> String { "CAST(\(value) AS \(self == .spark ? "string" : "varchar"))" }
}
