// SPDX-License-Identifier: Apache-2.0
//
// Takes a credential to paper: deals it, draws the sheets, reads them back, releases them, and reads back the printed
// sheets.

import Ceremonies
import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope

/// One dealing, from the credential to the custodians' sheets.
struct Dealing {
    private let arguments: DealingArguments
    private let passphrases: PassphraseInput
    private let delivery: SheetDelivery
    private let evidence: SplitEvidence
    private let retiresLater: Bool

    /// - Parameter retiresLater: whether the old credential still works when the sheets are released.
    init(
        _ arguments: DealingArguments, _ passphrases: PassphraseInput, _ delivery: SheetDelivery,
        _ evidence: SplitEvidence, retiresLater: Bool = false
    ) {
        self.retiresLater = retiresLater
        self.arguments = arguments
        self.passphrases = passphrases
        self.delivery = delivery
        self.evidence = evidence
    }

    /// Deals the credential. Returns when its sheets are released and, unless that is turned off, read back.
    ///
    /// - Parameter dice: the dealer's dice throws, which are mixed into the randomness.
    func run(_ credential: Credential, to roster: Roster, dice: borrowing SecretBytes) async throws {
        let evidence = evidence
        let ceremony: SplitCeremony
        do throws(CeremonyError) {
            ceremony = try SplitCeremony(
                credential, to: roster, isCiphertextApart: arguments.vaultSheet,
                created: UInt64(Date().timeIntervalSince1970), seed: CeremonySeed(dice: dice), style: arguments.style)
        } catch { throw CommandError(error) }
        let report = SplitReport(ceremony)
        report.showSet()
        for number in ceremony.numbers where roster.custodian(of: number).isSealed {
            let name = roster.custodian(of: number).name.description
            let passphrase = try passphrases.agree(with: name, number, of: ceremony.dealt.manifest)
            let progress = Progress("Stretching the passphrase of \(name)")
            defer { progress.end() }
            do throws(CeremonyError) { try await ceremony.seal(number, with: passphrase) } catch {
                throw CommandError(error)
            }
        }
        try evidence.create(ceremony)
        let token = Interruption.undo { evidence.abandon(because: "interrupted") }
        defer { Interruption.forget(token) }
        do {
            let (sheets, tried, all) = try await draw(ceremony)
            try evidence.released(tried: tried, of: all)
            try await delivery.deliver(sheets, of: ceremony)
            evidence.areOut()
            // The old credential no longer works, whatever happens to the new paper: retire its sets before the scans.
            if evidence.isChanged, !retiresLater { try evidence.retirePredecessors() }
            report.showDelivery(delivery.places, sheets: sheets, areFiles: arguments.output != nil)
        } catch {
            Interruption.forget(token)
            evidence.abandon(because: error.message)
            throw error
        }
        try await readBack(ceremony)
    }

    private func readBack(_ ceremony: SplitCeremony) async throws(CommandError) {
        guard !arguments.noReadBack else {
            Console.warn("the printed sheets were not read back: run `breakglass inspect` on a scan of each")
            return
        }
        let printed = PrintedReadBack(ceremony, drawnIn: delivery.folderPath)
        do throws(CommandError) { try await printed.run() } catch {
            // The sheets that were read are proven, even if others are missing.
            if !printed.whole.isEmpty { try evidence.areReadBack(printed.whole, in: ceremony) }
            throw error
        }
        try evidence.areReadBack(ceremony.numbers, in: ceremony)
        Console.say("Done: every printed sheet is whole.")
    }

    private func draw(
        _ ceremony: SplitCeremony
    ) async throws(CommandError) -> (sheets: [DeliverableSheet], tried: Int, all: Int) {
        var sheets: [DeliverableSheet] = []
        let total = ceremony.numbers.count + (arguments.vaultSheet ? 1 : 0)
        let progress = Progress("Drawing and reading back", of: total)
        defer { progress.end() }
        do throws(CeremonyError) {
            for number in ceremony.numbers {
                let files = try await ceremony.sheet(of: number)
                sheets.append(DeliverableSheet(number: number, files: files))
                progress.show(sheets.count, "share \(number)")
            }
            if arguments.vaultSheet {
                sheets.append(DeliverableSheet(number: nil, files: try await ceremony.vaultSheet()))
                progress.show(sheets.count, "vault sheet")
            }
            progress.end()
            let (tried, all) = try Progress.during("Trying the quorums") { () throws(CeremonyError) in
                try ceremony.check()
            }
            Console.say(Self.words(tried: tried, all: all))
            return (sheets, tried, all)
        } catch { throw CommandError(error) }
    }

    private static func words(tried: Int, all: Int) -> String {
        switch (tried, all) {
        case (_, 1): "The only quorum recovers the credential from the drawn sheets."
        case let (tried, all) where tried >= all:
            "Each of the \(all) smallest quorums recovers the credential from the drawn sheets."
        default: "A sample of \(tried) of the \(all) smallest quorums recovers the credential from the drawn sheets."
        }
    }
}
