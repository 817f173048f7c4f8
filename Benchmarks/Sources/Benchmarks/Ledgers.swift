// SPDX-License-Identifier: Apache-2.0
//
// Ledgers of growing length: the program verifies a whole ledger, and appends one entry to it.

import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope

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
            let key = try! make(binder, of: size)
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
    private static func make(_ path: String, of size: Int) throws -> String {
        let key = BinderKey.random()
        let program = PublicText.known("benchmark")
        let opened = BinderOpened(
            name: LedgerName(ledgerText: "example.com")!, key: key.publicKey, program: program)
        let policy = PolicyChanged(
            by: program, why: program, changes: [], policy: [PolicyLine(ledgerText: "version: 1")!])
        _ = try BinderFolder(path: path).create(
            opened, key: key, policy: policy, instructions: [], at: LedgerTime(Date()))
        let store = try LedgerStore(path: path, key: key)
        for number in 2..<size {
            let refused = Refused(
                act: .known("recover"), account: .known("AWS root, example.com"),
                why: .known("attempt \(number): the policy asks for a failure mode, and none is named"))
            _ = try store.append(LedgerEntry(time: LedgerTime(Date()), event: .refused(refused)))
        }
        let file = "\(path).key"
        let bytes = key.file
        var copy: [UInt8] = []
        for index in 0..<bytes.count { copy.append(bytes.span[index]) }
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(copy), attributes: [.posixPermissions: 0o600])
        else { fatalError("cannot create \(file)") }
        return file
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
}
