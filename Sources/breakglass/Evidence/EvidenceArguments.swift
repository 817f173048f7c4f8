// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import TerminalDialogue

/// Where the evidence of a ceremony goes.
struct EvidenceArguments: ParsableArguments {
    /// The journal's file unless another one is named.
    static let standardJournal = "breakglass-journal.jsonl"

    @OptionGroup var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    @Option(
        help: ArgumentHelp(
            "Write the evidence into this journal instead of the binder's ledger; `ledger merge` merges it later "
                + "(default without a binder: breakglass-journal.jsonl).", valueName: "file"))
    var journal: String?

    /// Where the evidence goes, and why it goes into a journal although a binder was named.
    typealias Found = (evidence: CeremonyEvidence, trouble: CommandError?)

    /// The ledger, or the journal that stands in for it.
    ///
    /// - Throws: `CommandError` when a binder is named and cannot be used, or the clock looks wrong.
    func place() throws(CommandError) -> CeremonyEvidence {
        let (place, trouble) = try placeByAnyClock()
        if let folder = place.folder { try place.log?.mustBeWhole(in: folder) }
        if let trouble { throw trouble }
        try ClockCheck.pass(place.oddClock, isConfirmed: key.clockIsRight)
        return place
    }

    /// The same in an emergency, which must never fail because of its evidence: a binder that cannot be used is only
    /// reported, and so is a clock that looks wrong.
    func placeForEmergency() throws(CommandError) -> Found {
        let found: Found
        do throws(CommandError) { found = try placeByAnyClock() } catch {
            guard binder.found != nil else { throw error }
            found = (try journalPlace(try journalStore(nil)), error)
        }
        try checkIsWritable(found.evidence.book)
        return found
    }

    /// Refuses a place where nothing can be written before anybody has answered a question.
    private func checkIsWritable(_ book: EvidenceBook) throws(CommandError) {
        let files = FileManager.default
        if case .ledger = book, files.isWritableFile(atPath: book.path) { return }
        let path = if case .journal = book { book.path } else { journal ?? Self.standardJournal }
        let place = files.fileExists(atPath: path) ? path : URL(filePath: path).deletingLastPathComponent().path
        guard !files.isWritableFile(atPath: place) else { return }
        throw CommandError(
            .cannotWrite, "\(path) cannot be written",
            hint: "nothing is shown without its evidence; name a writable place with --journal FILE")
    }

    private func placeByAnyClock() throws(CommandError) -> Found {
        guard let folder = binder.found else { return (try journalPlace(try journalStore(nil)), nil) }
        do throws(BinderError) {
            let (log, state) = try folder.readWithProgress()
            let origin = try folder.origin()
            do throws(CommandError) {
                guard journal == nil else {
                    return (try journalPlace(try journalStore(origin), folder: folder, log: log, state: state), nil)
                }
                let (store, clock) = try key.storeInEmergency(of: folder)
                return (Self.place(.ledger(store), clock, folder, log, state), nil)
            } catch {
                let clock = ClockCheck(after: try folder.latestTime())
                return (Self.place(.journal(try store(origin)), clock, folder, log, state), error)
            }
        } catch { throw CommandError(error) }
    }

    private static func place(
        _ book: EvidenceBook, _ clock: ClockCheck, _ folder: BinderFolder?, _ log: LogAudit?, _ state: BinderState?
    ) -> CeremonyEvidence {
        CeremonyEvidence(book: book, oddClock: clock.oddity, folder: folder, log: log, state: state) {
            Console.warn(of: $0)
        }
    }

    private func journalPlace(
        _ journal: JournalStore, folder: BinderFolder? = nil, log: LogAudit? = nil, state: BinderState? = nil
    ) throws(CommandError) -> CeremonyEvidence {
        do throws(BinderError) {
            let latest = [try folder?.latestTime(), try journal.latestTime()].compactMap { $0 }.max()
            return Self.place(.journal(journal), ClockCheck(after: latest), folder, log, state)
        } catch { throw CommandError(error) }
    }

    /// The journal; an existing one is continued.
    func journalStore(_ origin: LedgerOrigin?) throws(CommandError) -> JournalStore {
        do throws(BinderError) { return try store(origin) } catch { throw CommandError(error) }
    }

    /// The journal that belongs to a ledger of this origin.
    func store(_ origin: LedgerOrigin?) throws(BinderError) -> JournalStore {
        do throws(BinderError) {
            return try JournalStore(path: journal ?? Self.standardJournal, ledger: origin, program: ProgramVersion.name)
        } catch {
            // The file there belongs to another ledger, which must not get this one's evidence.
            guard case .foreignJournal = error, journal == nil, let origin else { throw error }
            return try JournalStore(
                path: "breakglass-journal-\(origin.digest).jsonl", ledger: origin, program: ProgramVersion.name)
        }
    }
}

extension LogAudit {
    /// Refuses a ledger that contradicts itself.
    func mustBeWhole(in folder: BinderFolder) throws(CommandError) {
        guard let fault = faults.first else { return }
        throw CommandError(contradiction: fault, in: "the ledger in \(folder.path)")
    }
}
