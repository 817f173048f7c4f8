// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Ledger
import MerkleLog
import ShareEnvelope
import TerminalDialogue

extension PaperOnFile {
    /// Compares a paper with the file of its name in the binder's papers.
    init(_ paper: (place: EntryPlace, time: LedgerTime, made: PaperMade), in folder: BinderFolder) throws(CommandError)
    {
        do throws(BinderError) { self.init(paper, bytes: try folder.paper(paper.made.file.description)) } catch {
            throw CommandError(error)
        }
    }

    /// The script that a page was drawn from.
    ///
    /// - Throws: `CommandError` when the page or the script's own bytes are not those that the ledger names.
    func script(in folder: BinderFolder) throws(CommandError) -> (script: CeremonyScript, identity: ScriptIdentity) {
        switch verdict {
        case .isTheOne: break
        case .isMissing:
            throw CommandError(
                .notFound, "the script of entry \(place) is missing: there is no \(made.file) in the binder's papers",
                hint: "put the file back from a copy of the binder; its SHA-256 is \(made.digest.ledgerText)")
        case .isChanged(let digest):
            throw CommandError(
                .badInput,
                "\(made.file) is not the script that entry \(place) names: it was changed and has the SHA-256 "
                    + digest.ledgerText,
                hint: "put back the file with the SHA-256 \(made.digest.ledgerText), and record an exception about it")
        }
        guard let named = ScriptIdentity(ofPageFile: made.file.description) else {
            throw CommandError(
                .badInput, "\(made.file) is not a script name of this program",
                hint: "`breakglass ledger verify --paper FOLDER` checks all papers")
        }
        let name = named.dataFile
        let bytes: [UInt8]?
        do throws(BinderError) { bytes = try folder.paper(name) } catch { throw CommandError(error) }
        guard let bytes else {
            throw CommandError(
                .notFound, "the steps of the script are missing: there is no \(name) in the binder's papers",
                hint: "put the file back from a copy of the binder")
        }
        let identity = ScriptIdentity(of: bytes)
        guard identity == named, let script = try? CeremonyScript(encoded: bytes) else {
            throw CommandError(
                .badInput, "\(name) was changed: its SHA-256 does not begin with the digits of its name",
                hint: "put the file back from a copy of the binder, and record an exception about it")
        }
        return (script, identity)
    }
}
