// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("The text of a code changed in one character")
struct CodeTextTests {
    private let dealt: DealtSet

    init() throws { dealt = try Sample.dealt() }

    @Test("is refused at every place of a share's code, for every other byte")
    func share() {
        let share = ReadShare.plain(dealt.shares[0])
        everyCharacter(of: share.codeText.publicBytes(), values: 255, seed: 2)
    }

    @Test("is refused at every place of a sealed share's code")
    func sealedShare() {
        let sealed = dealt.shares[0].sealed(with: Sample.unstretched(1), salt: dealt.salts[0])
        everyCharacter(of: ReadShare.sealed(sealed).codeText.publicBytes(), values: 48, seed: 3)
    }

    @Test("is refused at every place of the codes of manifest and ciphertext")
    func parts() {
        for part in dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext) {
            everyCharacter(of: Array(part.text.utf8), values: 16, seed: 4)
        }
    }

    @Test("is read in any case, with blanks, line ends and hyphens anywhere")
    func fillers() throws {
        let text = ReadShare.plain(dealt.shares[0]).codeText.publicBytes()
        var random = SeededNumbers(seed: 5)
        for _ in 0..<200 {
            var loose: [UInt8] = []
            for character in text {
                while Bool.random(using: &random) {
                    loose.append([0x20, 0x09, 0x0A, 0x0D, 0x2D].randomElement(using: &random)!)
                }
                let isLetter = (0x41...0x5A).contains(character)
                loose.append(isLetter && Bool.random(using: &random) ? character | 0x20 : character)
            }
            guard case .share(.plain(let read)) = try PaperCode.read(loose.span) else {
                Issue.record("seed \(random.seed): reads as something else")
                return
            }
            #expect(try dealt.manifest.prove(read).number == dealt.shares[0].number)
        }
    }

    @Test("is refused when it is cut off or goes on")
    func lengths() {
        let text = ReadShare.plain(dealt.shares[0]).codeText.publicBytes()
        for count in text.indices {
            let reason = reason(Array(text[..<count]))
            switch count {
            case 0: #expect(reason == .malformed(.code, .empty))
            case 1...3: #expect(reason == .malformed(.code, .truncated(missing: 4 - count)))
            default: #expect(reason?.isMalformed(.code) == true)
            }
        }
        for extra in ["A", "AA", "AAAAAAAA", "=", "======", "\u{0}", "1"] {
            #expect(reason(text + Array(extra.utf8))?.isMalformed(.code) == true)
        }
    }

    @Test("of another kind, of another program or of nothing is told from a damaged one")
    func foreign() {
        let cases: [(String, EnvelopeDefect)] = [
            ("", .empty), (" \n-", .empty), ("B", .truncated(missing: 3)), ("https://example.org", .wrongMagic),
            ("BGX1AAAA", .unknownKind), ("BGS2AAAA", .unknownKind), ("BGZ1AAAA", .unknownKind),
            ("otpauth://totp/x", .wrongMagic), ("BGS1", .truncated(missing: 5)), ("BGS1AA", .truncated(missing: 4)),
            ("BGS1AAAAAAAA0", .foreignCharacter(position: 13)), ("BGS1A", .impossibleLength(1)),
            ("BGS1AB", .looseBits), ("BGS1AAAAAAAA", .checkMismatch), ("BGS1AÄ", .foreignCharacter(position: 6)),
        ]
        for (text, defect) in cases { #expect(reason(Array(text.utf8)) == .malformed(.code, defect), "\(text)") }
        let huge = [UInt8](repeating: 0x41, count: 1 << 20)
        #expect(reason(Array("BGS1".utf8) + huge) == .malformed(.code, .checkMismatch))
    }

    @Test("whose body breaks the layout is refused for the layout, although its check is right")
    func rightCheckWrongBody() {
        let body = dealt.shares[0].encoded.publicBytes()
        let cases: [([UInt8], EnvelopeError)] = [
            (body + [0], .malformed(.share, .trailing(extra: 1))),
            (Array(body.dropLast()), .malformed(.share, .truncated(missing: 1))),
            (body.with(0x20, at: 0), .malformed(.share, .unknownVersion(2))),
            (body.with(0x12, at: 0), .malformed(.share, .unknownFlags(2))),
            (body.with(0, at: 17), .malformed(.share, .outOfRange(field: .group, value: 0))),
            (body.with(9, at: 17), .malformed(.share, .outOfRange(field: .group, value: 9))),
            (body.with(0, at: 18), .malformed(.share, .outOfRange(field: .member, value: 0))),
            (body.with(33, at: 18), .malformed(.share, .outOfRange(field: .member, value: 33))),
        ]
        for (changed, expected) in cases {
            #expect(reason(PaperCode.text(kind: .share, body: changed.span).publicBytes()) == expected)
        }
    }

    // MARK: - The oracle

    private func everyCharacter(of text: [UInt8], values: Int, seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for place in text.indices {
            for value in random.otherValues(than: text[place], count: values) {
                let reason = reason(text.with(value, at: place))
                // The same letter in the other case is the same code.
                let isSame = (0x61...0x7A).contains(value) && value - 0x20 == text[place]
                if isSame != (reason == nil) || !isSame && !isRight(reason, place, value) {
                    Issue.record("seed \(seed): character \(place) = \(value): \(String(describing: reason))")
                }
            }
        }
    }

    private func reason(_ text: [UInt8]) -> EnvelopeError? {
        refusal { () throws(EnvelopeError) in _ = try PaperCode.read(text.span) }
    }

    private func isRight(_ reason: EnvelopeError?, _ place: Int, _ value: UInt8) -> Bool {
        guard case .malformed(.code, let defect)? = reason else { return false }
        let upper = (0x61...0x7A).contains(value) ? value - 0x20 : value
        let isInAlphabet = (0x41...0x5A).contains(upper) || (0x32...0x37).contains(upper)
        switch (place, defect) {
        case (0...1, .wrongMagic), (2...3, .unknownKind): return true
        // The third letter of another known kind: then the check, which covers the kind, tells.
        case (2, .checkMismatch): return CodeKind.allCases.contains { Array($0.rawValue.utf8)[2] == upper }
        case (0...3, _): return false
        case (_, .foreignCharacter(let position)): return position == place + 1 && !isInAlphabet
        // A filler in the body shortens it.
        case (_, .impossibleLength), (_, .looseBits): return Base32.isFiller(value) || isInAlphabet
        default: return defect == .checkMismatch && (Base32.isFiller(value) || isInAlphabet)
        }
    }
}
