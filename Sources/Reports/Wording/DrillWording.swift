// SPDX-License-Identifier: Apache-2.0

import Ledger

extension DrillOpened.Way {
    /// The way of a drill as a title.
    var title: String {
        switch self {
        case .inPerson: "Drill in person"
        case .byMail: "Drill by mail"
        case .rehearsal: "Rehearsal"
        }
    }

    /// What a drill of this kind is.
    var scenario: String {
        switch self {
        case .inPerson: "custodians show their sheets, one by one; nothing is opened"
        case .byMail: "custodians answer a letter on their own machines; nothing is opened"
        case .rehearsal: "a quorum opens the credential in memory; nothing is shown"
        }
    }
}
