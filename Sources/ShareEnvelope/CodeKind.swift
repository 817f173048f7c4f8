// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// What a code on paper holds, told by its first four characters.
public enum CodeKind: String, Sendable, Hashable, CaseIterable {
    /// One custodian's share: secret.
    case share = "BGS1"
    /// A part of a manifest: public.
    case manifest = "BGM1"
    /// A part of a ciphertext: public.
    case ciphertext = "BGC1"
    /// A ledger's checkpoint: public.
    case checkpoint = "BGK1"
    /// A part of a drill's letter: public.
    case letter = "BGL1"
    /// A share's answer to a letter: public.
    case answer = "BGA1"

    /// The four ASCII characters.
    var ascii: [UInt8] { Array(rawValue.utf8) }
}

/// The four bytes that end every code and catch misreadings; it guards against accidents, never against people.
enum CheckCode {
    static let byteCount = 4

    /// The check over a kind and all bytes that stand before it.
    static func bytes(kind: CodeKind, body: borrowing Span<UInt8>) -> [UInt8] {
        var message = SecretWriter(capacity: 4 + body.count)
        message.append(kind.ascii)
        message.append(body)
        return Array(Digest.open(.check, count: 16, message: message.span)[0..<byteCount])
    }
}
