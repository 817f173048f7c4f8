// SPDX-License-Identifier: Apache-2.0
//
// Pages that a stranger made, laid beside a good quorum in every order: what one source shows costs no other.

import Foundation
import SecretMemory
import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Hostile sources beside a good quorum")
struct SourceBudgetTests {
    /// A credential of several parts, so that its sheets have two pages.
    let sources: HostileSources
    let dealt: DealtSet
    let identity: SetIdentity
    let quorum: [ShareNumber]

    init() throws {
        sources = try HostileSources(byteCount: 4_000)
        dealt = sources.dealt
        identity = dealt.manifest.identity
        quorum = sources.quorum
    }

    private func pages(_ number: ShareNumber) throws -> [[String]] { try sources.pages(number) }

    private func hostile(_ seed: UInt8) throws -> [[String]] { try sources.hostile(seed) }

    private func changed(_ part: Part, _ seed: UInt8) -> String { sources.changed(part, seed) }

    @Test(
        "any order of twenty hostile files and the pages of a good quorum opens the stated set, seeded",
        arguments: 0..<40 as Range<UInt64>)
    func anyOrder(_ seed: UInt64) throws {
        let order = try sources.order(of: 20, seed: seed)
        let pile = Pile(.sets([identity]))
        for source in order { _ = pile.take(pages: source.pages, from: source.name) }
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

    @Test("some thousand small piles of hostile files and a good quorum open, in whatever order; the seed is printed")
    func manyPiles() throws {
        let small = try HostileSources(byteCount: 24)
        let base =
            ProcessInfo.processInfo.environment["BREAKGLASS_SEED"].flatMap(UInt64.init) ?? .random(in: 0...0xFFFF_FFFF)
        print("hostile piles: BREAKGLASS_SEED=\(base)")
        for seed in base..<base + 2_000 {
            let pile = Pile(.sets([small.dealt.manifest.identity]))
            let order = try small.order(of: 1 + Int(seed % 4), seed: seed)
            for source in order { _ = pile.take(pages: source.pages, from: source.name) }
            let (quorum, ciphertext) = try pile.quorum()
            let isOpen = try quorum.open(ciphertext).credential.fields[0].value.count == 24
            #expect(isOpen, "BREAKGLASS_SEED=\(seed)")
        }
    }

    /// A code can hold many lines, each made up as a part; sheets that are scanned after it, code by code, still open.
    @Test(
        "codes that a reader sends in one go cost none that it sends before or after, however many they are",
        arguments: [true, false], [0, 6, 7, 8, 9])
    func typedGroups(_ isFirst: Bool, _ seed: UInt8) throws {
        let parts = dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)
        let burst: [String] =
            switch seed {
            case 0: sources.foreign(30)
            // All but one place, so that it contradicts everything but that one.
            case 6: parts.dropLast().map { changed($0, seed) }
            default: parts.flatMap { part in (0..<20).map { changed(part, seed &+ UInt8($0)) } }
            }
        let pile = Pile(.sets([identity]))
        var events: [RecoveryEvent] = []
        func send() { for line in burst { events += pile.type(line, group: 1) ?? [] } }
        if isFirst { send() }
        for number in quorum { for code in try pages(number).joined() { events += pile.type(code) ?? [] } }
        if !isFirst { send() }
        let (quorum, ciphertext) = try pile.quorum()
        #expect(try quorum.open(ciphertext).credential.fields[0].value.count == 4_000)
        // Whatever was passed over is told.
        #expect(events.contains(.tooManyParts) == (seed != 6))
    }

    @Test("a stranger's checked line between typed ones costs none of them, wherever it comes")
    func strangersLine() throws {
        let stranger = try Sample.dealt(label: 13, groups: 1)
        let lines = CheckedLine.lines(of: dealt.manifest.encoded, kind: .manifest).map(\.text)
        let foreign = CheckedLine.lines(of: stranger.manifest.encoded, kind: .manifest).map(\.text)
        for place in lines.indices {
            let pile = Pile(.sets([identity]))
            for (index, line) in lines.enumerated() {
                _ = pile.type(line)
                if index == place { _ = pile.type(foreign[min(1, foreign.count - 1)], group: 1) }
            }
            #expect(pile.sets.contains { $0.manifest == dealt.manifest }, "\(place)")
        }
    }

    @Test("codes and checked lines between the rows of a share's words cost none of the rows")
    func rowsBetweenCodes() throws {
        let pile = Pile(.sets([identity]))
        let share = try #require(dealt.shares.first { $0.number == quorum[0] })
        let words = Sample.bytes(ReadShare.plain(share).wordBytes).map { Bytewords.word(for: $0) }
        let rows = stride(from: 0, to: words.count, by: 8).map { words[$0..<$0 + 8].joined(separator: " ") }
        let codes = dealt.publicCodes
        var events: [RecoveryEvent] = []
        for (index, row) in rows.enumerated() {
            events += pile.type(row) ?? []
            events += pile.type(codes[index % codes.count]) ?? []
        }
        for code in codes { events += pile.type(code) ?? [] }
        #expect(events.contains(.proven(quorum[0], identity)))
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
            #expect(named)
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
        let typed = Pile()
        let lines = CheckedLine.lines(of: bytes, kind: .manifest).flatMap { typed.take($0) }
        #expect(lines == [.refusedManifest(.malformed(.manifest, .unknownVersion(2)))])
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
        let checkpoint = PaperCode.text(kind: .checkpoint, body: [UInt8](repeating: 1, count: 56).span)
        _ = pile.take([Sample.string(checkpoint)], from: 7)
        #expect(pile.noteMissingShare(of: "sheet 7") == [.outerFace])
        // Another outside with the same checkpoint is told just the same.
        _ = pile.take([Sample.string(checkpoint)], from: 8)
        #expect(pile.noteMissingShare(of: "sheet 8") == [.outerFace])
        let vault = try Sample.dealt(seed: 4, apart: true)
        _ = pile.take(
            pages: [vault.manifest.parts.map(\.text) + vault.manifest.parts(of: vault.ciphertext).map(\.text)],
            from: "vault.pdf")
        #expect(pile.noteMissingShare(of: "vault.pdf") == [])
        _ = pile.take(pages: [vault.manifest.parts.map(\.text)], from: "apart.png")
        #expect(pile.noteMissingShare(of: "apart.png") == [.noShareCode])
    }
}
