// SPDX-License-Identifier: Apache-2.0

import Custody

extension Duty.Kind {
    /// What a person must do, as the beginning of a sentence.
    var task: String {
        switch self {
        case .openRecovery: "find out whether the recovery is still running, and close it"
        case .openWindow: "end the use before its window does"
        case .windowOver, .review: "review the use"
        case .rotation: "change the credential, and deal the new one"
        case .countersignature: "have another person countersign the decision"
        case .unfinishedSplit, .undealt: "deal the credential"
        case .readBack: "read back the printed sheets"
        case .leaver, .outdatedSet, .lostSheet, .replacedSheet: "reissue the credential"
        case .retiredPaper, .givenUpPaper: "have the old sheets destroyed, or change the credential"
        case .receipt: "have each sheet signed for"
        case .leaverApproves: "name another approver in the policy"
        case .bagSerial: "find out which bag holds which sheet"
        case .openDrill: "close the drill"
        case .proof: "have the sheets proven"
        case .alertTest: "test the alert"
        case .nightKit: "make the night kit"
        case .unplannedSet: "add the credential to the policy, or retire its set"
        case .olderSet: "take one of the two sets out of force, once the other is proven"
        case .unsignedLines, .ledger: "verify the ledger"
        case .policy: "put the policy into force"
        case .clock: "find out which clock is wrong"
        }
    }

    /// The duties to begin with, in this order, however long the others have been due: without the first, nothing else
    /// can be believed; the next ones are about a credential that somebody can use right now.
    private static let urgent: [Self] = [
        .ledger, .unsignedLines, .clock, .policy, .openRecovery, .openWindow, .windowOver, .review, .rotation,
        .lostSheet,
    ]

    /// The rank of a duty among those of the same urgency: the lowest comes first.
    var rank: Int { Self.urgent.firstIndex(of: self) ?? Self.urgent.count }
}
