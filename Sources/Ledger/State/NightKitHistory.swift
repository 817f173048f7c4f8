// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// A night kit that was made, and the state of the binder that it shows.
package struct NightKitHistory: Sendable {
    /// The entry that names the paper.
    package let place: EntryPlace
    /// When it was made.
    package let time: LedgerTime
    /// What the ledger said when it was made.
    package let before: BinderState
}
