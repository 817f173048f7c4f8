// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("What ledger show shows")
struct LedgerShowOptionTests {
    private static let binder = Task { try await BinderFixture.make(deal: false) }

    private static func show(_ arguments: [String]) async throws -> Ended {
        let fixture = try await binder.value
        return try await fixture.run(["ledger", "show", "--binder", fixture.binder] + arguments)
    }

    @Test(
        "options that show different things exclude each other, and so do those that select entries",
        arguments: [
            (["--trust", "--checkpoint", "note"], "--checkpoint and --trust show different things"),
            (["1", "--proof", "-", "--trust"], "--proof and --trust show different things"),
            (["--checkpoint", "code", "--kind", "policy changed"], "--checkpoint does not go with --kind"),
            (["--trust", "1", "--json"], "--trust does not go with --json, an entry"),
            (["1", "--proof", "-", "--since", "2026-01-01"], "--proof does not go with --since"),
            (["--proof", "-"], "--proof is about one entry, and none is named"),
            (["0", "1", "--proof", "-"], "--proof is about one entry, and several are named"),
            (["1.2", "--proof", "-"], "entry 1.2 is in a merged journal"),
            (["9", "--proof", "-"], "there is no entry 9: the ledger has 2 entries"),
        ])
    func exclusion(arguments: [String], words: String) async throws {
        try await Self.show(arguments).expectRefusal(64, words)
    }

    @Test("the newest checkpoint as a note, as a code and in words is one and the same")
    func checkpoint() async throws {
        let note = try await Self.show(["--checkpoint", "note"])
        let fixture = try await Self.binder.value
        #expect(note.output == (try fixture.scratch.bytes("binder/checkpoint")))
        let checkpoint = try SignedCheckpoint(bytes: note.output).checkpoint
        let code = try await Self.show(["--checkpoint", "code"])
        let printed = code.text.trimmingCharacters(in: .newlines)
        #expect(code.code == 0 && printed.wholeMatch(of: /BGK1(-[A-Z2-7]{4}){24}/) != nil, "\(code.text)")
        for typed in [printed, printed.replacing("-", with: ""), printed.replacing("-", with: " ").lowercased()] {
            #expect(try await fixture.verify(["--printed", typed]).code == 0, "\(typed)")
        }
        let words = try await Self.show(["--checkpoint", "words"])
        #expect(words.text.hasPrefix("\(checkpoint.size.rawValue) entries\n"), "\(words.text)")
        #expect(words.text.split { $0.isWhitespace }.count == 2 + 32, "\(words.text)")
    }

    @Test("a proof goes to a new file, and is the same on the standard output")
    func proof() async throws {
        let fixture = try await Self.binder.value
        let path = fixture.scratch.file("1.proof")
        #expect(try await Self.show(["1", "--proof", path]).code == 0)
        let shown = try await Self.show(["1", "--proof", "-"])
        #expect(shown.text == (try fixture.scratch.text("1.proof")))
        #expect(throws: Never.self) { try LogProof(bytes: shown.output) }
        try await Self.show(["1", "--proof", path]).expectRefusal(73, "1.proof")
    }
}
