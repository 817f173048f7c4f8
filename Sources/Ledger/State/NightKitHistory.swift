// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// A night kit that was made, and the state of the binder that it shows.
struct NightKitHistory: Sendable {
    /// The entry that names the paper.
    let place: EntryPlace
    /// When it was made.
    let time: LedgerTime
    /// What the ledger said when it was made.
    let before: BinderState
}
