// SPDX-License-Identifier: Apache-2.0
//
// A set and its people in words: every report, paper and prompt uses these.

package import Ledger
package import SecretSharing
import ShareEnvelope

extension SetHistory {
    /// That nobody but the ledger keeper says that a set is its credential's.
    static let claim = "on the ledger keeper's word alone"

    /// Who has the sheet of a share: the person who received it last, or who it was dealt to.
    package func custodian(of share: ShareNumber) -> String {
        (lastCustodians + created.custodians).first { $0.share == share }?.name.description ?? "share \(share)"
    }

    /// "Ana Ruiz (g1m1), Bo Chen (g1m2)"
    package func people(_ shares: [ShareNumber]) -> String {
        shares.map { "\(custodian(of: $0)) (\($0))" }.joined(separator: ", ")
    }

    /// Whether it is in force, and what else to know before its paper is trusted.
    ///
    /// - Parameters:
    ///   - isOlder: whether a newer set of its credential is in force too.
    ///   - stillOpens: whether its paper opens the credential although it is retired.
    func condition(isOlder: Bool, stillOpens: Bool) -> String {
        switch end {
        case .abandoned(let time, let why): return "abandoned on \(Moment(time).day): \(why)"
        case .retired(let time, let event):
            let paper =
                event.rotated
                ? "the credential was changed"
                    + (retired?.isRotatedByWord == true ? ", on the ledger keeper's word" : "")
                : stillOpens
                    ? "its credential was not changed, so ITS PAPER STILL OPENS IT"
                    : "its paper no longer opens anything"
            return "retired on \(Moment(time).day); \(paper)"
        case nil:
            guard released != nil else { return "its sheets were never released" }
            return (isBurnt ? "in force, but OPENED: it counts as burned" : "in force, unopened")
                + (givenUp == nil ? "" : ", ABANDONED, but its sheets are not destroyed")
                + (isOlder ? ", BESIDE A NEWER SET" : "") + (isClaim ? ", \(Self.claim.uppercased())" : "")
        }
    }
}
