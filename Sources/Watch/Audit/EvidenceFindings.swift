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
        return finding(.custodyRead, custodyReads.outside) + finding(.conflictingCopies, differing)
            + (broken.isEmpty ? [] : [Finding(.brokenFile, [], subjects: broken)])
    }

    /// The reads of custody secrets: those that no opening holds, and those that only one holds to which no quorum agreed.
    var custodyReads: (outside: [Int], said: [Int]) {
        let watched = expectations.filter { !$0.secrets.isEmpty }
        guard !watched.isEmpty else { return ([], []) }
        var reads: (outside: [Int], said: [Int]) = ([], [])
        for (place, event) in events.enumerated() {
            guard event.errorCode == nil, let time = event.time, CustodySecrets.isRead(event) else { continue }
            for expectation in watched where CustodySecrets.read(by: event, of: expectation.secrets) {
                guard let opening = matching.opening(expectation.account, readAt: time) else {
                    reads.outside.append(place)
                    continue
                }
                if !opening.isAgreed { reads.said.append(place) }
            }
        }
        return reads
    }
}
