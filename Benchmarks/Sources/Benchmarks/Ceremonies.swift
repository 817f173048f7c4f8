// SPDX-License-Identifier: Apache-2.0
//
// The program itself, from its start to its end: splitting to five sheets, and recovering from three scanned ones.

import Foundation

enum Ceremonies {
    static func group(_ effort: Effort) -> Group {
        let folder = URL(filePath: "/dev/shm/breakglass-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
        try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try! FileManager.default.removeItem(at: folder) }
        let program = ProcessInfo.processInfo.environment["BREAKGLASS"]!
        let rounds = max(1, effort.rounds / 2)

        var sheets = 0
        func split() -> ProgramRun {
            sheets += 1
            return ProgramRun(
                program,
                [
                    "split", "--account", "AWS root, example.com", "--group", "Security:2",
                    "--custodian", "Security:Ana Ruiz", "--custodian", "Security:Bo Chen",
                    "--custodian", "Security:Chloé Martin", "--group", "Operations:1",
                    "--custodian", "Operations:Dana Novak", "--custodian", "Operations:Emeka Obi",
                    "--field-from", "password=-", "--output", "\(folder.path)/sheets\(sheets)", "--no-read-back",
                    "--record", "\(folder.path)/record",
                ], input: "correct horse battery staple")
        }
        var run = split()
        let wall = measure(rounds: rounds) { run = split() }

        let scans = ["g1m1", "g1m3", "g2m2"].map { share in
            let page = "\(folder.path)/\(share)"
            _ = ProgramRun(
                "pdftoppm",
                ["-r", "300", "-gray", "-png", "-singlefile", "\(folder.path)/sheets1/sheet-\(share).pdf", page])
            return page + ".png"
        }
        var recovery = run
        let times = compare(rounds: rounds) {
            recovery = ProgramRun(
                program,
                [
                    "recover", "--reason", "benchmark", "--record", "\(folder.path)/record", "--field", "password",
                    "--output", "-",
                ] + scans)
        } _: {
            _ = ProgramRun("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable"] + scans)
        }

        return Group(
            title: "Ceremonies",
            notes: [
                "split to five A4 sheets, each drawn and read back in a child of its own, all 6 quorums tried: "
                    + "\(milliseconds(wall)) wall, \(milliseconds(run.processorTime)) processor time (target: under "
                    + "1,000 ms), at most \(run.peakMemory >> 20) MiB in any one process (target: 64 MiB).",
                "recover from the three scans: \(milliseconds(recovery.processorTime)) processor time, at most "
                    + "\(recovery.peakMemory >> 20) MiB in any one process. It starts a child for each scan, proves "
                    + "the shares and opens the credential; zbarimg only reads the codes. The target is 0.6 of its "
                    + "time, 1.67 times as fast.",
            ],
            rows: [
                Row(
                    work: "recover from three 300-dpi A4 scans", ours: times.ours, peer: "zbarimg on the same scans",
                    theirs: times.theirs, target: 1 / 0.6)
            ])
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
}
