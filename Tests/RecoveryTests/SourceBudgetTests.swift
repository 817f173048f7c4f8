// SPDX-License-Identifier: Apache-2.0
//
// Pages that a stranger made, laid beside a good quorum in every order: what one source shows costs no other.

import SecretMemory
import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Hostile sources beside a good quorum")
struct SourceBudgetTests {
    /// A credential of several parts, so that its sheets have two pages.
    let dealt: DealtSet
    let identity: SetIdentity
    let quorum: [ShareNumber]

    init() throws {
        let plan = try SetPlan(
            label: Sample.text("AWS root 1111"), credential: Sample.text("root password"),
            groups: [Manifest.Group(name: Sample.text("Security"), threshold: Threshold(2, of: 3))], groupsNeeded: 1,
            isCiphertextApart: false)
        let value = SecretBytes(copying: [UInt8](repeating: 0x61, count: 4_000).span)
        dealt = try Dealer.deal(
            Credential(fields: [CredentialField(kind: .file, name: Sample.text("key"), value: value)]), plan: plan,
            created: 1_800_000_000, seed: Sample.seed(21))
        identity = dealt.manifest.identity
        quorum = try [Sample.number(1, 1), Sample.number(1, 3)]
    }

    /// The pages of a custodian's sheet: the share and eight codes, then the rest.
    private func pages(_ number: ShareNumber) throws -> [[String]] {
        let codes = dealt.publicCodes
        return [[try dealt.code(of: number)] + codes.prefix(7), Array(codes.dropFirst(7))]
    }

    private func changed(_ part: Part, _ seed: UInt8) -> String {
        var chunk = part.chunk
        chunk[Int(seed) % chunk.count] ^= seed | 1
        let frame = part.setStart + [UInt8(part.index), UInt8(part.count)] + chunk
        return Sample.string(PaperCode.text(kind: part.kind, body: frame.span))
    }

    private func sealedCode(_ number: ShareNumber, _ seed: UInt8) -> String {
        var bytes: [UInt8] = [0x11] + identity.prefix.bytes + [number.group.rawValue, number.member.rawValue]
        bytes += [UInt8](repeating: seed, count: 80)
        return Sample.string(PaperCode.text(kind: .share, body: bytes.span))
    }

    /// Pages of one hostile file, of a kind that the seed chooses.
    private func hostile(_ seed: UInt8) throws -> [[String]] {
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
        case 4: return [try Sample.dealt(label: 13, groups: 1).sheet(Sample.number(1, 1))]
        // Forged shares of the set.
        default: return [try dealt.manifest.rule.shareNumbers.map { try dealt.forgedCode(of: $0) }]
        }
    }

    @Test(
        "any order of twenty hostile files and the pages of a good quorum opens the stated set, seeded",
        arguments: 0..<40 as Range<UInt64>)
    func anyOrder(_ seed: UInt64) throws {
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
        for index in 0..<20 {
            sources.append(("hostile \(index)", try hostile(UInt8(truncatingIfNeeded: generator.next()))))
        }
        sources.shuffle(using: &generator)
        let pile = Pile(.sets([identity]))
        for source in sources { _ = pile.take(pages: source.pages, from: source.name) }
        let (quorum, ciphertext) = try pile.quorum()
        #expect(try quorum.open(ciphertext).credential.fields[0].value.count == 4_000, "seed \(seed)")
        #expect(pile.focus == dealt.manifest)
    }

    /// A file that alone shows the whole ciphertext, over two good pages, and a third page that says otherwise.
    @Test("one file is searched across its own pages when a page of it contradicts the others, and that page is named")
    func ownPages() throws {
        let parts = dealt.manifest.parts(of: dealt.ciphertext)
        let good = try pages(quorum[0])
        for seed in [1, 2, 4, 8] as [UInt8] {
            let bad = parts.prefix(9).map { changed($0, seed) }
            for place in 0...good.count {
                var all = good
                all.insert(bad, at: place)
                let pile = Pile(.sets([identity]))
                let findings = pile.take(pages: all, from: "ana.pdf")
                #expect(findings.contains { $0.event == .ciphertext(identity) }, "\(seed), \(place)")
                let page = SourcePage(Source("ana.pdf"), page: place + 1)
                #expect(findings.contains { $0.event == .contradicts(page, identity) }, "\(seed), \(place)")
            }
        }
    }

    @Test("a manifest over two pages of one file is found beside a page that contradicts it")
    func ownManifestPages() throws {
        let long = try Sample.dealt(label: 60, groups: 8)
        let parts = long.manifest.parts
        #expect(parts.count > 2)
        let half = parts.count / 2
        let pages = [parts[..<half].map(\.text), parts.dropLast().map { changed($0, 6) }, parts[half...].map(\.text)]
        let findings = Pile().take(pages: pages, from: "ana.pdf")
        #expect(findings.contains { $0.event == .manifest(long.manifest.identity) })
    }

    @Test("a page that contradicts the genuine parts is named, in whatever order it comes")
    func contradictions() throws {
        for isFirst in [true, false] {
            let pile = Pile(.sets([identity]))
            let bad = try hostile(0)
            var findings: [RecoveryFinding] = []
            if isFirst { findings += pile.take(pages: [[], bad[0]], from: "pile.pdf") }
            findings += pile.take(pages: try pages(quorum[0]), from: "ana.pdf")
            if !isFirst { findings += pile.take(pages: [[], bad[0]], from: "pile.pdf") }
            let place = SourcePage(Source("pile.pdf"), page: 2)
            let named = findings.contains { $0.event == .contradicts(place, identity) }
            #expect(named || isFirst)
            if isFirst { #expect(!findings.contains { $0.place.source.name == "ana.pdf" && $0.event.isFault }) }
        }
    }

    @Test("a whole that is not the manifest's ciphertext is called another one, not a missing one")
    func otherCiphertext() throws {
        let pile = Pile(.sets([identity]))
        _ = pile.take(dealt.manifest)
        let events = pile.take(try hostile(0)[0], from: 1)
        #expect(events.contains(.otherCiphertext(identity)))
    }

    @Test("a manifest that breaks a rule is named when it comes as codes, as it is when it comes as a file")
    func refusedManifest() throws {
        var bytes = dealt.manifest.encoded
        bytes[3] = 2
        let start = Array(Digest.sha256(bytes)[0..<8])
        let pile = Pile()
        let events = pile.take(Part.parts(of: bytes, kind: .manifest, start: start).map(\.text), from: 1)
        #expect(events == [.refusedManifest(.malformed(.manifest, .unknownVersion(2)))])
    }

    @Test(
        "the first page of a sheet without its share's code is named; a vault sheet, a letter and a second page are not"
    )
    func missingShare() throws {
        let pile = Pile()
        let pages = try pages(quorum[0])
        _ = pile.take(pages: [Array(pages[0].dropFirst())], from: "covered.png")
        #expect(pile.noteMissingShare(of: "covered.png") == [.noShareCode])
        _ = pile.take(pages: [pages[0]], from: "whole.png")
        #expect(pile.noteMissingShare(of: "whole.png") == [])
        _ = pile.take(pages: [pages[1]], from: "second.png")
        #expect(pile.noteMissingShare(of: "second.png") == [])
        let vault = try Sample.dealt(seed: 4, apart: true)
        _ = pile.take(
            pages: [vault.manifest.parts.map(\.text) + vault.manifest.parts(of: vault.ciphertext).map(\.text)],
            from: "vault.pdf")
        #expect(pile.noteMissingShare(of: "vault.pdf") == [])
        _ = pile.take(pages: [vault.manifest.parts.map(\.text)], from: "apart.png")
        #expect(pile.noteMissingShare(of: "apart.png") == [.noShareCode])
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
