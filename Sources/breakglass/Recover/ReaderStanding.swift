// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Recovery
import Reports
import SecretSharing
import TerminalDialogue

extension SheetReader {
    /// Shows how far each group's quorum is filled, for each set.
    func showStanding() {
        guard session.undecided.isEmpty else { return showSets() }
        let wording = StandingWording(session)
        guard !manifests.isEmpty else { return wording.withoutManifest.map { Console.say($0) } ?? () }
        guard !goal.endsByItself else { return }
        for manifest in manifests {
            for line in wording.lines(of: manifest, needsCiphertext: goal.needsCiphertext) { Console.say(line) }
        }
        if let unproven = wording.unproven { Console.say(unproven) }
    }

    /// Lists the sets whose sheets are here, so that a person can say which one is right.
    func showSets() {
        for line in StandingWording(session).undecided { Console.say(line) }
        guard pile.areFactorsOfOneAccount else { return }
        Console.say("These are two credentials of one account. Without a binder they are opened one after the other:")
        Console.say("choose one; the other comes next, under the same statement. With the binder, --account opens")
        Console.say("both, side by side.")
    }

    /// A share, by its custodian where the ledger names one, with what it opens and the words of its set.
    func title(of number: ShareNumber) -> String {
        guard let manifest = session.focus else { return "share \(number)" }
        let custodian = pile.known.custodian(of: number, in: manifest.identity).map { "\($0), " } ?? ""
        return custodian + manifest.share(number)
    }
}
