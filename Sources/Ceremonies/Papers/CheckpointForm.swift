// SPDX-License-Identifier: Apache-2.0

package import Ledger
import MerkleLog

/// How the newest checkpoint of a binder is shown.
package enum CheckpointForm: String, CaseIterable, Sendable {
    /// The signed note.
    case note
    /// The code that sheets and slips carry.
    case code
    /// The number of entries, and the root in 32 words.
    case words

    /// The newest checkpoint of a binder in lines.
    ///
    /// - Throws: `BinderError`.
    package func lines(of folder: BinderFolder) throws(BinderError) -> [String] {
        let note = try folder.checkpoint()
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
        return [paper.groupedText]
    }
}
