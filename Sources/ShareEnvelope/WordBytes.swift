// SPDX-License-Identifier: Apache-2.0

public import SecretMemory
public import SecretSharing

/// The bytes behind a share's words: the share with a shorter set prefix, and ten check bytes.
enum WordBytes {
    /// How many bytes of the set's identity the words carry; they are a hint, and the verification key decides.
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

/// A share that was typed as words. It carries only three bytes of its set's identity, so a manifest must claim it.
public final class WordShare: Sendable {
    /// Which share it claims to be.
    public let number: ShareNumber
    /// The first three bytes of its set's identity.
    public let setStart: [UInt8]
    /// The places, counted from 0, of the wrong or illegible words that were corrected.
    public let healed: [Int]
    private let form: ShareForm
    private let body: SecretBytes
    private let core: SecretBytes

    /// Corrects and reads typed words.
    ///
    /// - Throws: `EnvelopeError.malformed(.wordBytes, …)` for too many wrong words, or words that are not a share.
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

    /// The first three of its set's four words.
    public var setWords: [String] { setStart.map(Bytewords.word(for:)) }

    /// Returns the word at a place, counted from 0, as the sheet should show it: four ASCII letters.
    public func word(at place: Int) -> SecretBytes {
        let byte = core.slice(place..<place + 1)
        let start = Int(byte.span[0]) * 4
        var word = SecretWriter(capacity: 4)
        for place in start..<start + 4 { word.append(Bytewords.letters[place]) }
        return word.finish()
    }

    /// Returns whether the words name this set.
    public func mayBelong(to identity: SetIdentity) -> Bool {
        identity.bytes.starts(with: setStart)
    }

    /// Returns the share with the full prefix of a set that it may belong to.
    ///
    /// - Returns: `nil` when the words name another set.
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
