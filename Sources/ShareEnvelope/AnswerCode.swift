// SPDX-License-Identifier: Apache-2.0
//
// A share's answer to a drill letter: code BGA1, or four checked lines (docs/LEDGER.md, "Drills by mail").

import SecretMemory
public import SecretSharing

/// A share's answer to a drill's challenge: its cosignature of the tree whose last entry is the challenge.
///
/// Nothing in it is secret.
public struct AnswerCode: Hashable, Sendable {
    /// The first 16 bytes of the set's identity.
    public let set: SetPrefix
    /// The share that answers.
    public let share: ShareNumber
    /// How many entries the cosigned tree has; the challenge is the last one.
    public let size: UInt64
    /// When the share signed, in seconds since 1970, as the signer claims.
    public let time: UInt64
    /// The 64 bytes of the Ed25519 signature.
    public let signature: [UInt8]

    private static let version: UInt8 = 1
    private static let signatureByteCount = 64
    static let byteCount = 99

    /// Makes an answer from its parts.
    ///
    /// - Returns: `nil` when the signature does not have 64 bytes.
    public init?(set: SetPrefix, share: ShareNumber, size: UInt64, time: UInt64, signature: [UInt8]) {
        guard signature.count == Self.signatureByteCount else { return nil }
        self.set = set
        self.share = share
        self.size = size
        self.time = time
        self.signature = signature
    }

    /// Reads the 99 bytes of the layout.
    package init(encoded bytes: borrowing Span<UInt8>) throws(EnvelopeError) {
        guard bytes.count >= Self.byteCount else {
            throw .malformed(.code, .truncated(missing: Self.byteCount - bytes.count))
        }
        guard bytes.count == Self.byteCount else {
            throw .malformed(.code, .trailing(extra: bytes.count - Self.byteCount))
        }
        guard bytes[0] == Self.version else { throw .malformed(.code, .unknownVersion(bytes[0])) }
        set = SetPrefix(bytes: (1..<17).map { bytes[$0] })
        share = try ShareNumber(groupByte: bytes[17], memberByte: bytes[18], of: .code)
        size = (19..<27).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        time = (27..<35).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        signature = (35..<99).map { bytes[$0] }
    }

    private var encoded: [UInt8] {
        [Self.version] + set.bytes + [UInt8(share.group.rawValue), UInt8(share.member.rawValue)] + Self.bytes(size)
            + Self.bytes(time) + signature
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
    }

    /// The text of the code: `BGA1` and base32 of 103 bytes, 169 characters.
    public var text: String {
        let text = PaperCode.text(kind: .answer, body: encoded.span)
        return String(decoding: text.publicBytes(), as: UTF8.self)
    }

    /// The text in groups of four with hyphens between them, for people to read and copy; readers ignore the hyphens.
    package var groupedText: String { PaperCode.grouped(text) }

    /// The answer as four lines, for reading aloud and typing.
    public var lines: [CheckedLine] { CheckedLine.lines(of: encoded, kind: .answer) }
}
