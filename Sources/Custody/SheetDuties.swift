// SPDX-License-Identifier: Apache-2.0
//
// What is due about the sheets of the set in force: a receipt for each, a proof of each in time, and a new set once one
// is lost.

import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The duties that follow from the sheets of one credential.
struct SheetDuties {
    private let life: CredentialStatus
    private let now: LedgerTime

    init(of life: CredentialStatus, _ now: LedgerTime) {
        self.life = life
        self.now = now
    }

    var duties: [Duty] {
        guard let set = life.liveSet else { return [] }
        return losses(set) + replaced(set) + receipts(set) + proofs(set)
    }

    /// The duty to read a set's printed sheets back.
    static func readBack(of set: SetHistory, _ life: CredentialStatus) -> [Duty] {
        let missing = set.custodians.filter { life.lastProof(of: $0.share, in: set) == nil }
        guard !missing.isEmpty else { return [] }
        return [
            Duty(
                .readBack, .overdue, life.name,
                "the printed sheets of set \(set.identity.code) were never read back, \(list(missing, of: set)): "
                    + "`breakglass drill in-person\(life.naming)`", due: set.released, entry: set.place)
        ]
    }

    private static func list(_ custodians: [SetCreated.Custodian], of set: SetHistory) -> String {
        guard custodians.count < set.created.custodians.count else { return "all \(custodians.count) of them" }
        return custodians.listed
    }

    // MARK: - Receipts

    /// Sheets that nobody signed for. A set that is about to be replaced needs no receipts.
    private func receipts(_ set: SetHistory) -> [Duty] {
        guard life.planned != nil, !set.isBurnt, let released = set.released else { return [] }
        let missing = set.custodians.filter { set.sheets[$0.share]?.received == nil }
        guard !missing.isEmpty else { return [] }
        // Two weeks are enough to hand over a sheet, as they are for a night kit.
        let due = released.adding(seconds: Duty.notice)
        return [
            Duty(
                .receipt, due <= now ? .overdue : .soon, life.name,
                "nobody signed for \(missing.count == 1 ? "a sheet" : "\(missing.count) sheets") of set "
                    + "\(set.identity.code), out since \(released): \(missing.listed); hand each one over with "
                    + "`breakglass sheet receive --bag SERIAL --place PLACE SCAN`", due: due, entry: set.place)
        ]
    }

    // MARK: - Proofs

    private func proofs(_ set: SetHistory) -> [Duty] {
        guard life.account != nil, let released = set.released else { return [] }
        let due = Dictionary(grouping: set.custodians) { custodian in
            let last = life.lastProof(of: custodian.share, in: set)
            let interval = life.terms(since: last?.how.place ?? set.place) { $0.drillEvery }.min {
                $0.seconds < $1.seconds
            }
            // Nobody can prove a sheet before its release. A signature with an earlier date comes from a reset clock.
            let start = last.map { released <= now ? max($0.time, released) : $0.time } ?? released
            return ProofDue(
                interval: interval, time: start.adding(seconds: UInt64(interval?.seconds ?? 0)))
        }
        return due.compactMap { due, custodians in
            guard let interval = due.interval else { return nil }
            return Duty.urgency(due: due.time, at: now).map { urgency in
                Duty(
                    .proof, urgency, life.name,
                    "each sheet must be proven whole every \(interval): \(Self.list(custodians, of: set)); "
                        + "`breakglass drill in-person\(life.naming)`, or `breakglass drill mail\(life.naming)` for people who "
                        + "are far away",
                    due: due.time, entry: set.place)
            }
        }
    }

    /// When a sheet must be proven again, and the interval that sets that time.
    private struct ProofDue: Hashable {
        let interval: PolicySpan?
        let time: LedgerTime
    }

    // MARK: - Losses

    private func losses(_ set: SetHistory) -> [Duty] {
        guard let coverage = Coverage(of: life, at: now) else { return [] }
        let replaced = set.replaced
        let lost = coverage.sheets.filter {
            set.sheets[$0.share]?.lost != nil && !$0.isInHand && !replaced.contains($0.share)
        }
        guard !lost.isEmpty else { return [] }
        let names = lost.map { "\($0.share) (\($0.custodian))" }.joined(separator: ", ")
        let rest =
            coverage.isQuorumInHand
            ? Self.spares(for: lost.map { $0.share }, of: set)
                + "reissue the credential while a quorum is left: `breakglass reshare --because lost\(life.naming)`"
            : "NO QUORUM IS LEFT: change the credential another way, then `breakglass split --changed\(life.naming)`"
        return [
            Duty(
                .lostSheet, .overdue, life.name,
                "\(lost.count == 1 ? "a sheet" : "\(lost.count) sheets") of set \(set.identity.code) "
                    + "\(lost.count == 1 ? "is" : "are") lost: \(names); \(rest)",
                due: lost.compactMap { set.sheets[$0.share]?.lost?.time }.min(),
                entry: lost.compactMap { set.sheets[$0.share]?.lost?.place }.min())
        ]
    }

    /// The spares that can replace lost sheets.
    private static func spares(for lost: [ShareNumber], of set: SetHistory) -> String {
        let spares = lost.flatMap { set.spares(for: $0) }.uniqued.map { "\($0.share) (\($0.name))" }
        guard !spares.isEmpty else { return "" }
        let commands = lost.filter { !set.spares(for: $0).isEmpty }.map {
            "`breakglass sheet receive --replaces \($0)`"
        }
        return "hand over the spare \(spares.joined(separator: ", ")) (\(commands.joined(separator: ", "))), or "
    }

    /// Lost sheets whose place a spare took. The people can go on, but anyone who finds such a sheet has a share.
    private func replaced(_ set: SetHistory) -> [Duty] {
        guard !set.isBurnt else { return [] }
        let lost = set.sheets.compactMap { spare, sheet in
            sheet.replaces.map { (lost: $0, spare: spare) }
        }.filter { set.sheets[$0.lost]?.isSaidLost == true }.sorted { $0.lost < $1.lost }
        guard let since = lost.compactMap({ set.sheets[$0.lost]?.lost?.time }).min() else { return [] }
        let due = since.adding(seconds: Duty.notice)
        let names = lost.map { pair in
            let custodian = set.lastCustodians.first { $0.share == pair.lost }
            return "\(pair.lost)\(custodian.map { " (\($0.name))" } ?? ""), replaced by the spare \(pair.spare)"
        }
        let hasSpare = lost.allSatisfy { !set.spares(for: $0.lost).isEmpty }
        return [
            Duty(
                .replacedSheet, due <= now ? .overdue : .soon, life.name,
                "\(lost.count == 1 ? "a lost sheet" : "\(lost.count) lost sheets") of set \(set.identity.code) can still "
                    + "be found: \(names.joined(separator: "; "))\(hasSpare ? "" : "; no spare is left"); by "
                    + "\(CalendarDay(of: due)), `breakglass reshare --because lost\(life.naming)` deals a new set without it",
                due: due, entry: lost.compactMap { set.sheets[$0.lost]?.lost?.place }.min())
        ]
    }
}

extension [SetCreated.Custodian] {
    /// Their names and shares: "Bo Chen (g1m2), Chidi Eze (g1m3)".
    var listed: String { map { "\($0.name) (\($0.share))" }.joined(separator: ", ") }
}
