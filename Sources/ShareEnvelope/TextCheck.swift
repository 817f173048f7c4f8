// SPDX-License-Identifier: Apache-2.0

// Texts are part of what this library takes and gives.
@_exported public import PublicTexts

extension PublicText {
    /// Throws when the text is longer than the `limit` bytes that the format has room for.
    func check(_ field: StaticFieldName, limit: Int, of object: EnvelopeObject) throws(EnvelopeError) {
        guard utf8.count <= limit else {
            throw .malformed(object, .forbiddenText(field: field, .tooLong(byteCount: utf8.count, limit: limit)))
        }
    }
}
