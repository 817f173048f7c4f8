// SPDX-License-Identifier: Apache-2.0
//
// Paper that anybody can make up, laid among genuine sheets to take the recovery over, to hide them, or to wear the
// program out.

import SecretMemory
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("Made-up sheets among genuine ones")
struct HostilePileTests {
    let dealt: DealtSet
    let other: DealtSet
    let ana: ShareNumber
    let bo: ShareNumber
    let dana: ShareNumber

    init() throws {
        dealt = try Sample.dealt()
        other = try Sample.dealt(seed: 8)
        ana = try Sample.number(1, 1)
        bo = try Sample.number(1, 2)
        dana = try Sample.number(2, 1)
    }

    private func lay(_ set: DealtSet, on pile: Pile, from tag: Int) throws {
        for (place, number) in [ana, bo, dana].enumerated() {
            _ = pile.take(try set.sheet(number), from: tag + place)
        }
    }

    private func sealedCode(of number: ShareNumber, in set: DealtSet, salt: UInt8, body: UInt8) -> String {
        var bytes: [UInt8] = [0x11] + set.manifest.identity.prefix.bytes
        bytes += [UInt8(number.group.rawValue), UInt8(number.member.rawValue)]
        bytes += [UInt8](repeating: salt, count: 16) + [UInt8](repeating: body, count: 64)
        return Sample.string(PaperCode.text(kind: .share, body: bytes.span))
    }

    @Test("where the quorums of two sets are met nothing opens before one is named, in whatever order they came")
    func twoQuorums() throws {
        for sets in [[dealt, other], [other, dealt]] {
            let undecided = Pile()
            for (place, set) in sets.enumerated() {
                try lay(set, on: undecided, from: place * 10)
            }
            #expect {
                try undecided.quorum()
            } throws: { error in
                guard case .severalSets(let identities)? = error as? RecoveryError else { return false }
                return Set(identities) == [dealt.manifest.identity, other.manifest.identity]
            }
            for named in [dealt, other] {
                let wanted = Pile(wanted: SetChoice(named.manifest.identity))
                let expected = Pile(expected: named.manifest.identity)
                for pile in [wanted, expected] {
                    for (place, set) in sets.enumerated() {
                        try lay(set, on: pile, from: place * 10)
                    }
                    #expect(try pile.quorum().quorum.manifest == named.manifest)
                }
            }
        }
    }

    @Test("a set that was not asked for is never opened, however many of its sheets are here")
    func wantedAlone() throws {
        let pile = Pile(wanted: SetChoice(reading: dealt.manifest.identity.code))
        try lay(other, on: pile, from: 0)
        #expect(throws: RecoveryError.self) { try pile.quorum() }
        try lay(dealt, on: pile, from: 10)
        #expect(try pile.password() == Sample.password)
    }

    @Test("no crowd of made-up sealed shares of another set takes over what two genuine sheets are of")
    func crowd() throws {
        let pile = Pile()
        _ = pile.take(other.publicCodes, from: 1)
        for number in other.manifest.rule.shareNumbers {
            for salt in 0..<4 {
                _ = pile.take([sealedCode(of: number, in: other, salt: UInt8(salt), body: 1)], from: 1)
            }
        }
        _ = pile.take(try dealt.sheet(ana), from: 2)
        #expect(pile.focus == dealt.manifest)
        _ = pile.take(try dealt.sheet(bo), from: 3)
        _ = pile.take(try dealt.sheet(dana), from: 4)
        #expect(try pile.password() == Sample.password)
    }

    @Test("made-up sealed shares of a number are kept beside the genuine one, whose passphrase opens it")
    func sealedCandidates() throws {
        let pile = Pile()
        _ = pile.take(dealt.publicCodes, from: 0)
        for salt: UInt8 in 1...3 { _ = pile.take([sealedCode(of: bo, in: dealt, salt: salt, body: 9)], from: 1) }
        let genuine = dealt.shares[1].sealed(
            with: try Sample.stretched("six words", dealt.salts[1]), salt: dealt.salts[1])
        #expect(pile.take([Sample.string(ReadShare.sealed(genuine).codeText)], from: 2) == [.differs(bo)])
        let salts = pile.salts(of: bo)
        #expect(salts.count == 4)
        let place = try #require(salts.firstIndex(of: dealt.salts[1]))
        #expect(throws: EnvelopeError.self) {
            _ = try pile.unlock(bo, candidate: 0, with: try Sample.stretched("six words", salts[0]))
        }
        let opened = try pile.unlock(bo, candidate: place, with: try Sample.stretched("six words", salts[place]))
        #expect(opened == [.proven(bo, dealt.manifest.identity)])
    }

    @Test("words of another set's share are never called forged, and wait for their own manifest")
    func foreignWords() throws {
        let pile = Pile()
        _ = pile.take(dealt.publicCodes, from: 0)
        let events = pile.take(try other.words(of: ana))
        #expect(!events.contains { if case .forged = $0 { true } else { false } })
        #expect(pile.unprovenCount == 1)
        #expect(pile.take(other.manifest).contains(.proven(ana, other.manifest.identity)))
    }

    @Test("what nothing vouches for is kept up to a limit, told, and does not keep genuine sheets out")
    func waiting() throws {
        let pile = Pile()
        var isTold = false
        for count in 0..<400 {
            var bytes: [UInt8] = [0x10] + [UInt8](repeating: UInt8(count % 250), count: 15) + [UInt8(count / 250)]
            bytes += [1, UInt8(1 + count % 32)] + [UInt8](repeating: UInt8(count % 256), count: 48)
            let code = Sample.string(PaperCode.text(kind: .share, body: bytes.span))
            isTold = pile.take([code], from: count).contains { if case .tooMany = $0 { true } else { false } } || isTold
        }
        #expect(isTold)
        #expect(pile.unprovenCount <= 256)
        _ = pile.take(dealt.publicCodes, from: 1_000)
        for number in [ana, bo, dana] { _ = pile.take([try dealt.code(of: number)], from: 1_001) }
        #expect(try pile.password() == Sample.password)
    }
}
