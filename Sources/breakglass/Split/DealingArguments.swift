// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Reports
import SecretSharing
import ShareEnvelope
package import SheetPrinting
import TerminalDialogue

extension PaperSize: ExpressibleByArgument {}
extension SheetFormat: ExpressibleByArgument {}

/// How sheets are made and printed.
struct SheetArguments: ParsableArguments {
    @Flag(help: "Mix your own dice throws into the machine's randomness.")
    var dice = false

    @Flag(help: "Keep the locked credential off the custodians' sheets, on a vault sheet for another safe.")
    var vaultSheet = false

    @Flag(help: "Leave account, rule, and names off the outside of the sheets.")
    var anonymous = false

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @Option(help: "The kind of file: pdf, svg or png.")
    var format = SheetFormat.pdf

    @Flag(help: "Allow the folder of sheets to be on a disk.")
    var toDisk = false

    @Option(name: .customLong("print"), help: ArgumentHelp("Print to this queue.", valueName: "queue"))
    var queue: String?

    @Flag(help: "Do not ask for scans of the printed sheets.")
    var noReadBack = false
}

/// How a credential is dealt and where its sheets go.
@dynamicMemberLookup
struct DealingArguments: ParsableArguments {
    @Flag(help: "Seal shares even if swap is on.")
    var allowSwap = false

    @Option(help: ArgumentHelp("Write the sheets into a new folder, which must be in memory.", valueName: "folder"))
    var output: String?

    @OptionGroup var sheets: SheetArguments

    subscript<Value>(dynamicMember argument: KeyPath<SheetArguments, Value>) -> Value { sheets[keyPath: argument] }

    /// Refuses everything that can be refused before a secret is asked for.
    func check(_ roster: Roster, _ passphrases: PassphraseInput) throws(CommandError) {
        do throws(EnvelopeError) { _ = try roster.plan(isCiphertextApart: sheets.vaultSheet) } catch {
            throw CommandError(error)
        }
        guard output != nil || sheets.queue != nil else {
            throw CommandError(
                .usage, "the sheets have nowhere to go", hint: "--output /dev/shm/sheets, --print QUEUE, or both")
        }
        guard sheets.noReadBack || Terminal.isInteractive else {
            throw CommandError(
                .usage, "there is no terminal to ask for scans of the printed sheets",
                hint: "use --no-read-back, and prove each sheet later with `breakglass drill in-person`")
        }
        let sealed = Self.sealedNumbers(of: roster)
        if let number = passphrases.numbers.subtracting(sealed).min() {
            throw CommandError(.usage, "share \(number) is not sealed", hint: "add --seal NAME for its custodian")
        }
        for number in sealed.sorted() { try passphrases.check(roster.custodian(of: number).name.description, number) }
        try SwapRule.check(isSealing: !sealed.isEmpty, isAllowed: allowSwap)
    }

    /// How the sheets look.
    var style: SheetStyle {
        SheetStyle(
            paper: sheets.paper, format: sheets.format, isAnonymous: sheets.anonymous,
            secondsFromUTC: TimeZone.current.secondsFromGMT(),
            version: ProgramVersion.number)
    }

    private static func sealedNumbers(of roster: Roster) -> Set<ShareNumber> {
        guard let rule = try? roster.plan(isCiphertextApart: false).rule else { return [] }
        return Set(rule.shareNumbers.filter { roster.custodian(of: $0).isSealed })
    }
}
