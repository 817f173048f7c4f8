// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// The log against the ledger, from both sides.
    var openingFindings: [Finding] {
        guard let openings else { return [] }
        let unopened = uses.filter { matching.openingOf[$0] == nil }.map(head)
        let said = uses.filter { matching.openingOf[$0]?.isAgreed == false }.map(head)
        let late = lateEvents
        let tamed = changes.filter { change in
            guard change.weakened, let opening = matching.opening(of: change.event) else { return false }
            return opening.kind != .emergency
        }
        return finding(.unopenedUse, unopened)
            + finding(.openingSaid, said + late.said + custodyReads.said)
            + finding(.outsideWindow, late.outside)
            + finding(.openingKind, tamed.map(\.event)) + unused(openings)
    }

    /// The acts after the window in which they began: those that no other window holds, and those that only one holds to
    /// which no quorum agreed.
    private var lateEvents: (outside: [Int], said: [Int]) {
        let late = events.indices.filter { place in
            guard let node = lineage.owners[place], let time = events[place].time else { return false }
            switch events[place].nature {
            case .heartbeat, .service, .onward: return false
            case .entry, .read, .act: break
            }
            guard let opening = matching.opening(of: place), let until = opening.until, until < time else {
                return false
            }
            return grouping.sessionOf[place] != nil && expectation(of: node).account == opening.account
        }
        func other(_ place: Int) -> Opening? {
            guard let node = lineage.owners[place], let time = events[place].time else { return nil }
            return matching.opening(expectation(of: node).account, at: time)
        }
        return (late.filter { other($0) == nil }, late.filter { other($0)?.isAgreed == false })
    }

    private func unused(_ openings: [Opening]) -> [Finding] {
        let unmet = openings.filter { opening in
            opening.kind == .emergency
                && !uses.contains { use in
                    let session = grouping.sessions[use]
                    guard expectation(of: session.node).account == opening.account else { return false }
                    guard let began = session.began, let ended = session.ended else { return true }
                    return opening.start <= ended && opening.until.map { began <= $0 } ?? true
                }
        }
        return unmet.isEmpty ? [] : [Finding(.unusedOpening, [], subjects: unmet.map { "opening \($0.index)" })]
    }
}
