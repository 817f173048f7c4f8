// SPDX-License-Identifier: Apache-2.0

/// The steps for a custodian who is not an engineer, at three in the morning.
struct RecoverySteps {
    let set: SetFacts
    let isSealed: Bool
    let pageCount: Int

    /// Whether the set belongs to a binder, whose policy a recovery applies.
    private var hasBinder: Bool { self.set.checkpoint != nil }
    private var pages: String { pageCount > 1 ? "all its pages, " : "" }
    private var passphrase: String { isSealed ? " Type your passphrase when the computer asks for it." : "" }

    private var command: String { self.set.isPractice ? "breakglass recover --practice" : "breakglass recover" }

    private var vault: String {
        self.set.needsVaultSheet ? " Fetch the vault sheet too: without it nothing opens." : ""
    }

    /// The steps in full, if there is room.
    var full: [Paragraph] {
        Paragraph.steps([
            ("Keep calm. ", "Nothing on this sheet expires, and a typing mistake does no harm."),
            ("Call the others, ", "each with their sheet: \(set.rule.inWords).\(vault)"),
            ("Take an offline computer ", "with Breakglass and, if possible, a scanner."),
            ("Type: \(command)", hasBinder ? " in the binder’s folder." : ""),
            (
                "Give it each sheet, ",
                "\(pages)in any order: with a scanner, an offline camera or a handheld reader, or by typing the "
                    + "words. It says which sheet it cannot use, and why.\(passphrase)"
            ),
            ("Type: show. Read the credential ", "from the screen. It is shown only briefly."),
            (
                "Afterward, ",
                "fold the sheets, put them in new bags, and have the credential changed. New sheets replace these."
            ),
        ])
    }

    /// A shorter form, if the codes need the room.
    var short: [Paragraph] {
        Paragraph.steps([
            ("Keep calm. ", "Call the others with their sheets: \(set.rule.inWords).\(vault)"),
            (
                "Take an offline computer with Breakglass ",
                "and type\(hasBinder ? ", in the binder’s folder" : ""): \(command)"
            ),
            (
                "Give it each sheet, ",
                "\(pages)by scanner, offline camera or handheld reader, or type the words.\(passphrase)"
            ),
            ("Type: show. Read the credential. ", "Put the sheets in new bags. Have the credential changed."),
        ])
    }

    /// Answers to other questions.
    var notes: [Paragraph] {
        [
            Paragraph(lead: "A sheet is lost? ", text: "\(set.lossInWords) Report it at once anyway."),
            Paragraph(lead: "No Breakglass? ", text: withoutProgram),
        ]
    }

    /// What to do without the program: the page for a browser first, as the easiest way.
    private var withoutProgram: String {
        let page = hasBinder ? "the binder’s recovery.html" : "recovery.html"
        let digest =
            pageCount > 1 ? "Its SHA-256 is on page 2." : "Its SHA-256 is \(DigitGroups(self.set.pageDigest).text)."
        return "Open \(page) in any browser, offline. \(digest) \(reader)"
    }

    /// Where the program is, and what a reader is written from.
    private var reader: String {
        let format = "\(set.formatName), SHA-256 begins \(set.formatDigest)"
        guard let program = self.set.programInWords else {
            return hasBinder
                ? "Another reader is in its folder without-breakglass. The format is open: \(format)."
                : "The format is open: \(format). From it alone, without the internet, a programmer can write a reader."
        }
        return "\(program) The format is open: \(format)."
    }
}
