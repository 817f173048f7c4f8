// SPDX-License-Identifier: Apache-2.0
//
// The desk on which sheets are laid: takes files, text and passphrases, and says at once what each one is worth.

import Binder
import Ceremonies
import Foundation
import Glibc
import Isolation
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning

/// A recovery with a person before it.
final class RecoveryDesk {
    private(set) var session: RecoverySession {
        didSet {
            progress.note(standings)
            // A number that was put aside in one set says nothing about another's.
            if oldValue.focus?.identity != set { asideNumbers = [] }
        }
    }
    /// How far it is, for the evidence of a recovery that is ended from outside.
    let progress = RecoveryProgress()
    /// What the sheets are for.
    var goal: DeskGoal
    /// Shares in earnest that came to a practice, and practice shares that came to an emergency.
    private(set) var refused: [(share: ShareNumber, set: SetIdentity)] = []
    /// What the credentials of the sets that are opened together are called.
    var names: [SetIdentity: String] = [:]
    private let passphrases: PassphraseInput
    private let allowsSwap: Bool
    private let stretcher = PassphraseStretcher()
    private var tag = 0
    /// The checkpoints that the sheets show, each with its paper.
    private(set) var paper = PaperSources()
    private var asideNumbers: Set<ShareNumber> = []
    private let together: [SetIdentity]

    /// - Parameters:
    ///   - wanted: the one set that may be opened, where the person names it.
    ///   - expected: the set that is in force as far as is known.
    ///   - together: the sets that are opened in one ceremony, where there are several.
    ///   - isPractice: whether practice sets alone are taken, or none of them; nothing where both are.
    init(
        passphrases: PassphraseInput, allowsSwap: Bool, wanted: SetChoice? = nil, expected: SetIdentity? = nil,
        together: [SetIdentity] = [], isPractice: Bool? = nil, goal: DeskGoal = .opening
    ) {
        session = RecoverySession(wanted: wanted, expected: expected, together: together, isPractice: isPractice)
        self.together = together
        self.goal = goal
        self.passphrases = passphrases
        self.allowsSwap = allowsSwap
    }

    /// The set that is being recovered, once its manifest is here.
    var set: SetIdentity? { session.focus?.identity }
    /// The shares that count.
    var provenNumbers: [ShareNumber] { session.provenNumbers }
    /// Each set that is being recovered, and its shares that count.
    var standings: [RecoveryProgress.Standing] {
        together.isEmpty
            ? [(set, provenNumbers)]
            : together.map { ($0, session.provenShares(of: $0).map { $0.number }) }
    }
    /// The manifests of the sets that are being recovered.
    var manifests: [Manifest] {
        together.isEmpty
            ? session.focus.map { [$0] } ?? []
            : together.compactMap { identity in session.sets.first { $0.manifest.identity == identity }?.manifest }
    }
    /// Whether the sheets are enough for what they are for.
    var isReady: Bool { goal.isReached(by: session) }

    /// Takes what a binder holds of a set, so that sheets need show no more than their shares.
    func take(_ manifest: Manifest, from folder: BinderFolder?) {
        take(manifest)
        if let ciphertext = folder?.ciphertext(of: manifest) { session.take(ciphertext, of: manifest) }
    }

    /// Takes the manifest that the ledger holds, so that shares are proven whatever else of a sheet is readable.
    func take(_ manifest: Manifest) { _ = session.take(manifest) }

    // MARK: - Taking

    /// Takes files and folders, and text from the standard input for `-`.
    func take(_ paths: [String]) async throws(Complaint) {
        let files = paths.flatMap { $0 == "-" ? ["-"] : SheetPaths.files(in: $0) }
        for (file, content) in await SheetFiles.read(files) {
            tag += 1
            take(content, from: file)
        }
        guard !paths.isEmpty else { return }
        showStanding()
        try await openSealedFromFiles()
    }

    private func take(_ content: Result<SheetFiles.Content, Complaint>, from file: String) {
        let name = file == "-" ? "the standard input" : file
        switch content {
        case .failure(let complaint): Talk.complain(complaint)
        case .success(.manifest(let manifest)): tell(session.take(manifest), of: name)
        case .success(.text(let text)): take(text: text.bytes, from: name)
        case .success(.scan(let scan)):
            for trouble in scan.troubles(in: name) { Talk.warn(trouble) }
            guard !scan.codes.isEmpty else {
                return Talk.say("\(name): no code can be read; scan it flat, at 300 dpi, or type its words")
            }
            tell(session.take(scan.codes, from: tag), of: name)
            paper.note(scan.codes, on: name, session)
            if goal.wantsShares, !scan.codes.contains(where: Self.isShare), !isVaultSheet(scan), !isLetter(scan) {
                Talk.say("\(name): no share code can be read on it; scan it again, or type its words")
            }
        }
    }

    private func isVaultSheet(_ scan: Scan) -> Bool {
        session.focus?.isCiphertextApart == true
            && scan.codes.contains { code in
                if case .part(let part)? = try? code.paperCode() { part.kind == .ciphertext } else { false }
            }
    }

    private func isLetter(_ scan: Scan) -> Bool {
        scan.codes.contains { code in
            if case .part(let part)? = try? code.paperCode() { part.kind == .letter } else { false }
        }
    }

    private static func isShare(_ code: ScannedCode) -> Bool {
        if case .share? = try? code.paperCode() { true } else { false }
    }

    private func take(text: borrowing SecretBytes, from name: String) {
        tell(TextIntake.take(text, into: &session, from: tag), of: name)
    }

    /// Takes a line that was typed or pasted, when it is a code or a checked line.
    ///
    /// - Returns: whether it was one.
    func takeTyped(_ line: borrowing SecretBytes) -> Bool {
        guard TextIntake.isCodeOrLine(line) else { return false }
        tag += 1
        let events = TextIntake.take(line, into: &session, from: tag)
        tell(events, of: "typed")
        if events.isEmpty { Talk.say("typed: taken; \(Self.wanting(session))") }
        return true
    }

    /// What is begun and not whole.
    private static func wanting(_ session: RecoverySession) -> String {
        let lacking = session.missingParts.map { part in
            let name =
                switch part.kind {
                case .manifest: "the manifest"
                case .letter: "the letter"
                default: "the locked credential"
                }
            return "\(name) lacks part \(part.missing.map(String.init).joined(separator: ", ")) of \(part.count)"
        }
        return lacking.isEmpty ? "go on" : lacking.joined(separator: "; ")
    }

    /// Takes the words of a sheet.
    func take(_ words: borrowing TypedWords) {
        tell(session.take(words), of: "typed")
    }

    /// Puts a share aside.
    func drop(_ number: ShareNumber) {
        asideNumbers.remove(number)
        Talk.say(session.drop(number) ? "  share \(number) is put aside" : "  share \(number) is not here")
    }

    // MARK: - Passphrases

    /// The sealed shares that still need their passphrases, unless the quorum is met without them.
    var waitingForPassphrase: [ShareNumber] {
        guard session.standing?.isMet != true else { return [] }
        return session.sealedNumbers.filter { !asideNumbers.contains($0) }
    }

    /// Leaves a sealed share locked for now.
    func setAside(_ number: ShareNumber) { asideNumbers.insert(number) }

    /// Opens a sealed share with its passphrase as it was typed, or else in the form of generated ones: a capital
    /// letter or a blank too many is no other passphrase to the person who wrote it down.
    func unlock(_ number: ShareNumber, with passphrase: borrowing SecretBytes) async throws(Complaint) {
        try SwapRule.check(isSealing: true, isAllowed: allowsSwap)
        do throws(Complaint) { try await unlock(number, withExactly: passphrase) } catch {
            guard let normal = PassphraseGenerator.normalised(passphrase) else { throw error }
            do throws(Complaint) { try await unlock(number, withExactly: normal) } catch _ { throw error }
        }
    }

    private func unlock(
        _ number: ShareNumber, withExactly passphrase: borrowing SecretBytes
    ) async throws(Complaint) {
        var last: CeremonyError?
        for (candidate, salt) in session.salts(of: number).enumerated() {
            do throws(CeremonyError) {
                let stretched = try await stretcher.stretch(passphrase, salt: salt)
                return try unlock(number, candidate, stretched)
            } catch { last = last ?? error }
        }
        if let last { throw Complaint(last) }
    }

    private func unlock(
        _ number: ShareNumber, _ candidate: Int, _ stretched: borrowing StretchedPassphrase
    ) throws(CeremonyError) {
        do throws(EnvelopeError) {
            tell(try session.unlock(number, candidate: candidate, with: stretched), of: "passphrase")
        } catch { throw .envelope(error) }
    }

    private func openSealedFromFiles() async throws(Complaint) {
        var before: SetIdentity?
        repeat {
            before = set
            for number in waitingForPassphrase {
                guard let passphrase = try passphrases.fromFile(number) else { continue }
                try await unlock(number, with: passphrase)
                showStanding()
            }
            // Of several sets the next one comes to the front when one is complete.
        } while set != before
    }

    // MARK: - Telling

    /// Shows each group's quorum filling up.
    func showStanding() {
        guard let manifest = session.focus, let standing = session.standing else {
            if session.unprovenCount > 0 {
                Talk.say("\(Self.readable(session.unprovenCount)), but not proven: no manifest is whole yet.")
            }
            return
        }
        guard !goal.endsByItself else { return }
        guard together.isEmpty else { return showStandings() }
        for line in RuleWording(manifest).standing(standing, proven: session.provenNumbers) { Talk.say(line) }
        if standing.isMet, goal.needsCiphertext, !session.hasCiphertext {
            Talk.say("  " + Self.ciphertextIsMissing(manifest))
        }
    }

    /// The same for each of the sets that are opened together.
    private func showStandings() {
        for found in session.sets where together.contains(found.manifest.identity) {
            let manifest = found.manifest
            let standing = manifest.rule.standing(of: found.proven)
            Talk.say("Set \(manifest.identity.code)\(names[manifest.identity].map { ", \($0)" } ?? ""):")
            for line in RuleWording(manifest).standing(standing, proven: found.proven) { Talk.say(line) }
            if standing.isMet, !found.hasCiphertext { Talk.say("  " + Self.ciphertextIsMissing(manifest)) }
        }
    }

    private static func readable(_ count: Int) -> String {
        count == 1 ? "1 share is readable" : "\(count) shares are readable"
    }

    private static func ciphertextIsMissing(_ manifest: Manifest) -> String {
        manifest.isCiphertextApart
            ? "the locked credential is still missing: it is on the vault sheet"
            : "the locked credential is still missing: scan all pages of one sheet"
    }

    private func tell(_ events: [RecoveryEvent], of name: String) {
        let wording = RecoveryWording(session)
        paper.note(events, on: name)
        for event in events {
            Talk.say("\(name): \(wording.words(event))")
            // Who gives a sealed share again wants to be asked for its passphrase again.
            if case .duplicate(let number) = event { asideNumbers.remove(number) }
            if case .differs(let number) = event { asideNumbers.remove(number) }
            if case .otherPurpose(let number, let set) = event { refused.append((number, set)) }
        }
    }

    /// Tells what is wrong with a set that opened all the same.
    func tell(_ findings: [DealingFinding]) {
        for finding in findings {
            switch finding {
            case .dealtWrong(let numbers):
                Talk.warn("no quorum with \(list(numbers)) gives the key: the set was dealt wrong; deal it anew")
            case .holdsKeyAlone(let numbers):
                Talk.warn("\(list(numbers)) alone holds the key, against the rule: change the credential at once")
            }
        }
    }

    private func list(_ numbers: [ShareNumber]) -> String {
        numbers.map { "share \($0)" }.joined(separator: ", ")
    }

    // MARK: - Opening

    /// The quorum, with the locked credential.
    func quorum() throws(Complaint) -> (quorum: Quorum, ciphertext: Ciphertext) {
        do throws(RecoveryError) { return try session.quorum() } catch { throw complaint(error) }
    }

    /// Opens the credential.
    func open() throws(Complaint) -> ShareEnvelope.Opening {
        let (quorum, ciphertext) = try quorum()
        do throws(EnvelopeError) { return try quorum.open(ciphertext) } catch { throw complaint(.envelope(error)) }
    }

    /// What is missing to the quorum.
    func quorumIsMissing() -> Complaint {
        guard let standing = session.standing else { return complaint(.noManifest(unproven: session.unprovenCount)) }
        return complaint(.envelope(.quorumNotMet(standing)))
    }

    /// Opens all that are opened together.
    func openAll() throws(Complaint) -> [ShareEnvelope.Opening] {
        guard !together.isEmpty else { return [try open()] }
        var openings: [ShareEnvelope.Opening] = []
        for set in together {
            do throws(RecoveryError) {
                let (quorum, ciphertext) = try session.quorum(of: set)
                do throws(EnvelopeError) { openings.append(try quorum.open(ciphertext)) } catch {
                    throw .envelope(error)
                }
            } catch { throw complaint(error) }
        }
        return openings
    }

    private func complaint(_ error: RecoveryError) -> Complaint {
        switch error {
        case .envelope(.quorumNotMet(let standing)):
            guard let manifest = session.focus else { return Complaint(.quorumNotMet, "the quorum is not met") }
            let sealed = waitingForPassphrase
            let hint = sealed.isEmpty ? "bring their sheets" : "\(list(sealed)) waits for its passphrase"
            return Complaint(
                .quorumNotMet, "the quorum is not met: \(RuleWording(manifest).missing(standing))", hint: hint)
        case .envelope(let error): return Complaint(error)
        case .noManifest(let unproven):
            let parts = session.missingParts.filter { $0.kind == .manifest }.map { part in
                "part \(part.missing.map(String.init).joined(separator: ", ")) of \(part.count)"
            }
            let found =
                unproven == 0 ? "no sheet was read" : "\(Self.readable(unproven)), but no manifest is whole"
            return Complaint(
                .quorumNotMet, parts.isEmpty ? found : "\(found): \(parts.joined(separator: "; ")) is missing",
                hint: "the manifest is on every sheet, on the vault sheet, and in manifest.bgm")
        case .severalSets(let identities):
            return Complaint(
                .refused, "the quorums of several sets are met: \(identities.map { $0.code }.joined(separator: ", "))",
                hint: "--set with the code on the sheets that you trust opens that one; take the others away")
        case .noCiphertext(let isApart):
            return Complaint(
                .quorumNotMet, "the quorum is met, but the locked credential is missing",
                hint: isApart ? "bring the vault sheet" : "scan all pages of any one sheet")
        }
    }
}
