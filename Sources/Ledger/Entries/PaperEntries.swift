// SPDX-License-Identifier: Apache-2.0
//
// The entry about papers that people sign. Members are written in the order in which they are declared.

package import MerkleLog
package import ShareEnvelope

/// `paper made`: the script of a ceremony, written before it, its record, written after it, or the night kit of an
/// account. The ledger names the file by its hash, so that no one can swap it later.
package struct PaperMade: EntryBody {
    /// What it is.
    package enum Paper: String, Hashable, Sendable, Codable, CaseIterable {
        /// What is to be done, step by step.
        case script
        /// What was done, with what the ledger says next to the script's steps.
        case record
        /// Whom to call, where the sheets are, and what to do, for a recovery that nobody planned.
        case nightKit = "night kit"
    }

    /// The ceremony that people come together for.
    package enum Ceremony: String, Hashable, Sendable, Codable, CaseIterable {
        /// A credential is dealt for the first time.
        case split
        /// The same credential is dealt again.
        case reshare
        /// A credential is opened in an emergency.
        case recovery
        /// Custodians prove their sheets, one by one.
        case drill
        /// A quorum opens the credential, and nothing is shown.
        case rehearsal
        /// The credential was changed, and the new one is dealt.
        case rotation
    }

    /// What it is.
    package let paper: Paper
    /// Which ceremony it is of; a night kit is of a recovery.
    package let ceremony: Ceremony
    /// The account, if it is about one.
    package let account: PublicText?
    /// Which of the account's credentials; a night kit is about all of them.
    package let credential: PublicText?
    /// The `paper made` entry of the script that a record belongs to; `nil` for a script.
    package let script: EntryPlace?
    /// The file's name in the binder's folder `papers`.
    package let file: PaperName
    /// The SHA-256 of its bytes.
    package let digest: TreeHash
    /// Who made it.
    package let by: PublicText

    /// Makes an entry.
    package init(
        paper: Paper, ceremony: Ceremony, account: PublicText?, credential: PublicText?, script: EntryPlace?,
        file: PaperName, digest: TreeHash, by: PublicText
    ) {
        self.paper = paper
        self.ceremony = ceremony
        self.account = account
        self.credential = credential
        self.script = script
        self.file = file
        self.digest = digest
        self.by = by
    }
}

extension PaperMade {
    /// Its kind.
    package static let kind = EntryKind.paperMade
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { script.map { [.script($0)] } ?? [] }
}
