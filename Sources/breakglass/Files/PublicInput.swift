// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import SecretMemory
import SecretSharing
import ShareEnvelope

extension PublicText {
    /// A label or a name from the command line, in NFC.
    ///
    /// - Parameter what: what the person would call it, for the error.
    init(named what: String, _ text: String, limit: Int) throws(CommandError) {
        do throws(Refusal) { try self.init(answer: text, called: what, limit: limit) } catch {
            throw CommandError(.usage, error)
        }
    }
}

extension SecretBytes {
    /// The typed line as public text without surrounding spaces; only for answers that are not secret.
    borrowing func publicText() -> String {
        var bytes: [UInt8] = []
        for index in 0..<count { bytes.append(span[index]) }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
}

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
