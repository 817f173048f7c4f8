// SPDX-License-Identifier: Apache-2.0
//
// Files that a stranger can make up around a set, chosen by a seed.

import SecretMemory
import SecretSharing

@testable import Recovery
@testable import ShareEnvelope

/// A set, and hostile files around it.
struct HostileSources {
    let dealt: DealtSet
    let quorum: [ShareNumber]
    /// The codes of another set that one sheet opens.
    private let stranger: [String]

    /// - Parameter byteCount: how long the credential is; with some thousand bytes its sheets have two pages.
    init(byteCount: Int) throws {
        let plan = try SetPlan(
            label: Sample.text("AWS root 1111"), credential: Sample.text("root password"),
            groups: [Manifest.Group(name: Sample.text("Security"), threshold: Threshold(2, of: 3))], groupsNeeded: 1,
            isCiphertextApart: false)
        let value = SecretBytes(copying: [UInt8](repeating: 0x61, count: byteCount).span)
        dealt = try Dealer.deal(
            Credential(fields: [CredentialField(kind: .file, name: Sample.text("key"), value: value)]), plan: plan,
            created: 1_800_000_000, seed: Sample.seed(21))
        quorum = try [Sample.number(1, 1), Sample.number(1, 3)]
        stranger = try Sample.dealt(label: 13, groups: 1).sheet(Sample.number(1, 1))
    }

    private var identity: SetIdentity { dealt.manifest.identity }

    /// The pages of a custodian's sheet: the share and eight codes, then the rest.
    func pages(_ number: ShareNumber) throws -> [[String]] {
        let codes = dealt.publicCodes
        return [[try dealt.code(of: number)] + codes.prefix(7), Array(codes.dropFirst(7))].filter { !$0.isEmpty }
    }

    func changed(_ part: Part, _ seed: UInt8) -> String {
        var chunk = part.chunk
        chunk[Int(seed) % chunk.count] ^= seed | 1
        let frame = part.setStart + [UInt8(part.index), UInt8(part.count)] + chunk
        return Sample.string(PaperCode.text(kind: part.kind, body: frame.span))
    }

    /// Parts of so many sets that do not exist.
    func foreign(_ count: Int) -> [String] {
        (0..<count).map { number in
            let body = [UInt8](repeating: UInt8(number), count: 8) + [1, 2] + [UInt8](repeating: 7, count: 336)
            return Sample.string(PaperCode.text(kind: .manifest, body: body.span))
        }
    }

    private func sealedCode(_ number: ShareNumber, _ seed: UInt8) -> String {
        var bytes: [UInt8] = [0x11] + identity.prefix.bytes + [number.group.rawValue, number.member.rawValue]
        bytes += [UInt8](repeating: seed, count: 80)
        return Sample.string(PaperCode.text(kind: .share, body: bytes.span))
    }

    /// Pages of one hostile file, of a kind that the seed chooses.
    func hostile(_ seed: UInt8) throws -> [[String]] {
        let parts = dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)
        switch seed % 6 {
        // Another ciphertext, whole, under the genuine manifest's start.
        case 0: return [parts.map { changed($0, seed) }]
        // Genuine parts but for one, so that it agrees with honest sheets as far as it can.
        case 1: return [parts.map { $0.index == 1 + Int(seed / 6) % 12 ? changed($0, seed) : $0.text }]
        // Many things for each place.
        case 2:
            return (0..<3).map { page in
                parts.flatMap { part in (0..<6).map { changed(part, seed &+ UInt8(page * 6 + $0)) } }
            }
        // Made-up sealed shares of every number.
        case 3:
            return [
                dealt.manifest.rule.shareNumbers.flatMap { number in
                    (0..<8).map { sealedCode(number, seed &+ UInt8($0)) }
                }
            ]
        // Another set that one sheet opens.
        case 4: return [stranger]
        // Forged shares of the set.
        default: return [try dealt.manifest.rule.shareNumbers.map { try dealt.forgedCode(of: $0) }]
        }
    }

    /// A good quorum and so many hostile files, in an order that the seed chooses.
    func order(of count: Int, seed: UInt64) throws -> [(name: String, pages: [[String]])] {
        var generator = Shuffle(state: seed)
        var sources: [(name: String, pages: [[String]])] = []
        for number in quorum {
            let pages = try pages(number)
            // As one file with two pages, or as two files.
            if generator.next() % 2 == 0 {
                sources.append(("good \(number)", pages))
            } else {
                for (page, codes) in pages.enumerated() { sources.append(("good \(number) \(page)", [codes])) }
            }
        }
        for index in 0..<count {
            sources.append(("hostile \(index)", try hostile(UInt8(truncatingIfNeeded: generator.next()))))
        }
        sources.shuffle(using: &generator)
        return sources
    }
}

/// SplitMix64, so that a failing order fails again.
struct Shuffle: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
