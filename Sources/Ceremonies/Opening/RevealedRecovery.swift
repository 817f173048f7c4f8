// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
package import Ledger
package import MerkleLog
package import ShareEnvelope

/// A recovery whose credential counts as shown, however the program ends.
package struct RevealedRecovery: Sendable {
    /// The checkpoint that each participant takes away.
    package let checkpoint: Checkpoint
    private let stated: StatedRecovery
    private let pile: SheetPile
    private let time = LedgerTime.now

    init(_ stated: StatedRecovery, _ pile: SheetPile, _ checkpoint: Checkpoint) {
        self.stated = stated
        self.pile = pile
        self.checkpoint = checkpoint
    }

    /// The sets that were opened.
    package var manifests: [Manifest] { pile.manifests }

    /// Where the evidence is.
    package var book: EvidenceBook { stated.evidence.book }

    /// Who brought a sheet that took part, as far as a ledger says.
    package var participants: [String] {
        pile.standings.flatMap { set, shares in
            shares.map { share in set.flatMap { pile.known.custodian(of: share, in: $0) } ?? "share \(share)" }
        }
    }

    /// Records that the credential was shown.
    ///
    /// - Throws: `BinderError`.
    package func close() throws(BinderError) {
        try stated.evidence.close(.shown, sets: pile.standings, detail: nil)
    }

    /// What the people at the machine read once the screen is cleared, line by line.
    ///
    /// - Parameter first: the recovery of the account's other credential, which was shown before this one.
    package func closing(after first: RevealedRecovery? = nil) -> [String] {
        guard stated.statement.first.practice != true else {
            return ["Cleared. That was practice; bag the practice sheets for the next time."]
        }
        return ["Cleared: \(first == nil ? "it counts" : "both count") as used. What comes next:"]
            + nextSteps([first, self].compactMap { $0 }).enumerated().map { "  \($0 + 1)  \($1)" }
    }

    /// The command that deals each credential that was shown, once it is changed.
    private var dealings: [String] {
        let place = stated.place
        return manifests.map { manifest in
            let naming = place.state?.naming(of: manifest.identity, under: place.policy) ?? ""
            return "`breakglass split --changed\(naming)`"
        }
    }

    /// What follows from these recoveries, of which this is the last.
    private func nextSteps(_ recoveries: [RevealedRecovery]) -> [String] {
        let account = stated.statement.account
        var steps = ["Fold each sheet into a new bag, and write down its serial. The slip stays outside the bag."]
        if let window = account?.window {
            steps.append(
                "Repair what failed, and sign out: the window ends at \(time.adding(seconds: UInt64(window.seconds))).")
        }
        let due = account?.reviewWithin.map { " by \(time.adding(seconds: UInt64($0.seconds)))" } ?? ""
        switch book {
        case .ledger:
            let reviews = recoveries.map { "`breakglass review \($0.stated.evidence.firstEntry)`" }
            steps.append("File the review\(due): \(reviews.joined(separator: " and ")).")
        case .journal(let journal):
            let file = CommandLineWord.path(journal.path)
            steps.append("Keep the journal, and merge it into the binder: `breakglass ledger merge \(file)`.")
            steps.append("File the review\(due): `breakglass review`.")
        }
        let dealings = recoveries.flatMap(\.dealings).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        steps.append(
            "Have the credential changed at the account, then deal the new one: \(dealings.joined(separator: " and "))."
        )
        return steps
    }
}
