// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// One numbered part of a manifest, a ciphertext or a letter, small enough for a code that office scanners can read.
public struct Part: Hashable, Sendable {
    /// The most bytes that one part carries; every part but the last carries exactly this many.
    public static let chunkByteCount = 336

    /// `.manifest`, `.ciphertext` or `.letter`.
    public let kind: CodeKind
    /// The first eight bytes of the set's identity or, in a letter, of its SHA-256.
    public let setStart: [UInt8]
    /// The number of this part, counted from 1.
    public let index: Int
    /// How many parts there are.
    public let count: Int
    /// The bytes that it carries.
    public let chunk: [UInt8]

    private static let headByteCount = 10

    init(kind: CodeKind, frame: borrowing Span<UInt8>) throws(EnvelopeError) {
        guard frame.count > Self.headByteCount else {
            throw .malformed(.part, .truncated(missing: Self.headByteCount + 1 - frame.count))
        }
        let index = Int(frame[8])
        let count = Int(frame[9])
        guard (1...Self.countLimit(of: kind)).contains(count) else {
            throw .malformed(.part, .outOfRange(field: .partCount, value: count))
        }
        guard (1...count).contains(index) else {
            throw .malformed(.part, .outOfRange(field: .partIndex, value: index))
        }
        let chunkCount = frame.count - Self.headByteCount
        guard chunkCount <= Self.chunkByteCount else {
            throw .malformed(.part, .trailing(extra: chunkCount - Self.chunkByteCount))
        }
        guard index == count || chunkCount == Self.chunkByteCount else {
            throw .malformed(.part, .truncated(missing: Self.chunkByteCount - chunkCount))
        }
        self.kind = kind
        self.setStart = (0..<8).map { frame[$0] }
        self.index = index
        self.count = count
        self.chunk = (Self.headByteCount..<frame.count).map { frame[$0] }
    }

    /// The longest letter, in bytes.
    public static let letterByteCountLimit = 21 * chunkByteCount

    /// Returns how many parts the longest manifest (5), ciphertext (49) or letter (21) has.
    private static func countLimit(of kind: CodeKind) -> Int {
        let byteCount =
            switch kind {
            case .manifest: ManifestLayout.byteCountLimit
            case .letter: letterByteCountLimit
            default: Ciphertext.lengthRange.upperBound
            }
        return (byteCount + chunkByteCount - 1) / chunkByteCount
    }

    private init(kind: CodeKind, setStart: [UInt8], index: Int, count: Int, chunk: [UInt8]) {
        self.kind = kind
        self.setStart = setStart
        self.index = index
        self.count = count
        self.chunk = chunk
    }

    /// The text of the code that carries this part.
    public var text: String {
        let frame = setStart + [UInt8(index), UInt8(count)] + chunk
        return String(decoding: PaperCode.text(kind: kind, body: frame.span).publicBytes(), as: UTF8.self)
    }

    /// Cuts a drill letter into parts for codes.
    public static func parts(ofLetter bytes: [UInt8]) -> [Part] {
        precondition(bytes.count <= letterByteCountLimit, "a letter fits into 21 codes")
        return parts(of: bytes, kind: .letter, start: letterStart(bytes))
    }

    /// Returns the bytes in each part of a letter that distinguish it from other letters.
    package static func letterStart(_ bytes: [UInt8]) -> [UInt8] { Array(Digest.sha256(bytes)[0..<8]) }

    static func parts(of bytes: [UInt8], kind: CodeKind, start setStart: [UInt8]) -> [Part] {
        let count = (bytes.count + chunkByteCount - 1) / chunkByteCount
        return (0..<count).map { index in
            let start = index * chunkByteCount
            let chunk = Array(bytes[start..<min(start + chunkByteCount, bytes.count)])
            return Part(
                kind: kind, setStart: setStart, index: index + 1, count: count, chunk: chunk)
        }
    }
}

extension Manifest {
    /// The manifest cut into parts for codes.
    public var parts: [Part] { Part.parts(of: encoded, kind: .manifest, start: identity.start) }

    /// Cuts a ciphertext of this set into parts for codes.
    public func parts(of ciphertext: Ciphertext) -> [Part] {
        Part.parts(of: ciphertext.bytes, kind: .ciphertext, start: identity.start)
    }
}

extension SetIdentity {
    /// The bytes in each part of a set that distinguish it from other sets.
    fileprivate var start: [UInt8] { Array(bytes[0..<8]) }
}
