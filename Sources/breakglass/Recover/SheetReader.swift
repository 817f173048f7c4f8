// SPDX-License-Identifier: Apache-2.0
//
// Reads sheets for every command that needs them: takes files, text and passphrases, and says at once whether each
// one counts.

import Ceremonies
import Foundation
import Glibc
import Isolation
import Ledger
import Recovery
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning

/// A recovery session that reports to a person.
final class SheetReader {
    private(set) var session: RecoverySession {
        didSet {
            progress.note(standings)
            // A number that was put aside in one set may be another share in the next.
            if oldValue.focus?.identity != set { asideNumbers = [] }
        }
    }
    /// The progress, for the evidence of a recovery that is ended from outside.
    let progress = RecoveryProgress()
    /// What the sheets are for.
    var goal: ReadingPurpose
    /// What the ledger knows about the sets whose sheets may come.
    let known: KnownSets
    /// Shares of real sets that came to a practice, and practice shares that came to an emergency.
    private(set) var refused: [(share: ShareNumber, set: SetIdentity)] = []
    private let passphrases: PassphraseInput
    private let allowsSwap: Bool
    private let stretcher = PassphraseStretcher()
    /// The checkpoints that the sheets show, each with its paper.
    private(set) var paper = PaperSources()
    private var asideNumbers: Set<ShareNumber> = []
    /// The name of the source of typed text.
    private static let prompt = "typed"
    /// How many groups of lines were typed or sent by a reader.
    private var groupCount = 0

    /// - Parameters:
    ///   - opens: what may be opened.
    ///   - isPractice: whether only practice sets are accepted, or none; `nil` accepts both.
    init(
        passphrases: PassphraseInput, allowsSwap: Bool, opens: RecoveryGoal = .anyOne, known: KnownSets = KnownSets(),
        isPractice: Bool? = nil, goal: ReadingPurpose = .opening
    ) {
        session = RecoverySession(opens, isPractice: isPractice)
        self.known = known
        self.goal = goal
        self.passphrases = passphrases
        self.allowsSwap = allowsSwap
    }

    /// The set that is being recovered, once its manifest is here.
    var set: SetIdentity? { session.focus?.identity }
    /// The shares that count.
    var provenNumbers: [ShareNumber] { session.provenNumbers }
    /// The manifests of the sets that are being recovered.
    var manifests: [Manifest] { session.undecided.isEmpty ? session.manifests : [] }
    /// Each set that is being recovered, and its shares that count.
    var standings: [RecoveryProgress.Standing] {
        manifests.isEmpty
            ? [(nil, [])]
            : manifests.map { ($0.identity, session.provenShares(of: $0.identity).map { $0.number }) }
    }
    /// Whether the sheets are enough for what they are for.
    var isReady: Bool { goal.isReached(by: session) }

    /// Takes what a binder holds of a set, so that sheets need to show only their shares.
    func take(_ manifest: Manifest, from folder: BinderFolder?) {
        take(manifest)
        if let ciphertext = folder?.ciphertext(of: manifest) { session.add(ciphertext, of: manifest) }
    }

    /// Takes the manifest that the ledger holds, so that shares are proven whatever else of a sheet is readable.
    func take(_ manifest: Manifest) {
        session.add(manifest, from: Source("the binder"))
        _ = session.settle()
    }

    /// Takes a person's choice among several sets, when nothing else says which is right.
    func choose(_ set: SetIdentity) { session.choose(set) }

    // MARK: - Taking

    /// Takes files and folders, and text from the standard input for `-`.
    func take(_ paths: [String]) async throws(CommandError) {
        let files = paths.flatMap { $0 == "-" ? ["-"] : SheetPaths.files(in: $0) }
        for (file, content) in await SheetFiles.read(files) {
            take(content, from: Source(file == "-" ? "the standard input" : file))
        }
        guard !paths.isEmpty else { return }
        showStanding()
        try await openSealedFromFiles()
    }

    private func take(_ content: Result<SheetFiles.Content, CommandError>, from source: Source) {
        switch content {
        case .failure(let failure): return Console.report(failure)
        case .success(.manifest(let manifest)): session.add(manifest, from: source)
        case .success(.text(let text)):
            if !text.holdsItems {
                Console.say("\(source.name): this text has no code, checked line or row of words")
            }
            session.add(text: text.bytes, from: source)
        case .success(.scan(let scan)): take(scan, from: source)
        }
        tell(session.settle())
        if case .success(.scan(let scan)) = content { paper.note(scan.codes, on: source.name, session) }
    }

    private func take(_ scan: Scan, from source: Source) {
        for trouble in scan.troubles(in: source.name) { Console.warn(trouble) }
        guard !scan.codes.isEmpty else {
            return Console.say("\(source.name): \(scan.blankness)")
        }
        session.add(scan, from: source)
        if goal.wantsShares { session.noteMissingShare(of: source) }
    }

    /// Starts a new group: what follows did not arrive together with what came before. One code may have many lines.
    func beginGroup() { groupCount += 1 }

    /// Whether a line is a code, whatever the prompt asked for: no passphrase looks like one.
    func takesCode(_ line: borrowing SecretBytes) -> Bool { session.takes(code: line) }

    /// Takes a line that was typed or pasted, when it is a code, a checked line or words.
    ///
    /// - Returns: whether it was one.
    func takeTyped(_ line: borrowing SecretBytes) -> Bool {
        guard session.takes(typed: line) else { return false }
        session.add(typed: line, at: Self.prompt, group: groupCount)
        let findings = session.settle()
        tell(findings)
        if findings.isEmpty { Console.say("typed: taken; \(wanting)") }
        return true
    }

    /// Discards the rows of words that are not a whole share yet.
    func forgetWords() {
        Console.say(session.forgetWords() ? "  the words so far are discarded" : "  there are no words to discard")
    }

    /// What is incomplete.
    private var wanting: String {
        let lacking = session.missingParts.map { part in
            let name =
                switch part.kind {
                case .manifest: "the manifest"
                case .letter: "the letter"
                default: "the locked credential"
                }
            return "\(name) is missing part \(part.missing.map(String.init).joined(separator: ", ")) of \(part.count)"
        }
        return lacking.isEmpty ? "go on" : lacking.joined(separator: "; ")
    }

    /// Takes the words of a sheet.
    func take(_ words: borrowing TypedWords) {
        session.add(words, from: Source(Self.prompt))
        tell(session.settle())
    }

    /// Puts a share aside; if several sets have one of its number, the one of the set at this place, from 1.
    func drop(_ number: ShareNumber, place: Int?) {
        var sets = session.sets(with: number)
        if sets.count > 1 {
            guard let place, sets.indices.contains(place - 1) else {
                Console.say("  \(sets.count) sets have a share \(number):")
                for (index, set) in sets.enumerated() { Console.say("  drop \(number) \(index + 1)  \(set.opens)") }
                return
            }
            sets = [sets[place - 1]]
        }
        guard let set = sets.first, session.drop(number, of: set.identity) else {
            return Console.say("  share \(number) is not here")
        }
        asideNumbers.remove(number)
        Console.say("  share \(number) is put aside")
    }

    // MARK: - Passphrases

    /// The sealed shares that still need their passphrases, unless the quorum is met without them. A rehearsal tries every
    /// quorum.
    var waitingForPassphrase: [ShareNumber] {
        let triesAll = if case .rehearsal = goal { true } else { false }
        guard triesAll || session.standing?.isMet != true else { return [] }
        return session.sealedNumbers.filter { !asideNumbers.contains($0) }
    }

    /// Leaves a sealed share locked for now.
    func setAside(_ number: ShareNumber) { asideNumbers.insert(number) }

    /// Opens a sealed share with its passphrase as typed, or else in the form of generated ones: to the person who
    /// wrote it down, a capital letter or an extra space does not make another passphrase.
    func unlock(_ number: ShareNumber, with passphrase: borrowing SecretBytes) async throws(CommandError) {
        try SwapRule.check(isSealing: true, isAllowed: allowsSwap)
        do throws(CommandError) { try await unlock(number, withExactly: passphrase) } catch {
            guard let normal = PassphraseGenerator.normalised(passphrase) else { throw error }
            do throws(CommandError) { try await unlock(number, withExactly: normal) } catch _ { throw error }
        }
    }

    private func unlock(
        _ number: ShareNumber, withExactly passphrase: borrowing SecretBytes
    ) async throws(CommandError) {
        let candidates = session.sealed(number)
        let progress = Progress("Stretching the passphrase of share \(number)")
        defer { progress.end() }
        var last: CeremonyError?
        for (index, candidate) in candidates.enumerated() {
            if candidates.count > 1 {
                Console.say(
                    "  trying share \(number) from \(candidate.place.words), \(index + 1) of \(candidates.count)")
            }
            do throws(CeremonyError) {
                let stretched = try await stretcher.stretch(passphrase, salt: candidate.salt)
                return try unlock(candidate, stretched)
            } catch { last = last ?? error }
        }
        if let last { throw CommandError(last) }
    }

    private func unlock(
        _ candidate: SealedCandidate, _ stretched: borrowing StretchedPassphrase
    ) throws(CeremonyError) {
        do throws(EnvelopeError) { tell(try session.unlock(candidate, with: stretched)) } catch {
            throw .envelope(error)
        }
    }

    /// Opens sealed shares with passphrases from files; a wrong one costs only its own share.
    private func openSealedFromFiles() async throws(CommandError) {
        var before: SetIdentity?
        repeat {
            before = set
            for number in waitingForPassphrase {
                do throws(CommandError) {
                    guard let passphrase = passphrase(of: number) else { continue }
                    try await unlock(number, with: passphrase)
                    showStanding()
                } catch {
                    guard error.code == .badInput else { throw error }
                    Console.report(error)
                    setAside(number)
                }
            }
            // When one of several sets is complete, the next one becomes the set in focus.
        } while set != before
    }

    /// The passphrase in a share's file. If it cannot be read, the share stays locked: others may be a quorum.
    private func passphrase(of number: ShareNumber) -> SecretBytes? {
        do throws(CommandError) { return try passphrases.fromFile(number) } catch {
            Console.warn("share \(number) stays locked: \(error.message)")
            setAside(number)
            return nil
        }
    }

    private func tell(_ findings: [RecoveryFinding]) {
        paper.note(findings)
        for note in RecoveryWording(session, known).notes(findings) {
            Console.say("\(note.place.words): \(note.words)")
        }
        for finding in findings {
            switch finding.event {
            // A person who gives a sealed share again wants to retry its passphrase.
            case .duplicate(let number, _), .differs(let number, _): asideNumbers.remove(number)
            case .otherPurpose(let number, let set): refused.append((number, set))
            default: break
            }
        }
    }
}

extension RecoverySession {
    /// Takes the codes of all pages of a file.
    mutating func add(_ scan: Scan, from source: Source) {
        for code in scan.codes {
            add(code.text, from: SourcePage(source, page: scan.pages.count > 1 ? code.page : 0))
        }
    }

    private mutating func add(_ code: borrowing SecretBytes, from place: SourcePage) {
        add(code: code.span, from: place)
    }
}

extension SourcePage {
    /// What people call the page.
    var words: String { page == 0 ? source.name : "\(source.name), page \(page)" }
}
