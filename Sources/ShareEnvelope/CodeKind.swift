// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// What a code on paper contains, shown by its first four characters.
public enum CodeKind: String, Sendable, Hashable, CaseIterable {
    /// One custodian's share: secret.
    case share = "BGS1"
    /// A part of a manifest: public.
    case manifest = "BGM1"
    /// A part of a ciphertext: public.
    case ciphertext = "BGC1"
    /// A ledger's checkpoint: public.
    case checkpoint = "BGK1"
    /// A part of a drill letter: public.
    case letter = "BGL1"
    /// A share's answer to a drill letter: public.
    case answer = "BGA1"

    /// Hashes the bytes: a hash of the text would first bring it into a normal form, with tables as large as the format.
    public func hash(into hasher: inout Hasher) { for byte in rawValue.utf8 { hasher.combine(byte) } }

    /// The four ASCII characters.
    var ascii: [UInt8] { Array(rawValue.utf8) }
}

/// The four bytes at the end of every code, which catch reading errors. They protect against accidents, not attackers.
enum CheckCode {
    static let byteCount = 4

    /// Returns the check over the kind and all bytes before the check.
    static func bytes(kind: CodeKind, body: borrowing Span<UInt8>) -> [UInt8] {
        var message = SecretWriter(capacity: 4 + body.count)
        message.append(kind.ascii)
        message.append(body)
        return Array(Digest.open(.check, count: 16, message: message.span)[0..<byteCount])
    }
}
