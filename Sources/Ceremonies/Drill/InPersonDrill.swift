// SPDX-License-Identifier: Apache-2.0
//
// Custodians come one by one, show their sheets and leave. What was read of one sheet is gone before the next one comes:
// no two shares are ever in memory together.

import Custody
import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// A drill in person, up to its challenge.
package struct InPersonDrill: Ceremony {
    /// How long a drill in person stays open: custodians come within some days, not months.
    private static let openFor: UInt64 = 7 * 86_400

    private let drilled: DrilledSet
    private let binder: OpenBinder

    /// Begins with the set.
    package init(of drilled: DrilledSet, in binder: OpenBinder) {
        self.drilled = drilled
        self.binder = binder
    }

    /// Who leads it.
    package func plan(_ answers: Answers) throws(Asking) -> PublicText { try answers.drillLeader() }

    /// Continues the drill that was left open, or writes a new challenge.
    ///
    /// - Throws: `BinderError`.
    package func open(by leader: PublicText) throws(BinderError) -> DrillMeeting {
        let left = drilled.life.drills.last { drill in
            drill.opened.set == drilled.set.identity && drill.opened.way == .inPerson && drill.closed == nil
                && drill.opened.expires > .now
        }
        if let left, let drill = OpenDrill(left, in: binder) {
            return DrillMeeting(drill, of: drilled, answered: left.answers.keys.sorted(), by: leader, in: binder)
        }
        let challenge = DrillOpened(
            set: drilled.set.identity, shares: drilled.shares, nonce: DrillNonce(), way: .inPerson,
            expires: LedgerTime.now.adding(seconds: Self.openFor), by: leader)
        let drill = try OpenDrill(challenge, in: binder)
        return DrillMeeting(drill, of: drilled, answered: nil, by: leader, in: binder)
    }
}

/// What was read of the one sheet that a custodian shows.
package struct ShownSheet: Sendable {
    let shares: [Share]
    let manifests: [Manifest]
    let paper: [PaperCheckpoint]

    /// Takes what was read.
    ///
    /// - Parameters:
    ///   - shares: the shares of the drill's set that are proven.
    ///   - manifests: the sets that the sheet is of.
    ///   - paper: the checkpoints that it shows.
    package init(_ shares: [Share], of manifests: [Manifest], showing paper: [PaperCheckpoint]) {
        self.shares = shares
        self.manifests = manifests
        self.paper = paper
    }
}

/// A drill in person whose challenge is in the ledger: one custodian after the other shows a sheet, and its share signs.
package struct DrillMeeting: Sendable {
    /// What a sheet means for the drill.
    package enum Meaning: Sendable {
        /// No share of the set is whole.
        case notWhole
        /// It is a practice sheet, which proves nothing about the real one.
        case practice
        /// It is of another set.
        case otherSet(SetIdentity)
        /// Sheets of several custodians were read together.
        case several
        /// Its share has answered before.
        case answered(ShareNumber)
        /// It is whole, and its share has signed.
        case whole(ShareNumber, Appended)
    }

    /// The challenge.
    package let drill: OpenDrill
    /// Whether the drill was left open before.
    package let isContinued: Bool
    private let drilled: DrilledSet
    private let leader: PublicText
    private let binder: OpenBinder
    private var answered: Set<ShareNumber>

    fileprivate init(
        _ drill: OpenDrill, of drilled: DrilledSet, answered: [ShareNumber]?, by leader: PublicText,
        in binder: OpenBinder
    ) {
        self.drill = drill
        self.drilled = drilled
        self.leader = leader
        self.binder = binder
        isContinued = answered != nil
        self.answered = Set(answered ?? [])
    }

    /// The challenge, as people read it before a share signs.
    package var lines: [String] {
        (isContinued ? ["Continuing the drill of entry \(drill.index)."] : []) + drill.lines(drilled.set)
    }

    /// The shares in somebody's hand that have not answered yet.
    package var waiting: [ShareNumber] {
        let inHand = drilled.sharesInHand
        return drill.opened.shares.filter { !answered.contains($0) && inHand.contains($0) }
    }

    /// Who is still to come.
    package var stillToCome: String { "Still to come: \(drilled.set.people(waiting))" }

    /// What is said when the drill is left open for custodians who come later.
    package var leftOpen: String {
        "The drill stays open until \(drill.opened.expires.onClocks): "
            + "`breakglass drill in-person\(drilled.life.naming)` continues it, and `\(end.closing)` ends it. "
            + end.whoMayEndIt
    }

    /// Refuses a sheet that shows more entries than the ledger has: then the binder was rolled back.
    ///
    /// - Throws: `GateError`.
    package func check(_ paper: [PaperCheckpoint]) throws(GateError) {
        try binder.gate(.drillInPerson, of: drilled.set.created.account)
            .pass(PaperRule(paper, on: binder.log, binder.state).breaches, override: nil)
    }

    /// Takes the sheet that a custodian shows: if it is whole and has not answered, its share signs.
    ///
    /// - Throws: `DrillError`; then nothing was signed.
    package mutating func take(_ sheet: ShownSheet) throws(DrillError) -> Meaning {
        do throws(GateError) { try check(sheet.paper) } catch { throw .gate(error) }
        guard let share = sheet.shares.first else {
            let others = sheet.manifests.filter { $0.identity != drilled.set.identity }
            guard let other = others.first(where: { !$0.isPractice }) else {
                return others.isEmpty ? .notWhole : .practice
            }
            return .otherSet(other.identity)
        }
        guard sheet.shares.count == 1 else { return .several }
        guard !answered.contains(share.number) else { return .answered(share.number) }
        do throws(BinderError) {
            let appended = try drill.answer([share], of: drilled.manifest, in: binder)
            answered.insert(share.number)
            return .whole(share.number, appended)
        } catch { throw .binder(error) }
    }

    /// What the ledger says against the sheets that are whole, whatever they mean for the drill: that one was destroyed.
    ///
    /// - Parameter whole: the shares that were proven, by set; also those of other sets.
    package func warnings(_ whole: [(set: SetIdentity, shares: [ShareNumber])]) -> [String] {
        whole.flatMap { binder.state.returned($0.shares, of: $0.set) }.map { $0.words }
    }

    /// What a sheet means, in words.
    package func words(_ meaning: Meaning) -> String {
        let code = drilled.set.identity.code
        return switch meaning {
        case .notWhole: "no share of set \(code) is whole"
        case .practice: "a practice sheet proves nothing: show the real sheet, of set \(code)"
        case .otherSet(let other): "this sheet is of set \(other.code), and the drill is about set \(code)"
        case .several: "sheets of several custodians came together: give each as its own file, one by one"
        case .answered(let share):
            "\(drilled.set.custodian(of: share)): share \(share) has already answered this challenge"
        case .whole(let share, let appended):
            "WHOLE: \(drilled.set.custodian(of: share)), \(drilled.manifest.place(of: share)), set \(code); "
                + "signed as entry \(appended.index)."
        }
    }

    /// The end of the drill.
    package var end: DrillEnd { DrillEnd(of: drill.index, drill.opened, led: leader, in: binder) }
}
