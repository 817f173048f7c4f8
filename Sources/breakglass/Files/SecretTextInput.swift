// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import SecretMemory

/// Secrets that stand in text files: a password, a passphrase, a seed.
enum SecretTextInput {
    /// The text without the marks of an editor, as UTF-8; what is changed is said.
    ///
    /// - Parameters:
    ///   - name: the thing, to begin a sentence with.
    ///   - exact: how to give the bytes as they are, where that can be.
    static func plain(
        _ bytes: consuming SecretBytes, named name: String, exact: String? = nil
    ) throws(CommandError) -> SecretBytes {
        guard let encoding = SecretTextEncoding(of: bytes) else { return bytes }
        guard let text = encoding.text(of: bytes) else {
            throw CommandError(
                .badInput, "\(name) seems to be UTF-16 and is not to its end, or has no mark that says so",
                hint: ["save it as UTF-8, or pipe it through `iconv -f UTF-16LE -t UTF-8`", exact]
                    .compactMap { $0 }.joined(separator: "; "))
        }
        let what =
            switch encoding {
            case .markedUTF8: "begins with a byte order mark, which is left out"
            case .utf16, .unmarkedUTF16: "is UTF-16, and is taken as the text that it shows, in UTF-8"
            }
        Console.warn([("\(name) \(what)"), exact].compactMap { $0 }.joined(separator: "; "))
        return text
    }

    /// Says what is unusual about a secret that is dealt as it is.
    static func warn(of bytes: borrowing SecretBytes, named name: String) {
        for doubt in SecretTextDoubt.all(in: bytes) {
            switch doubt {
            case .notUTF8:
                Console.warn("\(name) is not UTF-8, and is dealt byte by byte: an editor may show other characters")
            case .control(let place):
                Console.warn("\(name) holds a control character at byte \(place), which no keyboard types")
            case .lines(let count): Console.warn("\(name) has \(count) lines, and all of them are dealt")
            }
        }
    }
}
