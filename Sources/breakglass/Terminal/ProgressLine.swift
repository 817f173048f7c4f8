// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Shows the progress of a long step: one line that changes on a terminal and goes when the step ends, however it ends;
/// one line for each part of it elsewhere.
struct ProgressLine: ~Copyable {
    private let title: String
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ title: String, of total: Int) {
        self.title = title
        self.total = total
        show(0, "")
    }

    deinit { if isTerminal { PassingLine.clear() } }

    /// Shows what was just done.
    func show(_ done: Int, _ what: String) {
        guard isTerminal else {
            if done > 0 { Console.say("\(title): \(done) of \(total), \(what)") }
            return
        }
        guard done < total else { return PassingLine.clear() }
        let width = 20
        let filled = done * width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        PassingLine.show("\(title) \(bar) \(done) of \(total)\(what.isEmpty ? "" : ", \(what)")")
    }
}
