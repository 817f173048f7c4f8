// SPDX-License-Identifier: Apache-2.0

/// A database that runs the export.
package enum Engine: String, CaseIterable, Sendable {
    /// Trino, and Athena from engine version 3 on, over the table of CloudTrail logs as Athena's guide has it.
    case trino
    /// DuckDB 1.3 or newer over log files.
    case duckdb
    /// Spark 4 or newer over log files.
    case spark

    /// What reads the log when the caller names nothing else: a table, or files.
    package var usualLog: String {
        switch self {
        case .trino: "cloudtrail_logs"
        case .duckdb: "AWSLogs/**/*.json.gz"
        case .spark: "AWSLogs"
        }
    }
}
