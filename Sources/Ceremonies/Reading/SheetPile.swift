// SPDX-License-Identifier: Apache-2.0

import Ledger
package import Recovery
package import SecretMemory
package import SecretSharing
package import ShareEnvelope
package import SheetScanning

/// The sheets that were given so far: which of them count for what they are read for, and what is still missing.
package struct SheetPile: Sendable {
    /// What the sheets show.
    package private(set) var session: RecoverySession {
        didSet {
            progress.note(standings)
            // A number that was put aside in one set may be another share in the next.
            if oldValue.focus?.identity != set { aside = [] }
        }
    }
    /// What the sheets are for.
    package var purpose: ReadingPurpose
    /// What the ledger knows about the sets whose sheets may come.
    package let known: KnownSets
    /// The progress, for the evidence of a recovery that is ended from outside.
    package private(set) var progress = RecoveryProgress()
    /// The checkpoints that the sheets show, each with its paper.
    package private(set) var paper = PaperSources()
    /// Shares of real sets that came to a practice, and practice shares that came to an emergency.
    package private(set) var refused: [(share: ShareNumber, set: SetIdentity)] = []
    /// The other credential of the account, if its sheets are here too and a person chose one of the two.
    package private(set) var otherFactor: Manifest?
    private var aside: Set<ShareNumber> = []
    /// The name of the source of typed text.
    private static let prompt = "typed"
    /// How many groups of lines were typed or sent by a reader.
    private var groupCount = 0

    /// Begins without sheets.
    ///
    /// - Parameters:
    ///   - goal: what may be opened.
    ///   - isPractice: whether only practice sets are accepted, or none; `nil` accepts both.
    package init(
        _ goal: RecoveryGoal, for purpose: ReadingPurpose, known: KnownSets = KnownSets(), isPractice: Bool? = nil
    ) {
        session = RecoverySession(goal, isPractice: isPractice)
        self.purpose = purpose
        self.known = known
    }

    /// The set that is being recovered, once its manifest is here.
    package var set: SetIdentity? { session.focus?.identity }
    /// The manifests of the sets that are being recovered.
    package var manifests: [Manifest] { session.undecided.isEmpty ? session.manifests : [] }
    /// Each set that is being recovered, and its shares that count.
    package var standings: [RecoveryProgress.Standing] {
        manifests.isEmpty
            ? [(nil, [])]
            : manifests.map { ($0.identity, session.provenShares(of: $0.identity).map { $0.number }) }
    }
    /// The sets that are being recovered, with their shares that count.
    package var recovered: [RecoveredSet] {
        manifests.map { RecoveredSet(session.provenShares(of: $0.identity), of: $0) }
    }
    /// Whether the sheets are enough for what they are for.
    package var isReady: Bool { purpose.isReached(by: session) }

    // MARK: - Taking

    /// Takes what a binder holds of a set, so that shares are proven whatever else of a sheet is readable.
    package mutating func expect(_ manifest: Manifest, _ ciphertext: Ciphertext? = nil) {
        session.add(manifest, from: Source("the binder"))
        _ = session.settle()
        if let ciphertext { session.add(ciphertext, of: manifest) }
    }

    /// Takes a manifest from its own file.
    package mutating func take(_ manifest: Manifest, from source: Source) -> [RecoveryFinding] {
        session.add(manifest, from: source)
        return settle()
    }

    /// Takes text that may hold codes, checked lines and words.
    package mutating func take(text: borrowing SecretBytes, from source: Source) -> [RecoveryFinding] {
        session.add(text: text, from: source)
        return settle()
    }

    /// Takes the codes of all pages of a file.
    package mutating func take(_ scan: Scan, from source: Source) -> [RecoveryFinding] {
        guard !scan.codes.isEmpty else { return [] }
        session.add(scan, from: source)
        if purpose.wantsShares { session.noteMissingShare(of: source) }
        let findings = settle()
        paper.note(scan.codes, on: source.name, session)
        return findings
    }

    /// Starts a new group: what follows did not arrive together with what came before. One code may have many lines.
    package mutating func beginGroup() { groupCount += 1 }

    /// Takes a line that was typed or pasted; `nil` if it is no code, no checked line and no words.
    package mutating func take(typed line: borrowing SecretBytes) -> [RecoveryFinding]? {
        guard session.takes(typed: line) else { return nil }
        session.add(typed: line, at: Self.prompt, group: groupCount)
        return settle()
    }

    /// Takes the words of a sheet.
    package mutating func take(_ words: borrowing TypedWords) -> [RecoveryFinding] {
        session.add(words, from: Source(Self.prompt))
        return settle()
    }

    /// Discards the rows of words that are not a whole share yet; whether there were any.
    package mutating func forgetWords() -> Bool { session.forgetWords() }

    private mutating func settle() -> [RecoveryFinding] { noting(session.settle()) }

    private mutating func noting(_ findings: [RecoveryFinding]) -> [RecoveryFinding] {
        paper.note(findings)
        for finding in findings {
            switch finding.event {
            // A person who gives a sealed share again wants to retry its passphrase.
            case .duplicate(let number, _), .differs(let number, _): aside.remove(number)
            case .otherPurpose(let number, let set): refused.append((number, set))
            default: break
            }
        }
        return findings
    }

    // MARK: - Putting aside

    /// What became of a share that was to be put aside.
    package enum Dropped {
        case done
        /// No sheet of that number is here.
        case absent
        /// Several sets have one.
        case several([Manifest])
    }

    /// Puts a share aside; if several sets have one of its number, the one of the set at this place, from 1.
    package mutating func drop(_ number: ShareNumber, place: Int?) -> Dropped {
        var sets = session.sets(with: number)
        if sets.count > 1 {
            guard let place, sets.indices.contains(place - 1) else { return .several(sets) }
            sets = [sets[place - 1]]
        }
        guard let set = sets.first, session.drop(number, of: set.identity) else { return .absent }
        aside.remove(number)
        return .done
    }

    // MARK: - Passphrases

    /// The sealed shares that still need their passphrases, unless the quorum is met without them. A rehearsal tries every
    /// quorum.
    package var waitingForPassphrase: [ShareNumber] {
        let triesAll = if case .rehearsal = purpose { true } else { false }
        guard triesAll || session.standing?.isMet != true else { return [] }
        return session.sealedNumbers.filter { !aside.contains($0) }
    }

    /// Leaves a sealed share locked for now.
    package mutating func setAside(_ number: ShareNumber) { aside.insert(number) }

    /// Opens a sealed share.
    ///
    /// - Throws: `EnvelopeError` if the passphrase is wrong.
    package mutating func unlock(
        _ candidate: SealedCandidate, with key: borrowing StretchedPassphrase
    ) throws(EnvelopeError) -> [RecoveryFinding] {
        noting(try session.unlock(candidate, with: key))
    }

    // MARK: - Several sets

    /// Which of the sets that nothing decides between a person's words name.
    package enum NamedSet {
        case one(SetIdentity)
        case several
        case none
    }

    /// Takes a person's choice among several sets, when nothing else says which is right.
    package mutating func choose(_ set: SetIdentity) {
        let chosen = session.undecided.first { $0.identity == set }
        let others = session.undecided.filter { $0.label == chosen?.label && $0.credential != chosen?.credential }
        otherFactor = others.count == 1 ? others[0] : nil
        session.choose(set)
    }

    /// The same sheets for the other credential of the account.
    package func turned(to other: Manifest) -> SheetPile {
        var pile = self
        pile.progress = RecoveryProgress()
        pile.otherFactor = nil
        pile.session.turn(to: other.identity)
        return pile
    }

    /// Why a line chooses none of several sets; `nil` unless there is a choice and the line looks like one.
    package func misnamed(_ line: borrowing SecretBytes) -> Refusal? {
        let sets = session.undecided
        guard !sets.isEmpty, line.count > 0 else { return nil }
        let isNumber = line.span.indices.allSatisfy { (0x30...0x39).contains(line.span[$0]) }
        let isCode =
            line.count == 19 && line.span.indices.allSatisfy { (line.span[$0] == 0x2D) == ($0 % 5 == 4) }
        guard isNumber || isCode else { return nil }
        return Refusal(
            isNumber ? "none of these sets has this number" : "none of these sets has this code",
            hint: "the numbers are 1 to \(sets.count)")
    }

    /// The answers that choose among several sets: a set's number, or its code.
    package var choices: [String] {
        session.undecided.enumerated().flatMap { ["\($0 + 1)", $1.identity.code, $1.identity.code.lowercased()] }
    }

    /// The set that the words name, by its number or its code; two sets of one code can be named only by number.
    package func choice(named words: [String]) -> NamedSet {
        guard words.count == 1 else { return .none }
        let sets = session.undecided.map { $0.identity }
        if let index = sets.indices.first(where: { words[0] == "\($0 + 1)" }) { return .one(sets[index]) }
        guard let choice = SetChoice(reading: words[0]), sets.contains(where: { choice.means($0) }) else {
            return .none
        }
        return choice.one(of: sets).map { .one($0) } ?? .several
    }

    /// Whether the sets that nothing decides between open different credentials of one account. Only a statement under a
    /// policy opens two together.
    package var areFactorsOfOneAccount: Bool { session.areFactorsOfOneAccount }

    // MARK: - Opening

    /// Opens all the credentials that are opened together.
    ///
    /// - Throws: `RecoveryError` if a quorum is not met, or the sheets do not open what they should.
    package func openAll() throws(RecoveryError) -> [OpenedCredential] {
        guard case .sets(let sets) = session.goal, sets.count > 1 else { return [try open(try session.quorum())] }
        var opened: [OpenedCredential] = []
        for set in sets { opened.append(try open(try session.quorum(of: set))) }
        return opened
    }

    private func open(_ parts: (quorum: Quorum, ciphertext: Ciphertext)) throws(RecoveryError) -> OpenedCredential {
        do throws(EnvelopeError) { return try parts.quorum.open(parts.ciphertext) } catch { throw .envelope(error) }
    }
}

extension RecoverySession {
    /// Takes the codes of all pages of a file.
    package mutating func add(_ scan: Scan, from source: Source) {
        for code in scan.codes {
            add(code.text, from: SourcePage(source, page: scan.pages.count > 1 ? code.page : 0))
        }
    }

    private mutating func add(_ code: borrowing SecretBytes, from place: SourcePage) {
        add(code: code.span, from: place)
    }
}
