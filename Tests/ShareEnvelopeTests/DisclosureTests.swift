// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("What a value shows when it is printed")
struct DisclosureTests {
    @Test("is no byte of a secret, for every type that holds one")
    func noSecrets() throws {
        let password = "canary-Zw7pQ"
        let dealt = try Dealer.deal(
            try Sample.credential(password), plan: try Sample.plan(), created: 1_800_000_000, seed: Sample.seed())
        let proven = try dealt.shares.map(dealt.manifest.prove)
        let quorum = try Quorum(proven, of: dealt.manifest)
        let opening = try quorum.open(dealt.ciphertext)
        let read = ReadShare.plain(dealt.shares[0])
        let sealed = dealt.shares[0].sealed(with: Sample.unstretched(1), salt: dealt.salts[0])
        var typed = TypedWords()
        let core = read.wordBytes.publicBytes()
        for byte in core { try typed.append(Array(Bytewords.word(for: byte).utf8).span) }
        let words = try WordShare(typed)
        let code = try PaperCode.read(read.codeText.span)

        let printed =
            texts(dealt) + texts(dealt.shares) + texts(proven) + texts(quorum) + texts(opening)
            + texts(opening.credential) + texts(opening.credential.fields) + texts(read) + texts(sealed)
            + texts(ReadShare.sealed(sealed)) + texts(words) + texts(code)
        let needles = needles(Array(password.utf8)) + dealt.shares.flatMap { self.needles($0.body.publicBytes()) }
        #expect(printed.count == 36)
        for text in printed {
            for needle in needles where text.contains(needle) { Issue.record("\(needle) is shown") }
            for share in dealt.shares where shows(text, share.body.publicBytes()) { Issue.record("numbers are shown") }
            if shows(text, Array(password.utf8)) { Issue.record("the password's numbers are shown") }
        }
        // The search finds what is shown: a manifest's bytes are public, printed and dumped.
        #expect(texts(dealt.manifest).allSatisfy { shows($0, dealt.manifest.commitment) || !$0.contains("commitment") })
        #expect(texts(dealt.manifest).contains { shows($0, dealt.manifest.commitment) })
        #expect(texts(password).contains { $0.contains(needles[3]) })
    }

    @Test("is no byte of a secret, for every error that reading one can throw")
    func errors() throws {
        let dealt = try Sample.dealt()
        let text = ReadShare.plain(dealt.shares[0]).codeText.publicBytes()
        let core = ReadShare.plain(dealt.shares[0]).wordBytes.publicBytes()
        let needles = needles(Array(text[30...])) + self.needles(dealt.shares[0].body.publicBytes())
        var seen = 0
        for place in text.indices {
            let changed = text.with(0x30, at: place)
            let reason = refusal { () throws(EnvelopeError) in _ = try PaperCode.read(changed.span) }
            for shown in texts(reason as Any) {
                seen += 1
                for needle in needles where shown.contains(needle) { Issue.record("\(needle) is shown") }
                if shows(shown, dealt.shares[0].body.publicBytes()) { Issue.record("numbers are shown") }
            }
        }
        let tooMany = refusal { () throws(EnvelopeError) in
            var typed = TypedWords()
            for (place, byte) in core.enumerated() {
                let word = Array((place < 11 ? "?" : Bytewords.word(for: byte)).utf8)
                try typed.append(word.span)
            }
            _ = try WordShare(typed)
        }
        #expect(tooMany == .malformed(.wordBytes, .beyondHealing))
        #expect(seen == 3 * text.count)
    }

    /// What `print`, `debugPrint` and `dump` show.
    private func texts(_ value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [String(describing: value), String(reflecting: value), dumped]
    }

    /// Whether the first four bytes stand in a text as numbers one after the other, on one line or on several.
    private func shows(_ text: String, _ bytes: [UInt8]) -> Bool {
        let numbers = text.utf8.split { !(0x30...0x39).contains($0) }
            .map { $0.reduce(0) { min($0 * 10 + Int($1 - 0x30), 256) } }
        let wanted = bytes[..<4].map { Int($0) }
        guard numbers.count >= 4 else { return false }
        return (0...numbers.count - 4).contains { Array(numbers[$0..<$0 + 4]) == wanted }
    }

    /// Runs of bytes in hexadecimal, in base32 and as text.
    private func needles(_ bytes: [UInt8]) -> [String] {
        let start = Array(bytes[..<4])
        let digits = Array("0123456789abcdef")
        return [
            start.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined(separator: " "),
            String(start.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }),
            Base32.encode(start),
        ] + (start.allSatisfy { (0x21..<0x7F).contains($0) } ? [String(decoding: start, as: UTF8.self)] : [])
    }
}
