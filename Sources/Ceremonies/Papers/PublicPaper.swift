// SPDX-License-Identifier: Apache-2.0
//
// Papers that hold nothing secret: slips, letters, answers.

package import CustodyPolicy
import Foundation
package import Ledger
import SecretMemory
package import ShareEnvelope
package import SheetPrinting

extension SheetFile {
    /// The bytes of a paper that holds nothing secret.
    package var publicBytes: [UInt8] { Self.copy(bytes) }

    private static func copy(_ bytes: borrowing SecretBytes) -> [UInt8] {
        let span = bytes.span
        return span.indices.map { span[$0] }
    }
}

extension PaperSubject {
    /// What paper says about a set whose manifest is here.
    package init(_ manifest: Manifest) {
        self.init(
            account: manifest.label.description, credential: manifest.credential?.description,
            setCode: manifest.identity.code, setWords: manifest.identity.words)
    }

    /// What paper says about a set in the ledger.
    package init(_ set: SetHistory) {
        self.init(
            account: set.created.account.description, credential: set.created.credential?.description,
            setCode: set.identity.code, setWords: set.identity.words)
    }
}

extension CreationTime {
    /// A ledger's time, with this machine's offset from UTC at that time.
    package init(_ time: LedgerTime) {
        let date = Date(timeIntervalSince1970: TimeInterval(time.posixSeconds))
        self.init(
            posixSeconds: Int64(time.posixSeconds), secondsFromUTC: TimeZone.current.secondsFromGMT(for: date))
    }
}

extension LedgerTime {
    /// The time as clocks show it: "2026-11-24 20:24 (UTC+01:00), 2026-11-24 19:24 UTC".
    package var onClocks: String { CreationTime(self).inWords }
}
