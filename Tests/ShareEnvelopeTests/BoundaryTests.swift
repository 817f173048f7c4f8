// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("What a set may hold at the most and at the least")
struct BoundaryTests {
    @Test(
        "credentials of every awkward length come back exactly, and only their bucket shows",
        arguments: [
            1, 2, 46, 47, 48, 63, 64, 65, 126, 127, 128, 254, 255, 256, 1_022, 1_023, 16_370, 16_371,
        ])
    func lengths(count: Int) throws {
        for fill: UInt8 in [0x00, 0xFF, 0x80] {
            let value = [UInt8](repeating: fill, count: count)
            let dealt = try deal([(.secret, "password", value)])
            // Count, kind, name's length, eight letters, value's length, and at least one byte of padding.
            let padded = (13 + count + 1 + 63) / 64 * 64
            #expect(dealt.ciphertext.bytes.count == padded + 16)
            #expect(dealt.manifest.ciphertextByteCount == padded + 16)
            let opened = try open(dealt)
            #expect(opened.fields.count == 1 && opened.fields[0].kind == .secret)
            #expect(opened.fields[0].value.publicBytes() == value)
        }
    }

    @Test("a value that ends like padding keeps its end")
    func valuesLikePadding() throws {
        for value in [[0x80], [1, 0x80, 0], [0x80, 0, 0, 0], [UInt8](repeating: 0, count: 51) + [0x80]] {
            #expect(try open(deal([(.secret, "password", value)])).fields[0].value.publicBytes() == value)
        }
    }

    @Test("a field list of 16 KiB fits, one byte more is refused with both lengths")
    func largest() throws {
        let most = Ciphertext.fieldListLimit - 13
        let dealt = try deal([(.file, "password", [UInt8](repeating: 7, count: most))])
        #expect(dealt.ciphertext.bytes.count == 16_464)
        #expect(dealt.manifest.parts(of: dealt.ciphertext).count == 49)
        #expect(try open(dealt).fields[0].value.count == most)
        #expect(throws: EnvelopeError.credentialTooLarge(byteCount: 16_385, limit: 16_384)) {
            try deal([(.file, "password", [UInt8](repeating: 7, count: most + 1))])
        }
        #expect(throws: EnvelopeError.credentialTooLarge(byteCount: 1_048_589, limit: 16_384)) {
            try deal([(.file, "password", [UInt8](repeating: 7, count: 1 << 20))])
        }
    }

    @Test("a credential without fields and a field without a value are refused")
    func empty() {
        #expect(throws: EnvelopeError.emptyCredential) { try Credential(fields: []) }
        #expect(throws: EnvelopeError.emptyCredential) { try deal([(.secret, "password", [])]) }
    }

    @Test("255 fields come back in order, 256 and a name that stands twice are refused")
    func fieldCounts() throws {
        let fields = (0..<255).map { (FieldKind.text, "field \($0)", [UInt8($0)]) }
        let opened = try open(deal(fields))
        #expect(opened.fields.map { $0.name.description } == fields.map { $0.1 })
        #expect(opened.fields.allSatisfy { $0.value.count == 1 })
        #expect(throws: EnvelopeError.malformed(.fieldList, .outOfRange(field: .fieldCount, value: 256))) {
            try deal(fields + [(.text, "one more", [1])])
        }
        #expect(throws: EnvelopeError.malformed(.fieldList, .repeatedName)) {
            try deal([(.text, "user", [1]), (.secret, "user", [2])])
        }
    }

    @Test("every kind of field comes back as that kind, in its order")
    func kinds() throws {
        let seed = try OneTimePasswordParameters(algorithm: .sha256, digits: 8, period: 60)
            .seedValue(Sample.secret([1, 2, 3]).span).publicBytes()
        #expect(seed == [2, 8, 60, 1, 2, 3])
        let fields: [(FieldKind, String, [UInt8])] = [
            (.text, "user", Array("root@example.org".utf8)), (.secret, "Passwort", Array("größer".utf8)),
            (.oneTimePasswordSeed, "MFA", seed), (.file, "鍵.pem", [0, 255, 10]),
        ]
        let opened = try open(deal(fields))
        #expect(opened.fields.map { $0.kind } == fields.map { $0.0 })
        #expect(opened.fields.map { $0.name.description } == fields.map { $0.1 })
        #expect(zip(opened.fields, fields).allSatisfy { $0.value.publicBytes() == $1.2 })
    }

    @Test("one-time passwords have 6 to 8 digits and a period of 1 to 255 seconds")
    func oneTimePasswords() throws {
        for digits in [6, 7, 8] {
            for period in [1, 30, 255] {
                let made = try OneTimePasswordParameters(algorithm: .sha512, digits: digits, period: period)
                let value = made.seedValue(Sample.secret([9]).span)
                #expect(try OneTimePasswordParameters(seedValue: value.span) == made)
            }
        }
        for digits in [-1, 0, 5, 9, 256] {
            #expect(throws: EnvelopeError.malformed(.seedValue, .outOfRange(field: .digits, value: digits))) {
                try OneTimePasswordParameters(digits: digits)
            }
        }
        for period in [-1, 0, 256] {
            #expect(throws: EnvelopeError.malformed(.seedValue, .outOfRange(field: .period, value: period))) {
                try OneTimePasswordParameters(period: period)
            }
        }
    }

    @Test("thresholds of 0 and n + 1 are refused, 1 and n are not", arguments: [1, 2, 5, 32])
    func thresholds(total: Int) throws {
        for needed in [1, total] {
            let dealt = try Sample.dealt(groups: [("Security", needed, total)])
            #expect(Sample.isPassword(try open(dealt)))
        }
        for needed in [-1, 0, total + 1] {
            #expect(throws: SharingError.impossibleThreshold(needed: needed, total: total)) {
                try Threshold(needed, of: total)
            }
        }
        for needed in [-1, 0, 2] {
            #expect(throws: EnvelopeError.sharing(.impossibleThreshold(needed: needed, total: 1))) {
                try Sample.plan(groups: [("Security", 1, total)], needed: needed)
            }
        }
    }

    @Test("32 shares fit, in one group or in eight; 33 are refused with the limit")
    func shareCounts() throws {
        #expect(try Sample.dealt(groups: [("All", 32, 32)]).shares.count == 32)
        #expect(try Sample.dealt(groups: Self.groups(8, of: 4)).shares.count == 32)
        for groups in [[("All", 2, 33)], Self.groups(7, of: 4) + [("Last", 1, 5)], [("A", 1, 255), ("B", 1, 255)]] {
            let count = groups.reduce(0) { $0 + $1.2 }
            #expect(throws: EnvelopeError.tooManyShares(count, limit: 32)) { try Sample.plan(groups: groups) }
        }
    }

    @Test("eight groups fit, nine and none are refused")
    func groupCounts() throws {
        #expect(try Sample.dealt(groups: Self.groups(8, of: 1), needed: 8).manifest.groups.count == 8)
        #expect(throws: EnvelopeError.tooManyGroups(9, limit: 8)) { try Sample.plan(groups: Self.groups(9, of: 1)) }
        #expect(throws: EnvelopeError.sharing(.impossibleGroupCount(0))) { try Sample.plan(groups: [], needed: 1) }
        #expect(throws: EnvelopeError.malformed(.manifest, .repeatedName)) {
            try Sample.plan(groups: [("Security", 1, 2), ("Security", 1, 2)])
        }
    }

    @Test("the longest manifest has 1,499 bytes and five parts")
    func longestManifest() throws {
        let groups = (1...8).map { ("\($0)" + String(repeating: "g", count: 31), 2, 4) }
        let plan = try Sample.plan(
            label: String(repeating: "l", count: 64), groups: groups, credential: String(repeating: "c", count: 32),
            needed: 8)
        let dealt = try Dealer.deal(try Sample.credential(), plan: plan, created: 253_402_300_799, seed: Sample.seed())
        #expect(dealt.manifest.encoded.count == ManifestLayout.byteCountLimit)
        #expect(dealt.manifest.parts.count == 5)
        #expect(dealt.manifest.lines.count == 60)
        #expect(try Manifest(encoded: dealt.manifest.encoded) == dealt.manifest)
    }

    @Test("a label has 1 to 64 bytes, not characters, a credential's name up to 32, and a group's name 1 to 32")
    func textLengths() throws {
        // 32 times two bytes, 16 times four bytes: the limits; one more byte is refused.
        for label in [String(repeating: "é", count: 32), String(repeating: "🔑", count: 16), "x"] {
            #expect(try Sample.plan(label: label).label.description == label)
        }
        for label in [
            String(repeating: "é", count: 32) + "x", String(repeating: "a", count: 65),
            String(repeating: "🔑", count: 75),
        ] {
            let count = label.utf8.count
            #expect(
                throws: EnvelopeError.malformed(
                    .manifest, .forbiddenText(field: .label, .tooLong(byteCount: count, limit: 64)))
            ) { try Sample.plan(label: label) }
        }
        #expect(try Sample.plan(groups: [(String(repeating: "é", count: 16), 1, 1)]).groups.count == 1)
        #expect(
            throws: EnvelopeError.malformed(
                .manifest, .forbiddenText(field: .groupName, .tooLong(byteCount: 33, limit: 32)))
        ) { try Sample.plan(groups: [(String(repeating: "é", count: 16) + "x", 1, 1)]) }
        #expect(try Sample.plan(credential: String(repeating: "é", count: 16)).credential?.utf8.count == 32)
        #expect(
            throws: EnvelopeError.malformed(
                .manifest, .forbiddenText(field: .credentialName, .tooLong(byteCount: 33, limit: 32)))
        ) { try Sample.plan(credential: String(repeating: "é", count: 16) + "x") }
        #expect(throws: TextDefect.tooLong(byteCount: 65, limit: 64)) {
            try PublicText(String(repeating: "a", count: 65), limit: 64)
        }
        #expect(throws: TextDefect.empty) { try PublicText("", limit: 64) }
    }

    @Test("a field's name has 1 to 255 bytes")
    func fieldNames() throws {
        #expect(try open(deal([(.text, String(repeating: "n", count: 255), [1])])).fields[0].name.utf8.count == 255)
        #expect(
            throws: EnvelopeError.malformed(
                .fieldList, .forbiddenText(field: .fieldName, .tooLong(byteCount: 256, limit: 255)))
        ) { try deal([(.text, String(repeating: "n", count: 256), [1])]) }
    }

    @Test("a set is created between 1970 and 9999")
    func creationTimes() throws {
        for time: UInt64 in [0, 253_402_300_799] {
            let dealt = try Dealer.deal(
                try Sample.credential(), plan: try Sample.plan(), created: time, seed: Sample.seed())
            #expect(dealt.manifest.created == time)
        }
        for time: UInt64 in [253_402_300_800, .max] {
            #expect(
                throws: EnvelopeError.malformed(.manifest, .outOfRange(field: .created, value: Int(clamping: time)))
            ) {
                try Dealer.deal(try Sample.credential(), plan: try Sample.plan(), created: time, seed: Sample.seed())
            }
        }
    }

    // MARK: - Dealing

    private static func groups(_ count: Int, of total: Int) -> [(String, Int, Int)] {
        (1...count).map { ("Group \($0)", 1, total) }
    }

    @discardableResult
    private func deal(_ fields: [(FieldKind, String, [UInt8])]) throws -> DealtSet {
        let fields = try fields.map { kind, name, value in
            try CredentialField(kind: kind, name: try PublicText(name, limit: 1_000), value: Sample.secret(value))
        }
        return try Dealer.deal(
            try Credential(fields: fields), plan: try Sample.plan(), created: 1_800_000_000, seed: Sample.seed())
    }

    private func open(_ dealt: DealtSet) throws -> Credential {
        try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest).open(dealt.ciphertext).credential
    }
}
