// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
package import Ledger
import MerkleLog
package import ShareEnvelope
package import SheetPrinting

/// Makes the record of a ceremony: the script's steps, each with what the ledger says.
package struct RecordMaking: Sendable {
    private let binder: OpenBinder
    private let made: PaperOnFile
    private let script: CeremonyScript
    private let identity: ScriptIdentity

    /// Finds the script.
    ///
    /// - Parameter place: the script's entry; by default the newest script without a record.
    /// - Throws: `PaperError` if there is no such script, or its files are not those that the ledger names.
    package init(of place: EntryPlace?, in binder: OpenBinder) throws(PaperError) {
        self.binder = binder
        made = try PaperOnFile(try Self.paper(at: place, in: binder.state), in: binder.folder)
        (script, identity) = try made.script(in: binder.folder)
    }

    /// Draws and stores it.
    ///
    /// - Parameter sentence: describes an entry.
    /// - Throws: `PaperError`.
    package func make(
        by author: PublicText, on paper: PaperSize, program: String,
        sentence: @escaping @Sendable (EntryPlace, LedgerEvent) -> String
    ) throws(PaperError) -> (paper: PublishedPaper, exceptions: Int) {
        guard let checkpoint = binder.log.newestCheckpoint, let key = binder.log.keys?.newest,
            let origin = binder.log.ledgerOrigin, let code = checkpoint.paper(key: key, origin: origin)
        else { throw .noCheckpoint }
        let frame = RecordFrame(
            scriptPlace: made.place, scriptDigest: made.made.digest, identity: identity,
            checkpoint: PrintedCheckpoint(code), root: checkpoint.root, due: due, program: program, made: .now,
            by: author.description, sentence: sentence)
        let record = CeremonyRecord(of: script, at: made.place, in: binder.log)
        let published = try PaperWriter(binder: binder, paper: paper, author: author).publish(
            PaperDocument(record, of: script, frame), orNamedAfter: "record",
            PaperWriter.Subject(kind: .record, ceremony: script.ceremony, name: script.name, script: made.place))
        return (published, record.exceptions.count)
    }

    private static func paper(
        at place: EntryPlace?, in state: BinderState
    ) throws(PaperError) -> (place: EntryPlace, time: LedgerTime, made: PaperMade) {
        let scripts = state.papers.filter { $0.made.paper == .script && $0.place.inJournal == nil }
        guard let place else {
            guard !scripts.isEmpty else { throw .noScripts }
            let waiting = scripts.last { paper in !state.papers.contains { $0.made.script == paper.place } }
            guard let waiting else { throw .allRecorded(scripts.map(\.place)) }
            return waiting
        }
        guard let paper = scripts.first(where: { $0.place == place }) else {
            throw .notScript(place, scripts: scripts.map(\.place))
        }
        return paper
    }

    /// The credential's next duties, by policy and ledger.
    private var due: [String] {
        guard let life = binder.state.lives(under: binder.policy).first(where: { $0.name == script.name }) else {
            return []
        }
        var due = life.unreviewed.map { use in
            "review of entry \(use.place)" + (life.reviewDue(of: use, at: .now).map { ": by \($0)" } ?? "")
        }
        if let set = life.liveSet {
            if set.isBurnt {
                due.append("change of the credential: set \(set.identity.code) was opened")
            } else if let interval = life.account?.drillEvery {
                let proofs = set.created.custodians.compactMap { custodian in
                    life.lastProof(of: custodian.share, in: set)?.time ?? set.released
                }
                if let first = proofs.min() {
                    due.append("drill: by \(first.adding(seconds: UInt64(interval.seconds)))")
                }
            }
        }
        return due
    }
}

extension PaperOnFile {
    /// Compares a paper with the file of its name in the binder's papers.
    ///
    /// - Throws: `PaperError` when the file cannot be read.
    package init(
        _ paper: (place: EntryPlace, time: LedgerTime, made: PaperMade), in folder: BinderFolder
    ) throws(PaperError) {
        do throws(BinderError) { self.init(paper, bytes: try folder.paper(paper.made.file.description)) } catch {
            throw .binder(error)
        }
    }

    /// The script that a page was drawn from.
    fileprivate func script(
        in folder: BinderFolder
    ) throws(PaperError) -> (script: CeremonyScript, identity: ScriptIdentity) {
        switch verdict {
        case .isTheOne: break
        case .isMissing: throw .scriptMissing(place, made)
        case .isChanged(let digest): throw .scriptChanged(place, made, digest)
        }
        guard let named = ScriptIdentity(ofPageFile: made.file.description) else { throw .foreignScript(made.file) }
        let bytes: [UInt8]?
        do throws(BinderError) { bytes = try folder.paper(named.dataFile) } catch { throw .binder(error) }
        guard let bytes else { throw .stepsMissing(named.dataFile) }
        let identity = ScriptIdentity(of: bytes)
        guard identity == named, let script = try? CeremonyScript(encoded: bytes) else {
            throw .stepsChanged(named.dataFile)
        }
        return (script, identity)
    }
}
