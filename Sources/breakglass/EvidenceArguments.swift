// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import SecretSharing
import ShareEnvelope

/// Where the evidence goes, and why the ceremony takes place.
struct EvidenceArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Append the evidence to this file, before anything is shown.", valueName: "file"))
    var record = "breakglass-record.jsonl"

    @Option(help: ArgumentHelp("Why this is done, with the number of its ticket.", valueName: "text"))
    var reason: String?

    /// The reason, asked for at the terminal when it was not given.
    func agreedReason() throws(Complaint) -> String {
        var text = reason
        if text == nil, Terminal.isInteractive {
            text = try Terminal.withKeys { () throws(Complaint) in
                var input = LineInput()
                switch input.ask("Reason and ticket: ") {
                case .line(let line): return line.publicText()
                case .end: throw Complaint(.interrupted, "no reason was given; nothing was read")
                }
            }
        }
        guard let text, !text.isEmpty else {
            throw Complaint(
                .usage, "no reason is given", hint: "--reason \"identity provider down, INC-4711\"")
        }
        return try PublicText(named: "the reason", text, limit: 1000).description
    }

    /// Appends a line, or complains.
    func append(
        _ ceremony: EvidenceLine.Ceremony, set: SetIdentity?, shares: [ShareNumber], reason: String?,
        outcome: EvidenceLine.Outcome, detail: String? = nil
    ) throws(Complaint) {
        let line = EvidenceLine(
            time: Date(), ceremony: ceremony, set: set, shares: shares, reason: reason, outcome: outcome, detail: detail
        )
        do throws(EvidenceError) { try EvidenceRecord(path: record).append(line) } catch { throw Complaint(error) }
    }
}
