// SPDX-License-Identifier: Apache-2.0

import Ledger
import TerminalDialogue

extension Console {
    /// Says what the store repaired before it wrote.
    static func warn(of repairs: [LedgerRepair]) {
        for repair in repairs {
            switch repair {
            case .completed(let index):
                warn("an earlier run was ended while it wrote entry \(index); the entry is complete and counts")
            case .setAside(let byteCount, let file):
                warn(
                    "an earlier run was ended while it wrote: \(byteCount) bytes that no checkpoint vouches for were "
                        + "set aside in \(file)")
            }
        }
    }
}
