// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A password that the program makes: on paper first, then at the account, and only then the old set goes.
@Suite("A generated password")
struct GeneratedPasswordTests {
    let fixture: BinderFixture
    let screen: Screen
    let scans: Scratch

    init() async throws {
        fixture = try await BinderFixture.make()
        screen = try await Screen(variables: fixture.environment)
        scans = try Scratch()
    }

    private static let dealt = ["set created", "sheets released", "sheets read back", "cosigned", "exception"]

    /// Deals up to the screen that shows the password.
    ///
    /// - Returns: the password.
    private func untilShown(_ command: [String] = ["split", "--changed"]) async throws -> String {
        let sheets = fixture.scratch.file("new-sheets")
        try await screen.start(
            command + ["--binder", fixture.binder, "--generate", "password", "--output", sheets])
        try await screen.wait(for: "Not read back yet: g1m1, g1m2")
        for name in ["sheet-g1m1", "sheet-g1m2"] {
            try await Program.tool(
                "pdftoppm", "-r", "200", "-gray", "-png", "\(sheets)/\(name).pdf", scans.file(name))
        }
        try await screen.type(scans.path)
        let shown = try await screen.wait(for: "Press Enter when you have set it.")
        #expect(try fixture.kinds.suffix(5) == Self.dealt[...], "the paper is proven, and nothing is retired")
        let lines = shown.components(separatedBy: "\n")
        let row = try #require(
            lines.firstIndex { $0.count == 34 && $0.hasPrefix("|") && $0.hasSuffix("|") }, "\(shown)")
        let password = String(lines[row].dropFirst().dropLast())
        #expect(password.allSatisfy { $0.isASCII && !$0.isWhitespace })
        let marks = String(password.map { Self.marks[$0] ?? " " })
        let isMarked = marks.contains { $0 != " " }
        // The terminal forgets blanks at the end of a line.
        #expect(
            !isMarked || lines[row + 1].padding(toLength: 33, withPad: " ", startingAt: 0) == " \(marks)", "\(shown)")
        return password
    }

    /// The marks under characters that look alike.
    private static let marks: [Character: Character] = ["0": "#", "1": "#", "I": "^", "O": "^", "l": "_", "o": "_"]

    /// Types the password back as it was set.
    private func typeBack(_ password: String) async throws {
        try await screen.type("")
        try await screen.wait(until: "the password is gone") {
            $0.contains("Type it back as you set it") && !$0.contains(password)
        }
        try await screen.type(password)
        try await screen.wait(for: "Type `set` when it is set at the account")
    }

    @Test(
        "it is shown once the paper is proven, typed back, and the old set is retired when somebody says that it is set",
        arguments: [["split", "--changed"], ["split"]])
    func set(command: [String]) async throws {
        let password = try await untilShown(command)
        try await screen.type("")
        try await screen.wait(for: "Type it back as you set it")
        try await screen.type("something else")
        try await screen.wait(for: "What you typed is different.")
        try await screen.wait(for: "Press Enter when you have set it.")
        try await typeBack(password)
        for answer in ["", "y", "yes"] { try await screen.type(answer) }
        try await screen.wait(until: "it is asked for again") {
            $0.components(separatedBy: "Type `set` when it is set").count > 4
        }
        try await Task.sleep(for: .milliseconds(700))
        try await screen.send("set\n")
        try await screen.wait(for: "That came too fast for a hand.")
        #expect(try fixture.kinds.suffix(5) == Self.dealt[...], "an Enter or a yes is not enough, nor a reader's word")
        try await screen.confirm("set")
        try await screen.wait(for: "is retired")
        try await screen.wait(for: "exit=0.")
        #expect(try fixture.kinds.suffix(7) == (Self.dealt + ["exception", "set retired"])[...])
        #expect(try fixture.scratch.text("binder/ledger.jsonl").contains(#""rotated":true"#))
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(!status.text.contains("exception"), "what went as planned is no exception: \(status.text)")
        try await screen.expectNowhere(password)
        for file in fixture.scratch.everyFile where !file.hasSuffix("sheets") {
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            #expect(bytes.range(of: Data(password.utf8)) == nil, "\(file)")
        }
        let opened = try await fixture.run(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [
                "--field", "password", "--output", "-", fixture.scratch.file("new-sheets"),
            ])
        #expect(opened.text == password, "\(opened.errors)")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("one that was not set at the account abandons the new set, and what was in force stays in force")
    func notSet() async throws {
        let password = try await untilShown()
        try await typeBack(password)
        try await screen.type("not set")
        try await screen.wait(for: "the new password is not set at the account: its sheets open nothing")
        try await screen.expectEnd(4)
        #expect(try fixture.kinds.suffix(6) == (Self.dealt + ["set abandoned"])[...])
        try await screen.expectNowhere(password)
        let opened = try await fixture.recover()
        #expect(opened.text == BinderFixture.password, "\(opened.errors)")
    }

    @Test(
        "Ctrl-C and Ctrl-D before somebody says that it is set retire nothing, and somebody else has to look",
        arguments: ["C-c", "C-d"])
    func interrupted(key: String) async throws {
        let password = try await untilShown()
        try await screen.press(key)
        try await screen.expectEnd(130)
        #expect(try fixture.kinds.suffix(6) == (Self.dealt + ["exception"])[...])
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(status.text.contains("countersign"), "\(status.text)")
        #expect(!status.text.contains("1 exception"), "the note about showing it has its end: \(status.text)")
        try await screen.expectNowhere(password)
        let opened = try await fixture.recover()
        #expect(opened.text == BinderFixture.password, "\(opened.errors)")
    }

    @Test(
        "one that was shown to nobody abandons its set, whatever ended the reading back",
        arguments: ["C-c", "C-d"], [false, true])
    func unseen(key: String, isPartlyRead: Bool) async throws {
        let sheets = fixture.scratch.file("new-sheets")
        try await screen.start(
            ["split", "--changed", "--binder", fixture.binder, "--generate", "password", "--output", sheets])
        try await screen.wait(for: "Not read back yet: g1m1, g1m2")
        if isPartlyRead {
            try await Program.tool(
                "pdftoppm", "-r", "200", "-gray", "-png", "\(sheets)/sheet-g1m1.pdf", scans.file("g1m1"))
            try await screen.type(scans.path)
            try await screen.wait(for: "Not read back yet: g1m2")
        }
        try await screen.press(key)
        try await screen.expectEnd(key == "C-c" ? 130 : 6)
        #expect(try fixture.kinds.last == "set abandoned")
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(!status.text.contains("Everything is in order") || !isPartlyRead, "\(status.text)")
        let opened = try await fixture.recover()
        #expect(opened.text == BinderFixture.password, "\(opened.errors)")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("without a terminal, and without reading the paper back, none is made")
    func refused() async throws {
        let before = try fixture.kinds
        let flags = ["--binder", fixture.binder, "--generate", "password", "--output", fixture.scratch.file("x")]
        try await fixture.run(["split", "--changed"] + flags)
            .expectRefusal(64, "no terminal to show the generated password on", hint: "--field-from")
        try await screen.start(["split", "--changed", "--no-read-back"] + flags)
        try await screen.wait(for: "--generate does not work with --no-read-back")
        try await screen.expectEnd(64)
        #expect(try fixture.kinds == before)
    }
}
