// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Everything public that the sources show: manifests, locked credentials, letters, answers.
///
/// Pieces are assembled within each source first, then across sources. Identity or hash decides which whole is genuine,
/// and a whole that was found stays found, whatever comes later.
struct PublicEvidence: Sendable {
    /// The most wholes that are tried from one source's contradictory pieces; an honest source has only a few.
    private static let sourceBudget = 512
    /// The most steps of the search across the pages of one source, if they contradict each other.
    private static let pagesBudget = 512

    private var sources: [Source: SourcePieces] = [:]
    private var looked: [Source: Int] = [:]
    /// How many genuine wholes every source has been checked against.
    private var lookedWholes = 0
    private var told: Set<Told> = []
    private(set) var manifests: [Manifest] = []
    private(set) var ciphertexts: [SetIdentity: Ciphertext] = [:]
    private(set) var letters: [[UInt8]] = []
    private(set) var answers: [AnswerCode] = []

    /// What is reported only once.
    private enum Told: Hashable {
        case refused([UInt8])
        case other(Source, SetIdentity)
        case contradicts(SourcePage, SetIdentity)
        case tooManyParts(SourcePage)
    }

    mutating func add(_ part: Part, from place: SourcePage) {
        sources[place.source, default: SourcePieces()].add(part, page: place.page)
    }

    mutating func add(_ line: CheckedLine, from source: Source) {
        sources[source, default: SourcePieces()].add(line)
    }

    /// Whether the source shows anything of a manifest, a locked credential or a letter.
    func shows(_ source: Source) -> Bool { sources[source] != nil }

    /// Whether the source shows the first part of a manifest, like each sheet's first page, and is not a vault sheet.
    func beginsSheet(_ source: Source) -> Bool {
        guard let pieces = sources[source] else { return false }
        let keys = pieces.keys
        let begun = keys.filter { $0.kind == .manifest && !pieces.missing(of: $0).contains(1) }
        return begun.contains { key in
            guard case .parts(_, let start, _) = key else { return false }
            let isApart = manifests.contains { $0.identity.bytes.starts(with: start) && $0.isCiphertextApart }
            return !isApart || !keys.contains { $0.kind == .ciphertext }
        }
    }

    /// Takes a whole manifest; false if it is already here.
    mutating func add(_ manifest: Manifest) -> Bool {
        guard !manifests.contains(manifest) else { return false }
        manifests.append(manifest)
        return true
    }

    mutating func add(_ ciphertext: Ciphertext, of manifest: Manifest) { ciphertexts[manifest.identity] = ciphertext }

    /// Takes a whole answer; false if it is already here.
    mutating func add(_ answer: AnswerCode) -> Bool {
        guard !answers.contains(answer) else { return false }
        answers.append(answer)
        return true
    }

    /// For each incomplete manifest or ciphertext: its kind and the places that no source shows.
    var missing: [(kind: CodeKind, missing: [Int], count: Int)] {
        let keys = Set(sources.values.flatMap { $0.keys })
        let open = keys.filter { key in
            if case .lines = key { return false }
            return !isFound(key)
        }
        return open.compactMap { key in
            let missing = (1...key.count).filter { place in
                sources.values.allSatisfy { $0.missing(of: key).contains(place) }
            }
            return missing.isEmpty ? nil : (key.kind, missing, key.count)
        }.sorted {
            if $0.kind == $1.kind { return $0.count < $1.count }
            return $0.kind.rawValue.utf8.lexicographicallyPrecedes($1.kind.rawValue.utf8)
        }
    }

    /// Evaluates what came since the last time.
    mutating func settle() -> [RecoveryFinding] {
        let changed = sources.keys.filter { sources[$0]?.version != looked[$0] }.sorted(by: Source.precedes)
        guard !changed.isEmpty else { return [] }
        var findings: [RecoveryFinding] = []
        for source in changed { findings += lookForManifests(in: source) }
        findings += searchManifests(changed)
        for source in changed { findings += lookForLetters(in: source) }
        findings += searchLetters(changed)
        findings += settleCiphertexts(changed)
        // What came before the genuine whole is checked against it too.
        let wholes = manifests.count + ciphertexts.count
        let suspects = wholes == lookedWholes ? changed : sources.keys.sorted(by: Source.precedes)
        lookedWholes = wholes
        for source in suspects { findings += contradictions(of: source) }
        for source in changed { findings += overflows(of: source) }
        for source in changed { looked[source] = sources[source]?.version }
        return findings
    }

    /// Looks for ciphertexts again: a new manifest may identify one that was read before it.
    mutating func settleCiphertexts() -> [RecoveryFinding] { settleCiphertexts(Array(sources.keys)) }

    // MARK: - Manifests

    private mutating func lookForManifests(in source: Source) -> [RecoveryFinding] {
        guard let pieces = sources[source] else { return [] }
        var (budget, pagesBudget) = (Self.sourceBudget, Self.pagesBudget)
        var findings: [RecoveryFinding] = []
        for key in pieces.keys where key.kind == .manifest && !isFound(key) {
            for whole in pieces.wholes(of: key, budget: &budget) {
                if let event = take(manifest: whole, as: key) {
                    findings.append(RecoveryFinding(SourcePage(source), event))
                }
            }
            guard !isFound(key) else { continue }
            let whole = pieces.whole(of: key, budget: &pagesBudget) { isGenuineManifest($0, key) }
            if let whole, let event = take(manifest: whole, as: key) {
                findings.append(RecoveryFinding(SourcePage(source), event))
            }
        }
        return findings
    }

    private mutating func searchManifests(_ changed: [Source]) -> [RecoveryFinding] {
        var findings: [RecoveryFinding] = []
        for key in crossKeys(.manifest, changed) where !isFound(key) {
            let search = search(key, changed)
            let whole = search.first { isGenuineManifest($0, key) }
            if let whole, let event = take(manifest: whole, as: key), let last = changed.last {
                findings.append(RecoveryFinding(SourcePage(last), event))
            }
        }
        return findings
    }

    private func isGenuineManifest(_ whole: [UInt8], _ key: PieceKey) -> Bool {
        isNamed(whole, by: key) && (try? Manifest(encoded: whole)) != nil
    }

    /// Whether the hash of the bytes starts with the bytes that the parts carry; lines carry none.
    private func isNamed(_ whole: [UInt8], by key: PieceKey) -> Bool {
        guard case .parts(_, let start, _) = key else { return true }
        return SetIdentity(ofManifest: whole).bytes.starts(with: start)
    }

    private mutating func take(manifest whole: [UInt8], as key: PieceKey) -> RecoveryEvent? {
        guard isNamed(whole, by: key) else { return nil }
        do throws(EnvelopeError) {
            let manifest = try Manifest(encoded: whole)
            return add(manifest) ? .manifest(manifest.identity) : nil
        } catch {
            return told.insert(.refused(whole)).inserted ? .refusedManifest(error) : nil
        }
    }

    // MARK: - Ciphertexts

    private mutating func settleCiphertexts(_ changed: [Source]) -> [RecoveryFinding] {
        var findings: [RecoveryFinding] = []
        for manifest in manifests where ciphertexts[manifest.identity] == nil {
            findings += ciphertext(of: manifest, changed)
        }
        return findings
    }

    private mutating func ciphertext(of manifest: Manifest, _ changed: [Source]) -> [RecoveryFinding] {
        let identity = manifest.identity
        for source in changed {
            guard let pieces = sources[source] else { continue }
            var (budget, pagesBudget) = (Self.sourceBudget, Self.pagesBudget)
            for key in pieces.keys where key.kind == .ciphertext && key.mayBelong(to: identity) {
                let single = pieces.wholes(of: key, budget: &budget)
                let joined = pieces.whole(of: key, budget: &pagesBudget) { (try? manifest.ciphertext($0)) != nil }
                for whole in single + (joined.map { [$0] } ?? []) {
                    guard let ciphertext = try? manifest.ciphertext(whole) else { continue }
                    ciphertexts[identity] = ciphertext
                    return [RecoveryFinding(SourcePage(source), .ciphertext(identity))]
                }
            }
        }
        for key in crossKeys(.ciphertext, changed) where key.mayBelong(to: identity) {
            let search = search(key, changed)
            guard let whole = search.first(where: { (try? manifest.ciphertext($0)) != nil }),
                let ciphertext = try? manifest.ciphertext(whole), let last = changed.last
            else { continue }
            ciphertexts[identity] = ciphertext
            return [RecoveryFinding(SourcePage(last), .ciphertext(identity))]
        }
        return others(than: manifest, changed)
    }

    /// The wholes that one source's parts of the set make, but that the manifest does not name.
    private mutating func others(than manifest: Manifest, _ changed: [Source]) -> [RecoveryFinding] {
        var findings: [RecoveryFinding] = []
        for source in changed {
            let isWhole = sources[source].map { pieces in
                pieces.keys.contains { key in
                    guard case .parts(.ciphertext, _, let count) = key, key.mayBelong(to: manifest.identity) else {
                        return false
                    }
                    return pieces.readings(of: key).contains { $0.whole(count) != nil }
                }
            }
            guard isWhole == true, told.insert(.other(source, manifest.identity)).inserted else { continue }
            findings.append(RecoveryFinding(SourcePage(source), .otherCiphertext(manifest.identity)))
        }
        return findings
    }

    // MARK: - Letters and answers

    private mutating func lookForLetters(in source: Source) -> [RecoveryFinding] {
        guard let pieces = sources[source] else { return [] }
        var (budget, pagesBudget) = (Self.sourceBudget, Self.pagesBudget)
        var findings: [RecoveryFinding] = []
        for key in pieces.keys {
            switch key {
            case .parts(.letter, let start, _) where !isFound(key):
                func isGenuine(_ whole: [UInt8]) -> Bool { Part.letterStart(whole) == start }
                guard
                    let letter = pieces.wholes(of: key, budget: &budget).first(where: isGenuine)
                        ?? pieces.whole(of: key, budget: &pagesBudget, where: isGenuine)
                else { continue }
                letters.append(letter)
                findings.append(RecoveryFinding(SourcePage(source), .letter))
            case .lines(.answer, let count):
                guard let bytes = pieces.readings(of: key).first?.whole(count) else { continue }
                findings += takeAnswer(bytes, from: source)
            default: continue
            }
        }
        return findings
    }

    private mutating func takeAnswer(_ bytes: [UInt8], from source: Source) -> [RecoveryFinding] {
        do throws(EnvelopeError) {
            let answer = try AnswerCode(encoded: bytes.span)
            return add(answer) ? [RecoveryFinding(SourcePage(source), .answer(answer))] : []
        } catch {
            guard told.insert(.refused(bytes)).inserted else { return [] }
            return [RecoveryFinding(SourcePage(source), .damaged(error))]
        }
    }

    private mutating func searchLetters(_ changed: [Source]) -> [RecoveryFinding] {
        var findings: [RecoveryFinding] = []
        for key in crossKeys(.letter, changed) where !isFound(key) {
            guard case .parts(_, let start, _) = key else { continue }
            let search = search(key, changed)
            guard let letter = search.first(where: { Part.letterStart($0) == start }), let last = changed.last else {
                continue
            }
            letters.append(letter)
            findings.append(RecoveryFinding(SourcePage(last), .letter))
        }
        return findings
    }

    // MARK: - Keys

    /// A search over all sources that starts at the new ones.
    private func search(_ key: PieceKey, _ changed: [Source]) -> PieceSearch {
        let new = Set(changed)
        func readings(_ isNew: Bool) -> [Reading] {
            sources.flatMap { source, pieces in new.contains(source) == isNew ? pieces.readings(of: key) : [] }
        }
        return PieceSearch(readings(false), new: readings(true), count: key.count)
    }

    /// The wholes of a kind that new pieces may complete, and that more than one source shows pieces of.
    private func crossKeys(_ kind: CodeKind, _ changed: [Source]) -> [PieceKey] {
        let fresh = Set(changed.flatMap { sources[$0]?.keys ?? [] }.filter { $0.kind == kind })
        return fresh.filter { key in sources.values.count { $0.keys.contains(key) } > 1 }
            .sorted { $0.count < $1.count }
    }

    private func isFound(_ key: PieceKey) -> Bool {
        guard case .parts(let kind, let start, _) = key else { return false }
        return switch kind {
        case .manifest: manifests.contains { $0.identity.bytes.starts(with: start) }
        case .ciphertext: ciphertexts.keys.contains { $0.bytes.starts(with: start) }
        case .letter: letters.contains { Part.letterStart($0) == start }
        default: false
        }
    }

    /// The pages of a source that show more parts than are kept.
    private mutating func overflows(of source: Source) -> [RecoveryFinding] {
        (sources[source]?.overflows ?? []).sorted().compactMap { page in
            let place = SourcePage(source, page: page)
            return told.insert(.tooManyParts(place)).inserted ? RecoveryFinding(place, .tooManyParts) : nil
        }
    }

    /// The pages of a source that contradict a genuine whole.
    private mutating func contradictions(of source: Source) -> [RecoveryFinding] {
        guard let pieces = sources[source] else { return [] }
        var findings: [RecoveryFinding] = []
        for manifest in manifests {
            var wholes = [manifest.parts]
            if let ciphertext = ciphertexts[manifest.identity] { wholes.append(manifest.parts(of: ciphertext)) }
            for parts in wholes {
                guard let first = parts.first else { continue }
                let key = PieceKey.parts(first.kind, start: first.setStart, count: first.count)
                let genuine = Reading(chunks: Dictionary(uniqueKeysWithValues: parts.map { ($0.index, $0.chunk) }))
                for page in pieces.pages(of: key, contradicting: genuine) {
                    let place = SourcePage(source, page: page)
                    guard told.insert(.contradicts(place, manifest.identity)).inserted else { continue }
                    findings.append(RecoveryFinding(place, .contradicts(place, manifest.identity)))
                }
            }
        }
        return findings
    }
}
