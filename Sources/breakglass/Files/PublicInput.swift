// SPDX-License-Identifier: Apache-2.0

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
        guard text.isEmpty || !NameIdentity(text).isBlank else {
            throw CommandError(.usage, "\(what) has no visible character", hint: "write it in visible characters")
        }
        do throws(TextDefect) {
            try self.init(text.precomposedStringWithCanonicalMapping, limit: limit)
        } catch {
            let hint =
                switch error {
                case .empty: "enter at least one word"
                case .tooLong: "make it shorter; letters beyond ASCII take 2 to 4 bytes each"
                default: "use plain words, without control characters and marks that change the writing direction"
                }
            throw CommandError(.usage, "\(what) \(error.words)", hint: hint)
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
        guard let place = EntryPlace(ledgerText: text) else {
            throw CommandError(.usage, "\(option): \(text) is not an index", hint: "17, or 17.3 in a merged record")
        }
        self = place
    }
}
