// SPDX-License-Identifier: Apache-2.0
//
// A recovery in progress: takes evidence in any order and says at once whether each piece counts. It knows nothing of
// terminals and files. A bad source never changes what another one gave, and no evidence changes what may be opened.

package import SecretMemory
package import SecretSharing
package import ShareEnvelope

/// Sheets collected for one recovery.
package struct RecoverySession: Sendable {
    /// What may be opened.
    package private(set) var goal: RecoveryGoal
    private let isPractice: Bool?
    private var evidence = PublicEvidence()
    private var shares = ShareEvidence()
    private var pending: [RecoveryFinding] = []
    /// The rows of words that are not a whole share yet.
    private var typedRows = TypedText()
    /// The code that may continue in the next line.
    private var typedCode = TypedText()
    /// The ledger checkpoints that the sheets show: the tree that a share signs must extend them.
    package private(set) var checkpoints: Set<CheckpointCode> = []

    /// The names of the papers whose checkpoint was given and cannot be read.
    package private(set) var misreadPaper: [String] = []

    /// The sources that show a checkpoint, like the outer face of a sheet.
    private var outerFaces: Set<Source> = []

    /// Starts with nothing collected.
    ///
    /// - Parameters:
    ///   - goal: what may be opened.
    ///   - isPractice: whether only practice sets are accepted, or none; `nil` accepts both.
    package init(_ goal: RecoveryGoal, isPractice: Bool? = nil) {
        self.goal = goal
        self.isPractice = isPractice
    }

    // MARK: - Taking

    /// Takes the text of one code that a page shows.
    package mutating func add(code: borrowing Span<UInt8>, from place: SourcePage) {
        do throws(EnvelopeError) { add(try PaperCode.read(code), from: place) } catch {
            if case .malformed(.code, .wrongMagic) = error {
                note(.foreignCode, at: place)
            } else {
                note(error, ofCode: PaperCode.kind(of: code), at: place)
            }
        }
    }

    /// Notes a code that cannot be read.
    mutating func note(_ error: EnvelopeError, ofCode kind: CodeKind?, at place: SourcePage) {
        guard kind == .checkpoint else { return note(.damaged(error), at: place) }
        let name = place.source.name
        if !misreadPaper.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { misreadPaper.append(name) }
        note(.misreadPaper(error), at: place)
    }

    /// Takes a code that has already been read.
    package mutating func add(_ code: PaperCode, from place: SourcePage) {
        switch code {
        case .part(let part): evidence.add(part, from: place)
        case .share(let share): pending += shares.add(share, from: place)
        case .checkpoint(let checkpoint):
            outerFaces.insert(place.source)
            misreadPaper.removeAll { $0.utf8.elementsEqual(place.source.name.utf8) }
            if checkpoints.insert(checkpoint).inserted { note(.checkpoint(checkpoint), at: place) }
        case .answer(let answer): if evidence.add(answer) { note(.answer(answer), at: place) }
        }
    }

    /// Takes a typed line of a manifest, a ciphertext or an answer.
    package mutating func add(_ line: CheckedLine, from source: Source) { evidence.add(line, from: source) }

    /// Takes a share typed as words.
    package mutating func add(_ words: borrowing TypedWords, from source: Source) {
        let place = SourcePage(source)
        do throws(EnvelopeError) {
            let share = try WordShare(words)
            if !share.healed.isEmpty { note(.healed(share.number, places: share.healed), at: place) }
            pending += shares.add(share, from: place)
        } catch { note(.damaged(error), at: place) }
    }

    /// Takes a manifest from a file or from the ledger.
    package mutating func add(_ manifest: Manifest, from source: Source) {
        guard evidence.add(manifest) else { return }
        note(.manifest(manifest.identity), at: SourcePage(source))
        pending += evidence.settleCiphertexts()
    }

    /// Takes the locked credential of a set from the binder; ignores bytes that the manifest does not name.
    package mutating func add(_ ciphertext: Ciphertext, of manifest: Manifest) {
        guard (try? manifest.ciphertext(ciphertext.bytes)) != nil else { return }
        evidence.add(ciphertext, of: manifest)
    }

    /// Notes if a file shows the first page of a custodian's sheet without a share's code, or only its outer face.
    ///
    /// A vault sheet has no share's code, and neither do letters and the later pages of a sheet.
    package mutating func noteMissingShare(of source: Source) {
        guard !shares.shows(source) else { return }
        if evidence.beginsSheet(source) { return note(.noShareCode, at: SourcePage(source)) }
        if outerFaces.contains(source), !evidence.shows(source) { note(.outerFace, at: SourcePage(source)) }
    }

    /// Whether a line that was typed or pasted is for a recovery: a code or what continues one, a checked line, or
    /// words.
    package func takes(typed line: borrowing SecretBytes) -> Bool { typedCode.takes(line) || typedRows.takes(line) }

    /// Whether a line that was typed or pasted is a code.
    package func takes(code line: borrowing SecretBytes) -> Bool {
        if case .code = TypedText().appending(line).form { true } else { false }
    }

    /// Discards the rows of words that are not a whole share yet.
    ///
    /// - Returns: whether there were any.
    package mutating func forgetWords() -> Bool {
        guard case .words = typedRows.form else { return false }
        typedRows = TypedText()
        return true
    }

    /// Takes a line of text that was typed or pasted.
    ///
    /// Rows of words are gathered until they make a share, even if codes come in between; so are the lines of a code
    /// that an editor wrapped. Checked lines and words belong to the prompt's own source, however they are typed. Codes
    /// are a separate source for each group, so that a code from a reader never crowds out one of a later sheet.
    ///
    /// - Parameters:
    ///   - prompt: the name of the prompt.
    ///   - group: the number, from 1, of the group of lines that arrived together.
    package mutating func add(typed line: borrowing SecretBytes, at prompt: String, group: Int) {
        // A line that continues a code has no form of its own.
        if case .words = TypedText().appending(line).form, !typedCode.continues(line) {
            return add(row: line, from: Source(prompt))
        }
        typedCode = typedCode.appending(line)
        if let abandoned = typedRows.abandoned(by: typedCode) {
            typedRows = TypedText()
            add(text: abandoned.bytes, from: Source(prompt))
        }
        guard let whole = typedCode.ready else { return }
        if case .code = typedCode.form {
            add(text: whole.bytes, from: Source(prompt, group: group))
        } else {
            add(text: whole.bytes, from: Source(prompt))
        }
        if !typedCode.mayContinue { typedCode = TypedText() }
    }

    private mutating func add(row line: borrowing SecretBytes, from source: Source) {
        var next = typedRows.appending(line)
        if let abandoned = typedRows.abandoned(by: next) {
            add(text: abandoned.bytes, from: source)
            next = TypedText().appending(line)
        }
        typedRows = next
        if let whole = typedRows.ready {
            add(text: whole.bytes, from: source)
            typedRows = TypedText()
        } else {
            note(.wordsSoFar(typedRows.wordCount), at: SourcePage(source))
        }
    }

    /// Notes an event about something that was read.
    mutating func note(_ event: RecoveryEvent, at place: SourcePage) { pending.append(RecoveryFinding(place, event)) }

    /// Evaluates everything that came since the last time: public evidence first, then the shares.
    package mutating func settle() -> [RecoveryFinding] {
        var findings = pending
        pending = []
        findings += evidence.settle()
        let evidence = evidence
        let isPractice = isPractice
        let goal = goal
        return findings
            + shares.settle(
                under: evidence.manifests, toward: goal,
                verdict: { manifest in
                    if let isPractice, manifest.isPractice != isPractice { return .refused }
                    return goal.allows(manifest) ? .counts : .aside
                })
    }

    // MARK: - Sealed shares

    /// The sealed shares of a number that wait for a passphrase, each different one once.
    ///
    /// Anyone can make up a sealed share. Those from sources that show the fewest come first: a real sheet shows one.
    package func sealed(_ number: ShareNumber) -> [SealedCandidate] {
        focus.map { shares.sealed(number, of: $0.identity) } ?? []
    }

    /// Opens a sealed share with its custodian's passphrase, stretched with the salt of this candidate.
    ///
    /// - Throws: `EnvelopeError.wrongPassphrase`, or `.forged` if it does not hold the dealt share; that candidate is
    ///   then removed, and the others stay.
    package mutating func unlock(
        _ candidate: SealedCandidate, with passphrase: borrowing StretchedPassphrase
    ) throws(EnvelopeError) -> [RecoveryFinding] {
        guard let manifest = focus else { throw .noSuchShare(candidate.number) }
        try shares.unlock(candidate, of: manifest, with: passphrase)
        return [RecoveryFinding(candidate.place, .proven(candidate.number, manifest.identity))]
    }

    /// The sets that may be opened and have a share of this number here, proven or sealed.
    package func sets(with number: ShareNumber) -> [Manifest] {
        manifests.filter { shares.has(number, of: $0.identity) }
    }

    /// Drops a share of a set, proven or sealed.
    ///
    /// - Returns: whether there was one.
    package mutating func drop(_ number: ShareNumber, of set: SetIdentity) -> Bool { shares.drop(number, of: set) }

    // MARK: - Which set

    /// Chooses one of several sets, if nothing else says which is right, or if the stated code fits several.
    package mutating func choose(_ set: SetIdentity) {
        switch goal {
        case .anyOne, .otherCredential: goal = .sets([set])
        case .choice(let choice) where choice.means(set): goal = .sets([set])
        case .choice, .sets: break
        }
    }

    /// Opens another set next, with the sheets that are here.
    package mutating func turn(to set: SetIdentity) { goal = .sets([set]) }

    /// Opens another credential of the account next, whose sheets may still have to come. The shares of this set, which
    /// was opened before, are wiped.
    package mutating func turn(from opened: Manifest) {
        for number in opened.rule.shareNumbers { _ = shares.drop(number, of: opened.identity) }
        goal = .otherCredential(than: opened)
    }

    /// The sets that may be opened, in the order of the goal, as far as their manifests are here.
    package var manifests: [Manifest] {
        switch goal {
        case .sets(let identities): identities.compactMap { identity in manifest(of: identity) }
        case .choice(let choice): evidence.manifests.filter { choice.means($0.identity) }
        case .anyOne:
            // A manifest alone proves nothing: anyone's can be scanned. The shares show which sets are meant.
            withShares.isEmpty ? (evidence.manifests.count == 1 ? evidence.manifests : []) : withShares
        case .otherCredential: withShares.filter { goal.allows($0) }
        }
    }

    /// The sets that shares are here of, if there are several and nothing says which one is meant.
    package var undecided: [Manifest] {
        if case .sets = goal { return [] }
        return manifests.count > 1 ? manifests : []
    }

    /// Whether the sets that nothing decides between open different credentials of one account.
    package var areFactorsOfOneAccount: Bool {
        guard let first = undecided.first else { return false }
        return undecided.allSatisfy { $0.label == first.label }
            && !undecided.allSatisfy { $0.credential == first.credential }
    }

    private var withShares: [Manifest] {
        evidence.manifests.filter { isTaken($0) && shares.hasAny(of: $0.identity) }
            .sorted(by: Manifest.precedes)
    }

    private func isTaken(_ manifest: Manifest) -> Bool { isPractice.map { $0 == manifest.isPractice } ?? true }

    /// The set that is being recovered: if several are opened together, the first that is not complete.
    package var focus: Manifest? {
        guard undecided.isEmpty else { return nil }
        let known = manifests
        return known.first { !isMet($0) || !hasCiphertext(of: $0.identity) } ?? known.first
    }

    /// The manifest of a set, if it is here.
    package func manifest(of set: SetIdentity) -> Manifest? { evidence.manifests.first { $0.identity == set } }

    private func isMet(_ manifest: Manifest) -> Bool {
        manifest.rule.isMet(by: shares.proven(of: manifest.identity).map { $0.number })
    }

    // MARK: - Progress

    /// How far the proven shares fill the quorum of the set in focus.
    package var standing: QuorumStanding? { focus.map { $0.rule.standing(of: provenNumbers) } }

    /// The proven shares of the set in focus, in order.
    package var provenShares: [Share] { focus.map { provenShares(of: $0.identity) } ?? [] }

    /// The numbers of the proven shares of the set in focus, in order.
    package var provenNumbers: [ShareNumber] { provenShares.map { $0.number } }

    /// The proven shares of a set, in order.
    package func provenShares(of set: SetIdentity) -> [Share] { shares.proven(of: set) }

    /// The sealed shares of the set in focus that wait for their passphrases, in order.
    package var sealedNumbers: [ShareNumber] { focus.map { shares.sealedNumbers(of: $0.identity) } ?? [] }

    /// Whether the locked credential of the set in focus is here.
    package var hasCiphertext: Bool { focus.map { hasCiphertext(of: $0.identity) } ?? false }

    private func hasCiphertext(of set: SetIdentity) -> Bool { evidence.ciphertexts[set] != nil }

    /// The drills' letters that are complete, as their bytes.
    package var letters: [[UInt8]] { evidence.letters }

    /// The answers to drills' letters, in the order in which they came.
    package var answers: [AnswerCode] { evidence.answers }

    /// How many shares are readable, but not proven by any manifest here.
    package var unprovenCount: Int { shares.waitingCount }

    /// For each incomplete manifest or ciphertext: the kind and the numbers of the missing parts.
    package var missingParts: [(kind: CodeKind, missing: [Int], count: Int)] { evidence.missing }

    /// A set whose manifest is here, and which of its pieces are.
    package struct FoundSet: Sendable {
        /// The manifest of the set.
        package let manifest: Manifest
        /// Whether the locked credential is here.
        package let hasCiphertext: Bool
        /// The proven shares, in order.
        package let proven: [ShareNumber]
        /// The shares that wait for their passphrases, in order.
        package let sealed: [ShareNumber]
    }

    /// Every set whose manifest is here, in the order in which they came.
    package var sets: [FoundSet] {
        evidence.manifests.map { manifest in
            FoundSet(
                manifest: manifest, hasCiphertext: hasCiphertext(of: manifest.identity),
                proven: shares.proven(of: manifest.identity).map { $0.number },
                sealed: shares.sealedNumbers(of: manifest.identity))
        }
    }

    // MARK: - Opening

    /// The quorum, with the ciphertext that it opens.
    ///
    /// - Throws: `RecoveryError`, which says what is missing.
    package func quorum() throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        guard undecided.isEmpty else { throw .severalSets(undecided.map { $0.identity }) }
        guard let manifest = focus else { throw .noManifest(unproven: unprovenCount) }
        return try quorum(of: manifest)
    }

    /// The quorum of one set of several that are opened together, and what it opens.
    ///
    /// - Throws: as `quorum()`.
    package func quorum(of set: SetIdentity) throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        guard let manifest = manifest(of: set), goal.allows(manifest) else {
            throw .noManifest(unproven: unprovenCount)
        }
        return try quorum(of: manifest)
    }

    private func quorum(of manifest: Manifest) throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        let quorum: Quorum
        do throws(EnvelopeError) { quorum = try Quorum(provenShares(of: manifest.identity), of: manifest) } catch {
            throw .envelope(error)
        }
        guard let ciphertext = evidence.ciphertexts[manifest.identity] else {
            throw .noCiphertext(keptApart: manifest.isCiphertextApart)
        }
        return (quorum, ciphertext)
    }
}

extension RecoveryGoal {
    /// The sets that are named.
    var expected: [SetIdentity] { if case .sets(let identities) = self { identities } else { [] } }

    /// The code by which a set is named.
    var choice: SetChoice? { if case .choice(let choice) = self { choice } else { nil } }

    /// Whether this set may be opened.
    func allows(_ manifest: Manifest) -> Bool {
        switch self {
        case .sets(let identities): identities.contains(manifest.identity)
        case .choice(let choice): choice.means(manifest.identity)
        case .anyOne: true
        case .otherCredential(let first): manifest.label == first.label && manifest.credential != first.credential
        }
    }
}
