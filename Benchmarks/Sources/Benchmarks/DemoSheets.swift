// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder in memory with the sheets of a split, scans of them, and what benchmarks make from these.
final class DemoSheets {
    let program = ProcessInfo.processInfo.environment["BREAKGLASS"]!
    let folder: String
    private var splits = 0

    init() {
        folder = "/dev/shm/breakglass-benchmark-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
        try! FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try! FileManager.default.removeItem(atPath: folder) }

    /// Splits a credential to five sheets, into a new folder each time.
    func split() -> ProgramRun {
        splits += 1
        return ProgramRun(
            program,
            [
                "split", "--account", "AWS root, example.com", "--group", "Security:2",
                "--custodian", "Security:Ana Ruiz", "--custodian", "Security:Bo Chen",
                "--custodian", "Security:Chloé Martin", "--group", "Operations:1",
                "--custodian", "Operations:Dana Novak", "--custodian", "Operations:Emeka Obi",
                "--field-from", "password=-", "--output", "\(folder)/sheets\(splits)", "--no-read-back",
                "--journal", "\(folder)/journal",
            ], input: "correct horse battery staple")
    }

    /// The first pages of three sheets of the first split, which are a quorum, at 300 dpi.
    func scans() -> [String] {
        ["g1m1", "g1m3", "g2m2"].map { share in
            let page = "\(folder)/\(share)"
            _ = ProgramRun(
                "pdftoppm",
                ["-r", "300", "-gray", "-png", "-singlefile", "\(folder)/sheets1/sheet-\(share).pdf", page])
            return page + ".png"
        }
    }

    /// Opens the credential with the sheets of these files.
    func recover(_ files: [String]) -> ProgramRun {
        ProgramRun(
            program,
            [
                "recover", "--reason", "benchmark", "--journal", "\(folder)/journal", "--field", "password", "--output",
                "-",
            ] + files)
    }

    /// Runs the child that reads one page, as the program starts it.
    func read(_ file: String) -> ProgramRun {
        ProgramRun("sh", ["-c", "exec \"$0\" worker decode 1 <\"$1\"", program, file])
    }
}
