// SPDX-License-Identifier: Apache-2.0
//
// Where one person's words end and another's begin, when rows have no letters, and which lines are rows at all.

import SecretMemory
import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Words of several people in one text")
struct WordRunTests {
    let dealt: DealtSet
    let identity: SetIdentity
    let ana: ShareNumber
    let bo: ShareNumber
    let dana: ShareNumber

    init() throws {
        dealt = try Sample.dealt()
        identity = dealt.manifest.identity
        ana = try Sample.number(1, 1)
        bo = try Sample.number(1, 2)
        dana = try Sample.number(2, 1)
    }

    private func pile() -> Pile {
        let pile = Pile(.sets([identity]))
        _ = pile.take(dealt.manifest)
        return pile
    }

    private func words(of number: ShareNumber) throws -> [String] {
        let share = try #require(dealt.shares.first { $0.number == number })
        return Sample.bytes(ReadShare.plain(share).wordBytes).map { Bytewords.word(for: $0) }
    }

    /// The 96 words of a sealed share with this number; the passphrase is nobody's.
    private func sealedWords(of number: ShareNumber) -> [String] {
        let body = (0..<80).map { UInt8($0 * 3) }
        let share = SealedShare(set: identity.prefix, number: number, body: SecretBytes(copying: body.span))
        return Sample.bytes(ReadShare.sealed(share).wordBytes).map { Bytewords.word(for: $0) }
    }

    private func rows(_ words: [String]) -> [String] {
        stride(from: 0, to: words.count, by: 8).map { words[$0..<$0 + 8].joined(separator: " ") }
    }

    private func with(_ word: String, at places: [Int] = [0], in words: [String]) -> [String] {
        var words = words
        for place in places { words[place] = word }
        return words
    }

    /// A word that Ana's share does not show, so that its place is wrong wherever it is put.
    private func strange(to words: [String]) throws -> String {
        try #require(["zoom", "able", "kiwi"].first { !words.contains($0) })
    }

    // MARK: - Rows without letters

    @Test("a first word that is illegible or wrong costs the next person nothing", arguments: ["?", "zoom", "be"])
    func unclearFirst(word: String) throws {
        let text = try rows(with(word, in: words(of: ana))) + rows(words(of: bo))
        let events = pile().take(text: text.joined(separator: "\n"))
        #expect(events.contains(.proven(ana, identity)) && events.contains(.proven(bo, identity)), "\(events)")
    }

    @Test("a first word that is not in the list costs its own share, and the next person nothing")
    func unlistedFirst() throws {
        let text = try rows(with("xxxx", in: words(of: ana))) + rows(words(of: bo)) + rows(words(of: dana))
        #expect(
            pile().take(text: text.joined(separator: "\n")) == [
                .damagedLine("1", .malformed(.wordBytes, .unknownWord(position: 1))), .proven(bo, identity),
                .proven(dana, identity),
            ])
    }

    @Test("words too damaged to heal cost the next person nothing either, if theirs begin as a share does")
    func tooDamaged() throws {
        let all = try words(of: ana)
        let damaged = with(try strange(to: all), at: [0, 9, 18, 27, 36, 45, 54], in: all)
        let text = try rows(damaged) + rows(words(of: bo))
        let events = pile().take(text: text.joined(separator: "\n"))
        #expect(events.count == 2 && events.last == .proven(bo, identity), "\(events)")
    }

    @Test("a sealed share with an unclear first word ends at 96 words", arguments: ["?", "zoom"])
    func sealedFirst(word: String) throws {
        let text = try rows(with(word, in: sealedWords(of: ana))) + rows(words(of: bo))
        let events = pile().take(text: text.joined(separator: "\n"))
        #expect(events.contains(.sealed(ana, identity)) && events.contains(.proven(bo, identity)), "\(events)")
        let unlisted = try rows(with("xxxx", in: sealedWords(of: ana))) + rows(words(of: bo))
        #expect(
            pile().take(text: unlisted.joined(separator: "\n")) == [
                .damagedLine("1", .malformed(.wordBytes, .unknownWord(position: 1))), .proven(bo, identity),
            ])
    }

    @Test("rows with letters after rows without them are another person's")
    func lettersAfterNone() throws {
        for count in [8, 7] {
            let lettered = try rows(words(of: bo)).enumerated().map { index, row in
                "\(Character(UnicodeScalar(UInt8(0x41 + index)))): \(row)"
            }
            let text = try rows(words(of: ana)).prefix(count) + lettered
            let events = pile().take(text: text.joined(separator: "\n"))
            #expect(events.count == 2 && events.contains(.proven(bo, identity)), "\(count): \(events)")
            #expect(events.contains(.proven(ana, identity)) == (count == 8))
        }
    }

    // MARK: - At the prompt

    @Test("a share with an unclear first word is read with its last row at the prompt, plain or sealed")
    func typed() throws {
        for (words, event) in [
            (try words(of: ana), RecoveryEvent.proven(ana, identity)), (sealedWords(of: ana), .sealed(ana, identity)),
        ] {
            let pile = pile()
            let rows = rows(with("?", in: words))
            for (index, row) in rows.enumerated() {
                let events = try #require(pile.type(row))
                guard index + 1 < rows.count else {
                    #expect(events.contains(event), "\(events)")
                    continue
                }
                #expect(events == [.wordsSoFar(8 * (index + 1))])
            }
        }
    }

    @Test("words too damaged to heal are told when the next person's row comes, which begins a share of its own")
    func typedDamaged() throws {
        let all = try words(of: ana)
        let pile = pile()
        for row in rows(with(try strange(to: all), at: [0, 9, 18, 27, 36, 45, 54], in: all)) { _ = pile.type(row) }
        let next = try rows(words(of: bo))
        let first = try #require(pile.type(next[0]))
        #expect(first.count == 2 && first.last == .wordsSoFar(8), "\(first)")
        #expect(next.dropFirst().compactMap { pile.type($0) }.last == [.proven(bo, identity)])
    }

    // MARK: - Printed letters

    @Test("rows copied from a sheet, with its letters and no colons, are the share, in a file and at the prompt")
    func printed() throws {
        let rows = try rows(words(of: ana)).enumerated().map { index, row in
            "  \(Character(UnicodeScalar(UInt8(0x41 + index))))   \(row.replacing(" ", with: "  "))"
        }
        #expect(pile().take(text: rows.joined(separator: "\n")) == [.proven(ana, identity)])
        #expect(pile().take(text: rows.reversed().joined(separator: "\r\n").lowercased()) == [.proven(ana, identity)])
        #expect(pile().take(text: rows.dropLast().joined(separator: "\n")) == [.missingRow(7)])
        let pile = pile()
        #expect(rows.compactMap { pile.type($0) }.last == [.proven(ana, identity)])
    }

    @Test("a letter with a colon before one word is a row that was begun, and is told as such, but not at the prompt")
    func begunRow() {
        #expect(pile().take(text: "A:blue") == [.missingRow(1)])
        #expect(pile().type("A:blue") == nil)
    }

    @Test("a single letter before fewer or more words, or before words of no list, is a note")
    func notes() throws {
        for note in [
            "I need help", "a safe", "A", "B zoom", "A able able able able able able able",
            "A able able able able able able able able able", "M able able able able able able able able",
            "A able able able able able able able xxxx", "able able a able",
        ] {
            #expect(pile().take(text: note) == [], "\(note)")
            #expect(pile().type(note) == nil, "\(note)")
        }
    }
}
