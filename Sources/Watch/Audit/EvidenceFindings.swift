// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// What is wrong with the evidence itself, and who else read what the emergency needs.
    var evidenceFindings: [Finding] {
        let ids = Set(conflicts)
        // Copies of events that matter to nobody here are not compared: a second pass would not read them.
        let mattering = Set(
            events.indices.compactMap { lineage.owners[$0] != nil ? events[$0].id : nil }.filter(ids.contains))
        let differing = events.indices.filter { events[$0].id.map(mattering.contains) ?? false }
        return finding(.custodyRead, custodyReads) + finding(.conflictingCopies, differing)
            + (broken.isEmpty ? [] : [Finding(.brokenFile, [], subjects: broken)])
    }

    private var custodyReads: [Int] {
        let watched = expectations.filter { !$0.secrets.isEmpty }
        guard !watched.isEmpty else { return [] }
        return events.indices.filter { place in
            let event = events[place]
            guard event.errorCode == nil, let time = event.time, CustodySecrets.isRead(event) else { return false }
            return watched.contains { expectation in
                CustodySecrets.read(by: event, of: expectation.secrets)
                    && !matching.isOpen(expectation.account, at: time)
            }
        }
    }
}
