// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A set from the deal to the opened credential")
struct RoundTripTests {
    @Test("every minimal quorum of a two-level rule opens the credential")
    func everyMinimalQuorumOpens() throws {
        let dealt = try Sample.dealt()
        let proven = try dealt.shares.map(dealt.manifest.prove)
        var tried = 0
        for numbers in dealt.manifest.rule.minimalQuorums {
            let quorum = try Quorum(proven.filter { numbers.contains($0.number) }, of: dealt.manifest)
            let opening = try quorum.open(dealt.ciphertext)
            #expect(opening.used == numbers)
            #expect(opening.findings.isEmpty)
            let same = opening.credential.fields[0].value.isEqual(to: Sample.secret("correct horse"))
            #expect(same)
            tried += 1
        }
        #expect(tried == 6)
    }

    @Test("a share survives its code and its words")
    func encodingsRoundTrip() throws {
        let dealt = try Sample.dealt()
        for share in dealt.shares {
            let read = ReadShare.plain(share)
            guard case .share(.plain(let back)) = try PaperCode.read(read.codeText.span) else {
                Issue.record("a plain share's code reads as something else")
                return
            }
            #expect(try dealt.manifest.prove(back).number == share.number)
            var words = TypedWords()
            let core = read.wordBytes
            for index in 0..<core.count { try words.append(Array(Bytewords.word(for: core.span[index]).utf8).span) }
            guard case .plain(let typed)? = try WordShare(words).share(of: dealt.manifest.identity) else {
                Issue.record("a plain share's words read as something else")
                return
            }
            #expect(try dealt.manifest.prove(typed).number == share.number)
        }
    }

    @Test("manifest and ciphertext survive their parts and their lines")
    func partsAndLinesRoundTrip() throws {
        let dealt = try Sample.dealt()
        var parts = PartCollector()
        for part in dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext) {
            guard case .part(let read) = try PaperCode.read(Array(part.text.utf8).span) else { continue }
            parts.add(read, from: 1)
        }
        #expect(parts.manifests() == [dealt.manifest])
        #expect(parts.ciphertext(of: dealt.manifest) == dealt.ciphertext)
        for (lines, bytes) in [
            (dealt.manifest.lines, dealt.manifest.encoded), (dealt.ciphertext.lines, dealt.ciphertext.bytes),
        ] {
            #expect(try lines.flatMap { try CheckedLine(reading: $0.text.lowercased()).data } == bytes)
        }
    }

    @Test("a sealed share opens with its passphrase and with no other")
    func sealing() throws {
        let dealt = try Sample.dealt()
        let salt = dealt.salts[0]
        let sealed = dealt.shares[0].sealed(with: try Sample.stretched("six words", salt), salt: salt)
        guard case .share(.sealed(let read)) = try PaperCode.read(ReadShare.sealed(sealed).codeText.span) else {
            Issue.record("a sealed share's code reads as something else")
            return
        }
        #expect(read.salt == salt)
        let number = read.number
        #expect(throws: EnvelopeError.wrongPassphrase(number)) {
            try read.opened(with: try Sample.stretched("six word", salt))
        }
        let opened = try read.opened(with: try Sample.stretched("six words", salt))
        #expect(try dealt.manifest.prove(opened).number == dealt.shares[0].number)
    }
}
