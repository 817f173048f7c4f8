// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope

/// A sealed share that a source shows; its passphrase decides whether it is genuine.
package struct SealedCandidate: Sendable {
    /// Where it was read.
    package let place: SourcePage
    let share: SealedShare

    /// Which share it claims to be.
    package var number: ShareNumber { share.number }
    /// The salt to stretch the passphrase with.
    package var salt: SealingSalt { share.salt }
}

/// The shares that sources show: those that are proven, those that wait for a manifest, and sealed ones.
struct ShareEvidence: Sendable {
    /// Whether a manifest's shares count in this recovery.
    enum Verdict {
        case counts
        case aside
        case refused
    }

    /// The most shares of one source that wait: as many as a set has, as codes and as words.
    private static let waitingLimit = 64
    /// The most different sealed shares of one number and set that are kept from one source; an honest one has one.
    private static let candidateLimit = 4

    /// A share that no manifest has proven yet.
    private struct Waiting: Sendable {
        enum Form: Sendable {
            case code(ReadShare)
            case words(WordShare)
        }

        let form: Form
        let place: SourcePage
        /// Whether it was last said to be of another set, or else to wait; `nil` before anything was said.
        var isToldAsOther: Bool?

        var number: ShareNumber {
            switch form {
            case .code(let share): share.number
            case .words(let share): share.number
            }
        }

        /// Whether its words belong to none of these sets, nor to the chosen one. A code waits: the same sheet brings its
        /// manifest.
        func isOther(than known: [SetIdentity], _ choice: SetChoice?) -> Bool {
            guard case .words(let words) = form, !known.isEmpty || choice != nil else { return false }
            return !known.contains(where: words.mayBelong) && choice?.mayMean(setStart: words.setStart) != true
        }

        /// What is said about it as long as no manifest proves it.
        func unclaimed(isOther: Bool) -> RecoveryEvent {
            guard isOther, case .words(let words) = form else { return .notProvenYet(number) }
            return .otherWords(number, words.setWords)
        }
    }

    private var waiting: [Waiting] = []
    private var sources: Set<Source> = []
    private var proven: [SetIdentity: [ShareNumber: Share]] = [:]
    private var sealed: [SetIdentity: [ShareNumber: [SealedCandidate]]] = [:]

    // MARK: - Taking

    /// Whether the source shows a share.
    func shows(_ source: Source) -> Bool { sources.contains(source) }

    mutating func add(_ share: ReadShare, from place: SourcePage) -> [RecoveryFinding] {
        sources.insert(place.source)
        let isHere = waiting.contains { known in
            if case .code(let other) = known.form { other.isSame(as: share) } else { false }
        }
        guard !isHere else { return [RecoveryFinding(place, .duplicate(share.number, nil))] }
        return add(Waiting(form: .code(share), place: place))
    }

    mutating func add(_ words: WordShare, from place: SourcePage) -> [RecoveryFinding] {
        add(Waiting(form: .words(words), place: place))
    }

    private mutating func add(_ share: Waiting) -> [RecoveryFinding] {
        guard waiting.count(where: { $0.place.source == share.place.source }) < Self.waitingLimit else {
            return [RecoveryFinding(share.place, .tooMany(limit: Self.waitingLimit))]
        }
        waiting.append(share)
        return []
    }

    /// Checks every waiting share against the manifests.
    ///
    /// - Parameter goal: the sets that are to be opened, whether their manifests are here or not.
    mutating func settle(
        under manifests: [Manifest], toward goal: RecoveryGoal, verdict: (Manifest) -> Verdict
    ) -> [RecoveryFinding] {
        let known = manifests.map { $0.identity } + goal.expected
        var findings: [RecoveryFinding] = []
        var left: [Waiting] = []
        for share in waiting {
            var (events, isClaimed) = claim(share, manifests, verdict)
            if !isClaimed {
                // Words that came before every manifest turn out to be of another set when the first one comes.
                let isOther = share.isOther(than: known, goal.choice)
                if share.isToldAsOther != isOther { events.append(share.unclaimed(isOther: isOther)) }
                var told = share
                told.isToldAsOther = isOther
                left.append(told)
            }
            findings += events.map { RecoveryFinding(share.place, $0) }
        }
        waiting = left
        return findings
    }

    private mutating func claim(
        _ share: Waiting, _ manifests: [Manifest], _ verdict: (Manifest) -> Verdict
    ) -> (events: [RecoveryEvent], isClaimed: Bool) {
        switch share.form {
        case .code(let code):
            guard let manifest = manifests.first(where: { $0.identity.prefix == code.set }) else { return ([], false) }
            return ([admit(code, to: manifest, verdict(manifest), from: share.place)], true)
        case .words(let words): return claim(words, manifests, verdict, from: share.place)
        }
    }

    /// Tries every manifest whose identity starts with the bytes in the words; only the verification key decides.
    private mutating func claim(
        _ words: WordShare, _ manifests: [Manifest], _ verdict: (Manifest) -> Verdict, from place: SourcePage
    ) -> (events: [RecoveryEvent], isClaimed: Bool) {
        var sealed: RecoveryEvent?
        for manifest in manifests {
            guard let share = words.share(of: manifest.identity) else { continue }
            let event = admit(share, to: manifest, verdict(manifest), from: place)
            switch (share, event) {
            // Another set's identity may start with the same three bytes: that is no evidence against the words.
            case (_, .forged), (_, .damaged): continue
            case (.sealed, _): sealed = sealed ?? event
            case (.plain, _): return ([event], true)
            }
        }
        return sealed.map { ([$0], true) } ?? ([], false)
    }

    private mutating func admit(
        _ share: ReadShare, to manifest: Manifest, _ verdict: Verdict, from place: SourcePage
    ) -> RecoveryEvent {
        if case .refused = verdict { return .otherPurpose(share.number, manifest.identity) }
        let isAside = if case .aside = verdict { true } else { false }
        switch share {
        case .plain(let plain): return admit(plain, to: manifest, isAside)
        case .sealed(let share): return admit(share, to: manifest, isAside, from: place)
        }
    }

    private mutating func admit(_ plain: UnverifiedShare, to manifest: Manifest, _ isAside: Bool) -> RecoveryEvent {
        let identity = manifest.identity
        let share: Share
        do throws(EnvelopeError) { share = try manifest.prove(plain) } catch {
            if case .forged = error { return .forged(plain.number, identity) }
            return .damaged(error)
        }
        guard proven[identity]?[share.number] == nil else { return .duplicate(share.number, identity) }
        sealed[identity]?[share.number] = nil
        proven[identity, default: [:]][share.number] = share
        return isAside ? .aside(share.number, identity) : .proven(share.number, identity)
    }

    private mutating func admit(
        _ share: SealedShare, to manifest: Manifest, _ isAside: Bool, from place: SourcePage
    ) -> RecoveryEvent {
        let identity = manifest.identity
        guard (try? manifest.group(of: share.number)) != nil else { return .damaged(.noSuchShare(share.number)) }
        guard proven[identity]?[share.number] == nil else { return .duplicate(share.number, identity) }
        let known = sealed[identity]?[share.number] ?? []
        guard !known.contains(where: { ReadShare.sealed($0.share).isSame(as: .sealed(share)) }) else {
            return .duplicate(share.number, identity)
        }
        guard known.count(where: { $0.place.source == place.source }) < Self.candidateLimit else {
            return .tooMany(limit: Self.candidateLimit)
        }
        sealed[identity, default: [:]][share.number, default: []].append(SealedCandidate(place: place, share: share))
        guard !isAside else { return .aside(share.number, identity) }
        return known.isEmpty ? .sealed(share.number, identity) : .differs(share.number, identity)
    }

    // MARK: - Sealed shares

    /// The candidates for a share; those from sources that show few come first, so that a page full of fakes comes
    /// last.
    func sealed(_ number: ShareNumber, of set: SetIdentity) -> [SealedCandidate] {
        let all = (sealed[set] ?? [:]).values.joined()
        func crowd(_ candidate: SealedCandidate) -> Int {
            all.count { $0.place.source == candidate.place.source && $0.number == number }
        }
        return (sealed[set]?[number] ?? []).map { ($0, crowd($0)) }.sorted { $0.1 < $1.1 }.map { $0.0 }
    }

    mutating func unlock(
        _ candidate: SealedCandidate, of manifest: Manifest, with passphrase: borrowing StretchedPassphrase
    ) throws(EnvelopeError) {
        let number = candidate.number
        let set = manifest.identity
        let opened = try candidate.share.opened(with: passphrase)
        do throws(EnvelopeError) {
            proven[set, default: [:]][number] = try manifest.prove(opened)
            sealed[set]?[number] = nil
        } catch {
            sealed[set]?[number]?.removeAll { ReadShare.sealed($0.share).isSame(as: .sealed(candidate.share)) }
            if sealed[set]?[number]?.isEmpty == true { sealed[set]?[number] = nil }
            throw error
        }
    }

    func has(_ number: ShareNumber, of set: SetIdentity) -> Bool {
        proven[set]?[number] != nil || sealed[set]?[number] != nil
    }

    mutating func drop(_ number: ShareNumber, of set: SetIdentity) -> Bool {
        let wasProven = proven[set]?.removeValue(forKey: number) != nil
        let wasSealed = sealed[set]?.removeValue(forKey: number) != nil
        return wasProven || wasSealed
    }

    // MARK: - What is here

    func proven(of set: SetIdentity) -> [Share] { (proven[set] ?? [:]).values.sorted { $0.number < $1.number } }
    func sealedNumbers(of set: SetIdentity) -> [ShareNumber] { (sealed[set] ?? [:]).keys.sorted() }
    func hasAny(of set: SetIdentity) -> Bool { proven[set]?.isEmpty == false || sealed[set]?.isEmpty == false }
    var waitingCount: Int { waiting.count }
}
