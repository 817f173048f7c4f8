// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Ledger
import MerkleLog
import Reports
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// Makes the record of a ceremony: the script's steps, each with what the ledger says.
struct RecordPaper {
    /// The script's entry; `nil` for the newest script without a record.
    let script: String?
    let paper: PaperSize

    func make(in binder: OpenBinder, by author: PaperAuthor) throws {
        let paper = try self.paper(in: binder.state)
        let (script, identity) = try PaperOnFile(paper, in: binder.folder).script(in: binder.folder)
        let author = try author.name("Who makes the record")
        guard let checkpoint = binder.log.newestCheckpoint, let key = binder.log.keys?.newest,
            let origin = binder.log.ledgerOrigin, let code = checkpoint.paper(key: key, origin: origin)
        else { throw CommandError(.fault, "the ledger has no checkpoint") }
        let frame = RecordFrame(
            scriptPlace: paper.place, scriptDigest: paper.made.digest, identity: identity,
            checkpoint: PrintedCheckpoint(code), root: checkpoint.root, due: due(after: script, in: binder),
            program: ProgramVersion.name.description, made: .now, by: author.description,
            sentence: { EntrySentence(place: $0, event: $1).words })
        let record = CeremonyRecord(of: script, at: paper.place, in: binder.log)
        try CeremonyPaperWriter(binder).publish(
            PaperDocument(record, of: script, frame), of: script, at: paper.place, on: self.paper, by: author)
        let count = record.exceptions.count
        Console.say(
            count == 0
                ? "Exceptions: none recorded." : "Exceptions: \(count) recorded; the record has them in full.")
    }

    private func paper(
        in state: BinderState
    ) throws(CommandError) -> (place: EntryPlace, time: LedgerTime, made: PaperMade) {
        let scripts = state.papers.filter { $0.made.paper == .script && $0.place.inRecord == nil }
        let list = scripts.map(\.place.description).joined(separator: ", ")
        guard let text = script else {
            let waiting = scripts.last { paper in !state.papers.contains { $0.made.script == paper.place } }
            guard let waiting else {
                throw CommandError(
                    .usage, scripts.isEmpty ? "the ledger names no script" : "each script has a record",
                    hint: scripts.isEmpty
                        ? "run `breakglass paper` with the kind of ceremony before it" : "name one of: \(list)")
            }
            return waiting
        }
        let place = try EntryPlace(reading: text, option: "the script")
        guard let paper = scripts.first(where: { $0.place == place }) else {
            throw CommandError(
                .usage, "entry \(place) is not a script",
                hint: scripts.isEmpty
                    ? "`breakglass paper` with the kind of ceremony makes one" : "these are scripts: \(list)")
        }
        return paper
    }

    /// The credential's next duties, by policy and ledger.
    private func due(after script: CeremonyScript, in binder: OpenBinder) -> [String] {
        let name = CredentialName(
            account: .known(script.account), credential: script.credential.map { .known($0) })
        guard let life = binder.state.lives(under: binder.policy).first(where: { $0.name == name }) else { return [] }
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
