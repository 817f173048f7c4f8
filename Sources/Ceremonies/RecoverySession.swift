// SPDX-License-Identifier: Apache-2.0
//
// A recovery in progress: takes sheets in any order and says at once what each one is worth. It knows no terminal.
// A bad sheet never changes what was accepted before it.

import Binder
import SecretMemory
public import SecretSharing
public import ShareEnvelope
public import SheetScanning

/// What a piece of paper turned out to be.
public enum RecoveryEvent: Equatable, Sendable {
    /// A manifest is whole.
    case manifest(SetIdentity)
    /// The locked credential is whole.
    case ciphertext(SetIdentity)
    /// A ledger's checkpoint, as a sheet or a slip shows it.
    case checkpoint(CheckpointCode)
    /// A drill's letter is whole.
    case letter
    /// A share's answer to a drill's letter.
    case answer(AnswerCode)
    /// A share is proven and counts.
    case proven(ShareNumber, SetIdentity)
    /// A share is readable, but no manifest has vouched for it yet.
    case notProvenYet(ShareNumber)
    /// A share waits for its passphrase.
    case sealed(ShareNumber, SetIdentity)
    /// The share is here already.
    case duplicate(ShareNumber)
    /// Another sealed share of this number is here, and not the same one; both are kept, and their passphrase tells which
    /// is genuine.
    case differs(ShareNumber)
    /// The share claims to be of a set, but is not the one that was dealt.
    case forged(ShareNumber, SetIdentity)
    /// The share is of another set than the one that most shares belong to.
    case otherSet(ShareNumber, SetPrefix)
    /// The share is of a set in earnest where people practise, or of a practice set where they do not: it was not taken.
    case otherPurpose(ShareNumber, SetIdentity)
    /// So many words were healed, at these places from 0.
    case healed(ShareNumber, places: [Int])
    /// More shares than are kept: later ones are passed over.
    case tooMany(limit: Int)
    /// Something of ours that cannot be read, and why.
    case damaged(EnvelopeError)
    /// A typed line that cannot be read, by its letter and number, and why.
    case damagedLine(String, EnvelopeError)
    /// A code that is none of ours.
    case foreignCode
}

/// Sheets collected for one recovery.
public struct RecoverySession: Sendable {
    /// A number for each piece of paper, so that its parts are tried together first.
    public typealias SheetTag = PartCollector.SheetTag

    private var collector = PartCollector()
    private var manifests: [Manifest] = []
    private var ciphertexts: [SetIdentity: Ciphertext] = [:]
    private var proven: [SetIdentity: [ShareNumber: Share]] = [:]
    private var sealed: [SetIdentity: [ShareNumber: [SealedShare]]] = [:]
    private var waiting: [ReadShare] = []
    private var waitingWords: [(words: WordShare, isTold: Bool)] = []
    /// What was looked through already, by how much there was of it: looking again costs time and finds nothing.
    private var searchedManifests = 0
    private var searchedCiphertexts: [SetIdentity: Int] = [:]
    private var isGathering = false
    /// The set that was asked for: no other is opened.
    private let wanted: SetChoice?
    /// The set that the ledger has in force: it decides where sheets leave the choice.
    private let expected: SetIdentity?
    private let together: [SetIdentity]
    private let isPractice: Bool?
    /// The checkpoints of ledgers that the sheets show: what a share's tree must continue before it signs.
    public private(set) var checkpoints: Set<CheckpointCode> = []

    /// The drills' letters that are whole, as their bytes.
    public private(set) var letters: [[UInt8]] = []
    /// The answers to drills' letters, in the order in which they came.
    public private(set) var answers: [AnswerCode] = []

    /// More than the pages of a file that are looked at.
    private static let pagesPerFile = 1_024
    /// How many shares wait for a manifest at most; a set has 32.
    private static let waitingLimit = 256
    /// How many different sealed shares of one number are kept; their passphrase tells which one is genuine.
    private static let candidateLimit = 8

    /// Nothing collected yet.
    ///
    /// - Parameters:
    ///   - wanted: the one set that may be opened; nothing for the one that the sheets say.
    ///   - expected: the set that is in force as far as is known.
    ///   - together: the sets that are opened in one ceremony, where there are several.
    ///   - isPractice: whether practice sets alone are taken, or none of them; nothing where both are.
    public init(
        wanted: SetChoice? = nil, expected: SetIdentity? = nil, together: [SetIdentity] = [], isPractice: Bool? = nil
    ) {
        self.isPractice = isPractice
        self.wanted = wanted
        self.expected = expected
        self.together = together
    }

    // MARK: - Taking

    /// Takes the text of one code.
    public mutating func take(code: borrowing Span<UInt8>, from sheet: SheetTag) -> [RecoveryEvent] {
        do {
            switch try PaperCode.read(code) {
            case .part(let part):
                collector.add(part, from: sheet)
                return settle()
            case .share(let share):
                return take(share)
            case .checkpoint(let checkpoint):
                guard checkpoints.insert(checkpoint).inserted else { return [] }
                return [.checkpoint(checkpoint)]
            case .answer(let answer): return add(answer)
            }
        } catch {
            if case .malformed(.code, .wrongMagic) = error { return [.foreignCode] }
            return [.damaged(error)]
        }
    }

    /// Takes all codes of one sheet: what is public first, so that its share is proven at once.
    public mutating func take(_ codes: [ScannedCode], from sheet: SheetTag) -> [RecoveryEvent] {
        let isShare = codes.map { code in
            if case .share? = try? code.paperCode() { true } else { false }
        }
        let events = gather { session in
            codes.indices.filter { !isShare[$0] }.flatMap { index in
                // A page is a sheet of its own to the parts: junk on one page hides nothing on the next.
                session.take(text: codes[index].text, from: sheet * Self.pagesPerFile + codes[index].page)
            }
        }
        return events + codes.indices.filter { isShare[$0] }.flatMap { take(text: codes[$0].text, from: sheet) }
    }

    /// Takes much at once, and looks only then at what it amounts to.
    public mutating func gather(_ take: (inout RecoverySession) -> [RecoveryEvent]) -> [RecoveryEvent] {
        isGathering = true
        let events = take(&self)
        isGathering = false
        return events + settle()
    }

    private mutating func take(text: borrowing SecretBytes, from sheet: SheetTag) -> [RecoveryEvent] {
        take(code: text.span, from: sheet)
    }

    /// Takes a typed line of a manifest or a ciphertext.
    public mutating func take(_ line: CheckedLine) -> [RecoveryEvent] {
        collector.add(line)
        return settle()
    }

    /// Takes the locked credential of a set, as the binder keeps it.
    public mutating func take(_ ciphertext: Ciphertext, of manifest: Manifest) {
        guard (try? manifest.ciphertext(ciphertext.bytes)) != nil else { return }
        ciphertexts[manifest.identity] = ciphertext
    }

    /// Takes a manifest that is kept as a file.
    public mutating func take(_ manifest: Manifest) -> [RecoveryEvent] {
        add(manifest) + settle()
    }

    /// Takes a share typed as words.
    public mutating func take(_ words: borrowing TypedWords) -> [RecoveryEvent] {
        do {
            let share = try WordShare(words)
            let healed: [RecoveryEvent] =
                share.healed.isEmpty ? [] : [.healed(share.number, places: share.healed)]
            guard waitingWords.count < Self.waitingLimit else { return healed + [.tooMany(limit: Self.waitingLimit)] }
            waitingWords.append((share, false))
            let events = settle()
            return healed + (events.isEmpty ? [.notProvenYet(share.number)] : events)
        } catch {
            return [.damaged(error)]
        }
    }

    private mutating func take(_ share: ReadShare) -> [RecoveryEvent] {
        guard let manifest = manifests.first(where: { $0.identity.prefix == share.set }) else {
            guard !waiting.contains(where: { $0.isSame(as: share) }) else { return [.duplicate(share.number)] }
            guard waiting.count < Self.waitingLimit else { return [.tooMany(limit: Self.waitingLimit)] }
            if let focus, focus.identity.prefix != share.set, hasShares(of: focus.identity) {
                waiting.append(share)
                return [.otherSet(share.number, share.set)]
            }
            waiting.append(share)
            return [.notProvenYet(share.number)]
        }
        return admit(share, to: manifest)
    }

    /// Opens a sealed share with its custodian's passphrase, already stretched with the salt of one of its candidates.
    ///
    /// - Parameter candidate: the place of the salt among ``salts(of:)``.
    /// - Throws: `EnvelopeError.wrongPassphrase`, or `.forged` when what it holds is not the dealt share.
    public mutating func unlock(
        _ number: ShareNumber, candidate: Int, with passphrase: borrowing StretchedPassphrase
    ) throws(EnvelopeError) -> [RecoveryEvent] {
        guard let manifest = focus, let candidates = sealed[manifest.identity]?[number],
            candidates.indices.contains(candidate)
        else { throw .noSuchShare(number) }
        let opened = try manifest.prove(try candidates[candidate].opened(with: passphrase))
        sealed[manifest.identity]?[number] = nil
        proven[manifest.identity, default: [:]][number] = opened
        return [.proven(number, manifest.identity)]
    }

    /// Forgets a share, proven or sealed.
    ///
    /// - Returns: whether there was one.
    public mutating func drop(_ number: ShareNumber) -> Bool {
        let holder = together.first { proven[$0]?[number] != nil || sealed[$0]?[number] != nil }
        guard let identity = holder ?? focus?.identity else { return false }
        let wasProven = proven[identity]?.removeValue(forKey: number) != nil
        let wasSealed = sealed[identity]?.removeValue(forKey: number) != nil
        return wasProven || wasSealed
    }

    // MARK: - Where it stands

    /// The set that this recovery is about.
    ///
    /// What is proven comes before all else, so that no number of shares that anybody can make up takes a recovery over:
    /// a set whose quorum is met, then the one with the most proven shares, then the one that the ledger has in force,
    /// then the one with the most sealed shares, then the first.
    public var focus: Manifest? {
        guard together.isEmpty else {
            let known = together.compactMap { identity in manifests.first { $0.identity == identity } }
            return known.first { !isMet($0) || ciphertexts[$0.identity] == nil } ?? known.first
        }
        var best: (manifest: Manifest, weight: (Int, Int, Int, Int))?
        for manifest in manifests where wanted?.means(manifest.identity) ?? true {
            let weight = weight(of: manifest)
            if best.map({ weight > $0.weight }) ?? true { best = (manifest, weight) }
        }
        return best?.manifest
    }

    private func weight(of manifest: Manifest) -> (Int, Int, Int, Int) {
        let shares = proven[manifest.identity]
        let isExpected = manifest.identity == expected ? 1 : 0
        // The set in force decides between two whose quorums are met.
        let met = isMet(manifest) ? 1 + isExpected : 0
        return (met, shares?.count ?? 0, isExpected, sealed[manifest.identity]?.count ?? 0)
    }

    private func isMet(_ manifest: Manifest) -> Bool {
        manifest.rule.isMet(by: (proven[manifest.identity] ?? [:]).keys)
    }

    /// The sets whose quorums are met when there are several and nothing says which of them is meant.
    public var undecided: [Manifest] {
        guard together.isEmpty else { return [] }
        let met = manifests.filter { isMet($0) && wanted?.means($0.identity) ?? true }
        return met.count > 1 && !met.contains { $0.identity == expected } ? met : []
    }

    /// How far the proven shares go towards the quorum of the set in focus.
    public var standing: QuorumStanding? {
        focus.map { $0.rule.standing(of: provenNumbers) }
    }

    /// The proven shares of the set in focus, in order.
    public var provenNumbers: [ShareNumber] {
        focus.flatMap { proven[$0.identity]?.keys.sorted() } ?? []
    }

    /// The sealed shares of the set in focus that wait for their passphrases, in order.
    public var sealedNumbers: [ShareNumber] {
        focus.flatMap { sealed[$0.identity]?.keys.sorted() } ?? []
    }

    /// The salts to stretch a sealed share's passphrase with: one for each different share of that number, for anybody
    /// can make up a sealed share.
    public func salts(of number: ShareNumber) -> [SealingSalt] {
        focus.flatMap { sealed[$0.identity]?[number]?.map { $0.salt } } ?? []
    }

    /// The shares of the focused set that are proven, in order.
    public var provenShares: [Share] { focus.map { provenShares(of: $0.identity) } ?? [] }

    /// The shares of a set that proved to be whole, in order.
    public func provenShares(of set: SetIdentity) -> [Share] {
        (proven[set] ?? [:]).values.sorted { $0.number < $1.number }
    }

    /// Whether the locked credential of the set in focus is here.
    public var hasCiphertext: Bool {
        focus.map { ciphertexts[$0.identity] != nil } ?? false
    }

    /// Shares that are readable, but that no manifest here vouches for.
    public var unprovenCount: Int { waiting.count + waitingWords.count }

    /// For each manifest or ciphertext that is begun but not whole: the kind and the numbers of the parts that lack.
    public var missingParts: [(kind: CodeKind, missing: [Int], count: Int)] {
        collector.incomplete().map { ($0.kind, $0.missing, $0.count) }
    }

    /// A set whose manifest is here, and what of it.
    public struct FoundSet: Sendable {
        /// The manifest.
        public let manifest: Manifest
        /// Whether the locked credential is here.
        public let hasCiphertext: Bool
        /// The shares that are proven, in order.
        public let proven: [ShareNumber]
        /// The shares that wait for their passphrases, in order.
        public let sealed: [ShareNumber]
    }

    /// Every set whose manifest is here, in the order in which they came.
    public var sets: [FoundSet] {
        manifests.map { manifest in
            FoundSet(
                manifest: manifest, hasCiphertext: ciphertexts[manifest.identity] != nil,
                proven: proven[manifest.identity].map { $0.keys.sorted() } ?? [],
                sealed: sealed[manifest.identity].map { $0.keys.sorted() } ?? [])
        }
    }

    /// The quorum, with the ciphertext that it opens.
    ///
    /// - Throws: `RecoveryError` with what is missing.
    public func quorum() throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        guard let manifest = focus else { throw .noManifest(unproven: unprovenCount) }
        guard undecided.isEmpty else { throw .severalSets(undecided.map { $0.identity }) }
        return try quorum(of: manifest)
    }

    /// The quorum of one set of several that are opened together, and what it opens.
    ///
    /// - Throws: as `quorum()`.
    public func quorum(of set: SetIdentity) throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        guard let manifest = manifests.first(where: { $0.identity == set }) else {
            throw .noManifest(unproven: unprovenCount)
        }
        return try quorum(of: manifest)
    }

    private func quorum(of manifest: Manifest) throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        let quorum: Quorum
        do { quorum = try Quorum(Array(proven[manifest.identity, default: [:]].values), of: manifest) } catch {
            throw .envelope(error)
        }
        guard let ciphertext = ciphertexts[manifest.identity] else {
            throw .noCiphertext(keptApart: manifest.isCiphertextApart)
        }
        return (quorum, ciphertext)
    }

    // MARK: - Settling

    private func hasShares(of identity: SetIdentity) -> Bool {
        !(proven[identity]?.isEmpty ?? true) || !(sealed[identity]?.isEmpty ?? true)
    }

    /// Looks again at everything that waits, after something new came.
    private mutating func settle() -> [RecoveryEvent] {
        guard !isGathering else { return [] }
        var events: [RecoveryEvent] = []
        if searchedManifests != collector.changeCount(of: .manifest) {
            searchedManifests = collector.changeCount(of: .manifest)
            for manifest in collector.manifests() { events += add(manifest) }
        }
        for letter in collector.letters() where !letters.contains(letter) {
            letters.append(letter)
            events.append(.letter)
        }
        do {
            if let answer = try collector.typedAnswer() { events += add(answer) }
        } catch { events.append(.damaged(error)) }
        let changes = collector.changeCount(of: .ciphertext)
        for manifest in manifests
        where ciphertexts[manifest.identity] == nil && searchedCiphertexts[manifest.identity] != changes {
            searchedCiphertexts[manifest.identity] = changes
            guard let ciphertext = collector.ciphertext(of: manifest) else { continue }
            ciphertexts[manifest.identity] = ciphertext
            events.append(.ciphertext(manifest.identity))
        }
        return events + settleShares()
    }

    private mutating func add(_ answer: AnswerCode) -> [RecoveryEvent] {
        guard !answers.contains(answer) else { return [] }
        answers.append(answer)
        return [.answer(answer)]
    }

    private mutating func add(_ manifest: Manifest) -> [RecoveryEvent] {
        guard !manifests.contains(manifest) else { return [] }
        manifests.append(manifest)
        return [.manifest(manifest.identity)]
    }

    private mutating func settleShares() -> [RecoveryEvent] {
        var events: [RecoveryEvent] = []
        for manifest in manifests {
            for share in waiting where share.set == manifest.identity.prefix {
                events += admit(share, to: manifest)
            }
            waiting.removeAll { $0.set == manifest.identity.prefix }
        }
        var unclaimed: [(words: WordShare, isTold: Bool)] = []
        for (words, isTold) in waitingWords {
            let (outcome, isClaimed) = claim(words)
            if !isTold || isClaimed { events += outcome }
            // Words name their set by three bytes, which can be ground: the right manifest may still come.
            if !isClaimed { unclaimed.append((words, isTold || !outcome.isEmpty)) }
        }
        waitingWords = unclaimed
        return events
    }

    /// Tries every manifest whose identity starts as the words say; only the verification key decides.
    private mutating func claim(_ words: WordShare) -> (events: [RecoveryEvent], isClaimed: Bool) {
        var refusals: [RecoveryEvent] = []
        var sealed: [RecoveryEvent] = []
        for manifest in manifests where words.mayBelong(to: manifest.identity) {
            guard let share = words.share(of: manifest.identity) else { continue }
            let events = admit(share, to: manifest)
            switch (share, events.first) {
            // Another set's manifest may begin with the same three bytes: it says nothing against the words.
            case (_, .forged), (_, .damaged): refusals = [.notProvenYet(words.number)]
            case (.sealed, _): sealed += events
            case (.plain, _): return (events, true)
            }
        }
        return sealed.isEmpty ? (refusals, false) : (Array(sealed.prefix(1)), true)
    }

    private mutating func admit(_ share: ReadShare, to manifest: Manifest) -> [RecoveryEvent] {
        let identity = manifest.identity
        let number = share.number
        if let isPractice, manifest.isPractice != isPractice {
            return [.otherPurpose(number, identity)]
        }
        if let wanted, !wanted.means(identity) { return [.otherSet(number, identity.prefix)] }
        let isAwaited = together.contains(identity) || expected == identity
        let rival = focus.flatMap { $0.identity != identity && !isAwaited && hasShares(of: $0.identity) ? $0 : nil }
        switch share {
        case .plain(let plain):
            let share: Share
            do { share = try manifest.prove(plain) } catch {
                if case .forged = error { return [.forged(plain.number, identity)] }
                return [.damaged(error)]
            }
            guard proven[identity]?[share.number] == nil else { return [.duplicate(share.number)] }
            sealed[identity]?[share.number] = nil
            proven[identity, default: [:]][share.number] = share
        case .sealed(let share):
            guard (try? manifest.group(of: share.number)) != nil else {
                return [.damaged(.noSuchShare(share.number))]
            }
            guard proven[identity]?[share.number] == nil else { return [.duplicate(share.number)] }
            let known = sealed[identity]?[share.number] ?? []
            guard !known.contains(where: { ReadShare.sealed($0).isSame(as: .sealed(share)) }) else {
                return [.duplicate(share.number)]
            }
            guard known.count < Self.candidateLimit else { return [.tooMany(limit: Self.candidateLimit)] }
            sealed[identity, default: [:]][share.number, default: []].append(share)
            guard known.isEmpty else { return [.differs(share.number)] }
            guard rival == nil else { return [.otherSet(share.number, identity.prefix)] }
            return [.sealed(share.number, identity)]
        }
        guard rival == nil else { return [.otherSet(share.number, identity.prefix)] }
        return [.proven(share.number, identity)]
    }
}
