// SPDX-License-Identifier: Apache-2.0
//
// The library names commands without a binder, because it does not know how a person names theirs. What people copy from
// the screen must work where they are, so the screen completes it.

import Custody

/// The commands in the program's words, in backticks.
package struct PrintedCommands: Sendable {
    private static let start = "\u{60}breakglass "
    /// What follows the program's name in commands that take no binder.
    private static let withoutBinder = ["init", "inspect", "drill answer", "page", "-"]

    private let binder: String?

    /// Names the binder as the person did; `nil` if it is found without that.
    package init(binder: String?) { self.binder = binder.map { CommandLineWord.path($0) } }

    /// The text, whose commands name the binder where they need one.
    package func completed(_ text: String) -> String {
        guard let binder else { return text }
        var (done, rest) = ("", text[...])
        while let start = rest.firstRange(of: Self.start), let end = rest[start.upperBound...].firstIndex(of: "`") {
            done += rest[..<end]
            if Self.takesBinder(rest[start.upperBound..<end]) { done += " --binder \(binder)" }
            done += "`"
            rest = rest[rest.index(after: end)...]
        }
        return done + rest
    }

    private static func takesBinder(_ command: Substring) -> Bool {
        !withoutBinder.contains { command.hasPrefix($0) } && !command.contains("--binder ")
            && !command.contains("--help")
    }
}
