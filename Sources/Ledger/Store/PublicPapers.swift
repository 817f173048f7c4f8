// SPDX-License-Identifier: Apache-2.0
//
// Which papers of a binder may leave it in a bundle: those that the ledger names by their hash, and those that the
// program writes next to them. What anyone else put into the folder stays there.

import MerkleLog

/// The papers of a binder that a bundle may contain.
package struct PublicPapers: Sendable {
    /// The files that belong to it.
    package let files: [BinderFile]
    /// The names of the others.
    package let leftOut: [String]

    /// Sorts the papers of a copy.
    ///
    /// - Parameter made: the papers that the ledger names.
    package init(in copy: BinderCopy, made: [PaperMade]) {
        var files: [BinderFile] = []
        var leftOut: [String] = []
        for file in copy.papers {
            let name = String(file.name.dropFirst(LedgerFiles.papers.count + 1))
            if Self.isWrittenBeside(name) || Self.isNamed(name, SHA256Digest.of(file.bytes), by: made) {
                files.append(file)
            } else {
                leftOut.append(file.name)
            }
        }
        self.files = files
        self.leftOut = leftOut
    }

    /// Whether the file is a slip or a drill letter, which the program draws from public entries.
    private static func isWrittenBeside(_ name: String) -> Bool {
        name.wholeMatch(of: /slips-[0-9]+\.pdf|letter-[0-9]+(-since-[0-9]+)?\.(pdf|txt)/) != nil
    }

    /// Whether an entry names the file. The entry of a script also names the file of its steps: the name of the page
    /// contains that file's hash.
    private static func isNamed(_ name: String, _ digest: [UInt8], by made: [PaperMade]) -> Bool {
        let digits = Hexadecimal.text(digest)
        if made.contains(where: { $0.file.ledgerText == name && $0.digest.ledgerText == digits }) { return true }
        let page = "script-\(digits.prefix(32))"
        return name == "\(page).json" && made.contains { $0.paper == .script && $0.file.ledgerText == "\(page).pdf" }
    }
}

extension BinderFile {
    /// The secret in the file that must not leave the binder: a share's code, or a binder's key; `nil` if it contains
    /// neither.
    package var secret: String? { Self.secret(in: bytes) }

    /// The secret in these bytes that must not leave the binder; `nil` if there is none.
    package static func secret(in bytes: [UInt8]) -> String? {
        if has(Array("BGS1".utf8), in: bytes, followedBy: 8, of: base32) { return "a share's code" }
        let raw =
            bytes.starts(with: BinderKey.magic) || has([0x0A] + BinderKey.magic, in: bytes, followedBy: 0) { _ in true }
        // The key's 36 bytes, as hexadecimal digits and as base64.
        let isWritten =
            has(Array("42475801".utf8), in: bytes, followedBy: 64, of: hexadecimal)
            || has(Array("QkdYA".utf8), in: bytes, followedBy: 43, of: base64)
        return raw || isWritten ? "a binder's private key" : nil
    }

    private static func has(
        _ start: [UInt8], in bytes: [UInt8], followedBy count: Int, of isLetter: (UInt8) -> Bool
    ) -> Bool {
        guard bytes.count >= start.count + count else { return false }
        for index in 0...(bytes.count - start.count - count) where bytes[index] == start[0] {
            guard bytes[index..<index + start.count].elementsEqual(start) else { continue }
            if bytes[(index + start.count)..<(index + start.count + count)].allSatisfy(isLetter) { return true }
        }
        return false
    }

    private static func base32(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || (0x32...0x37).contains(byte)
    }

    private static func hexadecimal(_ byte: UInt8) -> Bool {
        (0x41...0x46).contains(byte & 0xDF) || (0x30...0x39).contains(byte)
    }

    private static func base64(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || [0x2B, 0x2F].contains(byte)
    }
}
