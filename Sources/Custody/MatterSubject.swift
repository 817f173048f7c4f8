// SPDX-License-Identifier: Apache-2.0
//
// What a matter that waits for a person is about. An exception names its recovery only where it comes later: a rule is
// overridden in the middle of a ceremony, and in a journal no entry can name another one of the same journal.

package import CustodyPolicy
package import Ledger
import ShareEnvelope

extension BinderState {
    /// The credentials that a recovery was for, with the account's other one if the same ceremony opened both; empty if
    /// no entry says which.
    package func credentials(of opening: Opening) -> [CredentialName] {
        let names = CredentialNames(self, under: readPolicy)
        let first = openings.first { $0.place == opening.beside } ?? opening
        return ([first] + openings.filter { $0.beside == first.place }).compactMap { names.name(of: $0) }.uniqued
    }

    /// The credential of a set.
    package func credential(of set: SetHistory) -> CredentialName {
        CredentialNames(self, under: readPolicy).name(of: set)
    }

    /// The recovery that an exception is about, or in which it was written; `nil` if it belongs to another ceremony.
    package func recovery(of exception: ExceptionHistory) -> Opening? {
        if let about = exception.exception.about { return openings.first { $0.place == about } }
        func isBefore(_ place: EntryPlace) -> Bool {
            place < exception.place && (place.inJournal == nil) == (exception.place.inJournal == nil)
                && (place.inJournal == nil || place.index == exception.place.index)
        }
        guard let opening = openings.last(where: { isBefore($0.place) && $0.beside == nil }) else { return nil }
        // The order of the entries decides, not the clock, which the person who overrides a rule may have set.
        let isOver = opening.closingPlace.map { $0 < exception.place } ?? false
        let isOther = (sets.map(\.place) + drills.map(\.place)).contains { isBefore($0) && $0 > opening.place }
        let isSomeoneElse = opening.opened.operatedBy.map { !isOnePerson($0, exception.exception.by) } ?? false
        return isOver || isOther || isSomeoneElse ? nil : opening
    }

    /// The set that an exception is about; `nil` if it names none.
    package func set(of exception: ExceptionHistory) -> SetHistory? {
        exception.exception.about.flatMap { about in sets.first { $0.place == about } }
    }
}
