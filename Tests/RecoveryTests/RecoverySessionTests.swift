// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Sheets collected for a recovery")
struct RecoverySessionTests {
    let dealt: DealtSet
    let ana: ShareNumber
    let bo: ShareNumber
    let chloe: ShareNumber
    let dana: ShareNumber
    let emeka: ShareNumber

    init() throws {
        dealt = try Sample.dealt()
        ana = try Sample.number(1, 1)
        bo = try Sample.number(1, 2)
        chloe = try Sample.number(1, 3)
        dana = try Sample.number(2, 1)
        emeka = try Sample.number(2, 2)
    }

    // MARK: - Order

    @Test("three sheets open the credential in whatever order they and their codes come")
    func anyOrder() throws {
        let sheets = [ana, chloe, dana]
        for order in permutations(of: sheets) {
            for isReversed in [false, true] {
                let session = Pile()
                for (tag, number) in order.enumerated() {
                    let codes = try dealt.sheet(number)
                    _ = session.take(isReversed ? codes.reversed() : codes, from: tag)
                }
                #expect(session.provenNumbers == sheets.sorted())
                #expect(session.standing?.isMet == true)
                #expect(try session.password() == Sample.password)
            }
        }
    }

    @Test("a share that comes before its manifest is not proven, and is proven the moment the manifest is whole")
    func shareBeforeManifest() throws {
        let session = Pile()
        #expect(session.take([try dealt.code(of: ana)], from: 1) == [.notProvenYet(ana)])
        #expect(session.unprovenCount == 1)
        #expect(session.provenNumbers.isEmpty)
        #expect(session.standing == nil)
        let events = session.take(dealt.manifest.parts.map(\.text), from: 2)
        #expect(events == [.manifest(dealt.manifest.identity), .proven(ana, dealt.manifest.identity)])
        #expect(session.unprovenCount == 0)
        #expect(session.provenNumbers == [ana])
    }

    @Test("a manifest kept as a file proves what waits")
    func manifestFile() throws {
        let session = Pile()
        _ = session.take([try dealt.code(of: ana)], from: 1)
        #expect(
            session.take(dealt.manifest) == [.manifest(dealt.manifest.identity), .proven(ana, dealt.manifest.identity)])
        #expect(session.take(dealt.manifest) == [])
    }

    @Test("more sheets than needed give the same credential")
    func everySheet() throws {
        let session = Pile()
        for (tag, share) in dealt.shares.enumerated() { _ = session.take(try dealt.sheet(share.number), from: tag) }
        #expect(session.provenNumbers.count == 5)
        #expect(try session.password() == Sample.password)
    }

    // MARK: - What is missing

    @Test("every set of shares below the quorum is refused with the standing of each group")
    func tooFew() throws {
        for numbers in [[], [ana], [ana, bo], [ana, bo, chloe], [dana, emeka], [ana, dana, emeka]] {
            let session = Pile()
            _ = session.take(dealt.manifest)
            for (tag, number) in numbers.enumerated() { _ = session.take(try dealt.sheet(number), from: tag) }
            let standing = dealt.manifest.rule.standing(of: numbers)
            #expect(throws: RecoveryError.envelope(.quorumNotMet(standing))) { try session.quorum() }
        }
    }

    @Test("without a manifest the shares are counted but prove nothing")
    func noManifest() throws {
        let session = Pile()
        #expect(throws: RecoveryError.noManifest(unproven: 0)) { try session.quorum() }
        for number in [ana, bo, dana] { _ = session.take([try dealt.code(of: number)], from: 1) }
        #expect(throws: RecoveryError.noManifest(unproven: 3)) { try session.quorum() }
    }

    @Test("a quorum without the locked credential says whether it is kept apart")
    func noCiphertext() throws {
        for apart in [false, true] {
            let dealt = try Sample.dealt(apart: apart)
            let session = Pile()
            _ = session.take(dealt.manifest)
            for number in [ana, bo, dana] { _ = session.take([try dealt.code(of: number)], from: 1) }
            #expect(session.standing?.isMet == true)
            #expect(!session.hasCiphertext)
            #expect(throws: RecoveryError.noCiphertext(keptApart: apart)) { try session.quorum() }
            let events = session.take(dealt.manifest.parts(of: dealt.ciphertext).map(\.text), from: 9)
            #expect(events == [.ciphertext(dealt.manifest.identity)])
            #expect(try session.password() == Sample.password)
        }
    }

    @Test("the parts that lack are named by their numbers")
    func missingParts() throws {
        let session = Pile()
        let large = try Sample.dealt(label: 64, groups: 8)
        #expect(large.manifest.parts.count > 2)
        _ = session.take([large.manifest.parts[1].text], from: 1)
        let missing = try #require(session.missingParts.first)
        #expect(missing.kind == .manifest)
        #expect(missing.missing == [1] + Array(3...large.manifest.parts.count))
    }

    // MARK: - Bad sheets

    @Test("a forged share is named, before and after the genuine one, and the genuine one counts")
    func forged() throws {
        let identity = dealt.manifest.identity
        for forgedFirst in [true, false] {
            let session = Pile()
            _ = session.take(dealt.publicCodes, from: 0)
            let genuine = [try dealt.code(of: ana)]
            let forged = [try dealt.forgedCode(of: ana)]
            if forgedFirst {
                #expect(session.take(forged, from: 1) == [.forged(ana, identity)])
                #expect(session.provenNumbers.isEmpty)
                #expect(session.take(genuine, from: 2) == [.proven(ana, identity)])
            } else {
                #expect(session.take(genuine, from: 1) == [.proven(ana, identity)])
                #expect(session.take(forged, from: 2) == [.forged(ana, identity)])
            }
            #expect(session.provenNumbers == [ana])
        }
    }

    @Test("a forged share that waited for its manifest is named when the manifest comes")
    func forgedWhileWaiting() throws {
        let session = Pile()
        _ = session.take([try dealt.forgedCode(of: ana), try dealt.code(of: ana)], from: 1)
        let events = session.take(dealt.manifest)
        #expect(events.contains(.forged(ana, dealt.manifest.identity)))
        #expect(events.contains(.proven(ana, dealt.manifest.identity)))
        #expect(session.provenNumbers == [ana])
    }

    @Test("the same sheet twice is told and counts once")
    func doubled() throws {
        let session = Pile()
        _ = session.take(try dealt.sheet(ana), from: 1)
        #expect(session.take(try dealt.sheet(ana), from: 2) == [.duplicate(ana, dealt.manifest.identity)])
        #expect(session.standing?.groups[0].present == 1)
    }

    @Test("the same share twice before the manifest is one share that waits")
    func doubledWhileWaiting() throws {
        let session = Pile()
        _ = session.take([try dealt.code(of: ana)], from: 1)
        #expect(session.take([try dealt.code(of: ana)], from: 2) == [.duplicate(ana, nil)])
        #expect(session.unprovenCount == 1)
        #expect(throws: RecoveryError.noManifest(unproven: 1)) { try session.quorum() }
    }

    @Test("every single character changed in a share's code is refused and changes nothing that was accepted")
    func damagedCode() throws {
        let session = Pile()
        for (tag, number) in [ana, dana].enumerated() { _ = session.take(try dealt.sheet(number), from: tag) }
        let code = Array(try dealt.code(of: bo).utf8)
        for place in code.indices {
            var changed = code
            changed[place] = changed[place] == UInt8(ascii: "B") ? UInt8(ascii: "C") : UInt8(ascii: "B")
            let events = session.take(code: changed.span, from: 9)
            #expect(events.count == 1)
            switch events.first {
            case .damaged, .foreignCode: break
            default: Issue.record("a share changed at character \(place) gives \(events)")
            }
            #expect(session.provenNumbers == [ana, dana])
        }
        for count in 0..<code.count {
            let events = session.take(code: code[0..<count].span, from: 9)
            switch events.first {
            case .damaged, .foreignCode: break
            default: Issue.record("a share of \(count) characters gives \(events)")
            }
        }
        #expect(session.provenNumbers == [ana, dana])
        #expect(session.take(code: code.span, from: 9) == [.proven(bo, dealt.manifest.identity)])
        #expect(try session.password() == Sample.password)
    }

    @Test("a share whose group or member is 0, or is none of the set, is refused by what is wrong with it")
    func impossibleNumbers() throws {
        let session = Pile()
        _ = session.take(dealt.publicCodes, from: 0)
        let share = try #require(dealt.shares.first)
        let cases: [(UInt8, UInt8, EnvelopeError)] = [
            (0, 1, .malformed(.share, .outOfRange(field: .group, value: 0))),
            (1, 0, .malformed(.share, .outOfRange(field: .member, value: 0))),
            (9, 1, .malformed(.share, .outOfRange(field: .group, value: 9))),
            (1, 33, .malformed(.share, .outOfRange(field: .member, value: 33))),
            (3, 1, .noSuchShare(try Sample.number(3, 1))), (1, 4, .noSuchShare(try Sample.number(1, 4))),
        ]
        for (group, member, error) in cases {
            var bytes = Sample.bytes(share.encoded)
            bytes[17] = group
            bytes[18] = member
            let code = PaperCode.text(kind: .share, body: bytes.span)
            #expect(session.take(code: code.span, from: 1) == [.damaged(error)])
        }
        #expect(session.provenNumbers.isEmpty)
    }

    @Test("another custodian's number on a share is a forgery")
    func renumbered() throws {
        let session = Pile()
        _ = session.take(dealt.publicCodes, from: 0)
        var bytes = Sample.bytes(try #require(dealt.shares.first).encoded)
        bytes[18] = 2
        let code = PaperCode.text(kind: .share, body: bytes.span)
        #expect(session.take(code: code.span, from: 1) == [.forged(bo, dealt.manifest.identity)])
    }

    @Test("codes of other people are told apart from codes that cannot be read")
    func foreignCodes() {
        let session = Pile()
        #expect(session.take(["https://example.com/menu"], from: 1) == [.foreignCode])
        #expect(session.take(["otpauth://totp/x?secret=AAAA"], from: 1) == [.foreignCode])
        #expect(session.take(["BGX1AAAA"], from: 1) == [.damaged(.malformed(.code, .unknownKind))])
        #expect(session.take(["BGS1"], from: 1).count == 1)
        #expect(session.take([""], from: 1) == [.damaged(.malformed(.code, .empty))])
        #expect(session.unprovenCount == 0)
    }

    @Test("a changed part with a right check never displaces the genuine part, whichever comes first")
    func changedPart() throws {
        let part = try #require(dealt.manifest.parts.first)
        for place in [0, 30, 100, part.chunk.count - 1] {
            var chunk = part.chunk
            chunk[place] ^= 1
            let frame = part.setStart + [1, 1] + chunk
            let changed = Sample.string(PaperCode.text(kind: .manifest, body: frame.span))
            for codes in [[changed, part.text], [part.text, changed]] {
                let session = Pile()
                let events = session.take(codes, from: 1)
                let place = SourcePage(Source("sheet 1"))
                let identity = dealt.manifest.identity
                #expect(events == [.manifest(identity), .contradicts(place, identity)])
            }
        }
    }

    @Test("a manifest changed in any byte is no manifest of this set")
    func changedManifest() throws {
        let genuine = dealt.manifest.encoded
        for place in genuine.indices {
            var changed = genuine
            changed[place] ^= 0x10
            let session = Pile()
            let parts = Part.parts(of: changed, kind: .manifest, start: Array(dealt.manifest.identity.bytes[0..<8]))
            #expect(session.take(parts.map(\.text), from: 1) == [], "byte \(place) under the genuine identity")
            guard let other = try? Manifest(encoded: changed) else { continue }
            #expect(session.take(other) == [.manifest(other.identity)])
            #expect(session.take([try dealt.code(of: ana)], from: 1) == [.notProvenYet(ana)], "byte \(place)")
            #expect(session.provenNumbers.isEmpty)
        }
    }

    // MARK: - Two sets

    @Test("a sheet of another set than the stated one is whole, is told with its set, and does not count")
    func otherSet() throws {
        let other = try Sample.dealt(seed: 8)
        let session = Pile(.sets([dealt.manifest.identity]))
        _ = session.take(try dealt.sheet(ana), from: 1)
        #expect(session.take([try other.code(of: bo)], from: 2) == [.notProvenYet(bo)])
        let whole = session.take(try other.sheet(chloe), from: 3)
        let identity = other.manifest.identity
        #expect(
            whole == [
                .manifest(identity), .ciphertext(identity), .aside(bo, identity), .aside(chloe, identity),
            ])
        #expect(session.provenNumbers == [ana])
    }

    @Test("where sheets of two sets are here and nothing says which is right, a person must choose")
    func mixedSets() throws {
        let other = try Sample.dealt(seed: 8)
        let session = Pile()
        for (tag, number) in [ana, dana].enumerated() { _ = session.take(try other.sheet(number), from: tag) }
        #expect(session.focus == other.manifest)
        for (tag, number) in [ana, bo, dana].enumerated() { _ = session.take(try dealt.sheet(number), from: 10 + tag) }
        #expect(session.focus == nil)
        #expect(Set(session.undecided) == [dealt.manifest, other.manifest])
        #expect(throws: RecoveryError.self) { try session.quorum() }
        session.choose(dealt.manifest.identity)
        #expect(session.undecided.isEmpty)
        #expect(session.focus == dealt.manifest)
        #expect(session.provenNumbers == [ana, bo, dana])
        #expect(session.sets.count == 2)
        #expect(try session.password() == Sample.password)
    }

    @Test("one share of each of two sets is no quorum of either")
    func halves() throws {
        let other = try Sample.dealt(seed: 8)
        let session = Pile()
        _ = session.take(try dealt.sheet(ana), from: 1)
        _ = session.take(try other.sheet(bo), from: 2)
        _ = session.take(try other.sheet(dana), from: 3)
        for set in [dealt, other] {
            let chosen = Pile(.sets([set.manifest.identity]))
            _ = chosen.take(try dealt.sheet(ana), from: 1)
            for (tag, number) in [bo, dana].enumerated() { _ = chosen.take(try other.sheet(number), from: 2 + tag) }
            #expect(throws: RecoveryError.self) { try chosen.quorum() }
        }
        #expect(throws: RecoveryError.self) { try session.quorum() }
    }

    @Test("a real sheet is not taken where people practice, nor a practice sheet where they do not")
    func purposes() throws {
        let practice = try Sample.dealt(seed: 9, isPractice: true)
        let training = Pile(isPractice: true)
        #expect(training.take(try dealt.sheet(ana), from: 1).contains(.otherPurpose(ana, dealt.manifest.identity)))
        #expect(training.take(try practice.sheet(bo), from: 2).contains(.proven(bo, practice.manifest.identity)))
        #expect(training.focus == practice.manifest)
        let emergency = Pile(isPractice: false)
        #expect(
            emergency.take(try practice.sheet(ana), from: 1).contains(.otherPurpose(ana, practice.manifest.identity)))
        #expect(emergency.take(try dealt.sheet(ana), from: 2).contains(.proven(ana, dealt.manifest.identity)))
        #expect(emergency.focus == dealt.manifest)
    }

    // MARK: - Typing

    @Test("a share typed as words counts, and healed words are told by their places")
    func words() throws {
        let session = Pile()
        #expect(session.take(try dealt.words(of: ana)) == [.notProvenYet(ana)])
        #expect(session.take(dealt.manifest).contains(.proven(ana, dealt.manifest.identity)))
        let healed = session.take(try dealt.words(of: bo, wrong: [3, 17, 63]))
        #expect(healed == [.healed(bo, places: [3, 17, 63]), .proven(bo, dealt.manifest.identity)])
        let five = session.take(try dealt.words(of: chloe, wrong: [0, 9, 22, 40, 50]))
        #expect(five == [.healed(chloe, places: [0, 9, 22, 40, 50]), .proven(chloe, dealt.manifest.identity)])
        let ten = session.take(try dealt.words(of: dana, illegible: Array(20..<30)))
        #expect(ten.last == .proven(dana, dealt.manifest.identity))
    }

    @Test("words of another set are told with the beginning of its words, and count once its manifest is here")
    func otherWords() throws {
        let other = try Sample.dealt(seed: 8)
        let identity = other.manifest.identity
        let said = RecoveryEvent.otherWords(bo, Array(identity.words.prefix(3)))
        let session = Pile()
        _ = session.take(dealt.publicCodes, from: 0)
        #expect(session.take(try other.words(of: bo)) == [said])
        #expect(session.take(try dealt.words(of: ana)) == [.proven(ana, dealt.manifest.identity)])
        #expect(session.take(other.manifest).contains(.proven(bo, identity)))
        let stated = Pile(.sets([dealt.manifest.identity]))
        #expect(stated.take(try other.words(of: bo)) == [said], "no manifest is needed to see that")
        #expect(stated.take(try dealt.words(of: ana)) == [.notProvenYet(ana)])
    }

    @Test("words of another set than the one that was named by its code are told before any manifest is here")
    func otherWordsThanChosen() throws {
        let other = try Sample.dealt(seed: 8)
        let said = RecoveryEvent.otherWords(bo, Array(other.manifest.identity.words.prefix(3)))
        for text in [dealt.manifest.identity.code, dealt.manifest.identity.hexadecimal] {
            let session = Pile(.choice(try #require(SetChoice(reading: text))))
            #expect(session.take(try other.words(of: bo)) == [said])
            #expect(session.take(try dealt.words(of: ana)) == [.notProvenYet(ana)])
            #expect(session.take(dealt.manifest).contains(.proven(ana, dealt.manifest.identity)))
        }
    }

    @Test("words that come before every manifest are told to be of another set once a manifest is here, and only once")
    func otherWordsFirst() throws {
        let other = try Sample.dealt(seed: 8)
        let identity = dealt.manifest.identity
        let said = RecoveryEvent.otherWords(bo, Array(other.manifest.identity.words.prefix(3)))
        let session = Pile()
        #expect(session.take(try other.words(of: bo)) == [.notProvenYet(bo)])
        #expect(session.take(try dealt.words(of: ana)) == [.notProvenYet(ana)])
        #expect(session.take(dealt.manifest) == [.manifest(identity), said, .proven(ana, identity)])
        #expect(session.take(try dealt.words(of: dana)) == [.proven(dana, identity)])
        #expect(session.unprovenCount == 1, "it is kept")
        #expect(session.take(other.manifest).contains(.proven(bo, other.manifest.identity)))
        #expect(session.unprovenCount == 0)
    }

    @Test("a checkpoint that was misread is told as one, until its paper is read again")
    func misreadPaper() throws {
        let code = try #require(
            CheckpointCode(
                keyDigest: [UInt8](repeating: 1, count: 16), size: 7, root: [UInt8](repeating: 2, count: 32))
        ).text
        let wrong = String(code.dropLast(40)) + (code.suffix(40).first == "A" ? "B" : "A") + code.suffix(39)
        let session = Pile()
        let error = EnvelopeError.malformed(.code, .checkMismatch)
        #expect(session.take(text: wrong, from: "slip.txt") == [.misreadPaper(error)])
        #expect(session.take([wrong], from: 1) == [.misreadPaper(error)])
        #expect(session.misreadPaper == ["slip.txt", "sheet 1"] && session.checkpoints.isEmpty)
        _ = session.take(text: code, from: "slip.txt")
        #expect(session.misreadPaper == ["sheet 1"] && session.checkpoints.count == 1)
        #expect(session.take([code], from: 1) == [])
        #expect(session.misreadPaper.isEmpty)
    }

    @Test("files whose names differ in their bytes are two sources, though Unicode considers the names equal")
    func namesByBytes() throws {
        let names = ["r\u{E9}sum\u{E9}.txt", "re\u{301}sume\u{301}.txt"]
        let code = try #require(
            CheckpointCode(
                keyDigest: [UInt8](repeating: 1, count: 16), size: 7, root: [UInt8](repeating: 2, count: 32))
        ).text
        let wrong = String(code.dropLast(40)) + (code.suffix(40).first == "A" ? "B" : "A") + code.suffix(39)
        let session = Pile()
        for name in names { _ = session.take(text: wrong, from: name) }
        #expect(session.misreadPaper.count == 2)
        _ = session.take(text: code, from: names[0])
        #expect(session.misreadPaper.map { Array($0.utf8) } == [Array(names[1].utf8)])
    }

    @Test("more wrong words than can be healed never become a share")
    func tooManyWrongWords() throws {
        let session = Pile()
        _ = session.take(dealt.publicCodes, from: 0)
        for places in [[0, 9, 22, 40, 50, 60], Array(0..<11), Array(0..<64)] {
            let events = session.take(try dealt.words(of: ana, wrong: places))
            let isRefused = events.contains { event in
                switch event {
                case .damaged, .forged: true
                default: false
                }
            }
            #expect(isRefused, "\(places.count) wrong words give \(events)")
            #expect(session.provenNumbers.isEmpty)
        }
        #expect(
            session.take(try dealt.words(of: ana, illegible: Array(0..<11))) == [
                .damaged(.malformed(.wordBytes, .beyondHealing))
            ])
    }

    @Test("manifest and locked credential typed as checked lines, last line first")
    func checkedLines() throws {
        let session = Pile()
        for number in [ana, bo, dana] { _ = session.take([try dealt.code(of: number)], from: 1) }
        for line in (dealt.manifest.lines + dealt.ciphertext.lines).reversed() {
            _ = session.take(try CheckedLine(reading: line.text.lowercased()))
        }
        #expect(session.provenNumbers == [ana, bo, dana])
        #expect(try session.password() == Sample.password)
    }

    // MARK: - Sealed shares, drop and retry

    @Test("a sealed share waits for its passphrase; a wrong one changes nothing; the right one makes it count")
    func sealed() throws {
        let identity = dealt.manifest.identity
        let session = Pile()
        for (tag, number) in [ana, dana].enumerated() { _ = session.take(try dealt.sheet(number), from: tag) }
        #expect(session.take([try sealedCode(of: 1, "six words")], from: 3) == [.sealed(bo, identity)])
        #expect(session.sealedNumbers == [bo])
        #expect(session.provenNumbers == [ana, dana])
        let salt = try #require(session.sealed(bo).first?.salt)
        #expect(salt == dealt.salts[1])
        #expect(throws: EnvelopeError.wrongPassphrase(bo)) {
            _ = try session.unlock(bo, with: try Sample.stretched("seven words", salt))
        }
        #expect(session.sealedNumbers == [bo])
        #expect(session.provenNumbers == [ana, dana])
        #expect(try session.unlock(bo, with: try Sample.stretched("six words", salt)) == [.proven(bo, identity)])
        #expect(session.sealedNumbers.isEmpty)
        #expect(try session.password() == Sample.password)
        #expect(session.take([try sealedCode(of: 1, "six words")], from: 4) == [.duplicate(bo, identity)])
    }

    @Test("a changed sealed share never displaces the one that came first, and can be dropped for the genuine one")
    func changedSealed() throws {
        let identity = dealt.manifest.identity
        let session = Pile()
        _ = session.take(dealt.publicCodes, from: 0)
        let genuine = try sealedCode(of: 1, "six words")
        let share = dealt.shares[1].sealed(
            with: try Sample.stretched("six words", dealt.salts[1]), salt: dealt.salts[1])
        var bytes = Sample.bytes(share.encoded)
        bytes[98] ^= 1
        let changed = Sample.string(PaperCode.text(kind: .share, body: bytes.span))
        _ = session.take([genuine], from: 1)
        #expect(session.take([changed], from: 2) == [.differs(bo, identity)])
        #expect(session.take([genuine], from: 3) == [.duplicate(bo, identity)])
        let salt = try #require(session.sealed(bo).first?.salt)
        let opened = try session.unlock(bo, with: try Sample.stretched("six words", salt))
        #expect(opened == [.proven(bo, dealt.manifest.identity)])

        let deceived = Pile()
        _ = deceived.take(dealt.publicCodes, from: 0)
        _ = deceived.take([changed], from: 1)
        #expect(deceived.take([genuine], from: 2) == [.differs(bo, identity)])
        #expect(deceived.drop(bo))
        #expect(deceived.take([genuine], from: 3) == [.sealed(bo, dealt.manifest.identity)])
        #expect(try deceived.unlock(bo, with: try Sample.stretched("six words", salt)).count == 1)
    }

    @Test("a dropped share no longer counts, and counts again when its sheet comes again")
    func dropAndRetry() throws {
        let session = Pile()
        for (tag, number) in [ana, bo, dana].enumerated() { _ = session.take(try dealt.sheet(number), from: tag) }
        #expect(session.drop(bo))
        #expect(!session.drop(bo))
        #expect(!session.drop(emeka))
        #expect(session.provenNumbers == [ana, dana])
        #expect(session.standing?.isMet == false)
        #expect(session.take(try dealt.sheet(bo), from: 7) == [.proven(bo, dealt.manifest.identity)])
        #expect(try session.password() == Sample.password)
    }

    private func sealedCode(of index: Int, _ passphrase: String) throws -> String {
        let salt = dealt.salts[index]
        let share = dealt.shares[index].sealed(with: try Sample.stretched(passphrase, salt), salt: salt)
        return Sample.string(ReadShare.sealed(share).codeText)
    }

    private func permutations(of numbers: [ShareNumber]) -> [[ShareNumber]] {
        guard numbers.count > 1 else { return [numbers] }
        return numbers.flatMap { first in
            permutations(of: numbers.filter { $0 != first }).map { [first] + $0 }
        }
    }
}
