// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import Ledger

extension ReviewFiled.Alerts {
    /// Whether the alerts of a use arrived.
    package var words: String {
        switch self {
        case .arrived: "arrived"
        case .late: "arrived too late"
        case .missing: "were expected, but none arrived"
        case .none: "none are set up"
        }
    }
}

/// Who reviewed a use, for people.
struct ReviewerWording {
    /// Whether the person who reviewed the use is one of those who used the credential or operated the machine.
    let isOwnReview: Bool
    /// "Emeka Obi", "Dana Novak, WHO USED IT"
    let words: String

    init(_ review: Opening.Review, of opening: Opening, in state: BinderState) {
        let users = review.event.operatedBy + [opening.opened.operatedBy].compactMap { $0 }
        isOwnReview = users.contains { state.isOnePerson($0, review.event.by) }
        words = "\(review.event.by)\(isOwnReview ? ", WHO USED IT" : "")"
    }
}
