// SPDX-License-Identifier: Apache-2.0

/// The names of a binder's files.
enum LedgerFiles {
    /// The entries, one per line.
    static let ledger = "ledger.jsonl"
    /// The signed checkpoint of all entries.
    static let checkpoint = "checkpoint"
    /// The signed checkpoint of the entry that is about to be appended.
    static let nextCheckpoint = "checkpoint.next"
    /// The right edge of the tree, so that an append does not have to read the ledger.
    static let frontier = "frontier"
    static let policy = "policy.yaml"
    static let manifests = "manifests"
    static let papers = "papers"
    /// Keeps git from converting line ends: every byte of a binder is signed or hashed.
    static let gitAttributes = ".gitattributes"
    static let gitAttributesText = "* -text\n"

    /// The most bytes that are read from a ledger: several hundred thousand entries.
    static let ledgerLimit = 256 << 20
    /// The most bytes of a checkpoint with its signatures.
    static let checkpointLimit = 1 << 20
    /// The most bytes of a set's manifest, or of its locked credential; both are far shorter.
    static let manifestLimit = 1 << 20
}
