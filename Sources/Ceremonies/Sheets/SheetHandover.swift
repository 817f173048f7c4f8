// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
package import Ledger
import SecretSharing
import ShareEnvelope

/// The receipt of one sheet, which its share signs.
package struct SheetHandover: Sendable {
    /// What the receipt says.
    package let event: SheetReceived
    /// The rules that it keeps: on the sheet that it replaces, or else on the person who takes it.
    package let rules: [any Rule]
    private let sheet: SheetInHand
    private let binder: OpenBinder

    init(of sheet: SheetInHand, _ statement: SheetReceipt.Statement, in binder: OpenBinder) {
        self.sheet = sheet
        self.binder = binder
        let (set, share, lost) = (sheet.set, sheet.share.number, statement.replaces)
        let holder = SheetHolder(
            statement.custodian?.given, statement.custodian?.known, of: lost ?? share, in: set)
        event = SheetReceived(
            set: set.identity, share: share, custodian: holder.name, person: holder.person, bag: statement.bag,
            place: statement.place, replaces: lost)
        let replacing = lost.map {
            HandlingRule.replacing(
                $0, with: share, of: set, naming: binder.state.naming(of: set.identity, under: binder.policy))
        }
        if let replacing, !replacing.breaches.isEmpty {
            rules = [replacing]
        } else {
            rules =
                binder.policy.map {
                    [holder.rule(taking: share, replacing: lost, of: set, under: $0, in: binder.state)]
                } ?? []
        }
    }

    /// What is odd about the receipt, although it may be written.
    package var warnings: [String] { bags + [place, retired, returned].compactMap { $0 } }

    /// Records the receipt, signed by the share.
    ///
    /// - Throws: `BinderError`; then the ledger has neither.
    package func record() throws(BinderError) -> Appended {
        try binder.append(.sheetReceived(event), signedBy: [sheet.share], of: sheet.manifest)
    }

    /// The receipt in a sentence, after it is recorded.
    package func words(_ appended: Appended) -> String {
        "Entry \(appended.index): \(event.custodian) has share \(event.share) of set \(event.set.code) in hand."
    }

    // MARK: - Warnings

    /// Other sheets in bags of this serial. Which of them is written down wrongly, nobody knows yet.
    private var bags: [String] {
        guard let serial = event.bag.map({ NameIdentity($0) }) else { return [] }
        return binder.state.sets.flatMap { BaggedSheet.all(of: $0) }
            .filter { $0.serial == serial && ($0.set != event.set || $0.share != event.share) }
            .map { "the bag of share \($0.share) of set \($0.set.code) also has this serial" }
    }

    /// Where the policy has the sheet, if that is another place.
    private var place: String? {
        guard let place = event.place, let person = event.person.flatMap({ PolicyIdentifier($0.description) }),
            let planned = life?.plannedPlace(of: event.share, keptBy: person),
            NameIdentity(planned) != NameIdentity(place)
        else { return nil }
        return
            "the policy plans this sheet at \(planned), not at \(place): the receipt counts, so `breakglass who-can` "
            + "and the night kit show \(place); change policy.yaml too if it stays there"
    }

    private var retired: String? {
        guard !sheet.set.isLive else { return nil }
        return "set \(event.set.code) is retired: its sheets "
            + (life?.stillOpens(sheet.set) ?? false
                ? "STILL OPEN the credential until no quorum of them is left or the credential is changed"
                : "no longer open anything, and this one can be destroyed")
    }

    private var returned: String? { ReturnedSheet(event.share, of: sheet.set)?.words }

    private var life: CredentialStatus? {
        binder.state.life(of: event.set, under: binder.policy)
    }
}
