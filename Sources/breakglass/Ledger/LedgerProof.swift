// SPDX-License-Identifier: Apache-2.0

import Ledger
import MerkleLog
import Reports
import TerminalDialogue

/// The proof of an entry, and where it goes.
struct LedgerProof {
    private let index: UInt64
    private let path: String

    /// - Parameter entries: what the person named; a proof is about one entry of the ledger itself.
    init(of entries: [String], to path: String) throws(CommandError) {
        guard entries.count == 1 else {
            throw CommandError(
                .usage, "--proof is about one entry, and \(entries.isEmpty ? "none is" : "several are") named",
                hint: "for example `breakglass ledger show 17 --proof 17.proof`")
        }
        let place = try EntryPlace(reading: entries[0], option: "the entry")
        guard place.inJournal == nil else {
            throw CommandError(
                .usage, "entry \(place) is in a merged journal",
                hint: "the proof of entry \(place.index), which holds the journal, proves it too")
        }
        index = place.index
        self.path = path
    }

    /// Writes the proof.
    func write(from binder: BinderArguments) throws(CommandError) {
        let (folder, log, _) = try binder.read()
        let newest: [UInt8]
        do throws(BinderError) { newest = try folder.checkpoint() } catch { throw CommandError(error) }
        if log.unsignedCount > 0 {
            Console.warn("\(log.unsignedCount) lines of the ledger are not signed and count for nothing")
        }
        guard log.signed > index else {
            throw CommandError(
                .usage, "there is no entry \(index): the ledger has \(min(log.signed, log.size)) entries",
                hint: "`breakglass ledger show`")
        }
        let proof: LogProof
        do throws(MerkleLogError) { proof = try EntryProofs(log, newest: newest).proof(of: index) } catch {
            throw CommandError(.badInput, "no proof can be made: \(error.words)", hint: "`breakglass ledger verify`")
        }
        guard path != "-" else {
            return Console.data(String(String(decoding: proof.bytes, as: UTF8.self).dropLast()))
        }
        try NewFile(path).write(proof.bytes)
    }
}
