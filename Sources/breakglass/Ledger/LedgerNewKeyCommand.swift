// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// `breakglass ledger new-key`
struct LedgerNewKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-key",
        abstract:
            "Give the binder a new key, with the consent of a quorum, if the old one is lost or known to others.",
        discussion: """
            The quorum is from the set in force of the credential that the policy names under key_change. Its shares \
            sign the change; nothing is opened. Sheets and slips with the old key's digest stay valid for the entries \
            before the change.
            """)

    @Argument(help: "Files and folders with sheets, or - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup var author: AuthorArguments
    @OptionGroup var reason: ReasonArguments
    @OptionGroup var sealed: SealedArguments

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() async throws {
        let (folder, log, state) = try binder.read()
        let found: BinderKeyChange?
        do throws(BinderError) { found = try BinderKeyChange(of: folder, log, state) } catch {
            throw CommandError(error)
        }
        guard let ceremony = found, let origin = log.ledgerOrigin else {
            throw CommandError(
                .refused, "nobody may change the binder's key: key_change in the policy names no set in force",
                hint: "continue with a new binder, and name the old one in the reason for its policy")
        }
        let file = KeyFile(path: key.file(of: origin))
        guard !file.isThere else {
            throw CommandError(
                .cannotCreate, "\(file.path) already exists",
                hint: "move the old key away, or name a file for the new one with --binder-key")
        }
        var interview = Interview([("--by", author.by), ("--why", reason.why)])
        let plan = try interview.plan(ceremony)
        let latest: LedgerTime?
        do throws(BinderError) { latest = try folder.latestTime() } catch { throw CommandError(error) }
        try ClockCheck(after: latest).pass(isConfirmed: key.clockIsRight)
        let newKey = BinderKey.random()
        for line in ceremony.request(plan, for: newKey) { Console.say(line) }
        let reader = SheetReader(
            passphrases: try PassphraseInput(sealed.passphraseFrom), allowsSwap: sealed.allowSwap,
            opens: .sets([ceremony.set.identity]), known: KnownSets(state), goal: .consent)
        reader.take(ceremony.manifest)
        try await reader.gather(paths)
        // No entry records this refusal: the key that could sign one is lost or known to others.
        for paper in reader.paper.checkpoints where paper.verdict(on: log, state) == .contradicted {
            throw CommandError(.refused, LedgerTrouble.contradicted(paper).words, hint: "nothing was signed")
        }
        guard reader.isReady else { throw reader.quorumIsMissing() }
        let shares = reader.session.provenShares
        do throws(KeyedError<CommandError>) {
            let appended = try ceremony.change(plan, to: newKey, consent: shares, keeper: file)
            Console.warn(of: appended.repairs)
            Console.say("The new key signs from entry \(appended.index) on: \(file.path)")
            Console.say(
                "Keep a copy of that file apart from the binder. Sheets printed from now on carry the key's digest.")
        } catch { throw CommandError(error) }
        try handOutSlips(folder, newKey, to: shares.map { $0.number }, of: ceremony.set.identity)
    }

    /// Hands out slips with the new key's digest: all paper so far has the old key's.
    private func handOutSlips(
        _ folder: BinderFolder, _ newKey: BinderKey, to shares: [ShareNumber], of set: SetIdentity
    ) throws(CommandError) {
        do throws(BinderError) {
            let (log, state) = try folder.read()
            let book = EvidenceBook.ledger(try LedgerStore(path: folder.path, key: newKey))
            guard let checkpoint = log.newestCheckpoint, let history = state.set(set) else { return }
            Slip(
                checkpoint, of: book,
                at: CeremonyEvidence(book: book, oddClock: nil, folder: folder, log: log, state: state) {
                    Console.warn(of: $0)
                }
            )
            .handOut(
                to: shares.map { history.custodian(of: $0) }, of: "Change of the binder's key",
                with: [history])
        } catch { throw CommandError(error) }
    }
}
