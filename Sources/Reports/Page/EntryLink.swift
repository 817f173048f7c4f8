// SPDX-License-Identifier: Apache-2.0

import Ledger

/// A link to an entry of the page.
struct EntryLink {
    let place: String
    let anchor: String

    init(_ place: EntryPlace) {
        self.place = "\(place)"
        anchor = Self.anchor(of: place)
    }

    /// The anchor of an entry on the page.
    static func anchor(of place: EntryPlace) -> String {
        "entry-\(place.index)\(place.inJournal.map { "-\($0)" } ?? "")"
    }
}
