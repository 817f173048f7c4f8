// SPDX-License-Identifier: Apache-2.0
//
// Ceremonies that make sheets: a first split, a reshare, a rotation.

import Custody
import Ledger
import SheetPrinting

extension ScriptSubject {
    var dealing: [Phase] {
        switch request.ceremony {
        case .reshare:
            [
                Phase("The old sheets", [makingFolder([Self.oldScans, Self.scans])] + oldSheets),
                Phase("The new sheets", [decisions, printer, reshareCommand] + afterDealing),
                Phase("Custody", custody), Phase("The end of the old sheets", destroying),
            ].filter { !$0.steps.isEmpty }
        case .rotation:
            [
                Phase("The credential", [changeAtTheAccount]),
                Phase(
                    "The new sheets",
                    [makingFolder([Self.oldScans, Self.scans]), decisions, printer, dealCommand("split --changed")]
                        + afterDealing),
                Phase("Custody", custody),
                Phase("The end of the old sheets", oldSheets + destroying),
            ].filter { !$0.steps.isEmpty }
        default:
            [
                Phase(
                    "The new sheets",
                    [makingFolder([Self.scans]), decisions, printer, dealCommand("split")] + afterDealing),
                Phase("Custody", custody),
            ]
        }
    }

    private var oldSheets: [Step] {
        let isRotation = request.ceremony == .rotation
        return bringing(into: Self.oldScans, isOptional: !isRotation)
            + (oldHasVaultSheet && !isRotation ? [bringingVaultSheet(into: Self.oldScans)] : [])
    }

    private var printer: Step {
        Step(
            "Printer", "It is on a cable and has no disk. The default printer is the one in this room.",
            type: ["lpstat -d", "lpstat -a"], expect: "Its queue is the default, and accepts jobs.")
    }

    /// The options that ask for the credential, depending on its kind.
    private var fieldOptions: String {
        switch life.planned?.kind {
        case .password: "--field \"user name:text\" --field password"
        case .oneTimePassword: "--otpauth /dev/shm/enrolment.png"
        case .recoveryCodes: "--field \"recovery codes\""
        case .keyFile: "--field-from key:file=/dev/shm/key"
        case .other, nil: "--field secret"
        }
    }

    private var sourceNote: String {
        switch life.planned?.kind {
        case .oneTimePassword:
            " The picture of the enrollment code is in /dev/shm/enrolment.png, and nowhere else. Type the code that "
                + "the service shows now, to try the seed."
        case .keyFile: " The file is in /dev/shm/key, and nowhere else."
        default: " The account owner types it twice, unseen; everybody else turns away."
        }
    }

    private var sealingNote: String {
        let sealed = new.filter(\.isSealed)
        guard !sealed.isEmpty else { return "" }
        return " Then it asks for the passphrases of "
            + sealed.map { "\($0.person) (\($0.share))" }.joined(separator: ", ")
            + ": each comes to the screen alone, and writes the passphrase on a card by hand."
    }

    private static let diceNote = " If you throw dice, add --dice: it asks for the throws first."

    private var vaultOption: String { newHasVaultSheet ? " --vault-sheet" : "" }

    private func dealCommand(_ command: String) -> Step {
        Step(
            "Deal", "The program asks for the credential.\(sourceNote)\(sealingNote)\(Self.diceNote)",
            type: [
                "breakglass \(command) \(credentialOptions) \(fieldOptions)\(vaultOption) --output \(Self.drawn)"
            ],
            expect: dealt,
            leaves: [.setCreated, .sheetsReleased, .setAbandoned, .refused] + (command == "split" ? [.setRetired] : []))
    }

    private var reshareCommand: Step {
        Step(
            "Reissue", "The credential is put together in memory and not shown.\(sealingNote)\(Self.diceNote)",
            type: [
                "breakglass reshare --because people \(credentialOptions) \(option("--by", .administrator)) --why "
                    + "\"\(CommandLineWord.blank)\"\(vaultOption) --output \(Self.drawn) \(Self.oldScans)"
            ],
            expect: "The old sheets are a quorum: \(oldRule). \(dealt)",
            leaves: [.reshareOpened, .setCreated, .sheetsReleased, .setAbandoned, .refused])
    }

    private var dealt: String {
        "Account and rule match the title page. At the end: each of the smallest quorums recovers the credential "
            + "from the drawn sheets."
    }

    private var afterDealing: [Step] {
        let isReshare = request.ceremony == .reshare
        var steps = [
            Step(
                "Read the new set out",
                "The administrator reads code and words from the screen; everybody writes them down. Code "
                    + "____-____-____-____  words ________ ________ ________ ________")
        ]
        steps += each(
            new, "The sheets are printed",
            "In a second terminal, one after the other. Only the sheet’s custodian stands at the printer, takes all "
                + "pages, compares name and set code, and folds them so that the secret is inside. Then the custodian "
                + "scans the first page, flat, gray, at 300 dpi, into \(Self.scans), as g1m1.png and so on."
        ) { ["lp \(Self.drawn)/sheet-\($0.share).pdf"] }
        if newHasVaultSheet {
            steps.append(
                Step(
                    "Print the vault sheet",
                    "Twice, for two safes that no custodian opens alone. It holds no share; nothing opens without it.",
                    type: ["lp -n 2 \(Self.drawn)/vault.pdf"]))
        }
        steps.append(
            Step(
                "Read the paper back",
                "In the first terminal, where the program waits for scans, give it their folder. If a sheet does not "
                    + "read, print it again and shred the bad one.",
                type: [Self.scans], expect: "Done: every printed sheet is whole.",
                leaves: isReshare || request.ceremony == .rotation
                    ? [.sheetsReadBack, .setRetired] : [.sheetsReadBack]))
        return steps
    }

    private var custody: [Step] {
        var steps = handingOver(new, isOptional: false)
        if newHasVaultSheet {
            steps.append(
                Step(
                    "Put the vault sheets in bags",
                    "Each print goes into its own bag. The serials are read aloud and written in the table of "
                        + "sheets handed over."))
        }
        return steps
    }

    var changeAtTheAccount: Step {
        Step(
            "Change it",
            "The account owner sets a new value at the account, on the machine and in the way that this account "
                + "requires, and ends all its sessions. From here on what the old sheets open is worthless.",
            expect: "The old value no longer signs in.")
    }
}
