// SPDX-License-Identifier: Apache-2.0

import AuditResult
import CloudTrail
import LogDigests
import Watch

/// What digest files beside the logs prove about them.
struct DigestEvidence {
    /// What it means for the verdict.
    let findings: [Watch.Finding]
    /// How much of the audited times is proven.
    let coverage: ResultFile.Coverage

    /// Validates each folder, and asks for the times that an audit needs.
    init(_ folders: [String], keys: KeySet, _ audit: Audit) throws(CommandFailure) {
        var altered: [String] = []
        var uncovered: [(from: EventTime, until: EventTime)] = []
        var spans: [String] = []
        for folder in folders {
            guard let downloaded = DownloadedFolder(path: folder) else {
                throw CommandFailure(
                    .usage, "\(folder) is no folder, and --keys validates the digests of folders",
                    hint: "name the folder with the downloaded objects")
            }
            let validation = DigestValidation(downloaded, keys: keys)
            altered += validation.findings.filter { $0.kind.level == .altered }.map { "\($0.object): \($0.words)" }
            for time in audit.times {
                guard case .unverified(let missing) = validation.coverage.covers(from: time.from, until: time.until)
                else { continue }
                uncovered += missing.map { ($0.time.from, $0.time.until) }
                spans += missing.map { "\($0.time): \($0.reasons.joined(separator: ", "))" }
            }
        }
        findings =
            (altered.isEmpty ? [] : [Watch.Finding(.logAltered, [], subjects: altered)])
            + (spans.isEmpty ? [] : [Watch.Finding(.logNotCovered, [], subjects: spans)])
        coverage = ResultFile.Coverage(allBut: uncovered.map { TimeSpan($0.from, $0.until) })
    }
}
