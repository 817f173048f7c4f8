// SPDX-License-Identifier: Apache-2.0
//
// Puts what the ledger says next to the steps of a script. It takes the entries at their word. An audit checks whether
// they can be believed.

package import Ledger
import SecretSharing

/// The entries of a ceremony, each with the step that it belongs to.
package struct CeremonyRecord: Sendable {
    /// An entry at its place.
    package struct Entry: Hashable, Sendable {
        /// Where it is.
        package let place: EntryPlace
        /// The entry.
        package let entry: LedgerEntry
    }

    /// A step of the script, or one of its turns, and the entries that it left.
    package struct Done: Sendable {
        /// The step's number, from 1.
        package let number: Int
        /// The step.
        package let step: CeremonyScript.Step
        /// The turn, if the step is done for several sheets.
        package let turn: CeremonyScript.Turn?
        /// Its entries, in order.
        package internal(set) var entries: [Entry] = []
    }

    /// Steps that belong together.
    package struct Phase: Sendable {
        /// Their title.
        package let title: String
        /// The steps, in order.
        package let steps: [Done]
    }

    /// Something that did not go as planned.
    package struct Exception: Sendable {
        /// What it was.
        package enum Event: Sendable {
            /// A rule was overridden, or a person put on record what happened instead.
            case recorded(CeremonyException)
            /// The program refused to go on.
            case refused(Refused)
        }

        /// Its entry.
        package let entry: Entry
        /// What it was.
        package let event: Event
        /// The countersignature, if there is one.
        package let countersigned: Entry?
    }

    /// The phases of the script.
    package let phases: [Phase]
    /// The exceptions. A note of a step that went as planned is none.
    package let exceptions: [Exception]
    /// Entries about the credential that belong to no step.
    package let unplaced: [Entry]
    /// Entries about other things that were written in the meantime.
    package let foreign: [Entry]
    /// The first and the last of all these entries.
    package let span: (first: Entry, last: Entry)?

    /// Reads the entries between a script and the next script of the same credential.
    ///
    /// - Parameter place: the entry that names the script.
    package init(of script: CeremonyScript, at place: EntryPlace, in log: LogAudit) {
        let (own, foreign) = Self.entries(after: place, of: script, in: log)
        var matcher = StepMatcher(script.steps)
        for entry in own { matcher.take(entry) }
        var last = 0
        phases = script.phases.map { phase in
            let numbers = last..<last + phase.steps.count
            last = numbers.upperBound
            return Phase(title: phase.title, steps: matcher.done.filter { numbers.contains($0.number - 1) })
        }
        unplaced = matcher.unplaced
        self.foreign = foreign
        exceptions = own.compactMap { entry in
            let event: Exception.Event
            switch entry.entry.event {
            case .exception(let exception) where !exception.isNote: event = .recorded(exception)
            case .refused(let refused): event = .refused(refused)
            default: return nil
            }
            let stood = own.first { other in
                if case .countersigned(let event) = other.entry.event { event.exception == entry.place } else { false }
            }
            return Exception(entry: entry, event: event, countersigned: stood)
        }
        span = own.first.flatMap { first in own.last.map { (first, $0) } }
    }

    /// The entries after a script, up to the next script of the same credential: those that may be about its ceremony,
    /// and those that are about something else.
    private static func entries(
        after script: EntryPlace, of value: CeremonyScript, in log: LogAudit
    ) -> (own: [Entry], foreign: [Entry]) {
        var about = AccountEntries(account: value.account, credential: value.credential)
        var (own, foreign): ([Entry], [Entry]) = ([], [])
        for (place, entry) in log.placedEntries {
            let isAbout = about.take(entry, at: place)
            guard place > script else { continue }
            if isAbout, case .paperMade(let made) = entry.event, made.paper == .script { break }
            let isOwn: Bool =
                switch entry.event {
                // An exception that names no entry could be about anything. Better to print it twice than never.
                case .exception(let event): isAbout || event.about == nil
                case .countersigned(let event): isAbout || own.contains { $0.place == event.exception }
                case .refused(let event): isAbout || event.account == nil
                default: isAbout
                }
            if isOwn {
                own.append(Entry(place: place, entry: entry))
            } else {
                foreign.append(Entry(place: place, entry: entry))
            }
        }
        return (own, foreign)
    }
}

/// Assigns entries to steps and their turns, in order.
private struct StepMatcher {
    private(set) var done: [CeremonyRecord.Done]
    private(set) var unplaced: [CeremonyRecord.Entry] = []
    /// The step of each entry that belongs to one.
    private var steps: [EntryPlace: Int] = [:]
    private var kinds: [EntryPlace: EntryKind] = [:]

    init(_ steps: [CeremonyScript.Step]) {
        done = steps.enumerated().flatMap { index, step -> [CeremonyRecord.Done] in
            guard !step.turns.isEmpty else { return [CeremonyRecord.Done(number: index + 1, step: step, turn: nil)] }
            return step.turns.map { CeremonyRecord.Done(number: index + 1, step: step, turn: $0) }
        }
    }

    mutating func take(_ entry: CeremonyRecord.Entry) {
        kinds[entry.place] = entry.entry.event.kind
        guard let step = step(of: entry) else { return unplaced.append(entry) }
        steps[entry.place] = step
        done[step].entries.append(entry)
    }

    private func step(of entry: CeremonyRecord.Entry) -> Int? {
        switch entry.entry.event {
        case .cosigned(let event):
            let answered = entry.place.beside(max(event.size, 1) - 1)
            let isProof = kinds[answered].map { [.drillOpened, .recoveryOpened, .recoveryNamed].contains($0) } ?? false
            let proof = isProof ? first(.cosigned, of: event.signatures.map { $0.share }) : nil
            return proof ?? steps[answered]
        case .exception(let event):
            return event.about.flatMap { steps[$0] } ?? first(.exception, of: [])
        case .countersigned(let event): return steps[event.exception] ?? first(.countersigned, of: [])
        case .sheetReceived(let event): return first(.sheetReceived, of: [event.share])
        case .sheetDestroyed(let event): return first(.sheetDestroyed, of: [event.share])
        default: return first(entry.entry.event.kind, of: [])
        }
    }

    /// The first step that leaves entries of this kind, for one of these shares or for any share.
    private func first(_ kind: EntryKind, of shares: [ShareNumber]) -> Int? {
        done.firstIndex { done in
            done.step.leaves.contains(kind) && (done.turn.map { shares.contains($0.share) } ?? true)
        }
    }
}

extension EntryPlace {
    /// Another entry of the log that this entry is in, which may be a merged journal.
    fileprivate func beside(_ other: UInt64) -> EntryPlace {
        inJournal == nil ? EntryPlace(other) : EntryPlace(index, inJournal: other)
    }
}
