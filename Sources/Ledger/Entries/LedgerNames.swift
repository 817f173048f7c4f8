// SPDX-License-Identifier: Apache-2.0
//
// The small values of ledger lines that no lower layer defines.

package import CustodyPolicy
import Foundation
package import MerkleLog
package import ShareEnvelope

/// The name of a binder, the part of its origin before the slash: 1…64 of a–z, 0–9, `.`, `-` and `_`.
package struct LedgerName: Hashable, Sendable, LedgerText {
    /// The name.
    package let ledgerText: String

    /// Checks a name.
    ///
    /// - Returns: `nil` for a name that is empty, too long or has other characters.
    package init?(ledgerText: String) {
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789.-_".utf8)
        guard (1...64).contains(ledgerText.utf8.count), ledgerText.utf8.allSatisfy(allowed.contains) else { return nil }
        self.ledgerText = ledgerText
    }
}

/// The origin of a ledger: its name, a slash, and 16 hexadecimal digits of the SHA-256 of its first line.
package struct LedgerOrigin: Hashable, Sendable, LedgerText {
    /// The name.
    package let name: LedgerName
    /// The digits.
    package let digest: String

    package init(name: LedgerName, firstLine: [UInt8]) {
        self.name = name
        digest = Hexadecimal.text(Array(SHA256Digest.of(firstLine)[0..<8]))
    }

    /// The origin of the ledger that this entry opens at a time.
    ///
    /// - Throws: `EntryDefect`: the entry cannot be written in a ledger's form.
    package init(opening entry: BinderOpened, at time: LedgerTime) throws(EntryDefect) {
        self.init(name: entry.name, firstLine: try LedgerEntry(time: time, event: .binderOpened(entry)).encodedLine())
    }

    /// The origin as checkpoints write it.
    package var ledgerText: String { "\(name.ledgerText)/\(digest)" }

    /// Reads an origin.
    package init?(ledgerText: String) {
        let parts = ledgerText.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let name = LedgerName(ledgerText: String(parts[0])), parts[1].utf8.count == 16,
            Hexadecimal.bytes(String(parts[1])) != nil
        else { return nil }
        self.name = name
        digest = String(parts[1])
    }
}

/// The name of a journal: 32 random hexadecimal digits.
package struct JournalName: Hashable, Sendable, LedgerText {
    /// The digits.
    package let ledgerText: String

    /// Draws a new name.
    package init() {
        var generator = SystemRandomNumberGenerator()
        ledgerText = Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// Reads a name.
    package init?(ledgerText: String) {
        guard ledgerText.utf8.count == 32, Hexadecimal.bytes(ledgerText) != nil else { return nil }
        self.ledgerText = ledgerText
    }
}

/// The name of a file in a binder's `papers` folder: 1…255 of A–Z, a–z, 0–9, `.`, `_` and `-`, not beginning with a
/// dot.
///
/// It names one file of that folder on every system, and no file outside of it.
package struct PaperName: Hashable, Sendable, LedgerText, CustomStringConvertible {
    /// The name.
    package let ledgerText: String
    /// The name.
    package var description: String { ledgerText }

    /// Checks a name.
    ///
    /// - Returns: `nil` for any other name.
    package init?(ledgerText: String) {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".utf8)
        guard (1...255).contains(ledgerText.utf8.count), ledgerText.utf8.first != UInt8(ascii: "."),
            ledgerText.utf8.allSatisfy(allowed.contains)
        else { return nil }
        self.ledgerText = ledgerText
    }
}

/// The Ed25519 public key of a ledger: 64 hexadecimal digits.
package struct LedgerKey: Hashable, Sendable, LedgerText {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Makes a key of its bytes.
    ///
    /// - Returns: `nil` if there are not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads a key.
    package init?(ledgerText: String) {
        guard let bytes = Hexadecimal.bytes(ledgerText) else { return nil }
        self.init(bytes: bytes)
    }

    /// The digits.
    package var ledgerText: String { Hexadecimal.text(bytes) }

    /// A note verifier with this key.
    package func verifier(_ name: KeyName) -> NoteVerifier {
        guard let verifier = NoteVerifier(name: name, publicKey: bytes) else {
            preconditionFailure("a ledger's key has 32 bytes")
        }
        return verifier
    }

    /// Whether this key signed a note.
    func isSigner(of note: SignedNote, as name: KeyName) -> Bool {
        (try? note.verify(with: [verifier(name)])) != nil
    }

    /// The signature line of this key's signature under a checkpoint.
    package func line(_ signature: LedgerBytes, _ name: KeyName) -> NoteSignature {
        NoteSignature(name: name, id: verifier(name).id, blob: signature.bytes)
    }

    /// The key digest that paper carries: the first 16 bytes of the SHA-256 of the vkey line.
    package func digest(_ origin: LedgerOrigin) -> [UInt8] {
        Array(SHA256Digest.of(Array("\(verifier(KeyName(origin)).vkey)\n".utf8))[0..<16])
    }
}

extension Checkpoint {
    /// The checkpoint as a code for paper.
    package func paper(key: LedgerKey, origin: LedgerOrigin) -> CheckpointCode? {
        CheckpointCode(keyDigest: key.digest(origin), size: size.rawValue, root: root.bytes)
    }
}

extension KeyName {
    /// The origin as a key's name. It is always valid: a binder's name has no white space and no plus sign.
    package init(_ origin: LedgerOrigin) {
        guard let name = KeyName(origin.ledgerText) else { preconditionFailure("an origin is a key's name") }
        self = name
    }
}

/// Bytes in padded standard base64 (RFC 4648, section 4).
package struct LedgerBytes: Hashable, Sendable, LedgerText {
    /// The bytes.
    package let bytes: [UInt8]

    /// Wraps bytes.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads canonical base64.
    package init?(ledgerText: String) {
        guard let data = Data(base64Encoded: ledgerText), data.base64EncodedString() == ledgerText else { return nil }
        bytes = Array(data)
    }

    /// The base64.
    package var ledgerText: String { Data(bytes).base64EncodedString() }
}

/// A line of a policy: a ledger text that may also be empty.
package struct PolicyLine: Hashable, Sendable, LedgerText {
    /// The line, without its line end.
    package let ledgerText: String

    /// Checks a line.
    ///
    /// - Returns: `nil` for a line with a control character (such as a tab) or a direction character, or with more than
    ///   2,000 bytes.
    package init?(ledgerText: String) {
        guard ledgerText.isEmpty || (try? PublicText(ledgerText, limit: PublicText.ledgerLimit)) != nil else {
            return nil
        }
        self.ledgerText = ledgerText
    }

    /// Compares bytes: texts that Unicode calls equivalent are different policies.
    package static func == (left: Self, right: Self) -> Bool {
        left.ledgerText.utf8.elementsEqual(right.ledgerText.utf8)
    }

    /// Hashes the bytes.
    package func hash(into hasher: inout Hasher) { hasher.combine(Array(ledgerText.utf8)) }

    /// The lines of a file.
    ///
    /// - Throws: `NoPolicyLine` for a last line without a line end, and for a line that a ledger cannot hold.
    package static func lines(of text: String) throws(NoPolicyLine) -> [PolicyLine] {
        let pieces = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard pieces.count > 1, pieces.last?.isEmpty == true else { throw NoPolicyLine(number: pieces.count) }
        var lines: [PolicyLine] = []
        for (number, piece) in pieces.dropLast().enumerated() {
            guard let line = PolicyLine(ledgerText: String(piece)) else { throw NoPolicyLine(number: number + 1) }
            lines.append(line)
        }
        return lines
    }

    /// The text of the file.
    package static func text(_ lines: [PolicyLine]) -> String { lines.map { $0.ledgerText + "\n" }.joined() }
}

/// A line of a policy's file that a ledger cannot hold: it has a tab, another control or direction character, more than
/// 2,000 bytes, or no line end.
package struct NoPolicyLine: Error, Hashable, Sendable {
    /// The number of the line, from 1.
    package let number: Int
}
