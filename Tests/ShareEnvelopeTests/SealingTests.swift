// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

// Stretching takes a quarter of a GiB and about a second, so only what depends on it does it.
@Suite("A sealed share", .serialized)
struct SealingTests {
    private let dealt: DealtSet

    init() throws { dealt = try Sample.dealt() }

    @Test("opens with the passphrase's exact bytes alone: no trimming, no case, no other salt")
    func passphrase() throws {
        let salt = dealt.salts[0]
        let sealed = dealt.shares[0].sealed(with: try Sample.stretched("six words", salt), salt: salt)
        for wrong in ["six words ", "Six words", ""] {
            #expect(throws: EnvelopeError.wrongPassphrase(sealed.number)) {
                try sealed.opened(with: try Sample.stretched(wrong, salt))
            }
        }
        #expect(throws: EnvelopeError.wrongPassphrase(sealed.number)) {
            try sealed.opened(with: try Sample.stretched("six words", dealt.salts[1]))
        }
        let opened = try sealed.opened(with: try Sample.stretched("six words", salt))
        #expect(try dealt.manifest.prove(opened).number == sealed.number)
    }

    @Test("does not open with another share's box, number or set")
    func swappedBoxes() throws {
        let key = Sample.unstretched(1)
        let sealed = zip(dealt.shares, dealt.salts).map { $0.sealed(with: key, salt: $1) }
        let otherSet = try Sample.dealt(seed: 8).manifest.identity.prefix
        for mine in sealed {
            for other in sealed where other !== mine {
                let swapped = SealedShare(set: mine.set, number: mine.number, body: other.body.duplicate())
                #expect(throws: EnvelopeError.wrongPassphrase(mine.number)) { try swapped.opened(with: key) }
            }
            let moved = SealedShare(set: otherSet, number: mine.number, body: mine.body.duplicate())
            #expect(throws: EnvelopeError.wrongPassphrase(mine.number)) { try moved.opened(with: key) }
            #expect(try dealt.manifest.prove(try mine.opened(with: key)).number == mine.number)
        }
    }

    @Test("survives its code and its words")
    func encodings() throws {
        let key = Sample.unstretched(1)
        for (share, salt) in zip(dealt.shares, dealt.salts) {
            let sealed = ReadShare.sealed(share.sealed(with: key, salt: salt))
            #expect(sealed.codeText.count == 169)
            guard case .share(.sealed(let read)) = try PaperCode.read(sealed.codeText.span) else {
                Issue.record("a sealed share's code reads as something else")
                return
            }
            #expect(read.salt == salt && read.number == share.number && read.set == share.set)
            #expect(try dealt.manifest.prove(try read.opened(with: key)).number == share.number)
        }
    }

    @Test("has a salt of its own for each share of a set")
    func salts() throws {
        #expect(Set(dealt.salts).count == dealt.shares.count)
        #expect(SealingSalt(bytes: [UInt8](repeating: 0, count: 15)) == nil)
        #expect(SealingSalt(bytes: [UInt8](repeating: 0, count: 17)) == nil)
        let isShort = StretchedPassphrase(bytes: SecretBytes(zeroCount: 55)) == nil
        let isLong = StretchedPassphrase(bytes: SecretBytes(zeroCount: 57)) == nil
        #expect(isShort && isLong)
    }
}
