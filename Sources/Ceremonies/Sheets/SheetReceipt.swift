// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import SecretSharing
package import ShareEnvelope

/// A custodian has a sheet in hand from now on: what is said about the sheet that was read.
package struct SheetReceipt: Ceremony {
    /// What the command line says.
    package struct Statement: Sendable {
        /// Who has the sheet now, in the words that were given, and who that is in the policy; `nil` for the person who
        /// has it by the ledger.
        let custodian: (given: PublicText, known: Policy.Person?)?
        /// The lost sheet whose place it takes.
        let replaces: ShareNumber?
        /// The serial of its bag.
        let bag: PublicText?
        /// Where it is kept.
        let place: PublicText?
        /// Who overrides a rule, if one is overridden.
        package let author: PublicText?
    }

    private let sheet: SheetInHand
    private let binder: OpenBinder

    /// Begins with the sheet that was read.
    package init(of sheet: SheetInHand, _ binder: OpenBinder) {
        self.sheet = sheet
        self.binder = binder
    }

    /// Who has it, in which bag, and where. Bag and place are asked for: status and night kit rely on them. All of it may
    /// be left out.
    package func plan(_ answers: Answers) throws(Asking) -> Statement {
        let policy = binder.policy
        let custodian: (given: PublicText, known: Policy.Person?)? = try answers.ifGiven("--custodian") {
            text throws(Refusal) in
            // Words that name somebody of the policy may be an identifier, which need not have a letter.
            guard let known = try policy?.person(called: text) else {
                return (try PublicText(person: text, to: "--custodian"), nil)
            }
            return (try PublicText(answer: text, to: "--custodian", limit: PersonName.limit), known)
        }
        let replaces = try answers.ifGiven("--replaces") { text throws(Refusal) in
            guard let number = ShareNumber(reading: text) else {
                throw Refusal("--replaces \(text): not a share number", hint: "for example --replaces g1m2")
            }
            return number
        }
        let share = sheet.share.number
        let holder = SheetHolder(custodian?.given, custodian?.known, of: replaces ?? share, in: sheet.set)
        return Statement(
            custodian: custodian,
            replaces: replaces,
            bag: try answers.optionalText(
                Question(
                    "--bag", "Serial number of the bag with share \(share) of \(holder.name) (empty: not in a bag)"),
                limit: 64),
            place: try answers.optionalText(
                Question("--place", "Where is it kept (empty: as before, or as planned)"), limit: 200),
            author: try answers.ifGiven("--by") { text throws(Refusal) in
                try PublicText(person: text, to: "--by")
            })
    }

    /// The handover of the sheet.
    package func handover(_ statement: Statement) -> SheetHandover {
        SheetHandover(of: sheet, statement, in: binder)
    }
}
