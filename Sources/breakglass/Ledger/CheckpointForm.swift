// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import MerkleLog

/// How the newest checkpoint is shown.
enum CheckpointForm: String, CaseIterable, ExpressibleByArgument {
    /// The signed note.
    case note
    /// The code that sheets and slips carry.
    case code
    /// The number of entries, and the root in 32 words.
    case words

    /// Shows the newest checkpoint of a binder.
    func show(of binder: BinderArguments) throws(CommandError) {
        let folder = try binder.folder()
        do throws(BinderError) {
            let note = try folder.checkpoint()
            for line in try lines(note, of: folder) { Console.data(line) }
        } catch { throw CommandError(error) }
    }

    private func lines(_ note: [UInt8], of folder: BinderFolder) throws(BinderError) -> [String] {
        // The note is shown as it is, even if it cannot be read: that is what a person wants to look at then.
        if self == .note { return [String(String(decoding: note, as: UTF8.self).dropLast())] }
        guard let checkpoint = (try? SignedCheckpoint(bytes: note))?.checkpoint else {
            throw .rewritten(path: folder.path)
        }
        if self == .words { return ["\(checkpoint.size.rawValue) entries"] + SpokenHash.lines(checkpoint.root) }
        let log = try folder.read().log
        guard let key = log.keys?.newest, let origin = log.ledgerOrigin,
            let paper = checkpoint.paper(key: key, origin: origin)
        else { throw .rewritten(path: folder.path) }
        return [paper.text]
    }
}
