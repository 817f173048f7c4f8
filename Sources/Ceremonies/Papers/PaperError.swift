// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import MerkleLog
package import ShareEnvelope
package import SheetPrinting

/// Why a paper cannot be made.
package enum PaperError: Error, Sendable {
    /// The binder cannot be read or written.
    case binder(BinderError)
    /// The paper cannot be drawn.
    case notDrawn(PrintingError)
    /// The script cannot be written as bytes, or a digest cannot be computed.
    case notEncoded
    /// The ledger has no checkpoint.
    case noCheckpoint
    /// No script of this ceremony can be made of this credential.
    case script(ScriptError, PaperMade.Ceremony, CredentialName)
    /// The account has no sheets that are out, or no policy can be read.
    case noNightKit(PublicText)
    /// A record is to be made, and the ledger names no script.
    case noScripts
    /// A record is to be made, and each of these scripts has one.
    case allRecorded([EntryPlace])
    /// An entry is not a script; these are.
    case notScript(EntryPlace, scripts: [EntryPlace])
    /// The file of a script is not in the binder.
    case scriptMissing(EntryPlace, PaperMade)
    /// The file of a script is not the one that the ledger names; its digest.
    case scriptChanged(EntryPlace, PaperMade, TreeHash)
    /// The file's name is not one that this program gives to scripts.
    case foreignScript(PaperName)
    /// The file with a script's steps is not in the binder.
    case stepsMissing(String)
    /// The file with a script's steps was changed.
    case stepsChanged(String)
}
