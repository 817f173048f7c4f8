// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("Parts and lines from a pile of sheets")
struct PartCollectorTests {
    /// Two sets whose manifests take three parts and whose ciphertexts take four.
    private let mine: DealtSet
    private let other: DealtSet

    init() throws {
        mine = try Self.deal(7)
        other = try Self.deal(8)
    }

    @Test("come together in any order, from any sheets, two sets at once, doubled")
    func anyOrder() throws {
        var random = SeededNumbers(seed: 17)
        for _ in 0..<30 {
            var collector = PartCollector()
            for part in (Self.parts(mine) + Self.parts(other) + Self.parts(mine)).shuffled(using: &random) {
                collector.add(part, from: Int.random(in: 1...9, using: &random))
            }
            let found = Set(collector.manifests())
            #expect(found == [mine.manifest, other.manifest], "seed \(random.seed)")
            #expect(collector.ciphertext(of: mine.manifest) == mine.ciphertext)
            #expect(collector.ciphertext(of: other.manifest) == other.ciphertext)
            #expect(collector.incomplete().isEmpty)
        }
    }

    @Test("lack what is told, part by part, and give nothing before they are whole")
    func missing() throws {
        let parts = mine.manifest.parts
        #expect(parts.count == 3)
        for lacking in 1...parts.count {
            var collector = PartCollector()
            for part in parts where part.index != lacking { collector.add(part, from: 1) }
            #expect(collector.manifests().isEmpty)
            let incomplete = collector.incomplete()
            #expect(incomplete.count == 1)
            #expect(incomplete.first?.kind == .manifest)
            #expect(incomplete.first?.setStart == Array(mine.manifest.identity.bytes[..<8]))
            #expect(incomplete.first?.missing == [lacking])
            #expect(incomplete.first?.count == 3)
            collector.add(parts[lacking - 1], from: 2)
            #expect(collector.manifests() == [mine.manifest])
            #expect(collector.incomplete().isEmpty)
        }
        #expect(PartCollector().manifests().isEmpty)
        #expect(PartCollector().ciphertext(of: mine.manifest) == nil)
    }

    @Test("that are forged under the same set and number never displace the genuine ones", arguments: [1, 16, 300])
    func forgedBeside(count: Int) throws {
        let parts = Self.parts(mine)
        var collector = PartCollector()
        for number in 0..<count {
            for part in parts { collector.add(try Self.forged(part, number), from: 1) }
        }
        for part in parts { collector.add(part, from: 2) }
        #expect(collector.manifests() == [mine.manifest])
        #expect(collector.ciphertext(of: mine.manifest) == mine.ciphertext)
    }

    @Test("that are genuine win over forged ones of which no sheet is wholly good")
    func noSheetWhole() throws {
        // Each sheet has one part right, and the others wrong in its own way.
        let parts = mine.manifest.parts
        var collector = PartCollector()
        for sheet in 1...3 {
            for part in parts { collector.add(part.index == sheet ? part : try Self.forged(part, sheet), from: sheet) }
        }
        #expect(collector.manifests() == [mine.manifest])
        // And with a sheet full of forgeries beside them, since two good ones agree on each part.
        var crowded = PartCollector()
        for number in 0..<16 { for part in parts { crowded.add(try Self.forged(part, number), from: 1) } }
        for sheet in 2...4 {
            for part in parts where part.index != sheet - 1 { crowded.add(part, from: sheet) }
        }
        #expect(crowded.manifests() == [mine.manifest])
    }

    @Test("of a crowded sheet that lacks one part end the search at once")
    func crowdedAndIncomplete() throws {
        let longest = try Self.deal(7, value: [UInt8](repeating: 1, count: 16_000))
        let parts = longest.manifest.parts(of: longest.ciphertext)
        #expect(parts.count > 40)
        var collector = PartCollector()
        for part in parts.dropLast() {
            for number in 0..<16 { collector.add(try Self.forged(part, number), from: 1) }
        }
        collector.add(parts[parts.count - 1], from: 2)
        #expect(collector.ciphertext(of: longest.manifest) == nil)
        for part in parts { collector.add(part, from: 3) }
        #expect(collector.ciphertext(of: longest.manifest) == longest.ciphertext)
    }

    @Test("that disagree on how many there are are different things")
    func contradictoryCounts() throws {
        var collector = PartCollector()
        for part in mine.manifest.parts {
            collector.add(try Self.part(.manifest, part.setStart, part.index, 4, Self.filled(part.chunk)), from: 1)
            collector.add(part, from: 1)
        }
        #expect(collector.manifests() == [mine.manifest])
        #expect(collector.incomplete().map { $0.count } == [4])
        #expect(collector.incomplete().map { $0.missing } == [[4]])
    }

    @Test("under another set's start are never that set's manifest or ciphertext")
    func wrongStart() throws {
        var collector = PartCollector()
        let start = Array(other.manifest.identity.bytes[..<8])
        for part in Self.parts(mine) {
            collector.add(try Self.part(part.kind, start, part.index, part.count, part.chunk), from: 1)
        }
        #expect(collector.manifests().isEmpty)
        #expect(collector.ciphertext(of: other.manifest) == nil)
        #expect(collector.ciphertext(of: mine.manifest) == nil)
    }

    @Test("have numbers and lengths that a manifest or a ciphertext can have")
    func frames() throws {
        let start = [UInt8](repeating: 1, count: 8)
        let full = [UInt8](repeating: 2, count: 336)
        let cases: [(CodeKind, index: UInt8, count: UInt8, chunk: [UInt8], EnvelopeDefect?)] = [
            (.manifest, 1, 1, [2], nil), (.manifest, 5, 5, full, nil), (.ciphertext, 49, 49, full, nil),
            (.manifest, 1, 0, full, .outOfRange(field: .partCount, value: 0)),
            (.manifest, 1, 6, full, .outOfRange(field: .partCount, value: 6)),
            (.ciphertext, 1, 50, full, .outOfRange(field: .partCount, value: 50)),
            (.ciphertext, 255, 255, full, .outOfRange(field: .partCount, value: 255)),
            (.manifest, 0, 3, full, .outOfRange(field: .partIndex, value: 0)),
            (.manifest, 4, 3, full, .outOfRange(field: .partIndex, value: 4)),
            (.manifest, 255, 3, full, .outOfRange(field: .partIndex, value: 255)),
            (.manifest, 1, 1, [], .truncated(missing: 1)),
            (.manifest, 1, 2, Array(full.dropLast()), .truncated(missing: 1)),
            (.manifest, 2, 2, full + [2], .trailing(extra: 1)), (.manifest, 1, 2, full + full, .trailing(extra: 336)),
        ]
        for (kind, index, count, chunk, defect) in cases {
            let frame = start + [index, count] + chunk
            let text = PaperCode.text(kind: kind, body: frame.span).publicBytes()
            let reason = refusal { () throws(EnvelopeError) in _ = try PaperCode.read(text.span) }
            #expect(reason == defect.map { .malformed(.part, $0) }, "\(kind) \(index) of \(count)")
        }
        for count in 0..<10 {
            let frame = [UInt8](repeating: 1, count: count)
            #expect(
                refusal { () throws(EnvelopeError) in _ = try Part(kind: .manifest, frame: frame.span) }
                    == .malformed(.part, .truncated(missing: 11 - count)))
        }
    }

    @Test("cut where 336 bytes are full, and every part but the last is full")
    func cutting() throws {
        for dealt in [mine, try Self.deal(9, value: [UInt8](repeating: 1, count: 16_000))] {
            for parts in [dealt.manifest.parts, dealt.manifest.parts(of: dealt.ciphertext)] {
                #expect(parts.dropLast().allSatisfy { $0.chunk.count == 336 })
                #expect((1...336).contains(parts.last?.chunk.count ?? 0))
                #expect(parts.map { $0.index } == Array(1...parts.count))
                #expect(parts.allSatisfy { $0.count == parts.count })
                // 350 bytes in base32, and four letters before them.
                #expect(parts.allSatisfy { $0.text.utf8.count <= 564 })
            }
        }
    }

    @Test("of several sets come out with the oldest first")
    func oldestFirst() throws {
        let later = try Self.deal(7, created: 1_900_000_000)
        var collector = PartCollector()
        for part in later.manifest.parts + mine.manifest.parts { collector.add(part, from: 1) }
        #expect(collector.manifests() == [mine.manifest, later.manifest])
    }

    // MARK: - Parts

    private static func deal(
        _ seed: UInt8, value: [UInt8] = [UInt8](repeating: 1, count: 1_200), created: UInt64 = 1_800_000_000
    ) throws -> DealtSet {
        let field = try CredentialField(kind: .file, name: try Sample.text("key"), value: Sample.secret(value))
        return try Dealer.deal(
            try Credential(fields: [field]),
            plan: try Sample.plan(groups: [("Security", 5, 9), ("Operations", 5, 8)]), created: created,
            seed: Sample.seed(seed))
    }

    private static func parts(_ dealt: DealtSet) -> [Part] {
        dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)
    }

    /// A part with a right check that says something else than the genuine one.
    private static func forged(_ part: Part, _ number: Int) throws -> Part {
        let chunk = part.chunk.with(part.chunk[0] ^ UInt8(number % 255 + 1), at: 0).with(UInt8(number & 255), at: 1)
        return try self.part(part.kind, part.setStart, part.index, part.count, chunk)
    }

    private static func part(
        _ kind: CodeKind, _ setStart: [UInt8], _ index: Int, _ count: Int, _ chunk: [UInt8]
    ) throws -> Part {
        let frame = setStart + [UInt8(index), UInt8(count)] + chunk
        return try Part(kind: kind, frame: frame.span)
    }

    private static func filled(_ chunk: [UInt8]) -> [UInt8] {
        chunk + [UInt8](repeating: 0, count: Part.chunkByteCount - chunk.count)
    }
}
