// SPDX-License-Identifier: Apache-2.0

import Isolation
import TerminalDialogue

/// Stretching a passphrase takes 256 MiB, more than can be locked: with swap on it may end on a disk.
enum SwapRule {
    /// Refuses to seal or open sealed shares while swap is on, unless the person allows it.
    static func check(isSealing: Bool, isAllowed: Bool) throws(CommandError) {
        guard isSealing, !isAllowed, ProcessHardening.enter().shortcomings.contains(.swapIsOn) else { return }
        throw CommandError(
            .refused, "swap is on, and a passphrase being stretched could be written to disk",
            hint: "`swapoff -a` turns it off; --allow-swap continues anyway")
    }
}
