// SPDX-License-Identifier: Apache-2.0
//
// The desk of a dealing: a terminal, a folder or a printer, and people with scans.

import Ceremonies
import Ledger
import SecretMemory
import SecretSharing
import ShareEnvelope
import TerminalDialogue

extension CommandError: DealingFailure {
    func adding(_ words: String, hint: String) -> CommandError {
        CommandError(code, "\(message); \(words)", hint: hint)
    }
}

/// The people at this machine.
final class TerminalDesk: DealingDesk {
    private let passphrases: PassphraseInput
    private let delivery: SheetDelivery
    private let areFiles: Bool
    private var progress: Progress?

    init(_ passphrases: PassphraseInput, _ delivery: SheetDelivery) {
        self.passphrases = passphrases
        self.delivery = delivery
        areFiles = delivery.folderPath != nil
    }

    deinit { progress?.end() }

    func passphrase(
        of custodian: PublicText, _ number: ShareNumber, in manifest: Manifest
    ) throws(CommandError) -> SecretBytes {
        try passphrases.agree(with: custodian.description, number, of: manifest)
    }

    func deliver(_ sheets: OutgoingSheets) async throws(CommandError) { try await delivery.deliver(sheets) }

    func readBack(_ printed: PrintedSheets) async throws(CommandError) {
        try await PrintedReadBack(printed, drawnIn: delivery.folderPath).run()
    }

    func show(_ password: GeneratedPassword) throws(CommandError) { try GeneratedScreen(password).show() }

    func isSet(_ password: GeneratedPassword) throws(CommandError) -> Bool { try GeneratedScreen(password).isSet() }

    func tell(_ event: DealingEvent) {
        switch event {
        case .dealt(let deal): SplitReport(deal.dealt.manifest, deal.roster).showSet()
        case .sealing(let custodian): progress = Progress("Stretching the passphrase of \(custodian)")
        case .sealed: progress?.end()
        case .drawn(let done, let total, let number):
            if done == 0 {
                progress = Progress("Drawing and reading back", of: total)
            } else {
                progress?.show(done, number.map { "share \($0)" } ?? "vault sheet")
                if done == total { progress?.end() }
            }
        case .tried(_, of: 1): Console.say("The only quorum recovers the credential from the drawn sheets.")
        case .tried(let tried, let all) where tried >= all:
            Console.say("Each of the \(all) smallest quorums recovers the credential from the drawn sheets.")
        case .tried(let tried, let all):
            Console.say(
                "A sample of \(tried) of the \(all) smallest quorums recovers the credential from the drawn sheets.")
        case .delivered(let sheets):
            SplitReport(sheets.paper.dealt.manifest, sheets.paper.roster)
                .showDelivery(delivery.places, sheets: sheets.sheets, areFiles: areFiles)
        case .ended(let ending, by: let set): Self.tell(ending, set.naming)
        case .readBack: Console.say("Done: every printed sheet is whole.")
        case .notReadBack(let set): Console.warn(set.notReadBack)
        case .unwritten(let error): Console.report(CommandError(error))
        }
    }

    private static func tell(_ ending: ReleasedSet.Ending, _ naming: String) {
        switch ending {
        case .waitsForMerge(let set):
            Console.warn(
                "set \(set.code) stays in force until you merge the journal, then run `breakglass reshare --retire-only "
                    + "\(set.code)`")
        case .abandoned(let set):
            Console.say("Set \(set.code) is abandoned: destroy everything that was printed of it.")
        case .retired(let set, isChanged: true):
            Console.say("Set \(set.code) is retired. What its sheets open is worthless; have them destroyed anyway.")
        case .retired(let set, isChanged: false):
            Console.say("Set \(set.code) is retired. Its sheets still open what they opened: have them destroyed.")
            Console.warn("change the credential itself, then `breakglass split --changed\(naming)`")
        }
    }

    func onInterruption(_ undo: @escaping @Sendable () throws(BinderError) -> Void) -> () -> Void {
        let token = Interruption.undo {
            do throws(BinderError) { try undo() } catch { Console.report(CommandError(error)) }
        }
        return { Interruption.forget(token) }
    }
}

extension DealingArguments {
    /// Opens where the sheets go, before any secret is asked for, and has them dealt. What is half-done is removed if
    /// that fails.
    func atDesk<Result>(
        _ passphrases: PassphraseInput, _ deal: (TerminalDesk) async throws(CommandError) -> Result
    ) async throws(CommandError) -> Result {
        let delivery = try await SheetDelivery(
            folder: output, allowingDisk: sheets.toDisk, queue: sheets.queue, printsPDF: sheets.format == .pdf)
        do throws(CommandError) { return try await deal(TerminalDesk(passphrases, delivery)) } catch {
            delivery.discard()
            throw error
        }
    }

    /// The dealing that these options ask for.
    func dealing(
        to roster: Roster, _ evidence: DealingEvidence, _ succession: Dealing.Succession
    ) -> Dealing {
        Dealing(
            to: roster, evidence, succession, style: style, isCiphertextApart: sheets.vaultSheet,
            readsBack: !sheets.noReadBack)
    }
}
