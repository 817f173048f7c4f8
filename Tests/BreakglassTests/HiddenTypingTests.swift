// SPDX-License-Identifier: Apache-2.0
//
// What arrives at a prompt that it was not meant for, or in another form than it was meant, is not shown before it is
// understood to be no share.

import Foundation
import Testing

@testable import TerminalDialogue
@testable import breakglass

extension TerminalTests {
    /// What a French and a Russian keyboard and a Dvorak one make of a code.
    private static func garbled(_ code: String) -> [String] {
        let meant = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567")
        return [
            "QBCDEFGHIJKL?NOPARSTUVZXYW&é\"'(-è", "ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ1234567",
            "AXJE>UIDCHTNMBRL\"POYGK<QF:1234567",
        ].map { made in String(code.map { Array(made)[meant.firstIndex(of: $0)!] }) }
    }

    /// Expects that no eight characters in a row of a text are in what the terminal remembers.
    private func expectNothing(of text: String, on screen: Screen) async throws {
        let history = try await screen.history().replacing("\n", with: "").lowercased()
        let characters = Array(text.lowercased())
        for start in stride(from: 0, to: max(characters.count - 8, 1), by: 4) {
            let part = String(characters[start..<min(start + 8, characters.count)])
            #expect(!history.contains(part), "\(part)")
        }
    }

    @Test("a share is not shown at the prompt for sheets, with any reader's prefix and on any keyboard")
    func hiddenCodes() async throws {
        let code = try await Deal.plain().shareCode("g1m2")
        let prefixes = ["", "]Q1", "]C1", "QR-Code:", "S/N 12: ", "\u{2}", "0001"]
        let lines = prefixes.map { $0 + code } + Self.garbled(code) + [String(code.dropFirst(30)), code.lowercased()]
        for byHand in [false, true] {
            let screen = try await Screen()
            try await screen.start(try await recover(["g1m1"]))
            for line in lines {
                try await screen.waitForPrompt("Sheet:")
                // By hand the first characters are the ones that could be seen.
                if byHand { for key in line.prefix(12) { try await screen.send(String(key)) } }
                try await screen.send(String(line.dropFirst(byHand ? 12 : 0)) + "\r")
            }
            try await screen.waitForPrompt("Sheet:")
            for line in lines { try await expectNothing(of: line, on: screen) }
            try await screen.wait(for: "(not shown)")
            try await screen.confirm("quit")
            try await screen.expectEnd(130)
        }
    }

    @Test("a reader for another keyboard layout is told, and its codes are read all the same")
    func otherLayout() async throws {
        let deal = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g2m1"]))
        try await screen.waitForPrompt("Sheet:")
        let code = try await deal.shareCode("g1m2")
        try await screen.send(Self.garbled(code)[0] + "\r")
        try await screen.wait(for: "your reader types for another keyboard layout")
        try await screen.wait(for: "AZERTY")
        try await screen.wait(for: "share g1m2 is whole")
        try await screen.wait(for: "Type `show` to show the credential")
        let swapped = String(try await deal.shareCode("g1m3").map { $0 == "Y" ? "Z" : $0 == "Z" ? "Y" : $0 })
        if swapped != (try await deal.shareCode("g1m3")) {
            try await screen.send(swapped + "\r")
            try await screen.wait(for: "QWERTZ")
            try await screen.wait(for: "share g1m3 is whole")
        }
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
        for text in [code, swapped] { try await expectNothing(of: text, on: screen) }
    }

    @Test("words that are pasted are shown nowhere: refused at the wrong prompt, and taken where sheets are asked for")
    func hiddenWords() async throws {
        let rows = try await Deal.plain().words("g1m2").map { $0.joined(separator: " ") }
        let screen = try await Screen()
        try await screen.start(["recover", "--journal", journal, try await Deal.plain().sheet("g1m1")])
        try await screen.waitForPrompt("What happened, with the ticket")
        try await screen.send(rows[0] + "\r")
        try await screen.wait(for: "That may be part of a share")
        try await screen.send("A: " + rows[1] + "\r")
        try await screen.wait(until: "it is refused again") {
            $0.components(separatedBy: "That may be part of a share").count > 2
        }
        try await screen.send(try await Deal.plain().shareCode("g1m2") + "\r")
        try await screen.wait(until: "it is refused again") {
            $0.components(separatedBy: "That may be part of a share").count > 3
        }
        try await screen.type("INC-1, nothing works")
        try await screen.waitForPrompt("Who operates this machine")
        try await screen.type("Dana")
        try await screen.waitForPrompt("Enter if this is right")
        #expect(try await screen.text().contains("1  Reason    INC-1, nothing works"))
        try await screen.type("")
        try await screen.waitForPrompt("Sheet:")
        try await screen.send(rows.joined(separator: "\r") + "\r")
        try await screen.wait(for: "typed: share g1m2 is whole")
        try await screen.waitForPrompt("Sheet:")
        // The first row has words of the set, which are public.
        for row in rows.dropFirst() { try await expectNothing(of: row, on: screen) }
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
        #expect(!(try scratch.text("journal.jsonl").contains(rows[0])))
    }

    @Test("a command that is a word of shares too is a command, and rows that were begun can be forgotten")
    func commandsAndWords() async throws {
        let deal = try await Deal.plain()
        let rows = try await deal.words("g1m2").map { $0.joined(separator: " ") }
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1"]))
        for (typed, words) in [
            ("help", "Give sheets in any order"), ("back", "there are no words to discard"),
            ("list", "it is not a code"),
            (rows[3], "8 words so far"), ("back", "the words so far are discarded"),
        ] {
            try await screen.waitForPrompt("Sheet:")
            if typed == "back" { try await screen.confirm(typed) } else { try await screen.type(typed) }
            try await screen.wait(for: words)
        }
        // A file whose name holds the number of a line is a file.
        let named = try scratch.write(try await deal.codes("g1m3").joined(separator: "\n"), "scan-A237-1")
        try await screen.waitForPrompt("Sheet:")
        try await screen.type(named)
        try await screen.wait(for: "share g1m3 is whole")
        try await screen.waitForPrompt("Sheet:")
        try await screen.send(rows.joined(separator: "\r") + "\r")
        try await screen.wait(for: "typed: share g1m2 is whole")
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }

    @Test("commands, checked lines and paths that lead somewhere are shown as they are typed; other paths are not")
    func recognized() async throws {
        let deal = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1"]))
        try await screen.waitForPrompt("Sheet:")
        for (typed, isShown) in [
            ("drop g1m3", true), ("drop drum dull", false), ("help", true), (deal.folder, true),
            (deal.folder + "/sheet-g1", true), (deal.folder + "/nothing", false), ("/nowhere/at/all.pdf", false),
            ("M001 ABCD EFGH", true), ("Mabc", false), ("x", false),
        ] {
            try await screen.send(typed)
            try await screen.wait(until: "\(typed) is \(isShown ? "" : "not ")shown") {
                let last = $0.split(separator: "\n").last { $0.contains("Sheet:") } ?? ""
                let shown = isShown ? typed : "(not shown)"
                return $0.replacing("\n", with: "").hasSuffix("Sheet: \(shown)") || last.hasSuffix("Sheet: \(shown)")
            }
            try await screen.press("C-u")
            try await screen.wait(until: "the line is empty") {
                $0.split(separator: "\n").last { !$0.allSatisfy { $0 == " " } }?.hasSuffix("Sheet:") == true
            }
        }
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }
}

@Suite("Traces of a share in a line")
struct ShareTraceTests {
    private func areIn(_ line: String) -> Bool { ShareTraces.areIn(Array(line.utf8).span) }

    @Test("are a mark, a long run of a code, and four words of the list in a row; sentences have none")
    func traces() {
        for line in [
            "able acid also apex", "A: able acid also apex", "x ABLE, acid also\tApex y", "BGS1ABCD", "xx]Q1bgs1abcd",
            "CWFP6OAOVDY2JM5LRQMRTKZT", "ticket ABCDEFGHIJKLMNOPQRSTUVW7 x",
        ] { #expect(areIn(line), "\(line)") }
        for line in [
            "", "able acid also", "the portal answers 503 since 02:10", "we also keep what is open",
            "Donaudampfschifffahrtsgesellschaft", "INC-4711, 2026-11-29T15:45:27Z", "even more people came",
            "https://example.com/incidents/4711", "root@example.com",
        ] { #expect(!areIn(line), "\(line)") }
    }
}
