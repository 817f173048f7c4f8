// SPDX-License-Identifier: Apache-2.0
//
// The program itself, from start to end: splits to five sheets, and recovers from three scanned ones.

enum Ceremonies {
    static func group(_ effort: Effort) -> Group {
        let demo = DemoSheets()
        let rounds = max(1, effort.rounds / 2)

        var split = demo.split()
        let scans = demo.scans()
        func zbarimg() -> ProgramRun { ProgramRun("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable"] + scans) }
        var peer = zbarimg()
        let splits = compareProcessorTime(rounds: rounds) {
            split = demo.split()
            return split
        } _: {
            peer = zbarimg()
            return peer
        }
        let wall = measure(rounds: rounds) { _ = demo.split() }

        var recovery = split
        let times = compare(rounds: rounds) {
            recovery = demo.recover(scans)
        } _: {
            _ = zbarimg()
        }

        return Group(
            title: "Ceremonies",
            notes: [
                "split to five A4 sheets, each drawn and read back in its own child process, all 6 quorums tried: "
                    + "\(milliseconds(wall)) wall, at most \(split.peakMemory >> 20) MiB in any one process (target: "
                    + "64 MiB). The figures are processor time of all processes together.",
                "recover from the three scans: \(milliseconds(recovery.processorTime)) processor time, at most "
                    + "\(recovery.peakMemory >> 20) MiB in any one process. It starts a child for each scan, proves "
                    + "the shares and opens the credential; zbarimg only reads the codes.",
            ],
            rows: [
                Row(
                    work: "split to five sheets, read back", ours: splits.ours,
                    peer: "zbarimg on three 300-dpi A4 scans",
                    theirs: splits.theirs, target: 1),
                Row(
                    work: "recover from three 300-dpi A4 scans", ours: times.ours, peer: "zbarimg on the same scans",
                    theirs: times.theirs, target: 2),
            ])
    }

    private static func milliseconds(_ seconds: Double) -> String { "\(Int((seconds * 1000).rounded())) ms" }
}
