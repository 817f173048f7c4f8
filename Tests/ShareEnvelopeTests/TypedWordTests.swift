// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A share typed as words")
struct TypedWordTests {
    private let dealt: DealtSet
    private let plain: ReadShare
    private let sealed: ReadShare

    init() throws {
        dealt = try Sample.dealt()
        plain = .plain(dealt.shares[2])
        sealed = .sealed(dealt.shares[2].sealed(with: Sample.unstretched(1), salt: dealt.salts[2]))
    }

    @Test("with one word changed to any other word is healed to the same share, and the place is told")
    func oneWrongWord() throws {
        let core = plain.wordBytes.publicBytes()
        var random = SeededNumbers(seed: 11)
        for place in core.indices {
            for value in random.otherValues(than: core[place], count: 40) {
                let share = try words(core.with(value, at: place))
                let isSame = share.share(of: dealt.manifest.identity)?.wordBytes.publicBytes() == core
                if !isSame || share.healed != [place] {
                    Issue.record("seed \(random.seed): word \(place) = \(value) healed at \(share.healed)")
                }
            }
        }
        // What is healed is proven like any other share.
        try expectProven(try words(core.with(core[9] ^ 1, at: 9)))
    }

    @Test("of a sealed share heals in the same way and opens with its passphrase")
    func sealedShare() throws {
        let core = sealed.wordBytes.publicBytes()
        #expect(core.count == 96)
        var random = SeededNumbers(seed: 12)
        for place in core.indices {
            let share = try words(core.with(random.otherValues(than: core[place], count: 1)[0], at: place))
            #expect(share.healed == [place])
            guard case .sealed(let read)? = share.share(of: dealt.manifest.identity) else {
                Issue.record("seed \(random.seed): word \(place) is no sealed share any more")
                return
            }
            let opened = try read.opened(with: Sample.unstretched(1))
            #expect(try dealt.manifest.prove(opened).number == plain.number)
        }
    }

    @Test("with five wrong or ten illegible words is healed to the same share")
    func limitsOfHealing() throws {
        let core = plain.wordBytes.publicBytes()
        var random = SeededNumbers(seed: 13)
        for _ in 0..<25 {
            let wrong = random.places(5, among: 64)
            let share = try words(wrong.reduce(core) { $0.with($0[$1] ^ 0x5A, at: $1) })
            #expect(share.healed == wrong.sorted(), "seed \(random.seed)")
            try expectProven(share)
            let illegible = random.places(10, among: 64)
            let other = try words(core, illegible: illegible)
            #expect(other.healed == illegible.sorted(), "seed \(random.seed)")
            try expectProven(other)
        }
    }

    @Test("with six wrong words never proves itself, and says so")
    func beyondHealing() {
        let core = plain.wordBytes.publicBytes()
        var random = SeededNumbers(seed: 14)
        var refused = 0
        for trial in 0..<400 {
            let wrong = random.places(6 + trial % 20, among: 64)
            let changed = wrong.reduce(core) { $0.with($0[$1] ^ UInt8.random(in: 1...255, using: &random), at: $1) }
            let reason = refusal { () throws(EnvelopeError) in
                let share = try words(changed)
                guard case .plain(let read)? = share.share(of: dealt.manifest.identity) else {
                    throw .malformed(.wordBytes, .beyondHealing)
                }
                _ = try dealt.manifest.prove(read)
            }
            switch reason {
            case .malformed(.wordBytes, _)?, .forged?, .noSuchShare?: refused += 1
            default: Issue.record("seed \(random.seed), trial \(trial): \(String(describing: reason))")
            }
        }
        #expect(refused == 400)
        #expect(
            refusal { () throws(EnvelopeError) in _ = try words(core, illegible: Array(0..<11)) }
                == .malformed(.wordBytes, .beyondHealing))
    }

    @Test("whose core was computed again over a changed body is forged, and with a changed number too")
    func rightChecksWrongBody() throws {
        let message = Array(plain.wordBytes.publicBytes()[..<54])
        for (place, expected) in [
            (6, EnvelopeError.forged(plain.number)), (53, .forged(plain.number)),
            (1, .forged(Sample.number(2, 2))), (2, .forged(Sample.number(1, 2))),
        ] {
            var changed = message.with(message[place] ^ 3, at: place)
            if place == 1 { changed = message.with(2, at: 1).with(2, at: 2) }
            if place == 2 { changed = message.with(2, at: 2) }
            let share = try words(withChecks(changed))
            #expect(share.healed.isEmpty)
            guard case .plain(let read)? = share.share(of: dealt.manifest.identity) else { return }
            #expect(throws: expected) { try dealt.manifest.prove(read) }
        }
        let cases: [([UInt8], EnvelopeDefect)] = [
            (message.with(0x20, at: 0), .unknownVersion(2)), (message.with(0x12, at: 0), .unknownFlags(2)),
            (message.with(0x11, at: 0), .wordCount(64)), (message.with(0, at: 1), .outOfRange(field: .group, value: 0)),
            (message.with(9, at: 1), .outOfRange(field: .group, value: 9)),
            (message.with(0, at: 2), .outOfRange(field: .member, value: 0)),
            (message.with(33, at: 2), .outOfRange(field: .member, value: 33)),
        ]
        for (changed, defect) in cases {
            #expect(
                refusal { () throws(EnvelopeError) in _ = try words(withChecks(changed)) }
                    == .malformed(.wordBytes, defect))
        }
    }

    @Test("of another set is not claimed by this set")
    func otherSet() throws {
        let other = try Sample.dealt(seed: 8)
        let share = try words(plain.wordBytes.publicBytes())
        #expect(share.setStart == Array(dealt.manifest.identity.bytes[..<3]))
        #expect(share.mayBelong(to: dealt.manifest.identity))
        #expect(!share.mayBelong(to: other.manifest.identity))
        #expect(share.share(of: other.manifest.identity) == nil)
    }

    @Test("is proven by its own set alone when two sets' identities begin alike")
    func identitiesThatBeginAlike() throws {
        let (mine, other) = try twoThatBeginAlike()
        let share = UnverifiedShare(
            set: mine.identity.prefix, number: plain.number, body: dealt.shares[2].body.duplicate())
        let words = try words(ReadShare.plain(share).wordBytes.publicBytes())
        #expect(words.mayBelong(to: mine.identity))
        #expect(words.mayBelong(to: other.identity))
        guard case .plain(let asMine)? = words.share(of: mine.identity),
            case .plain(let asOther)? = words.share(of: other.identity)
        else {
            Issue.record("the words are claimed by neither")
            return
        }
        #expect(try mine.prove(asMine).number == plain.number)
        #expect(throws: EnvelopeError.forged(plain.number)) { try other.prove(asOther) }
    }

    @Test("shows each word as the sheet has it, the healed ones too")
    func words() throws {
        let core = plain.wordBytes.publicBytes()
        let share = try words(core.with(core[20] ^ 0xFF, at: 20), illegible: [7])
        #expect(share.healed == [7, 20])
        for place in core.indices {
            let word = share.word(at: place).publicBytes()
            #expect(word == Array(Bytewords.word(for: core[place]).utf8))
        }
    }

    @Test("takes 64 or 96 words and refuses every other number of them, none included")
    func counts() throws {
        let core = sealed.wordBytes.publicBytes()
        for count in 0...95 where count != 64 {
            #expect(
                refusal { () throws(EnvelopeError) in _ = try words(Array(core[..<count])) }
                    == .malformed(.wordBytes, .wordCount(count)))
        }
        // The first 64 words of a sealed share are no plain share.
        #expect(
            refusal { () throws(EnvelopeError) in _ = try words(Array(core[..<64])) }
                == .malformed(.wordBytes, .beyondHealing))
        var typed = TypedWords()
        for byte in core { try typed.append(Array(Bytewords.word(for: byte).utf8).span) }
        let extra = Array("able".utf8)
        #expect(
            refusal { () throws(EnvelopeError) in try typed.append(extra.span) }
                == .malformed(.wordBytes, .wordCount(97)))
        #expect(typed.count == 96)
    }

    @Test("knows each word by its four letters, by its first and last, and in capitals")
    func spellings() throws {
        for byte in UInt8.min...UInt8.max {
            let word = Bytewords.word(for: byte)
            let short = "\(word.first!)\(word.last!)"
            for (typed, isExact) in [
                (word, true), (short, true), (word.uppercased(), true), ("\(word.first!)xxx\(word.last!)", false),
            ] {
                let match = Bytewords.match(Array(typed.utf8).span)
                #expect(match?.value == byte && match?.isExact == isExact, "\(typed)")
            }
        }
    }

    @Test("refuses a word that no two letters name, at its place, and keeps the words before it")
    func unknownWords() {
        for text in ["able xx", "able q", "able 12", "able é", "able ??", "able \u{0}", "able a:le:"] {
            var typed = TypedWords()
            let bytes = Array(text.utf8)
            let reason = refusal { () throws(EnvelopeError) in try typed.append(line: bytes.span) }
            #expect(reason == .malformed(.wordBytes, .unknownWord(position: 2)), "\(text)")
            #expect(typed.count == 1)
        }
    }

    @Test("is typed line by line with row letters, commas and question marks, and taken back to any word")
    func lines() throws {
        let core = plain.wordBytes.publicBytes()
        var typed = TypedWords()
        for row in 0..<8 {
            let names = (0..<8).map { column in
                row == 1 && column < 2 ? "?" : Bytewords.word(for: core[row * 8 + column])
            }
            let letter = Character(UnicodeScalar(UInt8(0x41 + row)))
            let mark = row % 3 == 0 ? "\(letter)" : "\(letter):"
            let line = Array("\(mark)  \(names.joined(separator: row % 2 == 0 ? " " : ", "))\r\n".utf8)
            try typed.append(line: line.span)
        }
        #expect(typed.count == 64)
        #expect(typed.illegible == [8, 9])
        try expectProven(try WordShare(typed))
        typed.keep(9)
        #expect(typed.count == 9)
        #expect(typed.illegible == [8])
        for byte in core[9...] { try typed.append(Array(Bytewords.word(for: byte).utf8).span) }
        let share = try WordShare(typed)
        #expect(share.healed == [8])
        try expectProven(share)
    }

    // MARK: - Typing

    private func words(_ core: [UInt8], illegible: [Int] = []) throws(EnvelopeError) -> WordShare {
        var typed = TypedWords()
        for (place, byte) in core.enumerated() {
            let word = illegible.contains(place) ? "?" : Bytewords.word(for: byte)
            let letters = Array(word.utf8)
            try typed.append(letters.span)
        }
        return try WordShare(typed)
    }

    /// Two manifests with different keys whose identities share three bytes: a birthday among creation times.
    private func twoThatBeginAlike() throws -> (Manifest, Manifest) {
        let other = try Sample.dealt(seed: 8).manifest
        func variant(of manifest: Manifest, _ number: Int) -> [UInt8] {
            manifest.encoded.with(UInt8(number >> 8), at: 27).with(UInt8(number & 255), at: 28)
        }
        func start(_ bytes: [UInt8]) -> [UInt8] { Array(SetIdentity(ofManifest: bytes).bytes[..<3]) }
        var seen: [[UInt8]: Int] = [:]
        for number in 0..<16_384 { seen[start(variant(of: dealt.manifest, number))] = number }
        for number in 0..<16_384 {
            let bytes = variant(of: other, number)
            guard let twin = seen[start(bytes)] else { continue }
            return (try Manifest(encoded: variant(of: dealt.manifest, twin)), try Manifest(encoded: bytes))
        }
        throw EnvelopeError.notCommitted
    }

    private func withChecks(_ message: [UInt8]) -> [UInt8] {
        message + ReedSolomon.parity(of: message.span).publicBytes()
    }

    private func expectProven(_ words: WordShare) throws {
        guard case .plain(let read)? = words.share(of: dealt.manifest.identity) else {
            Issue.record("no plain share of this set")
            return
        }
        let proven = try dealt.manifest.prove(read)
        let isSame = proven.body.isEqual(to: dealt.shares[2].body)
        #expect(proven.number == plain.number && isSame)
    }
}
