// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A forged share")
struct ForgeryTests {
    private let dealt: DealtSet

    init() throws { dealt = try Sample.dealt(groups: [("Security", 3, 5)]) }

    @Test("made by one who knows all other shares and the key is refused before anything is combined")
    func rushingForger() throws {
        // Share 1 is chosen so that shares 1, 2 and 3 would give a key of the forger's liking.
        let likedKey = [UInt8](repeating: 0x42, count: 32)
        let others = try [1, 2].map { Array(try y(of: dealt.shares[$0])) }
        let wanted = try SecretSharing.interpolate(
            at: FieldElement(1), coordinates: [.zero, FieldElement(2), FieldElement(3)],
            values: Sample.secret(likedKey + others[0] + others[1]).span)
        let body = wanted.publicBytes() + Array(dealt.shares[0].body.publicBytes()[32...])
        let forged = share(1, body: body)
        #expect(throws: EnvelopeError.forged(forged.number)) { try dealt.manifest.prove(forged) }
        // The values alone would have given that key: it is the verification key that stops it.
        let combined = try SecretSharing.combine(
            coordinates: (1...3).map { try ShareCoordinate($0) },
            values: Sample.secret(wanted.publicBytes() + others[0] + others[1]).span, needed: 3)
        #expect(combined.publicBytes() == likedKey)
    }

    @Test("of an absent custodian cannot be made by a quorum that rebuilds the polynomial: r is missing")
    func quorumForger() throws {
        let present = try [0, 1, 2].map { try y(of: dealt.shares[$0]) }
        let absent = try SecretSharing.interpolate(
            at: FieldElement(4), coordinates: (1...3).map { FieldElement($0) },
            values: Sample.secret(present.flatMap { $0 }).span)
        let genuine = dealt.shares[3].body.publicBytes()
        #expect(absent.publicBytes() == Array(genuine[..<32]))
        // r of every other share, their sums and their interpolation, none and all ones.
        let known = dealt.shares.filter { $0.number.member.rawValue != 4 }.map { Array($0.body.publicBytes()[32...]) }
        let interpolated = try SecretSharing.interpolate(
            at: FieldElement(4), coordinates: (1...3).map { FieldElement($0) },
            values: Sample.secret(known[..<3].flatMap { $0 }).span)
        let sum = known.reduce([UInt8](repeating: 0, count: 16)) { zip($0, $1).map { $0 ^ $1 } }
        let guesses =
            known + [
                interpolated.publicBytes(), sum, [UInt8](repeating: 0, count: 16), [UInt8](repeating: 0xFF, count: 16),
            ]
        for guess in guesses {
            let forged = share(4, body: absent.publicBytes() + guess)
            #expect(throws: EnvelopeError.forged(forged.number)) { try dealt.manifest.prove(forged) }
        }
        let real = share(4, body: genuine)
        #expect(try dealt.manifest.prove(real).number == Sample.number(1, 4))
    }

    @Test("that is another custodian's under one's own number is refused, for every pair")
    func swapped() throws {
        let dealt = try Sample.dealt(groups: [("Security", 2, 3), ("Operations", 1, 2)])
        for mine in dealt.shares {
            for claimed in dealt.shares where claimed !== mine {
                let forged = UnverifiedShare(set: mine.set, number: claimed.number, body: mine.body.duplicate())
                #expect(throws: EnvelopeError.forged(claimed.number)) { try dealt.manifest.prove(forged) }
            }
        }
        // Two members of a 1-of-2 group hold the same y and still differ.
        #expect(try y(of: dealt.shares[3]) == y(of: dealt.shares[4]))
        #expect(dealt.manifest.verificationKeys[3] != dealt.manifest.verificationKeys[4])
    }

    @Test("of a number that the set does not have is told from a forged one")
    func numbersBeyondTheRule() throws {
        for (group, member) in [(1, 6), (1, 32), (2, 1), (8, 32)] {
            let number = Sample.number(group, member)
            let claimed = UnverifiedShare(
                set: dealt.manifest.identity.prefix, number: number, body: dealt.shares[0].body.duplicate())
            #expect(throws: EnvelopeError.noSuchShare(number)) { try dealt.manifest.prove(claimed) }
            #expect(throws: EnvelopeError.noSuchShare(number)) { try dealt.manifest.group(of: number) }
        }
    }

    @Test("without y or r, or with them in the other order, is refused")
    func parts() throws {
        let body = dealt.shares[0].body.publicBytes()
        let zeros = [UInt8](repeating: 0, count: 48)
        for wrong in [
            zeros, Array(body[..<32]) + Array(zeros[..<16]), Array(zeros[..<32]) + Array(body[32...]),
            Array(body[16...]) + Array(body[..<16]), Array(body.reversed()),
        ] {
            #expect(throws: EnvelopeError.forged(Sample.number(1, 1))) {
                try dealt.manifest.prove(share(1, body: wrong))
            }
        }
    }

    private func share(_ member: Int, body: [UInt8]) -> UnverifiedShare {
        UnverifiedShare(
            set: dealt.manifest.identity.prefix, number: Sample.number(1, member), body: Sample.secret(body))
    }

    private func y(of share: UnverifiedShare) throws -> [UInt8] { Array(share.body.publicBytes()[..<32]) }
}
