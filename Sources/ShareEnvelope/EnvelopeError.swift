// SPDX-License-Identifier: Apache-2.0

public import SecretSharing

/// The part of the format that an error is about.
public enum EnvelopeObject: Sendable, Equatable {
    case manifest
    case ciphertext
    case share
    case wordBytes
    case code
    case part
    case line
    case fieldList
    case seedValue
}

/// What is wrong with the bytes or characters of an ``EnvelopeObject``.
public enum EnvelopeDefect: Error, Sendable, Equatable {
    /// It is empty.
    case empty
    /// It ends too early; at least `missing` bytes are missing.
    case truncated(missing: Int)
    /// It continues after its end, with `extra` bytes.
    case trailing(extra: Int)
    /// Its first bytes are not those of its kind.
    case wrongMagic
    /// A version that this reader does not know.
    case unknownVersion(UInt8)
    /// A flag that this version does not define.
    case unknownFlags(UInt8)
    /// A four-character kind that this reader does not know.
    case unknownKind
    /// A number is out of range; `field` names it.
    case outOfRange(field: StaticFieldName, value: Int)
    /// A text that breaks the rule of docs/FORMAT.md, "Text".
    case forbiddenText(field: StaticFieldName, TextDefect)
    /// Two groups or two credential fields with the same name.
    case repeatedName
    /// The same verification key twice.
    case repeatedKey
    /// Bytes that are not a valid Ed25519 point.
    case invalidKey
    /// A length that the encoding cannot have.
    case impossibleLength(Int)
    /// A character outside the alphabet, at this position, counted from 1.
    case foreignCharacter(position: Int)
    /// The unused bits at the end of a base32 text are not zero.
    case looseBits
    /// The check at the end does not match: a reading error or a change.
    case checkMismatch
    /// More wrong or illegible words than the ten check words can correct.
    case beyondHealing
    /// A word that is not in the list, at this position, counted from 1.
    case unknownWord(position: Int)
    /// A wrong number of words; there must be 64 or 96.
    case wordCount(Int)
    /// The padding at the end is not valid.
    case badPadding
}

/// The name of a field in a layout, as in docs/FORMAT.md.
public enum StaticFieldName: String, Sendable, Equatable {
    case groups
    case groupThreshold = "group threshold"
    case threshold
    case members
    case created
    case label
    case credentialName = "credential name"
    case groupName = "group name"
    case fieldName = "field name"
    case ciphertextLength = "ciphertext length"
    case group
    case member
    case partIndex = "part index"
    case partCount = "part count"
    case lineNumber = "line number"
    case fieldKind = "field kind"
    case fieldCount = "field count"
    case algorithm
    case digits
    case period
}

/// Why an envelope could not be made, read, proven or opened. No case contains a byte of a secret.
public enum EnvelopeError: Error, Equatable, Sendable {
    /// The bytes or characters do not follow the format.
    case malformed(EnvelopeObject, EnvelopeDefect)
    /// The share belongs to another set than the manifest.
    case otherSet(share: ShareNumber, shareSet: SetPrefix, manifestSet: SetIdentity)
    /// The manifest lists no such share.
    case noSuchShare(ShareNumber)
    /// The share is well-formed and names this set, but is not the share that was dealt.
    case forged(ShareNumber)
    /// The passphrase does not open this sealed share, or the sealed share was changed.
    case wrongPassphrase(ShareNumber)
    /// The proven shares do not meet the rule; the standing says what is missing.
    case quorumNotMet(QuorumStanding)
    /// The quorum's key is not the one that the manifest commits to: the dealer dealt inconsistent shares.
    case notCommitted
    /// The ciphertext is not the one that the manifest names.
    case wrongCiphertext
    /// The ciphertext is the one in the manifest, but the committed key does not open it: the dealer sealed it wrong.
    case unopenableCiphertext
    /// The credential has no fields, or a field has no value.
    case emptyCredential
    /// The field list is longer than `limit` bytes.
    case credentialTooLarge(byteCount: Int, limit: Int)
    /// There are more shares than a set can have.
    case tooManyShares(Int, limit: Int)
    /// There are more groups than a set can have.
    case tooManyGroups(Int, limit: Int)
    /// Sharing failed.
    case sharing(SharingError)
    /// The system does not have enough memory to stretch the passphrase.
    case noMemoryToStretch
}
