// SPDX-License-Identifier: Apache-2.0
//
// Writes the valid inputs that fuzzing starts from, for `scripts/fuzz --seeds`: the same bytes each time.

import Foundation
import SecretMemory
import SecretSharing

@testable import ShareEnvelope

@main
struct Seeds {
    static func main() throws {
        let small = try deal(groups: [("Security", 2, 3), ("Operations", 1, 2)], needed: 2, apart: false)
        let one = try deal(groups: [("Root", 1, 1)], needed: 1, apart: true)
        let large = try deal(groups: (1...8).map { ("Gruppe \($0) für alle Fälle", 3, 4) }, needed: 5, apart: false)
        for (name, dealt) in [("small", small), ("one", one), ("large", large)] {
            try write(dealt.manifest.encoded, "Manifest", name)
            try writeShares(of: dealt, name)
            try write(parts(of: dealt), "Parts", name)
            for line in [dealt.manifest.lines.first, dealt.ciphertext.lines.last].compactMap({ $0 }) {
                try write(Array(line.text.utf8), "CheckedLine", "\(name)-\(line.kind)-\(line.number)")
            }
            for part in [dealt.manifest.parts.last, dealt.manifest.parts(of: dealt.ciphertext).first].compactMap({ $0 })
            {
                try write(Array(part.text.utf8), "PaperCode", "\(name)-\(part.kind)")
            }
        }
        try write(FieldList.padded(try credential()).publicBytes(), "FieldList", "four-kinds")
        try write([1, 1, 1, 0x61, 0, 1, 0x62], "FieldList", "shortest-unpadded")
        try write(Array("MZXW6YTBOI".utf8), "Base32", "foobar")
        try write(Array("mzxw 6ytb-oi\r\n".utf8), "Base32", "foobar-loose")
        for target in ["Manifest", "Share", "PaperCode", "TypedWords", "CheckedLine", "FieldList", "Base32", "Parts"] {
            try write([], target, "empty")
        }
    }

    private static func writeShares(of dealt: DealtSet, _ name: String) throws {
        let plain = ReadShare.plain(dealt.shares[0])
        guard let stretched = StretchedPassphrase(bytes: SecretBytes(zeroCount: 56)) else { return }
        let sealed = ReadShare.sealed(dealt.shares[0].sealed(with: stretched, salt: dealt.salts[0]))
        for (form, share) in [("plain", plain), ("sealed", sealed)] {
            let code = share.codeText.publicBytes()
            try write(code, "PaperCode", "\(name)-\(form)")
            let body = Array(try Base32.decode(Array(code.dropFirst(4)).span).publicBytes().dropLast(4))
            try write(body, "Share", "\(name)-\(form)")
            // The target adds the frame to a body; the first byte is the kind.
            try write([0] + body, "PaperCode", "\(name)-\(form)-body")
            let core = share.wordBytes.publicBytes()
            let words = core.enumerated().map { $0 == 5 ? "?" : Bytewords.word(for: $1) }
            let rows = stride(from: 0, to: words.count, by: 8).map { words[$0..<$0 + 8].joined(separator: " ") }
            let lettered = zip("ABCDEFGHIJKL", rows).map { "\($0): \($1)" }
            try write(Array(lettered.joined(separator: "\n").utf8), "TypedWords", "\(name)-\(form)")
            let damage: [UInt8] = [3, 1, 9, 2, 27, 255, 40, 128, 63, 7]
            try write([form == "plain" ? 0 : 1] + Array(body[19...]) + damage, "TypedWords", "\(name)-\(form)-damage")
        }
    }

    /// Writes parts as Fuzz/Parts reads them: kind and sheet, repeats, length, frame.
    private static func parts(of dealt: DealtSet) -> [UInt8] {
        (dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)).flatMap { part in
            let frame = part.setStart + [UInt8(part.index), UInt8(part.count)] + part.chunk
            let kind: UInt8 = part.kind == .manifest ? 0 : 1
            return [kind, UInt8(part.index % 2), UInt8(frame.count >> 8), UInt8(frame.count & 0xFF)] + frame
        }
    }

    private static func deal(groups: [(String, Int, Int)], needed: Int, apart: Bool) throws -> DealtSet {
        let groups = try groups.map {
            Manifest.Group(name: try PublicText($0, limit: 32), threshold: try Threshold($1, of: $2))
        }
        let plan = try SetPlan(
            label: try PublicText("AWS root 1111", limit: 64), credential: try PublicText("root password", limit: 32),
            groups: groups, groupsNeeded: needed,
            isCiphertextApart: apart)
        let seed = CeremonySeed(random: SecretBytes(zeroCount: 32), dice: SecretBytes(zeroCount: 0))
        return try Dealer.deal(try credential(), plan: plan, created: 1_800_000_000, seed: seed)
    }

    private static func credential() throws -> Credential {
        let values: [(FieldKind, String, [UInt8])] = [
            (.text, "user", Array("root@example.org".utf8)), (.secret, "password", Array("correct horse".utf8)),
            (.oneTimePasswordSeed, "MFA", [1, 6, 30] + Array("12345678901234567890".utf8)),
            (.file, "key.pem", [0, 1, 2, 255]),
        ]
        return try Credential(
            fields: try values.map { kind, name, value in
                try CredentialField(
                    kind: kind, name: try PublicText(name, limit: 255), value: SecretBytes(copying: value.span))
            })
    }

    private static func write(_ bytes: [UInt8], _ target: String, _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "Fuzz/\(target)/corpus/\(name)"))
    }
}
