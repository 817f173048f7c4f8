// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import breakglass
@testable import glasswatch

@Suite("Commands that texts say to type")
struct GuideCommandTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardizedFileURL

    /// The files with this ending in a folder of the project, and in its folders unless it is the project itself.
    private static func files(_ folder: String, _ ending: String) throws -> [String] {
        let path = project.appending(path: folder).path
        let names =
            folder.isEmpty
            ? try FileManager.default.contentsOfDirectory(atPath: path)
            : try FileManager.default.subpathsOfDirectory(atPath: path)
        return names.filter { $0.hasSuffix(ending) }.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: project.appending(path: path), encoding: .utf8)
    }

    /// Expects the programs to take every command in these files.
    private static func check(
        _ paths: [String], atLeast count: Int, _ commands: (String) -> [WrittenCommand]
    ) throws {
        var found = 0
        for path in paths {
            for command in commands(try text(path)) {
                found += 1
                if let fault = command.fault {
                    Issue.record("\(path):\(command.line) says `\(command)`, and the program: \(fault)")
                }
            }
        }
        #expect(found >= count, "only \(found) commands were found")
    }

    @Test("the programs take every command of the README, the guides and the other documents")
    func documents() throws {
        try Self.check(
            try Self.files("", ".md") + Self.files("docs", ".md") + Self.files("examples", ".md"), atLeast: 140,
            WrittenText.commands(markdown:))
    }

    @Test("the programs take every command of the man pages")
    func manuals() throws {
        try Self.check(
            try Self.files("docs/man", ".1") + Self.files("docs/man", ".7"), atLeast: 60,
            WrittenText.commands(manual:))
    }

    @Test("the programs take every command of their own hints and examples")
    func hints() throws {
        try Self.check(try Self.files("Sources", ".swift"), atLeast: 120, WrittenText.commands(swift:))
    }

    @Test("an option that a document names is an option of a program")
    func options() throws {
        let known = WrittenProgram.breakglass.options.union(WrittenProgram.glasswatch.options)
        try #require(WrittenProgram.breakglass.options.count > 80 && known.contains("--arrived"))
        for path in try ["README.md", "SECURITY.md"] + Self.files("docs", ".md") {
            for (number, line) in zip(
                1..., try Self.text(path).split(separator: "\n", omittingEmptySubsequences: false))
            {
                for span in line.matches(of: /`(--[^`]+)`/) {
                    for option in span.output.1.matches(of: /--[a-z][a-z-]*/).map({ String($0.output) })
                    where !known.contains(option) {
                        Issue.record("\(path):\(number) names \(option), which no command has")
                    }
                }
            }
        }
    }

    @Test(
        "an option of glasswatch is in the manual of its command and in its document",
        arguments: [
            ("audit", "WATCH"), ("explain", "WATCH"), ("digests", "DIGESTS"), ("alerts", "ALERTS"),
            ("posture", "POSTURE"), ("export", "EXPORTS"),
        ])
    func documented(name: String, document: String) throws {
        let options = WrittenProgram.glasswatch.options(of: name)
        try #require(options.isSuperset(of: ["--version", "--help", name == "digests" ? "--keys" : "--expect"]))
        let manual = try Self.text("docs/man/glasswatch-\(name).1").matches(of: /Fl (-[a-z][a-z-]*)/)
        #expect(options.subtracting(manual.map { "-\($0.output.1)" }) == [])
        let written = try Self.text("docs/\(document).md").matches(of: /--[a-z][a-z-]*/)
        #expect(options.subtracting(written.map { String($0.output) }).subtracting(["--version", "--help"]) == [])
    }

    @Test("every command of glasswatch has its manual and its document")
    func documentedCommands() {
        #expect(
            Glasswatch.configuration.subcommands.map { $0.configuration.commandName } == [
                "audit", "explain", "digests", "alerts", "posture", "export",
            ])
    }

    @Test(
        "a command is found wherever a person would type it",
        arguments: [
            ("breakglass status  # what is due", [["status"]]),
            ("sudo .build/release/breakglass policy --adopt >log 2>&1", [["policy", "--adopt"]]),
            (
                #"breakglass ledger exception --by 'Dana "D" O'\''Neil' --decided """#,
                [["ledger", "exception", "--by", "Dana \"D\" O'Neil", "--decided", ""]]
            ),
            ("breakglass split \\\n  --field \"user name:text\"", [["split", "--field", "user name:text"]]),
            ("cat list | breakglass inspect - && breakglass status; ls", [["inspect", "-"], ["status"]]),
            (
                "sha256sum \"$(breakglass ledger show --checkpoint code)\" $(command -v breakglass)",
                [["ledger", "show", "--checkpoint", "code"]]
            ),
            ("breakglass recover \"$FILE\" \"a\\$b\" c\\ d", [["recover", "$FILE", "a$b", "c d"]]),
            ("sudo install breakglass /usr/local/bin/", []),
        ])
    func shell(text: String, arguments: [[String]]) {
        #expect(ShellText(text).arguments(of: .breakglass) == arguments)
    }

    @Test("a document's typed lines and mentions are both found, with their lines")
    func extraction() {
        let markdown = """
            Run `breakglass status`, or `ledger show --kind "paper made"`; `review filed` is an entry, `status` a word.
            `audit --json` is of another program, like `breakglass ledger verify | glasswatch audit`.

            ```sh
            breakglass split --roster roster.yaml \\
                --print laser
            ```

               ```
               $ breakglass who-can
               breakglass: hint: `breakglass policy --adopt`
               ```
            """
        let found = WrittenText.commands(markdown: markdown).sorted { $0.line < $1.line }
        #expect(
            found.map { "\($0.line) \($0)" } == [
                "1 breakglass status", "1 breakglass ledger show --kind paper made",
                "2 glasswatch audit --json", "2 breakglass ledger verify", "2 glasswatch audit",
                "5 breakglass split --roster roster.yaml --print laser", "10 breakglass who-can",
                "11 breakglass policy --adopt",
            ])
        #expect(found.map(\.isMention) == [true, true, true, true, true, false, false, true])
        let manual = """
            .Nm breakglass sheet lost
            See
            .Ic breakglass policy \\-\\-adopt ,
            or \\fBledger new-key\\fR.
            .Dl breakglass recover --reason \\(dqdown, INC-1\\(dq scans/
            .Bd -literal -offset indent
            breakglass report \\e
              --output page.html
            .Ed
            """
        #expect(
            WrittenText.commands(manual: manual).sorted { $0.line < $1.line }.map { "\($0.line) \($0)" } == [
                "1 breakglass sheet lost", "3 breakglass policy --adopt", "4 breakglass ledger new-key",
                "5 breakglass recover --reason down, INC-1 scans/", "7 breakglass report --output page.html",
            ])
        let source = #"""
            hint: "`breakglass review \(entry.place(of: 1))`, then `breakglass people leave \(id) "
                + "--successor \"NAME\"`"
              breakglass init binder \\
                --name example.com
            hint: "`breakglass split --changed\(life.naming)`"
            hint: "`glasswatch \(name) --help`"
            """#
        #expect(
            WrittenText.commands(swift: source).sorted { $0.line < $1.line }.map { "\($0.line) \($0)" } == [
                "1 breakglass review 1", "1 breakglass people leave 1 --successor NAME",
                "3 breakglass init binder --name example.com", "5 breakglass split --changed", "6 glasswatch 1 --help",
            ])
    }

    @Test(
        "a command that the program would refuse is told from one that it takes",
        arguments: [
            (["lint"], true, false), (["split", "--bag", "1"], true, false), (["help", "lint"], true, false),
            (["reshare", "--retire-only"], true, false), (["status", "now"], true, false),
            (["paper", "wedding"], true, false), (["sheet", "lost"], false, false),
            (["people", "leave"], true, true), (["split", "…"], true, true), (["help", "split"], true, true),
            (["--version"], false, true), (["review", "ENTRY"], true, true), ([], false, true),
        ])
    func judgment(words: [String], isMention: Bool, isTaken: Bool) {
        let command = WrittenCommand(program: .breakglass, line: 1, words: words, isMention: isMention)
        #expect((command.fault == nil) == isTaken, "\(command): \(command.fault ?? "")")
    }

    @Test(
        "a command of glasswatch must be whole where it is typed, and may leave out log and openings in a sentence",
        arguments: [
            (["audit", "logs", "--openings", "openings.json"], false, true), (["audit", "logs"], false, false),
            (["audit", "--json"], false, false), (["audit", "--json"], true, true), (["audit"], true, true),
            (["audit", "--binder", "binder"], true, false), (["explain", "EVENT"], true, true),
            (["alerts", "--expect", "FILE"], true, true), (["alerts", "--log", "FILE"], true, true),
            (["status"], true, false), (["digests", "logs", "--keys", "a.json", "b.json"], false, true),
            (["digests", "logs"], false, false), (["help", "alerts"], false, true),
        ])
    func watchJudgment(words: [String], isMention: Bool, isTaken: Bool) {
        let command = WrittenCommand(program: .glasswatch, line: 1, words: words, isMention: isMention)
        #expect((command.fault == nil) == isTaken, "\(command): \(command.fault ?? "")")
    }
}
