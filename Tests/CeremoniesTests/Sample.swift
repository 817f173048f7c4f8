// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SecretMemory
import SecretSharing
import SystemPackage

@testable import Ceremonies
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

    static func roster(_ security: [String] = ["Ana Ruiz", "Bo Chen", "Chloé Martin"]) throws -> Roster {
        try Roster(
            account: try text("AWS root 1111"),
            groups: [
                Roster.Group(name: try text("Security"), needed: 2, custodians: try custodians(security)),
                Roster.Group(
                    name: try text("Operations"), needed: 1, custodians: try custodians(["Dana Novak", "Emeka Obi"])),
            ])
    }

    static func custodians(_ names: [String]) throws -> [Roster.Custodian] {
        try names.map { Roster.Custodian(name: try text($0), isSealed: false) }
    }

    static func stretched(_ passphrase: String, _ salt: SealingSalt) throws -> StretchedPassphrase {
        let bytes = try StretchedPassphrase.stretch(secret(passphrase), salt: salt)
        guard let stretched = StretchedPassphrase(bytes: bytes) else { throw EnvelopeError.noMemoryToStretch }
        return stretched
    }

    /// The program, which is built beside the tests; its children do the drawing and the scanning.
    static let program: FilePath = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let tests = FilePath(String(decoding: buffer[0..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        return tests.removingLastComponent().appending("breakglass")
    }()
}

/// A folder that goes with the test.
final class Scratch {
    let path: String

    /// - Parameter parent: `/dev/shm` lies in memory, a temporary folder usually on a disk.
    init(in parent: String = FileManager.default.temporaryDirectory.path) throws {
        path = "\(parent)/ceremonies-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
