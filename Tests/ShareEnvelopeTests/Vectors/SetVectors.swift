// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// Vectors/sets: a whole share set, from the random bytes to the last line.
struct SetVector: Codable {
    struct Group: Codable {
        let name: String
        let threshold: Int
        let members: Int
    }

    struct Field: Codable {
        let kind: Int
        let name: String
        let value: String
    }

    struct Sealed: Codable {
        let passphrase: String
        let salt: String
        let bytes: String
        let code: String
        let words: String
    }

    struct Share: Codable {
        let number: String
        let bytes: String
        let code: String
        let words: String
        let verificationKey: String
        let sealed: Sealed?
    }

    let random: String
    let dice: String
    let seed: String
    let key: String
    let nonce: String
    let commitment: String
    let created: UInt64
    let label: String
    let credential: String?
    let isPractice: Bool
    let groups: [Group]
    let groupsNeeded: Int
    let isCiphertextApart: Bool
    let fields: [Field]
    let paddedFieldList: String
    let manifest: String
    let identity: String
    let setCode: String
    let setWords: String
    let ciphertext: String
    let shares: [Share]
    let manifestCodes: [String]
    let ciphertextCodes: [String]
    let manifestLines: [String]
    let ciphertextLines: [String]
}

extension SetVector {
    /// The sets, by the names of their files.
    static func made() throws -> [String: SetVector] {
        let otp = try OneTimePasswordParameters().seedValue(Array("12345678901234567890".utf8).span).publicBytes()
        return try [
            "one-of-one": made(
                1, groups: [("Root", 1, 1)], needed: 1, fields: [(.secret, "password", Array("x".utf8))]),
            "security-and-operations": made(
                2, dice: "1 6 2 5 3 4 1 1 6 6", name: "root password",
                groups: [("Security", 2, 3), ("Operations", 1, 2)], needed: 2,
                fields: [
                    (.text, "user name", Array("root@example.com".utf8)),
                    (.secret, "password", Array("correct horse battery staple".utf8)),
                ]),
            "sealed": made(
                3, groups: [("Security", 2, 2)], needed: 1, fields: [(.secret, "password", Array("sésame".utf8))],
                passphrases: ["g1m2": "correct horse", "g1m1": "Ünïcødé 東京"]),
            "vault": made(
                4, name: "ワンタイムパスワード", groups: [("安全", 2, 3)], needed: 1, apart: true,
                fields: [(.oneTimePasswordSeed, "one-time password", otp)]),
            "every-kind": made(
                5, groups: [("A", 1, 2), ("B", 2, 2), ("C", 3, 4)], needed: 2,
                fields: [
                    (.text, "user name", Array("root".utf8)), (.secret, "codes", Array("1111\n2222\n".utf8)),
                    (.oneTimePasswordSeed, "otp", otp), (.file, "key.bin", (0..<700).map { UInt8($0 & 255) }),
                ]),
            "practice": made(
                7, name: "root password", groups: [("Security", 2, 3)], needed: 1, isPractice: true,
                fields: [(.secret, "password", Array("for practice".utf8))]),
            "largest": made(
                6, label: String(repeating: "L", count: 64), name: String(repeating: "c", count: 32),
                groups: (1...8).map { (String(repeating: "g", count: 31) + "\($0)", 2, 4) }, needed: 5, apart: true,
                fields: [(.file, "f", [UInt8](repeating: 0xA5, count: 16_384 - 1 - 5))]),
        ]
    }

    private static func made(
        _ byte: UInt8, dice: String = "", label: String = "AWS root, example.com", name: String? = nil,
        groups: [(String, Int, Int)], needed: Int, apart: Bool = false, isPractice: Bool = false,
        fields: [(kind: FieldKind, name: String, value: [UInt8])],
        passphrases: [String: String] = [:]
    ) throws -> SetVector {
        let random = (0..<32).map { byte &* 17 &+ UInt8($0) }
        let seed = CeremonySeed(random: Sample.secret(random), dice: Sample.secret(dice))
        let seedBytes = seed.bytes.publicBytes()
        let key = seed.sharedKey().bytes.publicBytes()
        let nonce = seed.manifestNonce()
        let credential = try Credential(
            fields: fields.map { field in
                try CredentialField(kind: field.kind, name: Sample.text(field.name), value: Sample.secret(field.value))
            })
        let dealt = try Dealer.deal(
            credential,
            plan: Sample.plan(
                label: label, groups: groups, credential: name, needed: needed, apart: apart, isPractice: isPractice),
            created: 1_800_000_000 + UInt64(byte), seed: seed)
        let shares = try dealt.shares.indices.map { index in
            try share(dealt, index, passphrase: passphrases[dealt.shares[index].number.description])
        }
        return SetVector(
            random: random.hexadecimal, dice: dice, seed: seedBytes.hexadecimal, key: key.hexadecimal,
            nonce: nonce.hexadecimal, commitment: dealt.manifest.commitment.hexadecimal,
            created: dealt.manifest.created, label: label, credential: name, isPractice: isPractice,
            groups: groups.map { Group(name: $0.0, threshold: $0.1, members: $0.2) }, groupsNeeded: needed,
            isCiphertextApart: apart,
            fields: fields.map { Field(kind: Int($0.kind.rawValue), name: $0.name, value: $0.value.hexadecimal) },
            paddedFieldList: FieldList.padded(credential).publicBytes().hexadecimal,
            manifest: dealt.manifest.encoded.hexadecimal, identity: dealt.manifest.identity.hexadecimal,
            setCode: dealt.manifest.identity.code, setWords: dealt.manifest.identity.words.joined(separator: " "),
            ciphertext: dealt.ciphertext.bytes.hexadecimal, shares: shares,
            manifestCodes: dealt.manifest.parts.map { $0.text },
            ciphertextCodes: dealt.manifest.parts(of: dealt.ciphertext).map { $0.text },
            manifestLines: dealt.manifest.lines.map { $0.text },
            ciphertextLines: dealt.ciphertext.lines.map { $0.text })
    }

    private static func share(_ dealt: DealtSet, _ index: Int, passphrase: String?) throws -> Share {
        let share = dealt.shares[index]
        let sealed: Sealed? = try passphrase.map { passphrase in
            let salt = dealt.salts[index]
            let sealed = share.sealed(with: try Sample.stretched(passphrase, salt), salt: salt)
            return Sealed(
                passphrase: passphrase, salt: salt.bytes.hexadecimal, bytes: sealed.encoded.publicBytes().hexadecimal,
                code: text(of: .sealed(sealed)), words: words(of: .sealed(sealed)))
        }
        return Share(
            number: share.number.description, bytes: share.encoded.publicBytes().hexadecimal,
            code: text(of: .plain(share)), words: words(of: .plain(share)),
            verificationKey: dealt.manifest.verificationKeys[index].bytes.hexadecimal, sealed: sealed)
    }

    static func text(of share: ReadShare) -> String { String(decoding: share.codeText.publicBytes(), as: UTF8.self) }

    static func words(of share: ReadShare) -> String {
        share.wordBytes.publicBytes().map { Bytewords.word(for: $0) }.joined(separator: " ")
    }
}
