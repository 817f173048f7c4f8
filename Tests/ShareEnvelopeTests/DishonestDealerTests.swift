// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A dishonest dealer")
struct DishonestDealerTests {
    private static let key = [UInt8](repeating: 1, count: 32)

    /// y values of a 2-of-4 polynomial through a secret, in every byte the same.
    private static func values(secret: UInt8 = 1, slope: UInt8 = 5) throws -> [[UInt8]] {
        let secret = [UInt8](repeating: secret, count: 32)
        let coefficients = [UInt8](repeating: slope, count: 32)
        let shares = try SecretSharing.split(
            secret.span, threshold: try Threshold(2, of: 4), coefficients: coefficients.span)
        let all = shares.publicBytes()
        return (0..<4).map { Array(all[$0 * 32..<($0 + 1) * 32]) }
    }

    @Test("who deals as the format says is no attack: the credential opens without findings")
    func honest() throws {
        let opening = try DishonestDealer(values: try Self.values(), groups: [(2, 4)]).open()
        #expect(Sample.isPassword(opening.credential))
        #expect(opening.findings.isEmpty)
    }

    @Test("whose shares give another key than the committed one is found out before anything is opened")
    func notCommitted() throws {
        var dealer = DishonestDealer(values: try Self.values(), groups: [(2, 4)])
        dealer.commitsTo = [UInt8](repeating: 2, count: 32)
        dealer.sealsUnder = Self.key
        #expect(throws: EnvelopeError.notCommitted) { try dealer.open() }
        let dealt = try dealer.deal()
        let quorum = try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest)
        #expect(throws: EnvelopeError.notCommitted) { try quorum.rehearse() }
    }

    @Test("who seals under another key than the committed one is found out: nothing comes out")
    func sealedUnderAnotherKey() throws {
        var dealer = DishonestDealer(values: try Self.values(), groups: [(2, 4)])
        dealer.sealsUnder = [UInt8](repeating: 2, count: 32)
        #expect(throws: EnvelopeError.unopenableCiphertext) { try dealer.open() }
    }

    @Test("cannot let two quorums open two credentials: only one key is the committed one")
    func twoKeys() throws {
        // Two lines that meet nowhere: shares 1 and 2 give the key, shares 3 and 4 another.
        let mine = try Self.values()
        let other = try Self.values(secret: 2, slope: 7)
        let values = [mine[0], mine[1], other[2], other[3]]
        let dealer = DishonestDealer(values: values, groups: [(2, 4)])
        #expect(Sample.isPassword(try dealer.open(with: [0, 1]).credential))
        #expect(throws: EnvelopeError.notCommitted) { try dealer.open(with: [2, 3]) }
        let all = try dealer.open()
        #expect(Sample.isPassword(all.credential))
        #expect(all.used == [Sample.number(1, 1), Sample.number(1, 2)])
        #expect(all.findings == [.dealtWrong([Sample.number(1, 3), Sample.number(1, 4)])])
    }

    @Test("who deals one share wrong is named, and every quorum without it opens", arguments: 0..<4)
    func oneWrong(wrong: Int) throws {
        var values = try Self.values()
        values[wrong] = [UInt8](repeating: 0xEE, count: 32)
        let dealer = DishonestDealer(values: values, groups: [(2, 4)])
        let named = DealingFinding.dealtWrong([Sample.number(1, wrong + 1)])
        let all = try dealer.open()
        #expect(Sample.isPassword(all.credential))
        #expect(all.findings == [named])
        for other in 0..<4 where other != wrong {
            // With just enough shares nobody can say which is wrong.
            #expect(throws: EnvelopeError.notCommitted) { try dealer.open(with: [other, wrong].sorted()) }
            let third = (0..<4).first { $0 != wrong && $0 != other }!
            let three = try dealer.open(with: [other, wrong, third].sorted())
            #expect(Sample.isPassword(three.credential))
            #expect(three.findings == [named])
        }
    }

    @Test("who deals two shares wrong of many is named, although a million quorums could be tried")
    func twoWrongOfMany() throws {
        let threshold = try Threshold(10, of: 24)
        let coefficients = [UInt8](repeating: 3, count: 9 * 32)
        let shares = try SecretSharing.split(Self.key.span, threshold: threshold, coefficients: coefficients.span)
        let all = shares.publicBytes()
        var values = (0..<24).map { Array(all[$0 * 32..<($0 + 1) * 32]) }
        values[0][0] ^= 1
        values[23][31] ^= 1
        let opening = try DishonestDealer(values: values, groups: [(10, 24)]).open()
        #expect(Sample.isPassword(opening.credential))
        #expect(opening.findings == [.dealtWrong([Sample.number(1, 1), Sample.number(1, 24)])])
    }

    @Test("who deals a share wrong in one of two groups is named, and the others of its group open")
    func oneWrongOfTwoLevels() throws {
        // Both groups are needed; the second is 2 of 3, its first share wrong.
        let group = try SecretSharing.split(
            Self.key.span, threshold: try Threshold(2, of: 3), coefficients: Self.key.span)
        let all = group.publicBytes()
        let values = [Self.key] + (0..<3).map { Array(all[$0 * 32..<($0 + 1) * 32]) }
        // A constant outer polynomial: each group's value is the key.
        var dealer = DishonestDealer(values: values, groups: [(1, 1), (2, 3)], groupsNeeded: 2)
        dealer.values[1][7] ^= 1
        #expect(try dealer.open().findings.first == .dealtWrong([Sample.number(2, 1)]))
        #expect(throws: EnvelopeError.notCommitted) { try dealer.open(with: [0, 1, 2]) }
        #expect(Sample.isPassword(try dealer.open(with: [0, 2, 3]).credential))
    }

    @Test("who gives every share the key itself is named: each sheet alone holds it, and still no fewer than k open")
    func constantPolynomial() throws {
        let dealer = DishonestDealer(values: try Self.values(slope: 0), groups: [(2, 4)])
        let opening = try dealer.open()
        #expect(Sample.isPassword(opening.credential))
        #expect(opening.findings == [.holdsKeyAlone((1...4).map { Sample.number(1, $0) })])
        let dealt = try dealer.deal()
        #expect(
            throws: EnvelopeError.quorumNotMet(dealt.manifest.rule.standing(of: [Sample.number(1, 3)]))
        ) { try dealer.open(with: [2]) }
    }

    @Test("is not suspected of a share that may act alone under the rule")
    func aloneByRule() throws {
        // One of two groups; the first is one custodian, whose share is the key.
        let dealer = DishonestDealer(values: [Self.key, Self.key, Self.key], groups: [(1, 1), (1, 2)])
        let opening = try dealer.open()
        #expect(opening.findings.isEmpty)
    }

    @Test("whose plaintext is no field list is refused for what is wrong with it")
    func plaintexts() throws {
        typealias Dealer = DishonestDealer
        let good = Dealer.field(2, Array("a".utf8), [1])
        let cases: [(list: [UInt8], expected: EnvelopeError)] = [
            ([], .malformed(.fieldList, .truncated(missing: 1))),
            ([0], .emptyCredential),
            ([0] + good, .malformed(.fieldList, .trailing(extra: good.count))),
            ([1], .malformed(.fieldList, .truncated(missing: 2))),
            ([2] + good, .malformed(.fieldList, .truncated(missing: 2))),
            ([255] + good, .malformed(.fieldList, .truncated(missing: 2))),
            ([1] + good + [7], .malformed(.fieldList, .trailing(extra: 1))),
            ([2] + good + good, .malformed(.fieldList, .repeatedName)),
            ([1] + Dealer.field(0, [0x61], [1]), .malformed(.fieldList, .outOfRange(field: .fieldKind, value: 0))),
            ([1] + Dealer.field(5, [0x61], [1]), .malformed(.fieldList, .outOfRange(field: .fieldKind, value: 5))),
            ([1] + Dealer.field(2, [], [1]), .malformed(.fieldList, .forbiddenText(field: .fieldName, .empty))),
            ([1] + Dealer.field(2, [0xFF], [1]), .malformed(.fieldList, .forbiddenText(field: .fieldName, .notUTF8))),
            (
                [1] + Dealer.field(2, [0], [1]),
                .malformed(.fieldList, .forbiddenText(field: .fieldName, .forbiddenCharacter(codePoint: 0)))
            ),
            ([1] + Dealer.field(2, [0x61], []), .emptyCredential),
            ([1, 2, 1, 0x61, 0xFF, 0xFF, 1], .malformed(.fieldList, .truncated(missing: 0xFFFE))),
            ([1] + Dealer.field(3, [0x61], [1, 6, 30]), .malformed(.seedValue, .truncated(missing: 1))),
            (
                [1] + Dealer.field(3, [0x61], [4, 6, 30, 1]),
                .malformed(.seedValue, .outOfRange(field: .algorithm, value: 4))
            ),
            (
                [1] + Dealer.field(3, [0x61], [1, 9, 30, 1]),
                .malformed(.seedValue, .outOfRange(field: .digits, value: 9))
            ),
            (
                [1] + Dealer.field(3, [0x61], [1, 6, 0, 1]),
                .malformed(.seedValue, .outOfRange(field: .period, value: 0))
            ),
        ]
        for (list, expected) in cases {
            #expect(throws: expected, "\(list)") { try DishonestDealer(plaintext: Dealer.padded(list)).open() }
        }
    }

    @Test("who pads otherwise than the format is refused")
    func paddings() throws {
        let list = DishonestDealer.list([(2, "a", "b")])
        let zeros = [UInt8](repeating: 0, count: 64)
        let cases: [[UInt8]] = [
            zeros,  // no mark at all
            list + Array(zeros.dropFirst(list.count)),  // only zeros after the list
            (DishonestDealer.padded(list)).with(1, at: 63),  // something after the mark
            (DishonestDealer.padded(list)).with(0x81, at: list.count),  // another mark
            DishonestDealer.padded(list) + zeros,  // a block too many
            [UInt8](repeating: 0, count: 64) + [0x80] + Array(zeros.dropFirst()) + zeros,  // two blocks too many
        ]
        for plaintext in cases {
            #expect(throws: EnvelopeError.malformed(.fieldList, .badPadding)) {
                try DishonestDealer(plaintext: plaintext).open()
            }
        }
        // A mark at the very start of a block is a whole block of padding.
        let full = DishonestDealer.list([(2, "a", String(repeating: "b", count: 64 - 6))])
        #expect(full.count == 64)
        let opening = try DishonestDealer(plaintext: DishonestDealer.padded(full)).open()
        #expect(opening.credential.fields[0].value.count == 58)
    }

    @Test("whose field list is longer than 16 KiB is refused, although it has room in the ciphertext")
    func tooLong() throws {
        // 16,385 … 16,447 bytes fit in the longest plaintext of 16,448.
        let list = DishonestDealer.list([(2, "a", String(repeating: "b", count: 16_379))])
        #expect(list.count == 16_385)
        #expect(throws: EnvelopeError.credentialTooLarge(byteCount: 16_385, limit: 16_384)) {
            try DishonestDealer(plaintext: DishonestDealer.padded(list)).open()
        }
    }

    @Test("whose ciphertext is not what was sealed is refused, although the manifest names it", arguments: [0, 40, 79])
    func changedBeforeHashing(place: Int) throws {
        var dealer = DishonestDealer(values: try Self.values(), groups: [(2, 4)])
        dealer.changesCiphertext = { $0.with($0[place] ^ 1, at: place) }
        #expect(throws: EnvelopeError.unopenableCiphertext) { try dealer.open() }
    }
}
