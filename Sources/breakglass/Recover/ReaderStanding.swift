// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import Recovery
import Reports
import SecretSharing
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

extension SheetReader {
    /// Shows how far each group's quorum is filled, for each set.
    func showStanding() {
        guard session.undecided.isEmpty else { return showSets() }
        guard !manifests.isEmpty else {
            if session.unprovenCount > 0 {
                Console.say("\(Self.readable(session.unprovenCount)), but not proven: no manifest is complete yet.")
            }
            return
        }
        guard !goal.endsByItself else { return }
        for manifest in manifests { showStanding(of: manifest) }
        let count = session.unprovenCount
        guard count > 0 else { return }
        let verdict = count == 1 ? "proves it: it does not count" : "proves them: they do not count"
        Console.say("\(Self.readable(count)), but no manifest that is here \(verdict).")
    }

    private func showStanding(of manifest: Manifest) {
        let proven = session.provenShares(of: manifest.identity).map { $0.number }
        let standing = manifest.rule.standing(of: proven)
        Console.say(manifest.title)
        for line in RuleWording(manifest).standing(standing, proven: proven) { Console.say(line) }
        let isMissing = session.sets.contains { $0.manifest == manifest && !$0.hasCiphertext }
        if standing.isMet, goal.needsCiphertext, isMissing { Console.say("  " + Self.ciphertextIsMissing(manifest)) }
    }

    /// Lists the sets whose sheets are here, so that a person can say which one is right.
    func showSets() {
        Console.say("Sheets of \(session.undecided.count) sets are here, and nothing says which set is right:")
        for (index, manifest) in session.undecided.enumerated() {
            Console.say("  \(index + 1)  \(manifest.title)")
            Console.say("     dealt \(manifest.createdTime), opens with \(RuleWording(manifest).rule)")
        }
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

    static func readable(_ count: Int) -> String {
        count == 1 ? "1 share is readable" : "\(count) shares are readable"
    }

    private static func ciphertextIsMissing(_ manifest: Manifest) -> String {
        manifest.isCiphertextApart
            ? "the locked credential is still missing: it is on the vault sheet"
            : "the locked credential is still missing: scan all pages of one sheet"
    }
}

extension Manifest {
    /// What the set opens, by account and credential.
    var opens: String {
        (isPractice ? "PRACTICE " : "") + (credential.map { "\(label) / \($0)" } ?? label.description)
    }

    /// When the set was dealt, as its sheets print it.
    var createdTime: String {
        Int64(exactly: created).map { CreationTime(posixSeconds: $0, secondsFromUTC: 0).inWords }
            ?? "at an unknown time"
    }

    /// A share, with what it opens and the words of its set.
    func share(_ number: ShareNumber) -> String {
        "share \(number) of \(opens) (\(identity.words.joined(separator: " ")))"
    }

    /// What the set opens, and its code and words.
    var title: String { "\(opens): set \(identity.code) (\(identity.words.joined(separator: " ")))" }
}
