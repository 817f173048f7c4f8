// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import SecretSharing
package import ShareEnvelope

/// Why a credential is dealt to new paper.
package enum ReshareCause: String, Hashable, Sendable, CaseIterable {
    /// Its custodians change.
    case people
    /// A sheet is lost.
    case lost
    /// A sheet can no longer be read.
    case damaged

    /// Whether it is about one sheet.
    package var isAboutSheet: Bool { self != .people }

    /// What it means, for people who choose.
    var words: String {
        switch self {
        case .people: "its custodians change"
        case .lost: "a sheet is lost"
        case .damaged: "a sheet can no longer be read"
        }
    }

    /// What the quorum agrees to, for a cause about one sheet.
    package func reason(_ share: ShareNumber) -> PublicText? {
        switch self {
        case .people: nil
        case .lost: .known("the sheet of share \(share) is lost")
        case .damaged: .known("the sheet of share \(share) cannot be read")
        }
    }

    /// Whether the ledger does not know yet that a sheet is lost or damaged, so that it must be recorded first.
    package static func isNews(_ share: ShareNumber, of set: SetHistory) -> Bool { set.sheets[share]?.isInHand ?? true }
}
