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
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning
import TerminalDialogue

/// A pile of sheets that reports to a person.
final class SheetReader {
    private(set) var pile: SheetPile
    private let passphrases: PassphraseInput
    private let allowsSwap: Bool
    private let stretcher = PassphraseStretcher()
    /// What must be said at once about the sheets so far, once each.
    private let notices: (SheetPile) -> [String]
    private var noticed: Set<String> = []

    /// - Parameter notices: what must be said at once about the sheets so far.
    init(
        _ pile: SheetPile, passphrases: PassphraseInput, allowsSwap: Bool,
        notices: @escaping (SheetPile) -> [String] = { _ in [] }
    ) {
        self.pile = pile
        self.passphrases = passphrases
        self.allowsSwap = allowsSwap
        self.notices = notices
    }

    /// - Parameters:
    ///   - opens: what may be opened.
    ///   - isPractice: whether only practice sets are accepted, or none; `nil` accepts both.
    convenience init(
        passphrases: PassphraseInput, allowsSwap: Bool, opens: RecoveryGoal = .anyOne, known: KnownSets = KnownSets(),
        isPractice: Bool? = nil, goal: ReadingPurpose = .opening
    ) {
        self.init(
            SheetPile(opens, for: goal, known: known, isPractice: isPractice), passphrases: passphrases,
            allowsSwap: allowsSwap)
    }

    /// What the sheets show.
    var session: RecoverySession { pile.session }
    /// What the sheets are for.
    var goal: ReadingPurpose {
        get { pile.purpose }
        set { pile.purpose = newValue }
    }
    /// The checkpoints that the sheets show, each with its paper.
    var paper: PaperSources { pile.paper }
    /// The set that is being recovered, once its manifest is here.
    var set: SetIdentity? { pile.set }
    /// The manifests of the sets that are being recovered.
    var manifests: [Manifest] { pile.manifests }
    /// Whether the sheets are enough for what they are for.
    var isReady: Bool { pile.isReady }

    /// Takes the manifest that the ledger holds, so that shares are proven whatever else of a sheet is readable.
    func take(_ manifest: Manifest) { pile.expect(manifest) }

    /// Takes a person's choice among several sets, when nothing else says which is right.
    func choose(_ set: SetIdentity) { pile.choose(set) }

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
        case .success(.manifest(let manifest)): tell(pile.take(manifest, from: source))
        case .success(.text(let text)):
            if !text.holdsItems {
                Console.say("\(source.name): this text has no code, checked line or row of words")
            }
            tell(pile.take(text: text.bytes, from: source))
        case .success(.scan(let scan)): take(scan, from: source)
        }
    }

    private func take(_ scan: Scan, from source: Source) {
        for trouble in scan.troubles(in: source.name) { Console.warn(trouble) }
        guard !scan.codes.isEmpty else {
            return Console.say("\(source.name): \(scan.blankness)")
        }
        tell(pile.take(scan, from: source))
    }

    /// Starts a new group: what follows did not arrive together with what came before. One code may have many lines.
    func beginGroup() { pile.beginGroup() }

    /// Whether a line is a code, whatever the prompt asked for: no passphrase looks like one.
    func takesCode(_ line: borrowing SecretBytes) -> Bool { session.takes(code: line) }

    /// Takes a line that was typed or pasted, when it is a code, a checked line or words.
    ///
    /// - Returns: whether it was one.
    func takeTyped(_ line: borrowing SecretBytes) -> Bool {
        guard let findings = pile.take(typed: line) else { return false }
        tell(findings)
        if findings.isEmpty { Console.say("typed: taken; \(wanting)") }
        return true
    }

    /// Discards the rows of words that are not a whole share yet.
    func forgetWords() {
        Console.say(pile.forgetWords() ? "  the words so far are discarded" : "  there are no words to discard")
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
    func take(_ words: borrowing TypedWords) { tell(pile.take(words)) }

    /// Puts a share aside; if several sets have one of its number, the one of the set at this place, from 1.
    func drop(_ number: ShareNumber, place: Int?) {
        switch pile.drop(number, place: place) {
        case .done: Console.say("  share \(number) is put aside")
        case .absent: Console.say("  share \(number) is not here")
        case .several(let sets):
            Console.say("  \(sets.count) sets have a share \(number):")
            for (index, set) in sets.enumerated() { Console.say("  drop \(number) \(index + 1)  \(set.opens)") }
        }
    }

    // MARK: - Passphrases

    /// The sealed shares that still need their passphrases.
    var waitingForPassphrase: [ShareNumber] { pile.waitingForPassphrase }

    /// Leaves a sealed share locked for now.
    func setAside(_ number: ShareNumber) { pile.setAside(number) }

    /// Opens a sealed share with its passphrase as typed, or else in the form of generated ones: to the person who
    /// wrote it down, a capital letter or an extra space does not make another passphrase.
    func unlock(_ number: ShareNumber, with passphrase: borrowing SecretBytes) async throws(CommandError) {
        try SwapRule.check(isSealing: true, isAllowed: allowsSwap)
        do throws(CommandError) { try await unlock(number, withExactly: passphrase) } catch {
            guard let normal = StretchedPassphrase.normalised(passphrase) else { throw error }
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
        do throws(EnvelopeError) { tell(try pile.unlock(candidate, with: stretched)) } catch {
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

    private var isOpening: Bool { if case .opening = goal { true } else { false } }

    private func tell(_ findings: [RecoveryFinding]) {
        for note in RecoveryWording(session, pile.known, isOpening: isOpening).notes(findings) {
            Console.say("\(note.place.words): \(note.words)")
        }
        for notice in notices(pile) where noticed.insert(notice).inserted { Console.warn(notice) }
    }
}

extension SourcePage {
    /// What people call the page.
    var words: String { page == 0 ? source.name : "\(source.name), page \(page)" }
}
