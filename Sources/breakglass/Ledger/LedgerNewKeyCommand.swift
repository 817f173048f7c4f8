// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

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

    @Option(help: "Who changes the key.")
    var by: String?

    @Option(help: "Why.")
    var why: String?

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() async throws {
        let (folder, log, state) = try binder.read()
        guard let standing = log.keys?.newest, let origin = log.ledgerOrigin else {
            throw CommandError(BinderError.notALedger(path: folder.path))
        }
        guard let set = state.keyQuorum, let manifest = set.manifest else {
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
        let guide = Prompt()
        let author = try guide.text(by, "Who changes the key", "--by", limit: 64)
        let reason = try guide.text(why, "Why", "--why", limit: 1000)
        let latest: LedgerTime?
        do throws(BinderError) { latest = try folder.latestTime() } catch { throw CommandError(error) }
        try ClockCheck(after: latest).pass(isConfirmed: key.clockIsRight)
        let newKey = BinderKey.random()
        Console.say("\(author) asks the quorum of \(set.created.account) (set \(set.identity.code)) to give the ledger")
        Console.say(
            "\(origin.ledgerText), which has \(log.size) entries, the key \(newKey.publicKey.ledgerText): \(reason)")
        let reader = SheetReader(
            passphrases: try PassphraseInput(passphraseFrom), allowsSwap: allowSwap,
            opens: .sets([set.identity]), known: KnownSets(state), goal: .consent)
        reader.take(manifest)
        try await reader.gather(paths)
        // No entry records this refusal: the key that could sign one is lost or known to others.
        for paper in reader.paper.checkpoints where paper.verdict(on: log, state) == .contradicted {
            throw CommandError(.refused, LedgerTrouble.contradicted(paper).words, hint: "nothing was signed")
        }
        guard reader.isReady else { throw reader.quorumIsMissing() }
        try change(to: newKey, file, folder, standing, reader, manifest, author, reason)
    }

    private func change(
        to newKey: BinderKey, _ file: KeyFile, _ folder: BinderFolder, _ standing: LedgerKey, _ reader: SheetReader,
        _ manifest: Manifest, _ author: PublicText, _ reason: PublicText
    ) throws(CommandError) {
        let shares = reader.session.provenShares
        let event = KeyChanged(
            key: newKey.publicKey, set: manifest.identity, shares: shares.map { $0.number }, by: author, why: reason)
        let now = LedgerTime.now
        try file.write(newKey)
        do throws(BinderError) {
            let appended = try LedgerStore.change(event, of: folder.path, from: standing, to: newKey, at: now) {
                request, proof throws(ConsentError) in
                try request.cosign(shares, of: manifest, proof: proof, at: now.posixSeconds)
            }
            Console.warn(of: appended.repairs)
            Console.say("The new key signs from entry \(appended.index) on: \(file.path)")
            Console.say(
                "Keep a copy of that file apart from the binder. Sheets printed from now on carry the key's digest.")
        } catch {
            file.remove()
            throw CommandError(error)
        }
        try handOutSlips(folder, newKey, to: shares.map { $0.number }, of: manifest.identity)
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
