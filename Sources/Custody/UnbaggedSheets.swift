// SPDX-License-Identifier: Apache-2.0
//
// People compare a bag with its serial before they open it. A serial that nobody wrote down cannot be compared.

import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The sheets of a set that are in no bag on record, although others of the set are.
struct UnbaggedSheets {
    private let set: SetHistory
    private let life: CredentialStatus
    private let sheets: [(custodian: SetCreated.Custodian, receipt: SheetHistory.Receipt)]

    /// Finds them; `nil` if there are none. A set that is about to be replaced needs no serials.
    init?(of life: CredentialStatus) {
        guard let set = life.liveSet, set.released != nil, !set.isBurnt, !BaggedSheet.all(of: set).isEmpty else {
            return nil
        }
        sheets = set.custodians.compactMap { custodian in
            guard let receipt = set.sheets[custodian.share]?.received, receipt.event.bag == nil else { return nil }
            return (custodian, receipt)
        }
        guard !sheets.isEmpty else { return nil }
        self.set = set
        self.life = life
    }

    /// The duty to write the serials down. The receipt needs the sheet, so it waits until the sheet goes into a bag again.
    var duty: Duty {
        let last = sheets.map(\.receipt).max { $0.place < $1.place }
        return Duty(
            .bagSerial, .soon, life.name,
            "no bag serial is on record for \(sheets.map(\.custodian).listed) of set \(set.identity.code), and the others "
                + "have one: the next time that \(sheets.count == 1 ? "this sheet is" : "one of these sheets is") out, put "
                + "it into a new bag, and record that with `breakglass sheet receive --bag SERIAL --place PLACE SCAN`",
            entry: last?.place)
    }
}
