// SPDX-License-Identifier: Apache-2.0

import Binder
import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope

extension PublicText {
    /// A label or a name from the command line, in NFC.
    ///
    /// - Parameter what: the thing as the person would call it, for the error.
    init(named what: String, _ text: String, limit: Int) throws(CommandError) {
        guard text.isEmpty || !NameIdentity(text).isBlank else {
            throw CommandError(.usage, "\(what) shows nothing", hint: "write it in visible characters")
        }
        do throws(TextDefect) {
            try self.init(text.precomposedStringWithCanonicalMapping, limit: limit)
        } catch {
            let hint =
                switch error {
                case .empty: "a word or more is wanted"
                case .tooLong: "a shorter one; letters beyond ASCII take 2 to 4 bytes each"
                default: "plain words without control characters and marks that turn the direction of writing"
                }
            throw CommandError(.usage, "\(what) \(error.words)", hint: hint)
        }
    }
}

extension SecretBytes {
    /// The typed line as public text without blanks around it; only for answers that are no secrets.
    borrowing func publicText() -> String {
        var bytes: [UInt8] = []
        for index in 0..<count { bytes.append(span[index]) }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
}

extension SecretBytes {
    /// All but one line end at the end.
    borrowing func withoutLineEnd() -> SecretBytes {
        var end = count
        if end > 0, span[end - 1] == 0x0A {
            end -= 1
            if end > 0, span[end - 1] == 0x0D { end -= 1 }
        }
        return slice(0..<end)
    }
}
