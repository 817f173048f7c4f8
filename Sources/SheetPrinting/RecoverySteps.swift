// SPDX-License-Identifier: Apache-2.0

/// What a custodian who is no engineer does at three in the morning.
struct RecoverySteps {
    let set: SetFacts
    let isSealed: Bool
    let pageCount: Int

    private var pages: String { pageCount > 1 ? "all its pages, " : "" }
    private var passphrase: String { isSealed ? " Type your passphrase when the computer asks for it." : "" }

    private var command: String { self.set.isPractice ? "breakglass recover --practice" : "breakglass recover" }

    private var vault: String {
        self.set.needsVaultSheet ? " Fetch the vault sheet too: without it nothing opens." : ""
    }

    /// Step by step, where there is room.
    var full: [Paragraph] {
        Paragraph.steps([
            ("Keep calm. ", "Nothing on this sheet expires, and a mistake in typing harms nothing."),
            ("Call the others, ", "each with their sheet: \(set.rule.inWords).\(vault)"),
            ("Take a computer that is offline ", "and has Breakglass on it, best with a scanner."),
            ("Type: \(command)", ""),
            (
                "Give it each sheet, ",
                "\(pages)in any order: by scanner, by a camera that is offline, by a handheld reader, or by typing the "
                    + "words. It says which sheet it cannot use, and why.\(passphrase)"
            ),
            ("Read the credential from the screen. ", "It is shown for a short time only."),
            (
                "Afterwards ",
                "fold the sheets, put them into new bags, and have the credential changed: new sheets replace these."
            ),
        ])
    }

    /// The same where codes take the room.
    var short: [Paragraph] {
        Paragraph.steps([
            ("Keep calm. ", "Call the others with their sheets: \(set.rule.inWords).\(vault)"),
            ("Take an offline computer with Breakglass ", "and type: \(command)"),
            (
                "Give it each sheet, ",
                "\(pages)by scanner, offline camera or handheld reader, or type the words.\(passphrase)"
            ),
            ("Read the credential from the screen. ", "Then bag the sheets anew and have the credential changed."),
        ])
    }

    /// What else may be asked.
    var notes: [Paragraph] {
        [
            Paragraph(lead: "A sheet is lost? ", text: "\(set.lossInWords) Report it at once all the same."),
            Paragraph(
                lead: "No such program? ",
                text: "All is written in an open format: \(set.formatName), whose SHA-256 begins \(set.formatDigest). "
                    + "From that document alone, without the internet, a programmer can write a reader."),
        ]
    }
}
