// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Ledger lines")
struct LedgerEntryTests {
    static let time = LedgerTime("2026-11-24T02:17:02Z")!

    static func text(_ text: String) -> PublicText { PublicText.known(text) }

    static let exception = LedgerEntry(
        time: time,
        event: .exception(
            CeremonyException(
                about: EntryPlace(17, inJournal: 3), expected: text("a \"quiet\" night"),
                happened: text("C:\\ was full"),
                decided: text("größer planen 🔑"), by: text("Ana Ruiz"), override: true)))

    @Test("a line has one form: members in their order, no blanks, only quotes and backslashes escaped")
    func oneForm() throws {
        let line =
            #"{"kind":"exception","time":"2026-11-24T02:17:02Z","about":"17.3","expected":"a \"quiet\" night","#
            + #""happened":"C:\\ was full","decided":"größer planen 🔑","by":"Ana Ruiz","override":true}"#
        #expect(try String(decoding: Self.exception.encodedLine(), as: UTF8.self) == line)
        #expect(try LedgerEntry(line: Array(line.utf8)) == Self.exception)
    }

    @Test(
        "every other form of the same entry is refused",
        arguments: [
            (",\"by\"", ", \"by\""), ("{\"kind\"", "{ \"kind\""), ("\"override\":true", "\"override\":true,\"more\":1"),
            ("\"by\":\"Ana Ruiz\"", "\"by\":\"Ana Ruiz\",\"by\":\"Ana Ruiz\""), ("größer", "gr\\u00f6\u{00DF}er"),
            ("\"about\":\"17.3\"", "\"about\":\"17.03\""), ("02:17:02Z", "02:17:02+00:00"),
        ])
    func otherForms(_ part: String, _ changed: String) throws {
        let line = String(decoding: try Self.exception.encodedLine(), as: UTF8.self)
        let other = line.replacing(part, with: changed)
        #expect(other != line)
        #expect(throws: EntryDefect.self) { try LedgerEntry(line: Array(other.utf8)) }
    }

    @Test(
        "texts with line ends, direction marks or nothing in them are refused", arguments: ["", "a\\nb", "\u{202E}x"])
    func hostileTexts(_ text: String) throws {
        let line = String(decoding: try Self.exception.encodedLine(), as: UTF8.self)
        #expect(throws: EntryDefect.self) {
            try LedgerEntry(line: Array(line.replacing("Ana Ruiz", with: text).utf8))
        }
    }

    @Test(
        "the file of a paper is a plain name, or the line is refused",
        arguments: [
            "..", ".", ".hidden", "a/b", "../policy.yaml", "a\\\\b", "C:evil", "a b", "ü.pdf", "",
            String(repeating: "a", count: 256),
        ])
    func paperNames(_ name: String) throws {
        let made = PaperMade(
            paper: .script, ceremony: .recovery, account: nil, credential: nil, script: nil,
            file: try #require(PaperName(ledgerText: "Script-1_a.pdf")), digest: TreeHash.leaf([1]),
            by: Self.text("Ana Ruiz"))
        let line = String(
            decoding: try LedgerEntry(time: Self.time, event: .paperMade(made)).encodedLine(), as: UTF8.self)
        #expect(try LedgerEntry(line: Array(line.utf8)).event == .paperMade(made))
        #expect(throws: EntryDefect.self) {
            try LedgerEntry(line: Array(line.replacing("Script-1_a.pdf", with: name).utf8))
        }
    }

    @Test("numbers end at 2^63 − 1, and a mark that is false is another form of none")
    func bounds() throws {
        func statement(_ member: String) -> [UInt8] {
            Array(
                (#"{"kind":"recovery opened","time":"2026-11-24T00:00:00Z","reason":"x","approved_by":[],"#
                    + member.replacing("SHARES", with: #""shares":[]"#) + "}").utf8)
        }
        for good in [#""window_seconds":9223372036854775807,SHARES"#, #"SHARES,"practice":true"#] {
            #expect(throws: Never.self) { try LedgerEntry(line: statement(good)) }
        }
        for bad in [#""window_seconds":9223372036854775808,SHARES"#, #"SHARES,"practice":false"#] {
            #expect(throws: EntryDefect.self) { try LedgerEntry(line: statement(bad)) }
        }
    }

    @Test("a kind that nobody knows is named")
    func unknownKind() throws {
        let line = String(decoding: try Self.exception.encodedLine(), as: UTF8.self)
        #expect(throws: EntryDefect.unknownKind("party")) {
            try LedgerEntry(line: Array(line.replacing("\"exception\"", with: "\"party\"").utf8))
        }
    }
}
