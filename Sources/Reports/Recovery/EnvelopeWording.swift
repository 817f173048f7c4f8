// SPDX-License-Identifier: Apache-2.0
//
// The messages for envelope errors: what is wrong, and what to do about it.

package import ShareEnvelope

extension EnvelopeError {
    /// The error in words.
    package var words: String { wording.words }

    /// What to do about it.
    package var hint: String? { wording.hint }

    /// What is wrong, and what to do about it.
    private var wording: (words: String, hint: String?) {
        switch self {
        case .malformed(let object, let defect):
            return ("\(object.words) \(defect.words)", defect.hint(for: object))
        case .otherSet(let share, let shareSet, let manifestSet):
            return (
                "share \(share) belongs to set \(shareSet.code), not to \(manifestSet.code)",
                "put this sheet aside: it belongs to another set"
            )
        case .noSuchShare(let number):
            return ("the set has no share \(number)", "check the set code on the sheet")
        case .forged(let number):
            return (
                "share \(number) is not the one that was dealt: it was changed or forged",
                "keep this sheet as evidence and take another custodian's"
            )
        case .wrongPassphrase(let number):
            return (
                "the passphrase does not open share \(number), or the sheet was changed",
                "the words and their order count; try again, or take another custodian's sheet"
            )
        case .quorumNotMet:
            return ("the quorum is not met", "bring the sheets of more custodians")
        case .notCommitted:
            return (
                "the shares are whole, but their key is not the one that this set was locked with",
                "the set was dealt wrong: try other custodians' sheets"
            )
        case .wrongCiphertext:
            return (
                "the locked credential is not the one that the manifest names",
                "scan it from another sheet, or from the vault sheet of this set"
            )
        case .unopenableCiphertext:
            return (
                "the locked credential does not open under its key", "the set was dealt wrong"
            )
        case .emptyCredential:
            return (
                "a credential needs at least one field, and each field at least one byte",
                "--field, --field-from, --generate or --otpauth makes one"
            )
        case .credentialTooLarge(let count, let limit):
            return (
                "the credential takes \(count) bytes, the limit is \(limit)",
                "encrypt the file with a tool of your choice and put its key into custody instead"
            )
        case .tooManyShares(let count, let limit):
            return (
                "\(count) custodians are too many, the limit is \(limit)",
                "deal to fewer, or make two sets of the credential"
            )
        case .tooManyGroups(let count, let limit):
            return (
                "\(count) groups are too many, the limit is \(limit)",
                "put custodians together into fewer groups"
            )
        case .sharing:
            return ("the quorum rule is not possible", "a threshold is from 1 to the group's size")
        case .noMemoryToStretch:
            return ("there is not enough memory for the passphrase: 256 MiB are needed", "close other programs")
        }
    }
}

extension EnvelopeObject {
    /// What people call it.
    package var words: String {
        switch self {
        case .manifest: "the manifest"
        case .ciphertext: "the locked credential"
        case .share: "the share"
        case .wordBytes: "the share in words"
        case .code: "the code"
        case .part: "the code's part"
        case .line: "the line"
        case .fieldList: "the credential"
        case .seedValue: "the one-time-password seed"
        }
    }
}

extension EnvelopeDefect {
    /// What is wrong, to follow the thing's name.
    package var words: String {
        switch self {
        case .empty: "is empty"
        case .truncated(let missing): "is cut short: at least \(missing) more are needed"
        case .trailing(let extra): "has \(extra) \(extra == 1 ? "byte" : "bytes") too many"
        case .wrongMagic: "is not from Breakglass"
        case .unknownVersion(let version): "is of version \(version), which this program does not know"
        case .unknownFlags: "asks for something that this version does not know"
        case .unknownKind: "is of a kind that this program does not know"
        case .outOfRange(let field, let value): "has a \(field.rawValue) of \(value), which is not possible"
        case .forbiddenText(let field, let defect): "has a \(field.rawValue) that \(defect.words)"
        case .repeatedName: "has the same name twice"
        case .repeatedKey: "lists the same verification key twice"
        case .invalidKey: "lists an invalid verification key"
        case .impossibleLength: "has an impossible length: it has too few or too many characters"
        case .foreignCharacter(let position): "has a character at position \(position) that does not belong there"
        case .looseBits: "does not end correctly"
        case .checkMismatch: "does not match its check: it was misread or changed"
        case .beyondHealing: "has too many errors to be healed"
        case .unknownWord(let position): "has an unknown word: number \(position) (\(Self.place(position)))"
        case .wordCount(let count): "has \(count) words instead of 64 or 96"
        case .badPadding: "has wrong padding"
        }
    }

    /// How to fix it.
    package func hint(for object: EnvelopeObject) -> String? {
        switch self {
        case .unknownVersion, .unknownKind, .unknownFlags: "a newer Breakglass may read it"
        case .beyondHealing: "compare each word with the paper; type ? for each one that cannot be read"
        case .unknownWord: "compare this word with the paper, or type ? for it"
        case .forbiddenText where object == .manifest:
            "Breakglass does not make such a sheet: keep it as evidence, and use the others"
        case .forbiddenText: "leave out control characters and marks that change the writing direction"
        case .wordCount: "type every row of the sheet, ? for each word that cannot be read"
        case .wrongMagic: "look for the codes on a Breakglass sheet"
        case .repeatedName: "give each one its own name"
        default:
            switch object {
            case .code, .part, .share: "scan it again: flat, well lit, at 300 dpi; or type the words"
            case .line: "compare this line with the paper"
            default: nil
            }
        }
    }

    /// The row and column of a word.
    package static func place(_ position: Int) -> String {
        let row = Character(UnicodeScalar(UInt8(0x41 + (position - 1) / 8)))
        return "row \(row), word \((position - 1) % 8 + 1)"
    }
}
