// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import SecretMemory
import TerminalDialogue

extension SecretBytes {
    /// The bytes without one line end at their end.
    borrowing func withoutLineEnd() -> SecretBytes {
        var end = count
        if end > 0, span[end - 1] == 0x0A {
            end -= 1
            if end > 0, span[end - 1] == 0x0D { end -= 1 }
        }
        return slice(0..<end)
    }
}

extension EntryPlace {
    /// Parses a place such as 17 or 17.3, as a person types it.
    init(reading text: String, option: String) throws(CommandError) {
        do throws(Refusal) { try self.init(answer: text, called: option) } catch {
            throw CommandError(.usage, error)
        }
    }
}
