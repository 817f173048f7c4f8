// SPDX-License-Identifier: Apache-2.0

import SecretSharing

/// The numbers of the manifest's layout (docs/FORMAT.md, "The manifest").
enum ManifestLayout {
    static let magic: [UInt8] = [0x42, 0x47, 0x4D]  // "BGM"
    static let version: UInt8 = 1
    static let apartFlag: UInt8 = 1
    static let practiceFlag: UInt8 = 2
    static let nonceByteCount = 16
    /// Length and SHA-256 of the ciphertext.
    static let tailByteCount = 34
    /// The longest manifest, in bytes: eight groups, 32 shares, and every name as long as possible.
    static let byteCountLimit = 1_499

    /// Returns everything before the ciphertext's length and digest.
    static func head(
        apart: Bool, isPractice: Bool, nonce: [UInt8], created: UInt64, label: PublicText, credential: PublicText?,
        groups: [Manifest.Group], groupsNeeded: Int, commitment: [UInt8], keys: [VerificationKey]
    ) -> [UInt8] {
        var bytes = magic + [version, (apart ? apartFlag : 0) | (isPractice ? practiceFlag : 0)] + nonce
        bytes += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: created >> UInt64($0)) }
        bytes += [UInt8(label.utf8.count)] + label.utf8
        bytes += [UInt8(credential?.utf8.count ?? 0)] + (credential?.utf8 ?? [])
        bytes += [UInt8(groupsNeeded), UInt8(groups.count)]
        for group in groups {
            bytes += [UInt8(group.threshold.needed), UInt8(group.threshold.total), UInt8(group.name.utf8.count)]
            bytes += group.name.utf8
        }
        return bytes + commitment + keys.flatMap { $0.bytes }
    }

    static func tail(of ciphertext: Ciphertext) -> [UInt8] {
        let count = ciphertext.bytes.count
        return [UInt8(count >> 8), UInt8(count & 0xFF)] + Digest.sha256(ciphertext.bytes)
    }
}

/// Reads public bytes in order; reading past the end is an error.
struct ByteReader {
    private let bytes: [UInt8]
    private let object: EnvelopeObject
    private var place = 0

    init(_ bytes: [UInt8], of object: EnvelopeObject) {
        self.bytes = bytes
        self.object = object
    }

    mutating func take(_ count: Int) throws(EnvelopeError) -> [UInt8] {
        guard !bytes.isEmpty else { throw .malformed(object, .empty) }
        guard bytes.count - place >= count else {
            throw .malformed(object, .truncated(missing: count - (bytes.count - place)))
        }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func byte() throws(EnvelopeError) -> UInt8 {
        try take(1)[0]
    }

    mutating func text(_ field: StaticFieldName, limit: Int) throws(EnvelopeError) -> PublicText {
        try checked(take(Int(try byte())), field, limit: limit)
    }

    /// Reads an optional text; length 0 means that it is absent.
    mutating func optionalText(_ field: StaticFieldName, limit: Int) throws(EnvelopeError) -> PublicText? {
        let count = Int(try byte())
        return count == 0 ? nil : try checked(take(count), field, limit: limit)
    }

    private func checked(
        _ bytes: [UInt8], _ field: StaticFieldName, limit: Int
    ) throws(EnvelopeError) -> PublicText {
        do { return try PublicText(utf8: bytes, limit: limit) } catch {
            throw .malformed(object, .forbiddenText(field: field, error))
        }
    }

    func end() throws(EnvelopeError) {
        guard place == bytes.count else { throw .malformed(object, .trailing(extra: bytes.count - place)) }
    }
}
