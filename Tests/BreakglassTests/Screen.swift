// SPDX-License-Identifier: Apache-2.0
//
// A terminal with a person before it: tmux under a private socket, a shell in it, and the program in the shell.

import Foundation
import Glibc
import Testing

/// One terminal, which goes with the test.
final class Screen: Sendable {
    private let scratch: Scratch
    private let socket: String

    /// Clears the screen. The program of that name would also wipe what the terminal remembers, and with it whatever a
    /// test looks for there.
    private static let clear = "printf '\\033[H\\033[2J'"

    /// Opens a terminal of 40 rows with a plain shell that has seen these variables.
    init(variables: [String: String] = [:], columns: Int = 110) async throws {
        scratch = try Scratch(in: "/tmp")
        socket = scratch.file("tmux")
        let exports = variables.map { "export \($0)='\($1)'; " }.joined()
        _ = try await tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "40",
            "\(exports)export PS1='$ ' LC_ALL=C.UTF-8; unset ENV HISTFILE; exec sh")
        // The server and what runs in it end with the tests.
        if let server = pid_t(try await tmux("display-message", "-p", "#{pid}").trimmingCharacters(in: .newlines)) {
            Leftovers.atEnd { kill(server, SIGTERM) }
        }
        try await wait(for: "$")
    }

    /// Types a line and Enter, once there is a prompt to type it at: what is typed between two prompts is discarded.
    func type(_ text: String) async throws {
        try await waitForCursor()
        if text.isEmpty {
            // An Enter right behind a line is the rest of a reader's suffix, and counts for nothing.
            try await Task.sleep(for: .milliseconds(300))
        } else {
            _ = try await tmux("send-keys", "-l", "--", text)
        }
        try await press("Enter")
    }

    /// Sends bytes to the program at once, as a reader or a paste does.
    func send(_ text: String) async throws {
        guard !text.isEmpty else { return }
        _ = try await tmux(["send-keys", "-H"] + text.utf8.map { String($0, radix: 16) })
    }

    /// Types a word as a hand does: after a pause, one letter at a time, then Enter. Where the machine is so busy that
    /// the keys arrive together, the program says so, and the word is typed again.
    func confirm(_ word: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for _ in 0..<20 {
            let refusals = try await refusals()
            try await Task.sleep(for: .milliseconds(700))
            for key in word.map(String.init) + ["Enter"] {
                try await press(key)
                try await Task.sleep(for: .milliseconds(110))
            }
            try await Task.sleep(for: .milliseconds(200))
            if try await self.refusals() <= refusals { return }
        }
        Issue.record("\(word) was never taken as typed by hand", sourceLocation: sourceLocation)
    }

    private func refusals() async throws -> Int {
        try await history().components(separatedBy: "That came too fast for a hand.").count
    }

    /// Presses keys by tmux's names for them.
    func press(_ keys: String...) async throws { _ = try await tmux(["send-keys"] + keys) }

    /// What the screen shows now.
    func text() async throws -> String { try await tmux("capture-pane", "-p") }

    /// Everything that the terminal remembers: the screen and all lines above it.
    func history() async throws -> String { try await tmux("capture-pane", "-p", "-S", "-") }

    /// Expects that the terminal remembers a text nowhere.
    func expectNowhere(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let history = try await history()
        #expect(!Self.holds(history, words), sourceLocation: sourceLocation)
    }

    /// The text as one line: the program breaks its sentences between words, and indents what it continues. A command
    /// that it breaks has a backslash at each line's end.
    static func unwrapped(_ text: String) -> String {
        text.replacing(" \\\n", with: "\n").split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ")
    }

    /// Whether a screen shows a text as it is, wrapped at words, or broken by the terminal at its edge.
    static func holds(_ text: String, _ words: String) -> Bool {
        text.contains(words) || unwrapped(text).contains(words) || text.replacing("\n", with: "").contains(words)
    }

    /// Waits until the screen shows a text.
    @discardableResult
    func wait(
        for words: String, within time: Duration = Patience.limit, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        try await wait(until: "\"\(words)\" is shown", within: time, sourceLocation: sourceLocation) {
            Self.holds($0, words)
        }
    }

    /// Waits until the last line of the screen starts so.
    func waitForPrompt(_ words: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await wait(until: "\"\(words)\" is asked", sourceLocation: sourceLocation) { text in
            let last = text.split(separator: "\n").last { !$0.allSatisfy { $0.isWhitespace } }
            guard let last else { return false }
            return words.count == 1 ? last.trimmingCharacters(in: .whitespaces) == words : Self.holds(text, words)
        }
    }

    /// Waits until the cursor stands behind something, as it does at a prompt. A line may be typed with none as well,
    /// so that the wait ends by itself.
    private func waitForCursor() async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while try await tmux("display-message", "-p", "#{alternate_on} #{cursor_x}") == "0 0\n" {
            guard ContinuousClock.now < deadline else { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Waits until the screen is as it should be.
    @discardableResult
    func wait(
        until what: String, within time: Duration = Patience.limit, sourceLocation: SourceLocation = #_sourceLocation,
        _ isDone: (String) -> Bool
    ) async throws -> String {
        let deadline = ContinuousClock.now + time
        var text = ""
        while ContinuousClock.now < deadline {
            text = try await self.text()
            if isDone(text) { return text }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("waited in vain until \(what); the screen shows:\n\(text)", sourceLocation: sourceLocation)
        throw WaitedInVain(what: what)
    }

    /// Expects the program to have ended with this code, and the terminal to be as it was: it echoes, takes lines, and
    /// shows its main screen and its cursor.
    func expectEnd(_ code: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await wait(for: "exit=\(code).", sourceLocation: sourceLocation)
        let mode = try await tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}")
        #expect(mode == "0 1\n", sourceLocation: sourceLocation)
        try await type("\(Self.clear); stty -a; echo settings''-end")
        let settings = try await wait(for: "settings-end", sourceLocation: sourceLocation)
        for flag in ["echo", "icanon", "isig", "iexten", "icrnl"] {
            let words = settings.split(whereSeparator: { " \n;".contains($0) })
            #expect(words.contains(Substring(flag)), "\(flag)\n\(settings)", sourceLocation: sourceLocation)
        }
    }

    /// Starts the program; its exit code will be shown as `exit=…`, on a screen that is clear before.
    func start(_ arguments: [String]) async throws {
        let words = ([Program.path] + arguments).map { "'\($0.replacingOccurrences(of: "'", with: "'\\''"))'" }
        try await start(line: words.joined(separator: " "))
    }

    /// Starts what a line of the shell says, in the same way.
    func start(line: String) async throws {
        let script = scratch.file("start-\(UUID().uuidString)")
        try (line + "\necho exit=$?.\n").write(
            toFile: script, atomically: true, encoding: .utf8)
        try await type("\(Self.clear); . \(script)")
    }

    private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

    private func tmux(_ arguments: [String]) async throws -> String {
        // Not through the gate: whoever waits at a screen must be able to look at it.
        let ended = try await Program.ungated("tmux", ["-S", socket] + arguments)
        guard ended.code == 0 else {
            throw ToolFailure(
                command: "tmux \(arguments.joined(separator: " "))", code: ended.code, errors: ended.errors)
        }
        return ended.text
    }
}
