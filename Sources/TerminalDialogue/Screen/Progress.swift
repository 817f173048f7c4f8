// SPDX-License-Identifier: Apache-2.0
//
// A thread of its own draws: what takes long may be one call into a library or a child process.

import Foundation
import Glibc
import Synchronization

/// Shows at a terminal that a long step goes on: one line that changes, and is cleared when the step ends.
package final class Progress: Sendable {
    private struct State {
        var done = 0
        var what = ""
        var isEnded = false
    }

    /// Steps that end sooner need no line.
    private static let patience = Duration.seconds(1)
    private static let barColumns = 20

    /// The steps that go on now; the newest one has the line.
    private static let active = Mutex<[ObjectIdentifier]>([])

    private let title: String
    private let total: Int?
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Begins; call ``end()`` when the step ends.
    ///
    /// - Parameter total: how many parts the step has. Their count is shown at once; a step without a count appears
    ///   after a second.
    package init(_ title: String, of total: Int? = nil) {
        self.title = title
        self.total = total
        guard Terminal.columns(of: STDERR_FILENO) != nil else { return }
        Self.active.withLock { $0.append(ObjectIdentifier(self)) }
        draw()
        Thread.detachNewThread { [self] in
            while draw() { usleep(200_000) }
        }
    }

    /// Says how many parts are done, and what the last one was.
    package func show(_ done: Int, _ what: String = "") {
        state.withLock { ($0.done, $0.what) = (done, what) }
        draw()
    }

    /// Says where the step stands.
    package func note(_ what: String) { state.withLock { $0.what = what } }

    /// Clears the line.
    package func end() {
        let isLast = Self.active.withLock { active in
            let isLast = active.last == ObjectIdentifier(self)
            active.removeAll { $0 == ObjectIdentifier(self) }
            return isLast
        }
        state.withLock { state in
            state.isEnded = true
            if isLast { Terminal.clearPassing() }
        }
    }

    /// Does work that shows a line if it takes longer than a second.
    package static func during<Value, Failure: Error>(
        _ title: String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let progress = Progress(title)
        defer { progress.end() }
        return try work()
    }

    /// Draws the line if it is this step's turn.
    ///
    /// - Returns: whether the step goes on.
    @discardableResult
    private func draw() -> Bool {
        guard let columns = Terminal.columns(of: STDERR_FILENO) else { return false }
        let isMine = Self.active.withLock { $0.last == ObjectIdentifier(self) }
        return state.withLock { state in
            guard !state.isEnded else { return false }
            let time = ContinuousClock.now - start
            if isMine, total != nil || time >= Self.patience {
                Terminal.putPassing(line(state, Int(time / .seconds(1)), columns))
            }
            return true
        }
    }

    private func line(_ state: State, _ seconds: Int, _ columns: Int) -> String {
        let what = state.what.isEmpty ? "" : ", \(state.what)"
        var line = "\(title)\(what) … \(seconds) s"
        if let total {
            let filled = total == 0 ? Self.barColumns : min(state.done, total) * Self.barColumns / total
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.barColumns - filled)
            line = "\(title) \(bar) \(state.done) of \(total)\(what)"
        }
        line = ScreenLetters.current.spelled(Console.harmless(line))
        // A line that the terminal wraps could not be cleared as one.
        while ScreenColumns.count(line) >= columns, !line.isEmpty { line.removeLast() }
        return line
    }
}
