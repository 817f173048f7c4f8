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
    /// The record's file unless another one is named.
    static let standardRecord = "breakglass-record.jsonl"

    @OptionGroup var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    @Option(
        help: ArgumentHelp(
            "Write the evidence into this record instead of the binder's ledger; `ledger merge` merges it later "
                + "(default without a binder: breakglass-record.jsonl).", valueName: "file"))
    var record: String?

    /// Where the evidence goes, and why it goes into a record although a binder was named.
    typealias Found = (evidence: CeremonyEvidence, trouble: CommandError?)

    /// The ledger, or the record that stands in for it.
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
            found = (try recordPlace(try recordStore(nil)), error)
        }
        try checkIsWritable(found.evidence.book)
        return found
    }

    /// Refuses a place where nothing can be written before anybody has answered a question.
    private func checkIsWritable(_ book: EvidenceBook) throws(CommandError) {
        let files = FileManager.default
        if case .ledger = book, files.isWritableFile(atPath: book.path) { return }
        let path = if case .record = book { book.path } else { record ?? Self.standardRecord }
        let place = files.fileExists(atPath: path) ? path : URL(filePath: path).deletingLastPathComponent().path
        guard !files.isWritableFile(atPath: place) else { return }
        throw CommandError(
            .cannotWrite, "\(path) cannot be written",
            hint: "nothing is shown without its evidence; name a writable place with --record FILE")
    }

    private func placeByAnyClock() throws(CommandError) -> Found {
        guard let folder = binder.found else { return (try recordPlace(try recordStore(nil)), nil) }
        do throws(BinderError) {
            let (log, state) = try folder.readWithProgress()
            let origin = try folder.origin()
            do throws(CommandError) {
                guard record == nil else {
                    return (try recordPlace(try recordStore(origin), folder: folder, log: log, state: state), nil)
                }
                let (store, clock) = try key.storeInEmergency(of: folder)
                return (Self.place(.ledger(store), clock, folder, log, state), nil)
            } catch {
                let clock = ClockCheck(after: try folder.latestTime())
                return (Self.place(.record(try store(origin)), clock, folder, log, state), error)
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

    private func recordPlace(
        _ record: RecordStore, folder: BinderFolder? = nil, log: LogAudit? = nil, state: BinderState? = nil
    ) throws(CommandError) -> CeremonyEvidence {
        do throws(BinderError) {
            let latest = [try folder?.latestTime(), try record.latestTime()].compactMap { $0 }.max()
            return Self.place(.record(record), ClockCheck(after: latest), folder, log, state)
        } catch { throw CommandError(error) }
    }

    /// The record; an existing one is continued.
    func recordStore(_ origin: LedgerOrigin?) throws(CommandError) -> RecordStore {
        do throws(BinderError) { return try store(origin) } catch { throw CommandError(error) }
    }

    /// The record that belongs to a ledger of this origin.
    func store(_ origin: LedgerOrigin?) throws(BinderError) -> RecordStore {
        do throws(BinderError) {
            return try RecordStore(path: record ?? Self.standardRecord, ledger: origin, program: ProgramVersion.name)
        } catch {
            // The file there belongs to another ledger, which must not get this one's evidence.
            guard case .foreignRecord = error, record == nil, let origin else { throw error }
            return try RecordStore(
                path: "breakglass-record-\(origin.digest).jsonl", ledger: origin, program: ProgramVersion.name)
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
