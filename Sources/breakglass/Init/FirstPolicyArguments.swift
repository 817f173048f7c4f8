// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import ShareEnvelope
import TerminalDialogue

/// What a first policy is made from.
struct FirstPolicyArguments: ParsableArguments {
    @OptionGroup var roster: RosterArguments

    @OptionGroup var subject: CredentialArguments

    @Option(
        help: ArgumentHelp("Where a custodian keeps the sheet. Repeat for each.", valueName: "name=site/container"))
    var place: [String] = []

    @Option(help: ArgumentHelp("Who may approve an opening. Repeatable.", valueName: "name"))
    var approver: [String] = []

    /// What a first policy is made from.
    func source() throws(CommandError) -> BinderFounding.Source {
        let places: SheetPlaces
        let approvers: [PublicText]
        do throws(Refusal) {
            places = try SheetPlaces(place)
            approvers = try approver.map { text throws(Refusal) in
                try PublicText(person: text, called: "--approver")
            }
        } catch { throw CommandError(.usage, error) }
        guard !roster.group.isEmpty || roster.roster != nil else { return .answers(places, approvers: approvers) }
        return .roster(try roster.read(subject), places, approvers: approvers)
    }
}
