// SPDX-License-Identifier: Apache-2.0
//
// Reads damaged pages, compared with the bare decoder, and finds a good quorum among hostile pages.

import Foundation

enum Pages {
    static func group(_ effort: Effort) -> Group {
        let demo = DemoSheets()
        _ = demo.split()
        let scans = demo.scans()
        let pages = DamagedPage.all(of: scans[0], in: demo.folder, limit: effort.damagedPages)

        // The time that a child takes for a page of one white pixel is the time to start it.
        let dot = "\(demo.folder)/dot.png"
        _ = ProgramRun("convert", ["-size", "1x1", "xc:white", dot])
        let start = (0..<9).map { _ in demo.read(dot).processorTime }.min()!
        // The better of two rounds in turns: a page takes so little time that a single one is mostly chance.
        let rounds = (0..<2).map { _ in pages.map { (ours: demo.read($0), bare: BareDecoder.read($0)) } }
        let runs = rounds[0].map(\.ours)
        let bare = rounds[0].map(\.bare)
        func best(_ time: (Int, Int) -> Double) -> Double {
            pages.indices.reduce(0) { $0 + min(time(0, $1), time(1, $1)) }
        }
        let ours = best { max(rounds[$0][$1].ours.processorTime - start, 0) }
        let loading = best { rounds[$0][$1].bare.loading }
        let search = best { rounds[$0][$1].bare.search }
        let read = runs.map { codes(in: $0.output) }
        let readBare = bare.map { codes(in: $0.output) }

        let hostile = HostilePages.files(in: demo.folder, count: effort.hostilePages)
        let pile = compare(rounds: 1) {
            precondition(demo.recover(hostile + scans).output.contains("correct horse battery staple"))
        } _: {
            // The exit code reports pages that could not be read.
            _ = ProgramRun("sh", ["-c", "\"$0\" inspect \"$@\" || :", demo.program] + hostile + scans)
        }
        let alone = measure(rounds: 1) { _ = demo.recover(scans) }

        return Group(
            title: "Pages",
            notes: [
                "\(pages.count) variants of one sheet at 300 dpi: \(summary(read)); the bare decoder "
                    + "\(summary(readBare)). Processor time for reading each file and searching it: of our child "
                    + "minus its start, and of the decoder called once for each page. It spends "
                    + "\(milliseconds(loading)) ms on reading the files and \(milliseconds(search)) ms on the search.",
                "A quorum of three good pages among \(hostile.count) hostile ones, against `inspect` of the same pages; the "
                    + "good pages alone take \(milliseconds(alone)) ms.",
            ],
            rows: [
                Row(
                    work: "read \(pages.count) damaged pages", ours: ours, peer: "ZXing-C++ alone",
                    theirs: loading + search,
                    target: 0.2),
                Row(
                    work: "recover among hostile pages", ours: pile.ours, peer: "the pages alone", theirs: pile.theirs,
                    target: 1 / 3),
            ])
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

    /// Returns our codes in a decoder's output.
    private static func codes(in output: String) -> Set<Substring> {
        Set(output.matches(of: #/BG[A-Z]1[A-Z2-7]+/#).map(\.output))
    }

    private static func summary(_ pages: [Set<Substring>]) -> String {
        let shares = pages.count { page in page.contains { $0.hasPrefix("BGS1") } }
        let whole = pages.count { $0.isSuperset(of: pages[0]) }
        return "the share in \(shares), the whole sheet in \(whole)"
    }
}
