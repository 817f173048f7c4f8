// SPDX-License-Identifier: Apache-2.0

extension PublicText {
    /// Makes a text of any text, such as one from a log: a question mark stands for each forbidden character and for
    /// an empty text, and what is over the `limit` of bytes is left out.
    package init(fitting text: String, limit: Int) {
        var kept: [UInt8] = []
        for scalar in text.unicodeScalars {
            let shown = Self.isForbidden(scalar.value) ? "?" : scalar
            guard kept.count + UTF8.width(shown) <= limit else { break }
            kept += Array(String(shown).utf8)
        }
        self.init(unchecked: kept.isEmpty ? [UInt8(ascii: "?")] : kept)
    }
}
