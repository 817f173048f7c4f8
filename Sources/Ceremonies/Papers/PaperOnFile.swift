// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import MerkleLog

/// A paper that the ledger names, compared with a file.
package struct PaperOnFile: Sendable {
    /// The result of the comparison.
    package enum Verdict: Hashable, Sendable {
        /// It is the file that the ledger names.
        case isTheOne
        /// A different file has its name.
        case isChanged(TreeHash)
        /// There is no file of that name.
        case isMissing
    }

    /// The entry that names it.
    package let place: EntryPlace
    /// What the entry says.
    package let made: PaperMade
    /// The result.
    package let verdict: Verdict

    /// Compares a paper with a file.
    ///
    /// - Parameter bytes: the file's; `nil` if there is none of the paper's name.
    package init(_ paper: (place: EntryPlace, time: LedgerTime, made: PaperMade), bytes: [UInt8]?) {
        place = paper.place
        made = paper.made
        guard let bytes, let digest = Self.digest(of: bytes) else {
            verdict = .isMissing
            return
        }
        verdict = digest == made.digest ? .isTheOne : .isChanged(digest)
    }

    /// The digest of a file, as the ledger names papers.
    package static func digest(of bytes: [UInt8]) -> TreeHash? { TreeHash(bytes: SHA256Digest.of(bytes)) }
}

extension BinderState {
    /// The paper with these bytes, whatever the name of its file is; `nil` if the ledger names none.
    package func paper(of bytes: [UInt8]) -> PaperOnFile? {
        let digest = PaperOnFile.digest(of: bytes)
        return papers.last { $0.made.digest == digest }.map { PaperOnFile($0, bytes: bytes) }
    }
}
