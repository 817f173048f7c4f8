// SPDX-License-Identifier: Apache-2.0
//
// Entries that say more than follows from them (docs/LEDGER.md, section 14).

import ShareEnvelope

/// What a ledger's entries say that no fact supports.
struct FactFindings {
    /// What was found.
    let findings: [AuditFinding]

    /// Collects the findings from the state that follows from a ledger.
    init(_ state: BinderState) {
        var findings: [AuditFinding] = []
        for set in state.sets {
            for place in set.abandonedAfterProof {
                findings.append(AuditFinding(place: place, what: .abandonedAfterProof(set.identity)))
            }
        }
        for (place, read) in state.unsignedReadBacks where !read.shares.isEmpty {
            findings.append(AuditFinding(place: place, what: .unsignedReadBack(read.set, read.shares.sorted())))
        }
        for opening in state.openings {
            guard let revealed = opening.revealed, opening.claimsLongerWindow else { continue }
            findings.append(AuditFinding(place: revealed.place, what: .overlongWindow(end: opening.windowEnd)))
        }
        // One review may be for two credentials: it is void if it counts for neither.
        let counting = Set(state.openings.flatMap { $0.reviews.map(\.place) })
        let early = Set(state.openings.flatMap { $0.earlyReviews.map(\.place) }).subtracting(counting)
        findings += early.map { AuditFinding(place: $0, what: .earlyReview) }
        for place in state.policiesWithOtherWords {
            findings.append(AuditFinding(place: place, what: .otherChanges))
        }
        self.findings = findings
    }
}
