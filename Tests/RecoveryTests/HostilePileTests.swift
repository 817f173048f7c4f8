// SPDX-License-Identifier: Apache-2.0
//
// Paper that anybody can make up, laid among genuine sheets to take the recovery over, to hide them, or to wear the
// program out.

import SecretMemory
import SecretSharing
import ShareEnvelope
import Testing

@testable import Recovery
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
            for (place, set) in sets.enumerated() { try lay(set, on: undecided, from: place * 10) }
            #expect {
                try undecided.quorum()
            } throws: { error in
                guard case .severalSets(let identities)? = error as? RecoveryError else { return false }
                return Set(identities) == [dealt.manifest.identity, other.manifest.identity]
            }
            for named in [dealt, other] {
                let identity = named.manifest.identity
                for goal in [RecoveryGoal.choice(SetChoice(identity)), .sets([identity])] {
                    let pile = Pile(goal)
                    for (place, set) in sets.enumerated() { try lay(set, on: pile, from: place * 10) }
                    #expect(try pile.quorum().quorum.manifest == named.manifest)
                }
            }
        }
    }

    @Test("a set that was not asked for is never opened, however many of its sheets are here")
    func wantedAlone() throws {
        let pile = Pile(.choice(try #require(SetChoice(reading: dealt.manifest.identity.code))))
        try lay(other, on: pile, from: 0)
        #expect(throws: RecoveryError.self) { try pile.quorum() }
        try lay(dealt, on: pile, from: 10)
        #expect(try pile.password() == Sample.password)
    }

    @Test("a made-up set that one sheet opens takes nothing over: the stated set opens, or nothing")
    func oneOfOne() throws {
        let stranger = try Sample.dealt(label: 13, groups: 1)
        for goal in [RecoveryGoal.sets([dealt.manifest.identity]), .anyOne] {
            let pile = Pile(goal)
            _ = pile.take(try stranger.sheet(ana), from: 1)
            try lay(dealt, on: pile, from: 10)
            guard case .anyOne = goal else {
                #expect(try pile.password() == Sample.password)
                continue
            }
            #expect(throws: RecoveryError.self) { try pile.quorum() }
            pile.choose(dealt.manifest.identity)
            #expect(try pile.password() == Sample.password)
        }
    }

    @Test("made-up sealed shares of a number are kept beside the genuine one, whose passphrase opens it")
    func sealedCandidates() throws {
        let pile = Pile()
        _ = pile.take(dealt.publicCodes, from: 0)
        for salt: UInt8 in 1...3 { _ = pile.take([sealedCode(of: bo, in: dealt, salt: salt, body: 9)], from: 1) }
        let genuine = dealt.shares[1].sealed(
            with: try Sample.stretched("six words", dealt.salts[1]), salt: dealt.salts[1])
        #expect(
            pile.take([Sample.string(ReadShare.sealed(genuine).codeText)], from: 2)
                == [.differs(bo, dealt.manifest.identity)])
        let candidates = pile.sealed(bo)
        #expect(candidates.count == 4)
        #expect(candidates.first?.salt == dealt.salts[1], "a source that shows one sealed share comes before a crowd")
        #expect(throws: EnvelopeError.wrongPassphrase(bo)) {
            _ = try pile.unlock(bo, candidate: 3, with: try Sample.stretched("six words", candidates[3].salt))
        }
        let opened = try pile.unlock(bo, with: try Sample.stretched("six words", dealt.salts[1]))
        #expect(opened == [.proven(bo, dealt.manifest.identity)])
    }

    @Test(
        "however many sealed shares one page makes up, before or after, the genuine one opens",
        arguments: [true, false]
    )
    func sealedCrowd(_ isFirst: Bool) throws {
        let pile = Pile()
        _ = pile.take(dealt.publicCodes, from: 0)
        let genuine = dealt.shares[1].sealed(
            with: try Sample.stretched("six words", dealt.salts[1]), salt: dealt.salts[1])
        let crowd = (1...32).map { sealedCode(of: bo, in: dealt, salt: $0, body: 9) }
        if isFirst { _ = pile.take(crowd, from: 1) }
        _ = pile.take([Sample.string(ReadShare.sealed(genuine).codeText)], from: 2)
        if !isFirst { _ = pile.take(crowd, from: 1) }
        #expect(pile.sealed(bo).count == 5, "four of the crowd's, and the genuine one")
        let opened = try pile.unlock(bo, with: try Sample.stretched("six words", dealt.salts[1]))
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

    @Test("a source's unproven shares are kept up to a limit of its own, told, and keep no other source's out")
    func waiting() throws {
        let pile = Pile()
        var isTold = false
        for count in 0..<400 {
            var bytes: [UInt8] = [0x10] + [UInt8](repeating: UInt8(count % 250), count: 15) + [UInt8(count / 250)]
            bytes += [1, UInt8(1 + count % 32)] + [UInt8](repeating: UInt8(count % 256), count: 48)
            let code = Sample.string(PaperCode.text(kind: .share, body: bytes.span))
            isTold = pile.take([code], from: 1).contains { if case .tooMany = $0 { true } else { false } } || isTold
        }
        #expect(isTold)
        #expect(pile.unprovenCount == 64)
        for number in [ana, bo, dana] { _ = pile.take([try dealt.code(of: number)], from: 1_001) }
        _ = pile.take(dealt.publicCodes, from: 1_000)
        #expect(try pile.password() == Sample.password)
    }
}
