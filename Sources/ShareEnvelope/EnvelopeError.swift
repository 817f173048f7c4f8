// SPDX-License-Identifier: Apache-2.0

public import SecretSharing

/// Which thing of the format an error speaks of.
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
    /// It has no bytes at all.
    case empty
    /// It ends before its fields do; `missing` bytes are known to be lacking.
    case truncated(missing: Int)
    /// Bytes follow where nothing may follow.
    case trailing(extra: Int)
    /// The first bytes are not those of this kind of thing.
    case wrongMagic
    /// A version that this reader does not know.
    case unknownVersion(UInt8)
    /// A flag that this version does not define.
    case unknownFlags(UInt8)
    /// A four-character kind that this reader does not know.
    case unknownKind
    /// A number outside its range; `field` names it.
    case outOfRange(field: StaticFieldName, value: Int)
    /// A text that breaks the rule of docs/FORMAT.md, "Text".
    case forbiddenText(field: StaticFieldName, TextDefect)
    /// Two groups or two credential fields of the same name.
    case repeatedName
    /// The same verification key twice.
    case repeatedKey
    /// Bytes that are no Ed25519 point.
    case invalidKey
    /// A length that the encoding cannot have.
    case impossibleLength(Int)
    /// A character outside the alphabet, at this place counted from 1.
    case foreignCharacter(position: Int)
    /// The unused bits at the end of a base32 text are not zero.
    case looseBits
    /// The check at the end does not match: the thing was misread or changed.
    case checkMismatch
    /// More wrong or illegible words than ten checks can heal.
    case beyondHealing
    /// A word that is not in the list, at this place counted from 1.
    case unknownWord(position: Int)
    /// So many words where 64 or 96 belong.
    case wordCount(Int)
    /// The padding at the end is not that of this format.
    case badPadding
}

/// The name of a field of a layout, as docs/FORMAT.md writes it.
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

/// Why an envelope could not be made, read, proven or opened. No case carries a secret byte.
public enum EnvelopeError: Error, Equatable, Sendable {
    /// The bytes or characters of something are not what the format says.
    case malformed(EnvelopeObject, EnvelopeDefect)
    /// The share belongs to another set than the manifest at hand.
    case otherSet(share: ShareNumber, shareSet: SetPrefix, manifestSet: SetIdentity)
    /// The manifest lists no such share.
    case noSuchShare(ShareNumber)
    /// The share is well-formed and of this set, but not the one that the dealer dealt.
    case forged(ShareNumber)
    /// The passphrase does not open this sealed share, or the sealed share was changed.
    case wrongPassphrase(ShareNumber)
    /// The rule is not met by the proven shares; the standing tells what is missing.
    case quorumNotMet(QuorumStanding)
    /// The quorum's key is not the one that the manifest commits to: the dealer dealt inconsistent shares.
    case notCommitted
    /// The ciphertext is not the one that the manifest names.
    case wrongCiphertext
    /// The ciphertext is the manifest's, but does not open under the committed key: the dealer sealed it wrong.
    case unopenableCiphertext
    /// A credential without fields, or a field without a value.
    case emptyCredential
    /// The field list is longer than `limit` bytes.
    case credentialTooLarge(byteCount: Int, limit: Int)
    /// More shares than one set may have.
    case tooManyShares(Int, limit: Int)
    /// More groups than one set may have.
    case tooManyGroups(Int, limit: Int)
    /// The sharing itself failed.
    case sharing(SharingError)
    /// The system has no memory for the passphrase's stretching.
    case noMemoryToStretch
}
