// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("Dealing")
struct DealingTests {
    @Test("gives the same set for the same seed, and another for another seed or other dice")
    func seeds() throws {
        let first = try deal(random: 1, dice: "123456")
        let again = try deal(random: 1, dice: "123456")
        #expect(first.manifest == again.manifest && first.ciphertext == again.ciphertext && first.salts == again.salts)
        #expect(zip(first.shares, again.shares).allSatisfy { $0.body.isEqual(to: $1.body) })
        for other in [
            try deal(random: 2, dice: "123456"), try deal(random: 1, dice: "123457"), try deal(random: 1, dice: ""),
        ] {
            #expect(other.manifest.identity != first.manifest.identity)
            #expect(zip(first.shares, other.shares).allSatisfy { !$0.body.isEqual(to: $1.body) })
        }
        // Blanks and line ends between throws do not count.
        #expect(try deal(random: 1, dice: " 12 34\t5\r\n6").manifest == first.manifest)
    }

    @Test("draws afresh each time: two sets of one credential share no four bytes in a row")
    func fresh() throws {
        let plan = try Sample.plan()
        let sets = try (0..<2).map { _ in
            try Dealer.deal(
                try Sample.credential(), plan: plan, created: 1_800_000_000, seed: CeremonySeed(dice: Sample.secret(""))
            )
        }
        let runs = sets.map { dealt in
            let secrets = dealt.shares.map { $0.body.publicBytes() }
            let open = [dealt.manifest.nonce, dealt.manifest.commitment, dealt.ciphertext.bytes]
            let keys = dealt.manifest.verificationKeys.map { $0.bytes } + dealt.salts.map { $0.bytes }
            return Set(
                (secrets + open + keys).flatMap { bytes in (0...bytes.count - 4).map { Array(bytes[$0..<$0 + 4]) } })
        }
        #expect(runs[0].count > 500)
        // About 700 runs each: that two agree by chance happens once in ten thousand dealings.
        #expect(runs[0].intersection(runs[1]).count <= 1)
    }

    @Test("gives no two shares the same y or r, and none of them the key")
    func distinctShares() throws {
        let dealt = try Sample.dealt(groups: [("Security", 3, 5), ("Operations", 2, 4)], needed: 2)
        let values = dealt.shares.map { Array($0.body.publicBytes()[..<32]) }
        let randomness = dealt.shares.map { Array($0.body.publicBytes()[32...]) }
        #expect(Set(values).count == 9 && Set(randomness).count == 9)
        let key = Sample.seed().sharedKey().bytes.publicBytes()
        #expect(!values.contains(key))
        let opening = try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest).open(dealt.ciphertext)
        #expect(opening.findings.isEmpty)
    }

    @Test("locks the same credential otherwise under another head, even from a repeated seed")
    func repeatedSeed() throws {
        let mine = try Dealer.deal(
            try Sample.credential(), plan: try Sample.plan(), created: 1, seed: Sample.seed())
        let other = try Dealer.deal(
            try Sample.credential("other horse!!"), plan: try Sample.plan(), created: 2, seed: Sample.seed())
        // With one key stream for both, the sum of the ciphertexts would be that of the plaintexts.
        let sum = zip(mine.ciphertext.bytes, other.ciphertext.bytes).map { $0 ^ $1 }
        let plain = [
            FieldList.padded(try Sample.credential()).publicBytes(),
            FieldList.padded(try Sample.credential("other horse!!")).publicBytes(),
        ]
        #expect(Array(sum[..<16]) != (0..<16).map { plain[0][$0] ^ plain[1][$0] })
    }

    @Test("takes a top coefficient of zero like any other: such sets open")
    func zeroCoefficients() throws {
        // A polynomial of lower degree than the rule allows: 2 of 3 with one slope byte zero in every lane but one.
        let key = [UInt8](repeating: 1, count: 32)
        let coefficients = [UInt8](repeating: 0, count: 32).with(9, at: 3)
        let shares = try SecretSharing.split(
            key.span, threshold: try Threshold(2, of: 3), coefficients: coefficients.span)
        let all = shares.publicBytes()
        let values = (0..<3).map { Array(all[$0 * 32..<($0 + 1) * 32]) }
        let opening = try DishonestDealer(values: values, groups: [(2, 3)]).open()
        #expect(Sample.isPassword(opening.credential) && opening.findings.isEmpty)
    }

    @Test("names a set by the SHA-256 of its manifest, for people in a code and four words")
    func identity() throws {
        let identity = try Sample.dealt().manifest.identity
        #expect(identity.bytes == Digest.sha256(try Sample.dealt().manifest.encoded))
        #expect(identity.hexadecimal.utf8.count == 64)
        #expect(identity.code.count == 19 && identity.code == identity.prefix.code)
        let groups: [Substring] = identity.code.split(separator: Character("-"))
        #expect(groups.map { $0.count } == [4, 4, 4, 4])
        #expect(identity.words == identity.bytes[..<4].map { Bytewords.word(for: $0) })
        #expect(identity.prefix.bytes == Array(identity.bytes[..<16]))
    }

    @Test("keeps the ciphertext apart when it is told to, and says so in the manifest")
    func apart() throws {
        let dealt = try Dealer.deal(
            try Sample.credential(), plan: try Sample.plan(apart: true), created: 1, seed: Sample.seed())
        #expect(dealt.manifest.isCiphertextApart)
        let together = try Dealer.deal(
            try Sample.credential(), plan: try Sample.plan(), created: 1, seed: Sample.seed())
        #expect(!together.manifest.isCiphertextApart)
        #expect(dealt.manifest.identity != together.manifest.identity)
    }

    private func deal(random: UInt8, dice: String) throws -> DealtSet {
        let seed = CeremonySeed(
            random: Sample.secret([UInt8](repeating: random, count: 32)), dice: Sample.secret(dice))
        return try Dealer.deal(try Sample.credential(), plan: try Sample.plan(), created: 1_800_000_000, seed: seed)
    }
}
