// SPDX-License-Identifier: Apache-2.0
//
// Papers that hold nothing secret: slips, letters, answers.

package import CustodyPolicy
import Foundation
import SecretMemory
package import SheetPrinting

extension SheetFile {
    /// The bytes of a paper that holds nothing secret.
    package var publicBytes: [UInt8] { Self.copy(bytes) }

    private static func copy(_ bytes: borrowing SecretBytes) -> [UInt8] {
        let span = bytes.span
        return span.indices.map { span[$0] }
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
