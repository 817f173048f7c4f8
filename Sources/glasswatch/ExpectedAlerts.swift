// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser

/// Which identities must give an alert, and where it must arrive.
struct ExpectedAlerts: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The output of `breakglass ledger verify --openings`, which says what the policy expects.",
            valueName: "file"))
    var openings: String?
    @Option(
        help: ArgumentHelp(
            "A JSON file with accounts, as docs/OPENINGS.md describes them, where there is no ledger.",
            valueName: "file"))
    var expect: String?
    @Option(help: ArgumentHelp("The account of the policy, if there are several.", valueName: "name"))
    var account: String?

    func validate() throws {
        guard (openings == nil) != (expect == nil) else {
            throw ValidationError("--openings or --expect says which identities must give an alert: give one of them")
        }
    }

    /// Reads what is given.
    func expectation() throws(CommandFailure) -> AlertExpectation {
        let file = openings ?? expect ?? ""
        let kind: InputKind = openings == nil ? .accounts : .openings
        let document = try InputFile.bytes(of: file, kind)
        // All of a ledger's file must be in order, not only the account.
        if openings != nil { _ = try InputFile.openings(file, document) }
        let text = try InputFile.text(file, document, kind)
        return try AlertFile.read(file) { () throws(AlertsError) in
            try AlertExpectation(JSONText.parse(text), account: account)
        }
    }
}
