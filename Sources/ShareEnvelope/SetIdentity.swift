// SPDX-License-Identifier: Apache-2.0

/// The name of a share set: the SHA-256 of its manifest's bytes.
public struct SetIdentity: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    package init(ofManifest manifest: [UInt8]) {
        bytes = Digest.sha256(manifest)
    }

    /// Takes the 32 bytes of an identity that somebody else computed.
    ///
    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The part of the identity in every share.
    public var prefix: SetPrefix { SetPrefix(bytes: Array(bytes[0..<SetPrefix.byteCount])) }

    /// The first ten bytes for people: `ABCD-EFGH-IJKL-MNOP`.
    public var code: String { prefix.code }

    /// Four words for people: the Bytewords of the first four bytes. They are for recognition, not for security.
    public var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }

    /// 64 hexadecimal digits, as `sha256sum` shows them.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The first sixteen bytes of a set's identity, which each share carries.
///
/// No two sets share them by chance, and nobody can make two that do.
public struct SetPrefix: Hashable, Sendable {
    /// 128 bits, the fewest that the format ever compares for security.
    public static let byteCount = 16

    /// The 16 bytes.
    public let bytes: [UInt8]

    /// The first ten bytes for people: `ABCD-EFGH-IJKL-MNOP`.
    public var code: String {
        PaperCode.grouped(Base32.encode(Array(bytes[0..<10])))
    }
}
