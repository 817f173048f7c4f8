// SPDX-License-Identifier: Apache-2.0
//
// A ledger's checkpoint as paper carries it: code BGK1 (docs/FORMAT.md, "Checkpoints on paper").

import SecretMemory

/// What a sheet or a slip says about a ledger: whose it is, how long it was, and what it contained.
///
/// With this paper, a custodian can later prove that the ledger was rewritten before that point.
public struct CheckpointCode: Hashable, Sendable {
    /// The first 16 bytes of the SHA-256 of the ledger key's vkey line.
    public let keyDigest: [UInt8]
    /// How many entries the ledger had.
    public let size: UInt64
    /// The 32 bytes of its tree's root.
    public let root: [UInt8]

    static let byteCount = 56

    /// Makes a checkpoint from its parts.
    ///
    /// - Returns: `nil` when a part has the wrong length.
    public init?(keyDigest: [UInt8], size: UInt64, root: [UInt8]) {
        guard keyDigest.count == 16, root.count == 32 else { return nil }
        self.keyDigest = keyDigest
        self.size = size
        self.root = root
    }

    /// Reads the 56 bytes of the layout.
    init(encoded bytes: borrowing Span<UInt8>) throws(EnvelopeError) {
        guard bytes.count >= Self.byteCount else {
            throw .malformed(.code, .truncated(missing: Self.byteCount - bytes.count))
        }
        guard bytes.count == Self.byteCount else {
            throw .malformed(.code, .trailing(extra: bytes.count - Self.byteCount))
        }
        keyDigest = (0..<16).map { bytes[$0] }
        size = (16..<24).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        root = (24..<56).map { bytes[$0] }
    }

    /// The text of the code: `BGK1` and base32 of 60 bytes, 100 characters.
    public var text: String {
        let sizeBytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> UInt64($0)) }
        let body = keyDigest + sizeBytes + root
        let text = PaperCode.text(kind: .checkpoint, body: body.span)
        return String(decoding: text.publicBytes(), as: UTF8.self)
    }

    /// The text in groups of four with hyphens between them, for people to read and copy; readers ignore the hyphens.
    package var groupedText: String { PaperCode.grouped(text) }

    /// Four words for people: the Bytewords of the root's first four bytes. They are for recognition, not for security.
    public var words: [String] { root[0..<4].map(Bytewords.word(for:)) }
}
