// SPDX-License-Identifier: Apache-2.0

public import SecretMemory

/// What a field of a credential is; the raw value is the byte in the format.
public enum FieldKind: UInt8, Sendable, CaseIterable {
    /// Something to read, such as a user name.
    case text = 1
    /// Something that must not be seen, such as a password or recovery codes.
    case secret = 2
    /// The seed of one-time passwords (RFC 6238), with its parameters.
    case oneTimePasswordSeed = 3
    /// A file; the field's name is the file's name.
    case file = 4
}

/// One named value of a credential.
public final class CredentialField: Sendable {
    /// The longest name, in bytes.
    public static let nameLimit = 255

    /// The kind of value.
    public let kind: FieldKind
    /// The name, 1…255 bytes.
    public let name: PublicText
    /// The value, at least one byte.
    public let value: SecretBytes

    /// Makes a field.
    ///
    /// - Throws: `EnvelopeError.emptyCredential` for an empty value; `.malformed` for a name over 255 bytes and for a
    ///   seed without its parameters.
    public init(kind: FieldKind, name: PublicText, value: consuming SecretBytes) throws(EnvelopeError) {
        try name.check(.fieldName, limit: Self.nameLimit, of: .fieldList)
        guard value.count > 0 else { throw .emptyCredential }
        if kind == .oneTimePasswordSeed { _ = try OneTimePasswordParameters(seedValue: value.span) }
        self.kind = kind
        self.name = name
        self.value = value
    }
}

/// A credential: named fields in order.
public final class Credential: Sendable {
    /// The fields, 1…255 of them, with distinct names.
    public let fields: [CredentialField]

    /// Makes a credential.
    ///
    /// - Throws: `EnvelopeError.emptyCredential`, `.malformed` for a repeated name or too many fields,
    ///   `.credentialTooLarge` when the field list is longer than 16,384 bytes.
    public init(fields: [CredentialField]) throws(EnvelopeError) {
        guard !fields.isEmpty else { throw .emptyCredential }
        guard fields.count <= 255 else {
            throw .malformed(.fieldList, .outOfRange(field: .fieldCount, value: fields.count))
        }
        guard Set(fields.map { $0.name }).count == fields.count else { throw .malformed(.fieldList, .repeatedName) }
        let byteCount = fields.reduce(1) { $0 + 4 + $1.name.utf8.count + $1.value.count }
        guard byteCount <= Ciphertext.fieldListLimit else {
            throw .credentialTooLarge(byteCount: byteCount, limit: Ciphertext.fieldListLimit)
        }
        self.fields = fields
    }
}
