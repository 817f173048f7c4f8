// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A share changed in one byte")
struct ShareChangeTests {
    private let dealt: DealtSet
    /// Member 2 of group 1, which is 2 of 3; group 2 is 1 of 2.
    private let share: UnverifiedShare

    init() throws {
        dealt = try Sample.dealt()
        share = dealt.shares[1]
    }

    @Test("is refused with the reason and the share's number, for every value of every byte")
    func plain() {
        let original = share.encoded.publicBytes()
        #expect(original.count == 67)
        for place in original.indices {
            for value in UInt8.min...UInt8.max where value != original[place] {
                let changed = original.with(value, at: place)
                let reason = refusal { () throws(EnvelopeError) in
                    guard case .plain(let read) = try ReadShare(encoded: changed.span) else { return }
                    _ = try dealt.manifest.prove(read)
                }
                let expected = plainReason(place, value, changed)
                if reason != expected {
                    Issue.record("byte \(place) = \(value): \(String(describing: reason)) instead of \(expected)")
                }
            }
        }
    }

    @Test("is refused with the reason and the share's number when it is sealed, for every value of every byte")
    func sealed() throws {
        let salt = dealt.salts[1]
        let original = share.sealed(with: Sample.unstretched(1), salt: salt).encoded.publicBytes()
        #expect(original.count == 99)
        for place in original.indices where !(19..<35).contains(place) {
            for value in UInt8.min...UInt8.max where value != original[place] {
                let changed = original.with(value, at: place)
                let reason = refusal { () throws(EnvelopeError) in
                    guard case .sealed(let read) = try ReadShare(encoded: changed.span) else { return }
                    _ = try read.opened(with: Sample.unstretched(1))
                }
                let expected = sealedReason(place, value, changed)
                if reason != expected {
                    Issue.record("byte \(place) = \(value): \(String(describing: reason)) instead of \(expected)")
                }
            }
        }
    }

    @Test("asks for the passphrase under another salt when its salt is changed")
    func salt() throws {
        let salt = dealt.salts[1]
        let original = share.sealed(with: Sample.unstretched(1), salt: salt).encoded.publicBytes()
        for place in 19..<35 {
            for value in UInt8.min...UInt8.max where value != original[place] {
                let changed = original.with(value, at: place)
                guard case .sealed(let read) = try ReadShare(encoded: changed.span) else {
                    Issue.record("byte \(place) = \(value): not sealed any more")
                    return
                }
                // Another salt gives another key: the passphrase stretched with it is as good as a wrong one.
                if read.salt == salt || read.salt.bytes != Array(changed[19..<35]) {
                    Issue.record("byte \(place) = \(value): the salt is read wrong")
                }
            }
        }
        guard case .sealed(let read) = try ReadShare(encoded: original.span) else { return }
        #expect(throws: EnvelopeError.wrongPassphrase(share.number)) { try read.opened(with: Sample.unstretched(2)) }
    }

    @Test("is refused at every other length")
    func lengths() {
        for original in [
            share.encoded.publicBytes(),
            share.sealed(with: Sample.unstretched(1), salt: dealt.salts[1]).encoded.publicBytes(),
        ] {
            for count in 0..<original.count {
                let shorter = Array(original[..<count])
                let expected: EnvelopeDefect = count == 0 ? .empty : .truncated(missing: original.count - count)
                #expect(
                    refusal { () throws(EnvelopeError) in _ = try ReadShare(encoded: shorter.span) }
                        == .malformed(.share, expected))
            }
            let longer = original + [0]
            #expect(
                refusal { () throws(EnvelopeError) in _ = try ReadShare(encoded: longer.span) }
                    == .malformed(.share, .trailing(extra: 1)))
        }
    }

    @Test("that claims any of the 65,536 numbers is out of range, unknown to its set, or forged")
    func numbers() {
        let original = share.encoded.publicBytes()
        for group in UInt8.min...UInt8.max {
            for member in UInt8.min...UInt8.max where (group, member) != (1, 2) {
                let changed = original.with(group, at: 17).with(member, at: 18)
                let reason = refusal { () throws(EnvelopeError) in
                    guard case .plain(let read) = try ReadShare(encoded: changed.span) else { return }
                    _ = try dealt.manifest.prove(read)
                }
                if reason != numberReason(group, member) {
                    Issue.record("g\(group)m\(member): \(String(describing: reason))")
                }
            }
        }
    }

    // MARK: - The oracle

    private func plainReason(_ place: Int, _ value: UInt8, _ changed: [UInt8]) -> EnvelopeError {
        switch place {
        case 0 where value == 0x11: .malformed(.share, .truncated(missing: 32))
        case 0: firstByteReason(value)
        case 1..<17:
            .otherSet(
                share: share.number, shareSet: SetPrefix(bytes: Array(changed[1..<17])),
                manifestSet: dealt.manifest.identity)
        case 17, 18: numberReason(changed[17], changed[18])
        default: .forged(share.number)
        }
    }

    private func sealedReason(_ place: Int, _ value: UInt8, _ changed: [UInt8]) -> EnvelopeError {
        switch place {
        case 0 where value == 0x10: .malformed(.share, .trailing(extra: 32))
        case 0: firstByteReason(value)
        case 17 where !(1...8).contains(value): .malformed(.share, .outOfRange(field: .group, value: Int(value)))
        case 18 where !(1...32).contains(value): .malformed(.share, .outOfRange(field: .member, value: Int(value)))
        case 17, 18: .wrongPassphrase(number(changed[17], changed[18]))
        default: .wrongPassphrase(share.number)
        }
    }

    private func firstByteReason(_ value: UInt8) -> EnvelopeError {
        .malformed(.share, value >> 4 == 1 ? .unknownFlags(value & 15) : .unknownVersion(value >> 4))
    }

    private func numberReason(_ group: UInt8, _ member: UInt8) -> EnvelopeError {
        guard (1...8).contains(group) else { return .malformed(.share, .outOfRange(field: .group, value: Int(group))) }
        guard (1...32).contains(member) else {
            return .malformed(.share, .outOfRange(field: .member, value: Int(member)))
        }
        let members = dealt.manifest.groups.map { $0.threshold.total }
        let isKnown = group <= members.count && member <= members[Int(group) - 1]
        return isKnown ? .forged(number(group, member)) : .noSuchShare(number(group, member))
    }

    private func number(_ group: UInt8, _ member: UInt8) -> ShareNumber {
        Sample.number(Int(group), Int(member))
    }
}
