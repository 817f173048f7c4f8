// SPDX-License-Identifier: Apache-2.0
//
// A bag holds one sheet, and its serial is printed once. Two sheets on record with one serial mean that somebody copied
// it wrongly, or that a bag was swapped.

package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// A sheet in a custodian's hands whose newest receipt names its bag.
package struct BaggedSheet: Sendable {
    /// The set.
    package let set: SetIdentity
    /// The share.
    package let share: ShareNumber
    /// The receipt.
    package let receipt: SheetHistory.Receipt
    /// The serial of the bag, as people read it.
    package let serial: NameIdentity

    /// The sheets of a set that are in bags on record, in the order of their shares.
    package static func all(of set: SetHistory) -> [BaggedSheet] {
        set.sheets.sorted { $0.key < $1.key }.compactMap { share, sheet in
            guard sheet.isInHand, let receipt = sheet.received, let bag = receipt.event.bag else { return nil }
            return BaggedSheet(set: set.identity, share: share, receipt: receipt, serial: NameIdentity(bag))
        }
    }

    fileprivate var words: String { "\(share) (\(receipt.event.custodian)) of set \(set.code)" }
}

/// A serial that the receipts of several sheets name.
struct SharedBag {
    private let sheets: [BaggedSheet]
    private let names: [CredentialName]

    /// The serials that several sheets share, among those that still open something.
    static func all(in state: BinderState, under policy: Policy?) -> [SharedBag] {
        let bagged = state.lives(under: policy).flatMap { life in
            life.sets.filter { $0.released != nil && life.stillOpens($0) }.flatMap { set in
                BaggedSheet.all(of: set).map { (name: life.name, sheet: $0) }
            }
        }
        return Dictionary(grouping: bagged) { $0.sheet.serial }.values.filter { $0.count > 1 }.map { found in
            SharedBag(sheets: found.map(\.sheet), names: found.map(\.name).uniqued)
        }
    }

    /// The duty to find out which serial is the right one.
    var duty: Duty {
        let newest = sheets.map(\.receipt).max { $0.place < $1.place }
        let serial = newest?.event.bag.map { ", \($0)," } ?? ""
        return Duty(
            .bagSerial, .overdue, names.count == 1 ? names[0] : nil,
            "one bag serial\(serial) is on record for \(sheets.map(\.words).joined(separator: " and for ")): look at the "
                + "bags, and record what is true with `breakglass sheet receive --bag SERIAL`", due: newest?.time,
            entry: newest?.place)
    }
}
