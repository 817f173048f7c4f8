// SPDX-License-Identifier: Apache-2.0
//
// Scripts of what people type and see, readable as documentation (Life/*.life; the first lines of one say how).

import Foundation
import Testing

/// A script, and the terminal that it is played at.
struct LifeScript {
    /// One line of a script.
    private struct Step {
        let mark: Character
        let text: String
        let line: Int
    }

    private let name: String
    private let steps: [Step]

    /// Reads a script that lies beside this file.
    init(named name: String) throws {
        self.name = name
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: name)
        var steps: [Step] = []
        for (index, line) in try String(contentsOf: path, encoding: .utf8).components(separatedBy: "\n").enumerated() {
            if line.hasPrefix(" "), let last = steps.last {
                let whole = "\(last.text) \(line.trimmingCharacters(in: .whitespaces))"
                steps[steps.count - 1] = Step(mark: last.mark, text: whole, line: last.line)
            } else if let mark = line.first, mark != "#" {
                steps.append(Step(mark: mark, text: String(line.dropFirst(2)), line: index + 1))
            }
        }
        self.steps = steps
    }

    /// Plays the script in a folder.
    ///
    /// - Parameters:
    ///   - words: what stands in for a word of the script that only this run knows.
    ///   - ledger: the file whose entries `~` is about, in the folder.
    func play(in scratch: Scratch, words: [String: () async throws -> String], ledger: String) async throws {
        let home = ["XDG_CONFIG_HOME": scratch.file("config"), "TZ": "Europe/Berlin"]
        let programs = URL(filePath: Program.path).deletingLastPathComponent().path
        let path = "\(programs):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        let screen = try await Screen(variables: home.merging(["PATH": path]) { $1 })
        try await screen.type("cd \(scratch.path)")
        for step in steps {
            var text = step.text
            for (word, value) in words where text.contains(word) {
                text = text.replacingOccurrences(of: word, with: try await value())
            }
            do { try await play(step.mark, text, screen, scratch, ledger) } catch {
                Issue.record("\(name), line \(step.line): \(step.mark) \(step.text): \(error)")
                throw error
            }
        }
    }

    private func play(
        _ mark: Character, _ text: String, _ screen: Screen, _ scratch: Scratch, _ ledger: String
    ) async throws {
        switch mark {
        case "$": try await screen.start(line: text)
        case "?":
            // What is too long for a line goes on in the next one.
            try await screen.wait(until: "\"\(text)\" is shown") {
                Screen.holds($0, text)
            }
        case ">": try await screen.type(text)
        case "^": try await screen.confirm(text)
        case "*": try await screen.press(text)
        case "=": try await screen.expectEnd(try #require(Int(text)))
        case "!": try await screen.expectNowhere(text)
        case "%": _ = try await Program.tool("sh", "-c", "cd '\(scratch.path)' && \(text)")
        case "~":
            let kinds = try scratch.text(ledger).split(separator: "\n").compactMap {
                $0.firstMatch(of: /^\{"kind":"([a-z ]+)"/).map { String($0.1) }
            }
            let wanted = text.components(separatedBy: ", ")
            #expect(kinds.suffix(wanted.count) == wanted[...])
        default: throw UnknownMark(mark: mark)
        }
    }
}

/// A line that means nothing.
struct UnknownMark: Error {
    let mark: Character
}
