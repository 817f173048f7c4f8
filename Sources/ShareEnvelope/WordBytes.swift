// SPDX-License-Identifier: Apache-2.0

public import SecretMemory
public import SecretSharing

/// The bytes behind a share's words: the share with a shorter set prefix, and ten healing bytes.
enum WordBytes {
    /// How much of the set's identity the words carry; the verification key decides, not these.
    static let setByteCount = 3
    static let headByteCount = 6

    static func byteCount(of form: ShareForm) -> Int {
        headByteCount + form.bodyByteCount + ReedSolomon.parityCount
    }

    static func bytes(
        form: ShareForm, set: SetPrefix, number: ShareNumber, body: borrowing SecretBytes
    ) -> SecretBytes {
        var core = SecretWriter(capacity: byteCount(of: form))
        core.append([form.rawValue, number.group.rawValue, number.member.rawValue] + set.bytes[0..<setByteCount])
        core.append(body.span)
        core.append(ReedSolomon.parity(of: core.span).span)
        return core.finish()
    }
}

/// A share that was typed as words: it knows only three bytes of its set, until a manifest claims it.
public final class WordShare: Sendable {
    /// Which share it claims to be.
    public let number: ShareNumber
    /// The first three bytes of its set's identity.
    public let setStart: [UInt8]
    /// The places, from 0, of the words that were wrong or illegible and are healed.
    public let healed: [Int]
    private let form: ShareForm
    private let body: SecretBytes
    private let core: SecretBytes

    /// Heals and reads typed words.
    ///
    /// - Throws: `EnvelopeError.malformed(.wordBytes, …)`: too many wrong words, or no share behind them.
    public init(_ words: borrowing TypedWords) throws(EnvelopeError) {
        guard TypedWords.possibleCounts.contains(words.count) else {
            throw .malformed(.wordBytes, .wordCount(words.count))
        }
        var core = words.values
        do { healed = try ReedSolomon.heal(&core, erasures: words.illegible) } catch {
            throw .malformed(.wordBytes, error)
        }
        let form = try ShareForm(firstByte: core.span[0], of: .wordBytes)
        guard core.count == WordBytes.byteCount(of: form) else {
            throw .malformed(.wordBytes, .wordCount(core.count))
        }
        self.form = form
        number = try ShareNumber(groupByte: core.span[1], memberByte: core.span[2], of: .wordBytes)
        setStart = (3..<6).map { core.span[$0] }
        body = core.slice(WordBytes.headByteCount..<WordBytes.headByteCount + form.bodyByteCount)
        self.core = core
    }

    /// The word at a place, counted from 0, as the sheet should show it: four letters of ASCII.
    public func word(at place: Int) -> SecretBytes {
        let byte = core.slice(place..<place + 1)
        let start = Int(byte.span[0]) * 4
        var word = SecretWriter(capacity: 4)
        for place in start..<start + 4 { word.append(Bytewords.letters[place]) }
        return word.finish()
    }

    /// Whether the words say that they belong to this set.
    public func mayBelong(to identity: SetIdentity) -> Bool {
        identity.bytes.starts(with: setStart)
    }

    /// The share under the full prefix of a set that it may belong to.
    ///
    /// - Returns: nothing when the words name another set.
    public func share(of identity: SetIdentity) -> ReadShare? {
        mayBelong(to: identity) ? share(under: identity.prefix) : nil
    }

    func share(under set: SetPrefix) -> ReadShare {
        switch form {
        case .plain: .plain(UnverifiedShare(set: set, number: number, body: body.duplicate()))
        case .sealed: .sealed(SealedShare(set: set, number: number, body: body.duplicate()))
        }
    }
}
