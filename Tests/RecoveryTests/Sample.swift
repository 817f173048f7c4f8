// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import Recovery
@testable import ShareEnvelope

/// Sets made from a fixed seed, so that a failing test fails again.
enum Sample {
    static let password = "correct horse"

    static func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }

    static func text(_ text: String) throws -> PublicText { try PublicText(text, limit: 255) }

    static func number(_ group: Int, _ member: Int) throws -> ShareNumber {
        ShareNumber(group: try GroupIndex(group), member: try MemberIndex(member))
    }

    static func bytes(_ secret: borrowing SecretBytes) -> [UInt8] { secret.span.indices.map { secret.span[$0] } }

    static func string(_ secret: borrowing SecretBytes) -> String { String(decoding: bytes(secret), as: UTF8.self) }

    static func credential(_ password: String = password) throws -> Credential {
        try Credential(fields: [
            try CredentialField(kind: .secret, name: try text("password"), value: secret(password))
        ])
    }

    static func seed(_ byte: UInt8) -> CeremonySeed {
        CeremonySeed(random: SecretBytes(copying: [UInt8](repeating: byte, count: 32).span), dice: secret(""))
    }

    /// 2 of 3 in Security and 1 of 2 in Operations.
    static func dealt(
        seed byte: UInt8 = 7, apart: Bool = false, credential credentialName: String? = nil, isPractice: Bool = false
    ) throws -> DealtSet {
        let groups = [
            Manifest.Group(name: try text("Security"), threshold: try Threshold(2, of: 3)),
            Manifest.Group(name: try text("Operations"), threshold: try Threshold(1, of: 2)),
        ]
        let plan = try SetPlan(
            label: try text("AWS root 1111"), credential: try credentialName.map(text), groups: groups, groupsNeeded: 2,
            isCiphertextApart: apart, isPractice: isPractice)
        return try Dealer.deal(
            try credential(), plan: plan, created: 1_800_000_000 + UInt64(byte), seed: seed(byte))
    }

    /// A set with a label of so many bytes and so many groups of one of two, whose manifest takes several parts.
    static func dealt(label count: Int, groups: Int) throws -> DealtSet {
        let plan = try SetPlan(
            label: try text(String(repeating: "L", count: count)), credential: nil,
            groups: try (1...groups).map { index in
                Manifest.Group(name: try text("Group \(index)"), threshold: try Threshold(1, of: 2))
            }, groupsNeeded: groups, isCiphertextApart: false)
        return try Dealer.deal(try credential(), plan: plan, created: 1_800_000_000, seed: seed(9))
    }

    static func stretched(_ passphrase: String, _ salt: SealingSalt) throws -> StretchedPassphrase {
        let bytes = try StretchedPassphrase.stretch(secret(passphrase), salt: salt)
        guard let stretched = StretchedPassphrase(bytes: bytes) else { throw EnvelopeError.noMemoryToStretch }
        return stretched
    }
}

extension DealtSet {
    /// The text of a share's code.
    func code(of number: ShareNumber) throws -> String {
        guard let share = shares.first(where: { $0.number == number }) else { throw EnvelopeError.noSuchShare(number) }
        return Sample.string(ReadShare.plain(share).codeText)
    }

    /// Every code of a custodian's sheet, as a scanner would give them.
    func sheet(_ number: ShareNumber) throws -> [String] { [try code(of: number)] + publicCodes }

    /// The codes that are the same on every sheet.
    var publicCodes: [String] {
        manifest.parts.map(\.text) + (manifest.isCiphertextApart ? [] : manifest.parts(of: ciphertext).map(\.text))
    }

    /// A code with a right frame and check, but with one bit of the share's value changed.
    func forgedCode(of number: ShareNumber) throws -> String {
        guard let share = shares.first(where: { $0.number == number }) else { throw EnvelopeError.noSuchShare(number) }
        var body = Sample.bytes(share.body)
        body[0] ^= 1
        let forged = UnverifiedShare(set: share.set, number: number, body: SecretBytes(copying: body.span))
        return Sample.string(ReadShare.plain(forged).codeText)
    }

    /// A share's words, those at `places` replaced.
    func words(of number: ShareNumber, wrong places: [Int] = [], illegible: [Int] = []) throws -> TypedWords {
        guard let share = shares.first(where: { $0.number == number }) else { throw EnvelopeError.noSuchShare(number) }
        let core = Sample.bytes(ReadShare.plain(share).wordBytes)
        var words = TypedWords()
        for (place, byte) in core.enumerated() {
            let text =
                illegible.contains(place) ? "?" : Bytewords.word(for: places.contains(place) ? byte ^ 0x55 : byte)
            try words.append(Array(text.utf8).span)
        }
        return words
    }
}
