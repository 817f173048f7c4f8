// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// The log against the ledger, from both sides.
    var openingFindings: [Finding] {
        guard let openings else { return [] }
        let unopened = uses.filter { matching.openingOf[$0] == nil }.map(head)
        let tamed = changes.filter { change in
            guard change.weakened, let opening = matching.opening(of: change.event) else { return false }
            return opening.kind != .emergency
        }
        return finding(.unopenedUse, unopened) + finding(.outsideWindow, lateEvents)
            + finding(.openingKind, tamed.map(\.event)) + unused(openings)
    }

    /// The acts after the window in which they began, unless another one holds them.
    private var lateEvents: [Int] {
        events.indices.filter { place in
            guard let node = lineage.owners[place], let time = events[place].time else { return false }
            switch events[place].nature {
            case .heartbeat, .service, .onward: return false
            case .entry, .read, .act: break
            }
            guard let opening = matching.opening(of: place), let until = opening.until, until < time else {
                return false
            }
            return !matching.isOpen(opening.account, at: time) && grouping.sessionOf[place] != nil
                && expectation(of: node).account == opening.account
        }
    }

    private func unused(_ openings: [Opening]) -> [Finding] {
        let unmet = openings.filter { opening in
            opening.kind == .emergency
                && !uses.contains { use in
                    let session = grouping.sessions[use]
                    guard expectation(of: session.node).account == opening.account else { return false }
                    guard let began = session.began, let ended = session.ended else { return true }
                    return opening.from <= ended && opening.until.map { began <= $0 } ?? true
                }
        }
        return unmet.isEmpty ? [] : [Finding(.unusedOpening, [], subjects: unmet.map { "opening \($0.index)" })]
    }
}
