// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// Makes the night kit of a credential.
struct NightKitPaper {
    let credential: CredentialArguments
    let paper: PaperSize

    func make(in binder: OpenBinder, by author: PaperAuthor) throws {
        let name = try binder.life(credential).name
        let author = try author.name("Who makes the night kit")
        let now = LedgerTime.now
        guard let kit = NightKit(of: name, in: binder.state, on: CalendarDay(of: now)) else {
            throw CommandError(
                .refused, "the policy in force does not name the account of \(name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        }
        let without = (kit.approvers + kit.sheets.map(\.custodian)).filter { $0.contact == nil }.map(\.name.description)
        if !without.isEmpty {
            Console.warn(
                "the policy has no `contact` for \(without.joined(separator: ", ")): write the numbers on the paper")
        }
        let frame = NightKitFrame(
            by: author.description, made: now, entries: binder.log.size, program: ProgramVersion.name.description)
        try CeremonyPaperWriter(binder).publish(kit, frame, on: paper, by: author)
    }
}
