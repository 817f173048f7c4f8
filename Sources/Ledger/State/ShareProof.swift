// SPDX-License-Identifier: Apache-2.0
//
// When a share was last proven whole: by anything that it signed, at the time that its signer claims. What the ledger
// keeper writes does not prove a share.

import SecretSharing

/// How a share was proven whole.
package enum ShareProof: Hashable, Sendable {
    /// A scan of its paper was read back after printing.
    case readBack(EntryPlace)
    /// It answered a drill.
    case drill(EntryPlace, DrillOpened.Way)
    /// It signed what happened to its sheet.
    case receipt(EntryPlace)
    /// It consented to a recovery.
    case recovery(EntryPlace)
    /// It agreed to something else: a reshare, a retirement, or another key.
    case agreement(EntryPlace)

    /// The entry that it signed.
    package var place: EntryPlace {
        switch self {
        case .readBack(let place), .drill(let place, _), .receipt(let place), .recovery(let place),
            .agreement(let place):
            place
        }
    }
}
