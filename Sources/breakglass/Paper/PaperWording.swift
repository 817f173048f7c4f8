// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import SheetPrinting
import TerminalDialogue

extension CommandError {
    /// The error when a paper cannot be made.
    init(_ error: PaperError) {
        switch error {
        case .binder(let error): self.init(error)
        case .notDrawn(let error): self.init(.fault, "the paper cannot be drawn: \(error.words)")
        case .notEncoded: self.init(.fault, "the paper cannot be encoded")
        case .noCheckpoint: self.init(.fault, "the ledger has no checkpoint")
        case .script(let error, let ceremony, let name): self.init(error, of: ceremony, name)
        case .noNightKit(let account):
            let name = CredentialName(account: account, credential: nil)
            self.init(
                .refused, "no sheets of \(account) are out, or no readable policy is in force",
                hint: "`breakglass policy --adopt`, then `breakglass split \(name.options)`")
        case .noScripts:
            self.init(
                .usage, "the ledger names no script",
                hint: "run `breakglass paper` with the kind of ceremony before it")
        case .allRecorded(let scripts):
            self.init(.usage, "each script has a record", hint: "name one of: \(Self.list(scripts))")
        case .notScript(let place, let scripts):
            self.init(
                .usage, "entry \(place) is not a script",
                hint: scripts.isEmpty
                    ? "`breakglass paper` with the kind of ceremony makes one"
                    : "these are scripts: \(Self.list(scripts))")
        case .scriptMissing(let place, let made):
            self.init(
                .notFound, "the script of entry \(place) is missing: there is no \(made.file) in the binder's papers",
                hint: "put the file back from a copy of the binder; its SHA-256 is \(made.digest.ledgerText)")
        case .scriptChanged(let place, let made, let digest):
            self.init(
                .badInput,
                "\(made.file) is not the script that entry \(place) names: it was changed and has the SHA-256 "
                    + digest.ledgerText,
                hint: "put back the file with the SHA-256 \(made.digest.ledgerText), and record an exception about it")
        case .foreignScript(let file):
            self.init(
                .badInput, "\(file) is not a script name of this program",
                hint: "`breakglass ledger verify --paper FOLDER` checks all papers")
        case .stepsMissing(let file):
            self.init(
                .notFound, "the steps of the script are missing: there is no \(file) in the binder's papers",
                hint: "put the file back from a copy of the binder")
        case .stepsChanged(let file):
            self.init(
                .badInput, "\(file) was changed: its SHA-256 does not begin with the digits of its name",
                hint: "put the file back from a copy of the binder, and record an exception about it")
        }
    }

    private init(_ error: ScriptError, of ceremony: PaperMade.Ceremony, _ name: CredentialName) {
        switch error {
        case .noSheets:
            self.init(
                .refused, "a \(ceremony.rawValue) opens sheets, but no sheets of \(name) are in force",
                hint: "`breakglass paper split \(name.options)` for the first ones")
        case .notPlanned:
            self.init(
                .refused, "the policy in force does not say who keeps \(name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        case .noPolicy:
            self.init(.refused, "no readable policy is in force", hint: "`breakglass policy --adopt`")
        }
    }

    private static func list(_ places: [EntryPlace]) -> String {
        places.map(\.description).joined(separator: ", ")
    }
}
