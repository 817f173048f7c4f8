// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// Sets made from a fixed seed, so that a failing test fails again.
enum Sample {
    static func secret(_ text: String) -> SecretBytes {
        SecretBytes(copying: Array(text.utf8).span)
    }

    static func secret(_ bytes: [UInt8]) -> SecretBytes {
        SecretBytes(copying: bytes.span)
    }

    static func text(_ text: String) throws -> PublicText {
        try PublicText(text, limit: 1_000)
    }

    static func number(_ group: Int, _ member: Int) -> ShareNumber {
        guard let group = try? GroupIndex(group), let member = try? MemberIndex(member) else {
            preconditionFailure("tests name numbers from 1 to 255")
        }
        return ShareNumber(group: group, member: member)
    }

    static func seed(_ byte: UInt8 = 7) -> CeremonySeed {
        CeremonySeed(random: secret(String(repeating: Character(UnicodeScalar(byte)), count: 32)), dice: secret(""))
    }

    static func plan(
        label: String = "AWS root 1111", groups: [(String, Int, Int)] = [("Security", 2, 3), ("Operations", 1, 2)],
        credential: String? = nil, needed: Int? = nil, apart: Bool = false, isPractice: Bool = false
    ) throws -> SetPlan {
        let groups = try groups.map { name, needed, total in
            Manifest.Group(name: try text(name), threshold: try Threshold(needed, of: total))
        }
        return try SetPlan(
            label: try PublicText(label, limit: 1_000), credential: credential.map { try PublicText($0, limit: 1_000) },
            groups: groups, groupsNeeded: needed ?? groups.count, isCiphertextApart: apart, isPractice: isPractice)
    }

    static func credential(_ password: String = "correct horse") throws -> Credential {
        try Credential(fields: [
            try CredentialField(kind: .secret, name: try text("password"), value: secret(password))
        ])
    }

    /// Whether a credential is the one of ``credential(_:)``.
    static func isPassword(_ credential: Credential, _ password: String = "correct horse") -> Bool {
        guard credential.fields.count == 1, credential.fields[0].name.description == "password" else { return false }
        return credential.fields[0].value.isEqual(to: secret(password))
    }

    static func stretched(_ passphrase: String, _ salt: SealingSalt) throws -> StretchedPassphrase {
        let bytes = try StretchedPassphrase.stretch(secret(passphrase), salt: salt)
        guard let stretched = StretchedPassphrase(bytes: bytes) else { throw EnvelopeError.noMemoryToStretch }
        return stretched
    }

    static func dealt(seed: UInt8 = 7, credential name: String? = nil) throws -> DealtSet {
        try Dealer.deal(
            try credential(), plan: try plan(credential: name), created: 1_800_000_000, seed: self.seed(seed))
    }

    static func dealt(groups: [(String, Int, Int)], needed: Int? = nil, seed: UInt8 = 7) throws -> DealtSet {
        try Dealer.deal(
            try credential(), plan: try plan(groups: groups, needed: needed), created: 1_800_000_000,
            seed: self.seed(seed))
    }

    /// A stretched passphrase without the quarter of a GiB that stretching takes.
    static func unstretched(_ byte: UInt8) -> StretchedPassphrase {
        guard
            let stretched = StretchedPassphrase(
                bytes: secret(String(repeating: Character(UnicodeScalar(byte)), count: 56)))
        else { preconditionFailure("56 bytes were given") }
        return stretched
    }
}
