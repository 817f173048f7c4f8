// SPDX-License-Identifier: Apache-2.0

import AuditResult
import CloudTrail
import FoundationEssentials
import LogDigests
import PublicHashes
import Watch

/// The file that a review or a drill takes from an audit.
struct ResultOutput {
    /// The one account that it is about.
    let account: Expectation
    private let file: NewFile
    private let audit: Audit
    private let opening: (ledger: String, entry: String)?

    /// - Parameter entry: the entry that the result is about; `nil` takes the only opening.
    init(_ path: String, _ audit: Audit, ledger: String?, entry: String?) throws(CommandFailure) {
        file = try NewFile(path, option: "--result")
        guard audit.expectations.count == 1 else {
            throw CommandFailure(
                .usage, "a result is about one account, and \(audit.expectations.count) are audited",
                hint: "name one with --account: \(audit.expectations.map(\.account).joined(separator: ", "))")
        }
        account = audit.expectations[0]
        self.audit = audit
        guard let openings = audit.openings else {
            opening = nil
            return
        }
        let entries = openings.map { $0.index }
        guard let entry = entry ?? (entries.count == 1 ? entries[0] : nil) else {
            throw CommandFailure(
                .usage, "a result is about one opening, and the ledger has \(entries.count) of this account",
                hint: "name the entry with --entry, such as \(entries.last ?? "17")")
        }
        guard let ledger else {
            throw CommandFailure(
                .badInput, "the openings do not name their ledger",
                hint: "print them again with `breakglass ledger verify --openings`")
        }
        opening = (ledger, entry)
    }

    /// Writes the file completely or not at all.
    func write(
        inputs paths: [String], alerts: [ResultFile.Alert], coverage: ResultFile.Coverage
    ) throws(CommandFailure) {
        var inputs: [ResultInputs.File] = []
        for file in LogFiles(paths).paths {
            guard let (hash, byteCount) = Checksums.sha256(ofFile: file), let digest = TreeHash(bytes: hash) else {
                throw CommandFailure(.notFound, "\(file) cannot be read again", hint: "leave the files as they are")
            }
            inputs.append(ResultInputs.File(fitting: file, bytes: UInt64(byteCount), digest: digest))
        }
        let result: ResultFile
        do throws(ResultError) {
            result = try ResultFile(
                audit, program: "glasswatch \(Glasswatch.configuration.version)",
                time: EventTime(seconds: Int64(Date().timeIntervalSince1970)), opening: opening,
                inputs: ResultInputs(inputs), alerts: alerts, coverage: coverage)
        } catch {
            throw CommandFailure(
                .badInput, "no result can be written: it \(error.words)",
                hint: "give the openings as `breakglass ledger verify --openings` printed them")
        }
        try file.write(String(decoding: result.encoded, as: UTF8.self))
    }
}
