// SPDX-License-Identifier: Apache-2.0
//
// When a share last proved to be whole: by anything that it signed, at the time that its signer claims. What the keeper of
// the ledger writes proves no share.

public import SecretSharing

/// How a share proved to be whole.
public enum ShareProof: Hashable, Sendable {
    /// A scan of its paper was read back after printing.
    case readBack(EntryPlace)
    /// It answered a drill.
    case drill(EntryPlace, DrillOpened.Way)
    /// It signed what became of its sheet.
    case receipt(EntryPlace)
    /// It consented to a recovery.
    case recovery(EntryPlace)
    /// It agreed to something else: a reshare, a retirement, another key.
    case agreement(EntryPlace)

    /// The entry that it signed.
    public var place: EntryPlace {
        switch self {
        case .readBack(let place), .drill(let place, _), .receipt(let place), .recovery(let place),
            .agreement(let place):
            place
        }
    }
}
