// SPDX-License-Identifier: Apache-2.0

import Recovery
import SecretMemory
import SecretSharing
import ShareEnvelope

/// The sheets that were given so far.
struct Pile {
    private(set) var session: RecoverySession {
        didSet {
            // A number that was put aside in one set may be another share in the next.
            if oldValue.focus?.identity != session.focus?.identity { aside = [] }
        }
    }
    /// What was found since the last reply.
    private(set) var findings: [RecoveryFinding] = []
    /// Shares of real sets that came to a practice, and practice shares that came to an emergency.
    private(set) var refused: [(share: ShareNumber, set: SetIdentity)] = []
    private var aside: Set<ShareNumber> = []
    private static let prompt = "typed"
    private var groupCount = 0

    init(_ stated: Stated) {
        session = RecoverySession(stated.choice.map { .choice($0) } ?? .anyOne, isPractice: stated.isPractice)
    }

    /// Whether the quorum is met and the locked credential is here.
    var isReady: Bool { session.standing?.isMet == true && session.hasCiphertext }

    /// The sets that are being recovered.
    var manifests: [Manifest] { session.undecided.isEmpty ? session.manifests : [] }

    /// The sealed shares that need their passphrases now.
    var waiting: [ShareNumber] {
        guard session.standing?.isMet != true else { return [] }
        return session.sealedNumbers.filter { !aside.contains($0) }
    }

    /// Returns what was found since the last call.
    mutating func takeFindings() -> [RecoveryFinding] {
        defer { findings = [] }
        return findings
    }

    // MARK: - Taking

    /// Takes a code that a page of a file shows.
    mutating func add(code: borrowing SecretBytes, from place: SourcePage) { session.add(code: code.span, from: place) }

    /// Ends a file of codes.
    mutating func end(_ source: Source) {
        session.noteMissingShare(of: source)
        settle()
    }

    /// What became of a text.
    enum Reading {
        case taken
        /// It holds no code, checked line or row of words.
        case empty
        /// No sheet comes as this kind of text: it was not read.
        case foreign(ForeignText)
        /// It is no text at all: it was not read.
        case noText
    }

    /// Takes text with codes, checked lines and words, or a manifest's file.
    mutating func add(text: borrowing SecretBytes, from source: Source) -> Reading {
        if text.count > 4, text.span[0] == 0x42, text.span[1] == 0x47, text.span[2] == 0x4D, text.span[3] == 1 {
            guard let manifest = Self.manifest(text) else { return .empty }
            session.add(manifest, from: source)
            settle()
            return .taken
        }
        guard RecoverySession.mayBeText(text) else { return .noText }
        if let foreign = ForeignText(text) { return .foreign(foreign) }
        session.add(text: text, from: source)
        settle()
        return switch RecoverySession.form(of: text) {
        case .code, .checkedLine, .words: .taken
        case .empty, .other: .empty
        }
    }

    private static func manifest(_ bytes: borrowing SecretBytes) -> Manifest? {
        var encoded: [UInt8] = []
        for index in 0..<bytes.count { encoded.append(bytes.span[index]) }
        return try? Manifest(encoded: encoded)
    }

    /// Takes a line that was typed or sent by a reader.
    ///
    /// - Parameter isTogether: whether it arrived together with the line before it.
    /// - Returns: whether it is a code, a checked line or words.
    mutating func add(typed line: borrowing SecretBytes, isTogether: Bool) -> Bool {
        if !isTogether { groupCount += 1 }
        guard session.takes(typed: line) else { return false }
        session.add(typed: line, at: Self.prompt, group: groupCount)
        settle()
        return true
    }

    /// Discards the rows of words that are not a whole share yet.
    mutating func forgetWords() -> Bool { session.forgetWords() }

    private mutating func settle() { note(session.settle()) }

    private mutating func note(_ found: [RecoveryFinding]) {
        for finding in found {
            switch finding.event {
            case .duplicate(let number, _), .differs(let number, _): aside.remove(number)
            case .otherPurpose(let number, let set): refused.append((number, set))
            default: break
            }
        }
        findings += found
    }

    // MARK: - Deciding

    /// Puts a share aside.
    ///
    /// - Parameter set: its set, if several have one of its number.
    /// - Returns: whether there was one.
    mutating func drop(_ number: ShareNumber, of set: SetChoice?) -> Bool {
        let sets = session.sets(with: number).filter { set?.means($0.identity) ?? true }
        guard sets.count == 1, session.drop(number, of: sets[0].identity) else { return false }
        aside.remove(number)
        return true
    }

    /// Leaves a sealed share locked for now.
    mutating func leave(_ number: ShareNumber) { aside.insert(number) }

    /// The other credential of a set's account, if sheets of exactly one set of it are here.
    func other(than first: Manifest) -> Manifest? {
        let others = session.sets.filter { set in
            set.manifest.label == first.label && set.manifest.credential != first.credential
                && set.manifest.isPractice == first.isPractice && !(set.proven.isEmpty && set.sealed.isEmpty)
        }
        return others.count == 1 ? others[0].manifest : nil
    }

    /// Goes on with the other credential of the account, with the sheets that are here; wipes the shares of this set.
    mutating func turn(from first: Manifest) {
        let other = other(than: first)
        session.turn(from: first)
        if let other { session.turn(to: other.identity) }
    }

    /// Chooses one of several sets.
    mutating func choose(_ choice: SetChoice) -> Bool {
        guard let set = choice.one(of: session.undecided.map { $0.identity }) else { return false }
        session.choose(set)
        return true
    }

    /// Opens a sealed share with its passphrase as typed, or else in the form of generated ones.
    mutating func unlock(_ number: ShareNumber, _ passphrase: borrowing SecretBytes) throws(EnvelopeError) {
        do throws(EnvelopeError) { try unlock(number, exactly: passphrase) } catch {
            guard case .wrongPassphrase = error, let normal = StretchedPassphrase.normalised(passphrase) else {
                throw error
            }
            do throws(EnvelopeError) { try unlock(number, exactly: normal) } catch _ { throw error }
        }
    }

    private mutating func unlock(
        _ number: ShareNumber, exactly passphrase: borrowing SecretBytes
    ) throws(EnvelopeError) {
        var first: EnvelopeError?
        for candidate in session.sealed(number) {
            do throws(EnvelopeError) {
                let bytes = try StretchedPassphrase.stretch(passphrase, salt: candidate.salt)
                guard let stretched = StretchedPassphrase(bytes: bytes) else { throw .noMemoryToStretch }
                note(try session.unlock(candidate, with: stretched))
                return
            } catch { first = first ?? error }
        }
        throw first ?? .noSuchShare(number)
    }
}
