// SPDX-License-Identifier: Apache-2.0
//
// A share has three states: sealed (it needs a passphrase), unverified (readable but not proven), and proven.
// Only `Manifest.prove` makes an unverified share a proven one, and only proven shares can be combined.

public import SecretMemory
public import SecretSharing

/// A share as it was read: plain or sealed.
public enum ReadShare: Sendable {
    case plain(UnverifiedShare)
    case sealed(SealedShare)

    /// Which share of its set it claims to be.
    public var number: ShareNumber {
        switch self {
        case .plain(let share): share.number
        case .sealed(let share): share.number
        }
    }

    /// The start of the identity of the set that it claims to belong to.
    public var set: SetPrefix {
        switch self {
        case .plain(let share): share.set
        case .sealed(let share): share.set
        }
    }

    init(encoded bytes: borrowing Span<UInt8>) throws(EnvelopeError) {
        guard bytes.count > 0 else { throw .malformed(.share, .empty) }
        let form = try ShareForm(firstByte: bytes[0], of: .share)
        guard bytes.count >= form.byteCount else {
            throw .malformed(.share, .truncated(missing: form.byteCount - bytes.count))
        }
        guard bytes.count == form.byteCount else {
            throw .malformed(.share, .trailing(extra: bytes.count - form.byteCount))
        }
        let set = SetPrefix(bytes: (1..<17).map { bytes[$0] })
        let number = try ShareNumber(groupByte: bytes[17], memberByte: bytes[18], of: .share)
        let body = SecretBytes(copying: bytes.extracting(ShareForm.headByteCount..<form.byteCount))
        switch form {
        case .plain: self = .plain(UnverifiedShare(set: set, number: number, body: body))
        case .sealed: self = .sealed(SealedShare(set: set, number: number, body: body))
        }
    }

    /// Returns whether both are the same share; takes constant time.
    public func isSame(as other: ReadShare) -> Bool {
        guard number == other.number, set == other.set else { return false }
        return switch (self, other) {
        case (.plain(let mine), .plain(let theirs)): mine.body.isEqual(to: theirs.body)
        case (.sealed(let mine), .sealed(let theirs)): mine.body.isEqual(to: theirs.body)
        default: false
        }
    }

    /// The text of the share's code.
    public var codeText: SecretBytes {
        let encoded =
            switch self {
            case .plain(let share): share.encoded
            case .sealed(let share): share.encoded
            }
        return PaperCode.text(kind: .share, body: encoded.span)
    }

    /// The share's words, as indices into ``Bytewords``.
    public var wordBytes: SecretBytes {
        switch self {
        case .plain(let share): WordBytes.bytes(form: .plain, set: share.set, number: share.number, body: share.body)
        case .sealed(let share): WordBytes.bytes(form: .sealed, set: share.set, number: share.number, body: share.body)
        }
    }
}

/// A plain share that is well-formed but not yet proven by a manifest.
public final class UnverifiedShare: Sendable {
    /// The length of y ‖ r.
    static let bodyByteCount = 48

    /// The start of the identity of the set that it claims to belong to.
    public let set: SetPrefix
    /// Which share it claims to be.
    public let number: ShareNumber
    let body: SecretBytes

    init(set: SetPrefix, number: ShareNumber, body: consuming SecretBytes) {
        self.set = set
        self.number = number
        self.body = body
    }

    /// The 67 bytes of the layout.
    var encoded: SecretBytes {
        var bytes = SecretWriter(capacity: ShareForm.plain.byteCount)
        bytes.append(ShareForm.plain.head(set: set, number: number))
        bytes.append(body)
        return bytes.finish()
    }
}

/// A share locked with a passphrase.
public final class SealedShare: Sendable {
    /// The start of the identity of the set that it claims to belong to.
    public let set: SetPrefix
    /// Which share it claims to be.
    public let number: ShareNumber
    /// salt ‖ box.
    let body: SecretBytes

    init(set: SetPrefix, number: ShareNumber, body: consuming SecretBytes) {
        self.set = set
        self.number = number
        self.body = body
    }

    /// The 99 bytes of the layout.
    var encoded: SecretBytes {
        var bytes = SecretWriter(capacity: ShareForm.sealed.byteCount)
        bytes.append(ShareForm.sealed.head(set: set, number: number))
        bytes.append(body)
        return bytes.finish()
    }
}

/// A share that its manifest has proven to be the one that was dealt.
public final class Share: Sendable {
    /// The set that it belongs to.
    public let set: SetIdentity
    /// Which share it is.
    public let number: ShareNumber
    let body: SecretBytes

    init(set: SetIdentity, number: ShareNumber, body: consuming SecretBytes) {
        self.set = set
        self.number = number
        self.body = body
    }
}

/// The two forms of a share's bytes; the raw value is the first byte (version 1 and flags).
enum ShareForm: UInt8 {
    case plain = 0x10
    case sealed = 0x11

    /// The length of first byte, set prefix, group and member.
    static let headByteCount = 19

    init(firstByte: UInt8, of object: EnvelopeObject) throws(EnvelopeError) {
        guard firstByte >> 4 == 1 else { throw .malformed(object, .unknownVersion(firstByte >> 4)) }
        guard let form = ShareForm(rawValue: firstByte) else {
            throw .malformed(object, .unknownFlags(firstByte & 0x0F))
        }
        self = form
    }

    /// The length of y ‖ r, or of salt ‖ box.
    var bodyByteCount: Int {
        switch self {
        case .plain: UnverifiedShare.bodyByteCount
        case .sealed: Sealing.saltByteCount + Sealing.boxByteCount
        }
    }

    var byteCount: Int { Self.headByteCount + bodyByteCount }

    func head(set: SetPrefix, number: ShareNumber) -> [UInt8] {
        [rawValue] + set.bytes + [number.group.rawValue, number.member.rawValue]
    }
}

extension ShareNumber {
    /// Reads a group, 1…8, and a member, 1…32: the numbers that a set can have.
    init(groupByte: UInt8, memberByte: UInt8, of object: EnvelopeObject) throws(EnvelopeError) {
        guard (1...Manifest.groupLimit).contains(Int(groupByte)), let group = try? GroupIndex(Int(groupByte)) else {
            throw .malformed(object, .outOfRange(field: .group, value: Int(groupByte)))
        }
        guard (1...Manifest.shareLimit).contains(Int(memberByte)), let member = try? MemberIndex(Int(memberByte)) else {
            throw .malformed(object, .outOfRange(field: .member, value: Int(memberByte)))
        }
        self.init(group: group, member: member)
    }
}
