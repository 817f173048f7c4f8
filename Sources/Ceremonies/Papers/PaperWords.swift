// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import MerkleLog
import ShareEnvelope
import SheetPrinting

extension PaperMade.Ceremony {
    /// Its name as a title: "Recovery".
    package var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// A hash to read aloud: 32 words, one for each byte.
package enum SpokenHash {
    /// The words of a hash.
    package static func words(_ hash: TreeHash) -> [String] { hash.bytes.map { Bytewords.word(for: $0) } }

    /// The words in four lines of eight.
    package static func lines(_ hash: TreeHash) -> [String] {
        let words = words(hash)
        return stride(from: 0, to: words.count, by: 8).map { words[$0..<$0 + 8].joined(separator: " ") }
    }
}

extension LedgerTime {
    /// "2026-11-24 19:24 UTC"
    var onPaper: String { CreationTime(posixSeconds: Int64(posixSeconds), secondsFromUTC: 0).inWords }
}
