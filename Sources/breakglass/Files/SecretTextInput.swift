// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import SecretMemory
import TerminalDialogue

/// Secrets in text files: a password, a passphrase, a seed.
enum SecretTextInput {
    /// Returns the text as UTF-8, without the marks that editors add. Warns about every change.
    ///
    /// - Parameters:
    ///   - name: what the text is; a warning begins with it.
    ///   - exact: how to enter the bytes unchanged, where that is possible.
    static func plain(
        _ bytes: consuming SecretBytes, named name: String, exact: String? = nil
    ) throws(CommandError) -> SecretBytes {
        guard let encoding = SecretTextEncoding(of: bytes) else { return bytes }
        guard let text = encoding.text(of: bytes) else {
            throw CommandError(
                .badInput, "\(name) looks like UTF-16, but it is not UTF-16 to its end or has no byte order mark",
                hint: ["save it as UTF-8, or pipe it through `iconv -f UTF-16LE -t UTF-8`", exact]
                    .compactMap { $0 }.joined(separator: "; "))
        }
        let what =
            switch encoding {
            case .markedUTF8: "begins with a byte order mark, which is dropped"
            case .utf16, .unmarkedUTF16: "is UTF-16, and is converted to UTF-8"
            }
        Console.warn([("\(name) \(what)"), exact].compactMap { $0 }.joined(separator: "; "))
        return text
    }

    /// Warns about anything unusual in a secret that is dealt unchanged.
    static func warn(of bytes: borrowing SecretBytes, named name: String) {
        for doubt in SecretTextDoubt.all(in: bytes) {
            switch doubt {
            case .notUTF8:
                Console.warn("\(name) is not UTF-8, and is dealt byte for byte: an editor may show other characters")
            case .control(let place):
                Console.warn("\(name) has a control character at byte \(place), which no keyboard can type")
            case .lines(let count): Console.warn("\(name) has \(count) lines, and all of them are dealt")
            }
        }
    }
}
