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
    ) throws(Complaint) -> SecretBytes {
        guard let encoding = SecretTextEncoding(of: bytes) else { return bytes }
        guard let text = encoding.text(of: bytes) else {
            throw Complaint(
                .badInput, "\(name) seems to be UTF-16 and is not to its end, or has no mark that says so",
                hint: ["save it as UTF-8, or pipe it through `iconv -f UTF-16LE -t UTF-8`", exact]
                    .compactMap { $0 }.joined(separator: "; "))
        }
        let what =
            switch encoding {
            case .markedUTF8: "begins with a byte order mark, which is left out"
            case .utf16, .unmarkedUTF16: "is UTF-16, and is taken as the text that it shows, in UTF-8"
            }
        Talk.warn([("\(name) \(what)"), exact].compactMap { $0 }.joined(separator: "; "))
        return text
    }
}
