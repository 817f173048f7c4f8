// SPDX-License-Identifier: Apache-2.0
//
// Ledgers of growing length: the program verifies a whole ledger, and appends one entry to it.

import Foundation

enum Ledgers {
    static func group(_ effort: Effort) -> Group {
        let folder = URL(filePath: "/dev/shm/breakglass-ledgers-\(ProcessInfo.processInfo.processIdentifier)")
        try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try! FileManager.default.removeItem(at: folder) }
        let program = ProcessInfo.processInfo.environment["BREAKGLASS"]!
        let rounds = max(1, effort.rounds / 2)
        var rows: [Row] = []
        var notes: [String] = []
        for size in effort.ledgerSizes {
            let binder = "\(folder.path)/\(size)"
            let key = make(binder, of: size)
            let length = try! FileManager.default.attributesOfItem(atPath: "\(binder)/ledger.jsonl")[.size] as! Int
            var verified: ProgramRun?
            let verifying = compare(rounds: rounds) {
                verified = ProgramRun(program, ["ledger", "verify", "--binder", binder])
            } _: {
                _ = ProgramRun("sha256sum", ["\(binder)/ledger.jsonl"])
            }
            var appended: ProgramRun?
            let appending = measure(rounds: rounds * 4) {
                appended = ProgramRun(
                    program,
                    [
                        "ledger", "exception", "--binder", binder, "--binder-key", key, "--expected", "a",
                        "--happened", "b", "--decided", "c", "--by", "d",
                    ])
            }
            rows.append(
                Row(
                    work: "verify \(size) entries", ours: verifying.ours, peer: "sha256sum of the same file",
                    theirs: verifying.theirs))
            notes.append(
                "\(size) entries (\(length >> 10) KiB): verify \(milliseconds(verifying.ours)), "
                    + "\((verified?.peakMemory ?? 0) >> 20) MiB; append one \(milliseconds(appending)), "
                    + "\((appended?.peakMemory ?? 0) >> 20) MiB, including the program's start.")
        }
        return Group(
            title: "Ledgers",
            notes: [
                "To verify, the program decodes every line, encodes it again and compares, hashes it twice, and "
                    + "replays the ledger. sha256sum only hashes the file: it is a lower bound, not a peer."
            ] + notes, rows: rows)
    }

    /// Makes a binder with a given number of entries.
    ///
    /// - Returns: the path of its key file.
    private static func make(_ path: String, of size: Int) -> String {
        let environment = ProcessInfo.processInfo.environment
        let key = "\(path).key"
        _ = ProgramRun(
            environment["BREAKGLASS"]!,
            [
                "init", path, "--name", "example.com", "--organisation", "Example Corp", "--by", "Dana", "--binder-key",
                key,
                "--account", "AWS root, example.com", "--credential", "root password", "--group", "Security:2",
                "--custodian", "Security:Ana Ruiz", "--custodian", "Security:Bo Chen", "--custodian",
                "Security:Chloé Martin", "--approver", "Dana Novak",
            ])
        let begun = try! String(contentsOfFile: "\(path)/ledger.jsonl", encoding: .utf8).count { $0 == "\n" }
        _ = ProgramRun(environment["LEDGER_PROBE"]!, [path, key, "\(size - begun)", "attempt without a failure mode"])
        return key
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
}
