// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// The plaintext: a credential as a padded list of length-prefixed fields (docs/FORMAT.md, "The credential and the
/// ciphertext").
enum FieldList {
    static func padded(_ credential: Credential) -> SecretBytes {
        var bytes = SecretWriter(capacity: 256)
        bytes.append(UInt8(credential.fields.count))
        for field in credential.fields {
            bytes.append([field.kind.rawValue, UInt8(field.name.utf8.count)] + field.name.utf8)
            bytes.append([UInt8(field.value.count >> 8), UInt8(field.value.count & 0xFF)])
            bytes.append(field.value)
        }
        // ISO/IEC 7816-4, like sodium_pad: 0x80, then zeros up to a full block.
        bytes.append(0x80)
        while bytes.count % Ciphertext.blockByteCount != 0 { bytes.append(0) }
        return bytes.finish()
    }

    static func credential(padded bytes: borrowing SecretBytes) throws(EnvelopeError) -> Credential {
        let end = try unpaddedCount(bytes)
        let list = bytes.span.extracting(0..<end)
        var place = 0
        func need(_ count: Int) throws(EnvelopeError) {
            guard end - place >= count else {
                throw .malformed(.fieldList, .truncated(missing: count - (end - place)))
            }
        }
        try need(1)
        let count = Int(list[0])
        place = 1
        var fields: [CredentialField] = []
        for _ in 0..<count {
            try need(2)
            guard let kind = FieldKind(rawValue: list[place]) else {
                throw .malformed(.fieldList, .outOfRange(field: .fieldKind, value: Int(list[place])))
            }
            let nameCount = Int(list[place + 1])
            place += 2
            try need(nameCount + 2)
            let nameBytes = (place..<place + nameCount).map { list[$0] }
            let name: PublicText
            do { name = try PublicText(utf8: nameBytes, limit: CredentialField.nameLimit) } catch {
                throw .malformed(.fieldList, .forbiddenText(field: .fieldName, error))
            }
            place += nameCount
            let valueCount = Int(list[place]) << 8 | Int(list[place + 1])
            place += 2
            try need(valueCount)
            let value = SecretBytes(copying: list.extracting(place..<place + valueCount))
            fields.append(try CredentialField(kind: kind, name: name, value: value))
            place += valueCount
        }
        guard place == end else { throw .malformed(.fieldList, .trailing(extra: end - place)) }
        return try Credential(fields: fields)
    }

    private static func unpaddedCount(_ bytes: borrowing SecretBytes) throws(EnvelopeError) -> Int {
        var end = bytes.count
        while end > 0, bytes.span[end - 1] == 0 { end -= 1 }
        guard end > 0, bytes.span[end - 1] == 0x80, bytes.count - end < Ciphertext.blockByteCount else {
            throw .malformed(.fieldList, .badPadding)
        }
        return end - 1
    }
}
