// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The drills of one credential that are not closed, with the people who did not answer.
struct DrillDuties {
    private let life: CredentialStatus
    private let now: LedgerTime

    init(of life: CredentialStatus, _ now: LedgerTime) {
        self.life = life
        self.now = now
    }

    var duties: [Duty] { life.drills.filter { $0.closed == nil }.map(duty) }

    /// A drill by mail is over when the grace after its expiry is over.
    private func duty(_ drill: DrillHistory) -> Duty {
        let (total, waiting, silent) = (drill.opened.shares.count, drill.waiting, drill.unproven)
        let begin = "the drill of entry \(drill.place), led by \(drill.opened.by),"
        guard drill.end <= now else {
            let rest =
                waiting.isEmpty
                ? "all have answered: `\(drill.opened.way.closing)\(life.naming)`"
                : "\(waiting.count) of \(total) have not answered: \(names(waiting, drill)); "
                    + "`\(continuing(drill.opened.way))` goes on with it"
            return Duty(
                .openDrill, .soon, life.name, "\(begin) is open, and \(rest)", due: drill.end, entry: drill.place)
        }
        let rest = silent.isEmpty ? "all have answered" : "\(silent.count) did not answer: \(names(silent, drill))"
        return Duty(
            .openDrill, .overdue, life.name,
            "\(begin) is over, and \(rest); `\(drill.opened.way.closing)\(life.naming)`",
            due: drill.end, entry: drill.place)
    }

    /// The people of shares; a share that the set does not name stands for itself.
    private func names(_ shares: [ShareNumber], _ drill: DrillHistory) -> String {
        let custodians = life.sets.first { $0.identity == drill.opened.set }?.lastCustodians ?? []
        return shares.map { share in
            custodians.first { $0.share == share }.map { [$0].listed } ?? "\(share)"
        }.joined(separator: ", ")
    }

    /// The command that takes further answers. An answer by mail names its drill itself.
    private func continuing(_ way: DrillOpened.Way) -> String {
        switch way {
        case .byMail: "breakglass drill mail FILE"
        case .inPerson: "breakglass drill in-person\(life.naming)"
        case .rehearsal: "\(way.closing)\(life.naming)"
        }
    }
}
