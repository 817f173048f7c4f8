// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope

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

    /// The ledger, or the record that stands in for it.
    ///
    /// - Throws: `CommandError` when a binder is named and cannot be used, or the clock looks wrong.
    func place() throws(CommandError) -> EvidencePlace {
        let place = try placeByAnyClock()
        if let folder = place.folder { try place.log?.mustBeWhole(in: folder) }
        if let trouble = place.trouble { throw trouble }
        try place.clock.pass(isConfirmed: key.clockIsRight)
        return place
    }

    /// The same in an emergency, which must never fail because of its evidence: a binder that cannot be used is only
    /// reported, and so is a clock that looks wrong.
    func placeForEmergency() throws(CommandError) -> EvidencePlace {
        do throws(CommandError) { return try placeByAnyClock() } catch {
            guard binder.found != nil else { throw error }
            return try recordPlace(try recordStore(nil), trouble: error)
        }
    }

    private func placeByAnyClock() throws(CommandError) -> EvidencePlace {
        guard let folder = binder.found else { return try recordPlace(try recordStore(nil)) }
        do throws(BinderError) {
            let (log, state) = try folder.read()
            let origin = try folder.origin()
            do throws(CommandError) {
                guard record == nil else {
                    return try recordPlace(try recordStore(origin), folder: folder, log: log, state: state)
                }
                let (store, clock) = try key.storeInEmergency(of: folder)
                return EvidencePlace(book: .ledger(store), clock: clock, folder: folder, log: log, state: state)
            } catch {
                return EvidencePlace(
                    book: .record(try store(origin)), clock: ClockCheck(after: try folder.latestTime()), folder: folder,
                    log: log, state: state, trouble: error)
            }
        } catch { throw CommandError(error) }
    }

    private func recordPlace(
        _ record: RecordStore, folder: BinderFolder? = nil, log: LogAudit? = nil, state: BinderState? = nil,
        trouble: CommandError? = nil
    ) throws(CommandError) -> EvidencePlace {
        do throws(BinderError) {
            let latest = [try folder?.latestTime(), try record.latestTime()].compactMap { $0 }.max()
            return EvidencePlace(
                book: .record(record), clock: ClockCheck(after: latest), folder: folder, log: log, state: state,
                trouble: trouble)
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
        throw CommandError(
            .badInput, "the ledger in \(folder.path) contradicts itself: \(fault.words)",
            hint: "`breakglass ledger verify` shows more; only a recovery continues in this state")
    }
}

/// Where the evidence of a ceremony goes, and what is known about the binder.
struct EvidencePlace {
    /// The ledger or the record.
    let book: EvidenceBook
    /// How this machine's clock compares with it.
    let clock: ClockCheck
    /// The binder, if one can be read.
    let folder: BinderFolder?
    /// Its ledger.
    let log: LogAudit?
    /// What follows from its ledger.
    let state: BinderState?
    /// Its policy in force.
    let policy: Policy?
    /// Why a record is used although a binder was named.
    let trouble: CommandError?

    init(
        book: EvidenceBook, clock: ClockCheck, folder: BinderFolder?, log: LogAudit? = nil, state: BinderState? = nil,
        trouble: CommandError? = nil
    ) {
        self.book = book
        self.clock = clock
        self.folder = folder
        self.log = log
        self.state = state
        self.trouble = trouble
        policy = state?.policy.flatMap { try? PolicyFile.parse($0.text) }
    }

    /// Appends an entry, and reports repairs of the ledger's files.
    @discardableResult
    func append(_ event: LedgerEvent) throws(CommandError) -> Appended {
        do throws(BinderError) {
            let appended = try book.append(event, at: .now)
            Console.warn(of: appended.repairs)
            return appended
        } catch { throw CommandError(error) }
    }

    /// The gate of a ceremony, which writes to the same place as the rest of its evidence.
    func gate(_ act: Act, of account: PublicText?) -> Gate {
        Gate(act, of: account) { [book] event throws(BinderError) in
            Console.warn(of: try book.append(event, at: .now).repairs)
        }
    }

    /// The checkpoint of an entry as paper shows it; records have none.
    func paper(_ appended: Appended) -> CheckpointCode? {
        guard case .ledger = book, let log, let key = log.keys?.newest, let origin = log.ledgerOrigin else {
            return nil
        }
        return appended.checkpoint.paper(key: key, origin: origin)
    }
}
