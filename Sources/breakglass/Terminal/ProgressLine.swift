// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Shows the progress of a long step: one line that changes on a terminal, one line for each step elsewhere.
struct ProgressLine {
    private let title: String
    private let total: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ title: String, of total: Int) {
        self.title = title
        self.total = total
        show(0, "")
    }

    /// Shows what was just done.
    func show(_ done: Int, _ what: String) {
        guard isTerminal else {
            if done > 0 { Console.say("\(title): \(done) of \(total), \(what)") }
            return
        }
        let width = 20
        let filled = total == 0 ? width : done * width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        Console.write("\r\u{1B}[K\(title) \(bar) \(done) of \(total)\(what.isEmpty ? "" : ", \(what)")")
        if done == total { Console.write("\n") }
    }
}
