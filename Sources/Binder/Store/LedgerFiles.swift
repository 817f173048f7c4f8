// SPDX-License-Identifier: Apache-2.0

/// The names of a binder's files.
enum LedgerFiles {
    /// One entry a line.
    static let ledger = "ledger.jsonl"
    /// The signed checkpoint of all entries.
    static let checkpoint = "checkpoint"
    /// The signed checkpoint of the entry that is about to be appended.
    static let nextCheckpoint = "checkpoint.next"
    /// The right edge of the tree, so that an append need not read the ledger.
    static let frontier = "frontier"
    static let policy = "policy.yaml"
    static let manifests = "manifests"
    static let papers = "papers"
    static let readme = "README.txt"
}
