// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials

/// The credential report of an account: a line for the root and for each user.
struct CredentialReport: Sendable {
    /// One line, by the report's own column names.
    struct Line: Hashable, Sendable {
        let fields: [String: String]

        subscript(_ column: String) -> String { fields[column] ?? "" }

        /// Nil for a column that is absent or says neither.
        func truth(_ column: String) -> Bool? {
            switch fields[column]?.lowercased() {
            case "true": true
            case "false": false
            default: nil
            }
        }

        func time(_ column: String) -> EventTime? { fields[column].flatMap(ExportTime.read) }
    }

    let lines: [Line]
    /// When AWS made it; nil when only the table itself was kept.
    let made: EventTime?

    func line(for arn: String) -> Line? { lines.first { $0["arn"] == arn } }

    /// Reads a table with a heading; no field of the report holds a comma or a quotation mark.
    init?(csv: String, made: EventTime?) {
        let rows = csv.split(whereSeparator: { $0.isNewline }).map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let heading = rows.first, heading.contains("user"), heading.contains("arn"),
            Set(heading).count == heading.count, rows.dropFirst().allSatisfy({ $0.count == heading.count })
        else { return nil }
        lines = rows.dropFirst().map { row in
            Line(fields: Dictionary(zip(heading, row)) { first, _ in first })
        }
        self.made = made
    }
}

extension Export {
    /// The credential report, from the answer of the call or from `credential-report.csv`; or why there is none.
    var credentialReport: Result<CredentialReport, Missing> {
        if let table = files["credential-report.csv"] {
            guard let report = CredentialReport(csv: String(decoding: table, as: UTF8.self), made: nil) else {
                return .failure(Missing(why: "credential-report.csv is no credential report"))
            }
            return .success(report)
        }
        switch answer(.credentialReport) {
        case .value(let value):
            guard let content = value.text(at: "Content"), let table = Data(base64Encoded: content),
                let report = CredentialReport(
                    csv: String(decoding: table, as: UTF8.self),
                    made: value.text(at: "GeneratedTime").flatMap(ExportTime.read))
            else { return .failure(Missing(why: "\(ExportCall.credentialReport.name).json holds no report")) }
            return .success(report)
        case .refused(let code): return .failure(Missing(why: "AWS refused the credential report: \(code)"))
        case .unknown(let why): return .failure(Missing(why: why))
        }
    }

    /// Why something is not there.
    struct Missing: Error { var why: String }
}

/// Times as the versions of the `aws` command write them.
enum ExportTime {
    /// Reads `2026-01-02T03:04:05Z`, the same with an offset such as `+02:00`, and seconds since 1970.
    static func read(_ text: String) -> EventTime? {
        if let time = EventTime(text) { return time }
        if let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e11 {
            return EventTime(seconds: Int64(seconds))
        }
        let offset = text.suffix(6)
        let digits = offset.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard offset.count == 6, digits.count == 2, let time = EventTime(text.dropLast(6) + "Z") else { return nil }
        let seconds = digits[0] * 3_600 + digits[1] * 60
        switch offset.first {
        case "+": return EventTime(seconds: time.seconds - seconds)
        case "-": return EventTime(seconds: time.seconds + seconds)
        default: return nil
        }
    }
}
