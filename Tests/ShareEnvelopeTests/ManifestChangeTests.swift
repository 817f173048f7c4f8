// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A manifest changed in one byte")
struct ManifestChangeTests {
    /// What reading a changed manifest must come to.
    private enum Outcome {
        case refused(EnvelopeDefect)
        /// Refused for a defect that depends on the bytes that follow.
        case refusedSomehow
        /// Well-formed, but with another identity: no share of the set proves itself against it.
        case anotherSet
    }

    private let dealt: DealtSet
    private let original: [UInt8]
    /// Where the length of the credential's name stands: after magic, flags, nonce, time and label.
    private let credentialStart: Int
    /// Where the groups' records start: after the credential's name, group threshold and group count.
    private let groupsStart: Int
    private let commitmentStart: Int
    private let keysEnd: Int

    init() throws {
        dealt = try Sample.dealt(credential: "root password")
        original = dealt.manifest.encoded
        credentialStart = 30 + dealt.manifest.label.utf8.count
        groupsStart = credentialStart + 1 + "root password".utf8.count + 2
        commitmentStart = dealt.manifest.groups.reduce(groupsStart) { $0 + 3 + $1.name.utf8.count }
        keysEnd = original.count - 34
    }

    @Test("is refused for the field that breaks, or is another set, for every value of every byte")
    func everyByte() throws {
        var random = SeededNumbers(seed: 1)
        // Bytes that any value suits are sampled, those with a meaning are tried in full.
        let suits = Set(Array(5..<21) + Array(commitmentStart..<keysEnd) + Array(keysEnd + 2..<original.count))
        for place in original.indices {
            let count = suits.contains(place) ? 24 : 255
            for value in random.otherValues(than: original[place], count: count) {
                check(original.with(value, at: place), is: outcome(place, value), "byte \(place) = \(value)")
            }
        }
    }

    @Test("is refused when its end lacks or something follows")
    func lengths() {
        for count in original.indices {
            let reason = refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: Array(original[..<count])) }
            if count == 0 {
                #expect(reason == .malformed(.manifest, .empty))
            } else if case .malformed(.manifest, .truncated(let missing))? = reason {
                #expect(missing >= 1 && missing <= original.count - count)
            } else {
                Issue.record("\(count) bytes: \(String(describing: reason))")
            }
        }
        for extra in [1, 2, 32, 1_000] {
            let longer = original + [UInt8](repeating: 0, count: extra)
            let reason = refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: longer) }
            #expect(reason == .malformed(.manifest, .trailing(extra: extra)))
        }
    }

    @Test("is refused when two groups have one name, or two shares one key")
    func repeats() throws {
        let twice = try Sample.dealt(groups: [("Alpha", 1, 2), ("Bravo", 1, 2)], needed: 1)
        let bytes = twice.manifest.encoded
        let start = 30 + twice.manifest.label.utf8.count + 1 + 2
        let sameNames = Array(bytes[..<(start + 11)]) + Array("Alpha".utf8) + Array(bytes[(start + 16)...])
        #expect(
            refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: sameNames) }
                == .malformed(.manifest, .repeatedName))
        let keys = bytes.count - 34 - 4 * 32
        var sameKeys = bytes
        for offset in 0..<32 { sameKeys[keys + 96 + offset] = bytes[keys + offset] }
        #expect(
            refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: sameKeys) }
                == .malformed(.manifest, .repeatedKey))
    }

    @Test("is refused with 33 shares, although each group and each key is in order")
    func tooManyShares() throws {
        let groups = try [("A", 17), ("B", 16)].map {
            Manifest.Group(name: try Sample.text($0), threshold: try Threshold(1, of: $1))
        }
        let nonce = [UInt8](repeating: 0, count: 16)
        let keys = (0..<33).map { index in
            VerificationKey(
                shareBody: Sample.secret([UInt8](repeating: UInt8(index), count: 48)), number: Sample.number(1, 1),
                manifestNonce: nonce)
        }
        let head = ManifestLayout.head(
            apart: false, isPractice: false, nonce: nonce, created: 1, label: try Sample.text("x"), credential: nil,
            groups: groups, groupsNeeded: 1,
            commitment: [UInt8](repeating: 0, count: 32), keys: keys)
        let bytes = head + ManifestLayout.tail(of: dealt.ciphertext)
        #expect(
            refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: bytes) }
                == .malformed(.manifest, .outOfRange(field: .members, value: 33)))
    }

    @Test("is refused with keys that are no points of the main group")
    func smallOrderKeys() {
        // Ed25519's neutral element, a point of order 4, and a y that no point has.
        var neutral = [UInt8](repeating: 0, count: 32)
        neutral[0] = 1
        let orderFour = [UInt8](repeating: 0, count: 32)
        let noPoint = [UInt8](repeating: 0, count: 32).with(2, at: 0)
        for key in [neutral, orderFour, noPoint] {
            let bytes = Array(original[..<(keysEnd - 32)]) + key + Array(original[keysEnd...])
            #expect(
                refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: bytes) }
                    == .malformed(.manifest, .invalidKey))
        }
    }

    @Test("that lowers a threshold opens nothing with genuine shares")
    func loweredThreshold() throws {
        // Security needs 2 of 3; the forger lets it need 1.
        let manifest = try Manifest(encoded: original.with(1, at: groupsStart))
        #expect(manifest.groups[0].threshold.needed == 1)
        for share in dealt.shares {
            #expect(
                throws: EnvelopeError.otherSet(
                    share: share.number, shareSet: dealt.manifest.identity.prefix, manifestSet: manifest.identity)
            ) { try manifest.prove(share) }
        }
        #expect(throws: EnvelopeError.quorumNotMet(manifest.rule.standing(of: []))) {
            try Quorum(try dealt.shares.map(dealt.manifest.prove), of: manifest)
        }
    }

    // MARK: - The oracle

    private func check(_ bytes: [UInt8], is outcome: Outcome, _ change: String) {
        var manifest: Manifest?
        let reason = refusal { () throws(EnvelopeError) in manifest = try Manifest(encoded: bytes) }
        switch outcome {
        case .refused(let defect):
            if reason != .malformed(.manifest, defect) {
                Issue.record("\(change): expected \(defect), got \(String(describing: reason))")
            }
        case .refusedSomehow:
            if reason?.isMalformed(.manifest) != true { Issue.record("\(change): \(String(describing: reason))") }
        case .anotherSet:
            guard let manifest else {
                Issue.record("\(change): \(String(describing: reason))")
                return
            }
            let share = dealt.shares[bytes.count % dealt.shares.count]
            let refused = refusal { () throws(EnvelopeError) in _ = try manifest.prove(share) }
            let expected = EnvelopeError.otherSet(
                share: share.number, shareSet: dealt.manifest.identity.prefix, manifestSet: manifest.identity)
            if refused != expected { Issue.record("\(change): \(String(describing: refused))") }
        }
    }

    private func outcome(_ place: Int, _ value: UInt8) -> Outcome {
        switch place {
        case 0..<3: .refused(.wrongMagic)
        case 3: .refused(.unknownVersion(value))
        case 4: (1...3).contains(value) ? .anotherSet : .refused(.unknownFlags(value))
        case 21..<29: timeOutcome(place, value)
        case 29: value == 0 ? .refused(.forbiddenText(field: .label, .empty)) : .refusedSomehow
        case 30..<credentialStart:
            textOutcome(dealt.manifest.label, offset: place - 30, value, field: .label)
        case credentialStart: .refusedSomehow
        case credentialStart + 1..<groupsStart - 2:
            textOutcome(
                dealt.manifest.credential ?? dealt.manifest.label, offset: place - credentialStart - 1, value,
                field: .credentialName)
        case groupsStart - 2:
            (1...2).contains(value)
                ? .anotherSet : .refused(.outOfRange(field: .groupThreshold, value: Int(value)))
        case groupsStart - 1:
            (1...8).contains(value) ? .refusedSomehow : .refused(.outOfRange(field: .groups, value: Int(value)))
        case groupsStart..<commitmentStart: groupOutcome(place, value)
        case commitmentStart + 32..<keysEnd: keyOutcome(place, value)
        case keysEnd, keysEnd + 1: lengthOutcome(place, value)
        default: .anotherSet
        }
    }

    private func timeOutcome(_ place: Int, _ value: UInt8) -> Outcome {
        let time = original.with(value, at: place)[21..<29].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // 253402300799 is the last second of the year 9999.
        return time <= 253_402_300_799
            ? .anotherSet : .refused(.outOfRange(field: .created, value: Int(clamping: time)))
    }

    private func textOutcome(_ text: PublicText, offset: Int, _ value: UInt8, field: StaticFieldName) -> Outcome {
        switch value {
        case 0x20..<0x7F: .anotherSet
        case 0x80...: .refused(.forbiddenText(field: field, .notUTF8))
        default: .refused(.forbiddenText(field: field, .forbiddenCharacter(codePoint: UInt32(value))))
        }
    }

    private func groupOutcome(_ place: Int, _ value: UInt8) -> Outcome {
        var start = groupsStart
        for group in dealt.manifest.groups {
            let end = start + 3 + group.name.utf8.count
            guard place >= end else { return groupOutcome(group, offset: place - start, value) }
            start = end
        }
        return .refusedSomehow
    }

    private func groupOutcome(_ group: Manifest.Group, offset: Int, _ value: UInt8) -> Outcome {
        let number = Int(value)
        switch offset {
        case 0:
            return (1...group.threshold.total).contains(number)
                ? .anotherSet : .refused(.outOfRange(field: .threshold, value: number))
        case 1:
            guard (1...32).contains(number) else { return .refused(.outOfRange(field: .members, value: number)) }
            return number >= group.threshold.needed
                ? .refusedSomehow : .refused(.outOfRange(field: .threshold, value: group.threshold.needed))
        case 2: return value == 0 ? .refused(.forbiddenText(field: .groupName, .empty)) : .refusedSomehow
        default: return textOutcome(group.name, offset: offset - 3, value, field: .groupName)
        }
    }

    private func keyOutcome(_ place: Int, _ value: UInt8) -> Outcome {
        let start = place - (place - commitmentStart) % 32
        let key = original.with(value, at: place)[start..<start + 32]
        return VerificationKey(bytes: Array(key)) == nil ? .refused(.invalidKey) : .anotherSet
    }

    private func lengthOutcome(_ place: Int, _ value: UInt8) -> Outcome {
        let count = original.with(value, at: place)[keysEnd..<keysEnd + 2].reduce(0) { $0 << 8 | Int($1) }
        let isPossible = (80...16_464).contains(count) && count % 64 == 16
        return isPossible ? .anotherSet : .refused(.outOfRange(field: .ciphertextLength, value: count))
    }
}
