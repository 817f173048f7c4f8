// SPDX-License-Identifier: Apache-2.0
//
// What waits for a person's word on what was done, which a merged journal may just have brought.

import Ledger

extension DutyList {
    /// The recoveries to close, the uses to review and the decisions to countersign, the most urgent first.
    package var reviews: [Duty] {
        duties.filter { duty in
            switch duty.kind {
            case .openRecovery, .openWindow, .windowOver, .review, .countersignature: true
            default: false
            }
        }
    }
}
