// SPDX-License-Identifier: Apache-2.0

import Foundation
package import ShareEnvelope

/// A name as people see it: two names that look the same have one identity, whatever their bytes.
///
/// It ignores differences in case, in compatibility forms (Unicode NFKC), in the number and kind of spaces, in spaces
/// at the ends, and in kinds of hyphens and apostrophes. It also ignores every invisible character
/// (Default_Ignorable_Code_Point and format characters: zero width, variation selectors, soft hyphen). Accents and
/// letters of other scripts count.
package struct NameIdentity: Hashable, Sendable {
    /// The name without the differences that people do not see. Use it only for comparisons.
    let folded: String

    /// The identity of a name.
    package init(_ name: PublicText) { self.init(name.description) }

    /// The identity of a text that is used as a name.
    package init(_ name: String) {
        let shown = Self.visible(Self.visible(name).precomposedStringWithCompatibilityMapping)
        // Uppercase first, so that ß equals SS and ς equals σ.
        let cased = shown.uppercased().lowercased().precomposedStringWithCompatibilityMapping
        folded = cased.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            .map { String($0) }.joined(separator: " ")
    }

    /// Whether the name has no visible characters.
    package var isBlank: Bool { folded.isEmpty }

    /// Whether the name is the other one, or goes on with more words.
    package func begins(with other: NameIdentity) -> Bool {
        self == other || !other.isBlank && folded.hasPrefix(other.folded + " ")
    }

    /// The text without invisible characters, and with one form of hyphen, apostrophe, and space.
    private static func visible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case _ where scalar.properties.isDefaultIgnorableCodePoint: continue
            case _ where scalar.properties.generalCategory == .format: continue
            case _ where scalar.properties.generalCategory == .dashPunctuation: scalars.append("-")
            case "\u{2018}", "\u{2019}", "\u{201B}", "\u{02BC}", "\u{02B9}", "\u{00B4}", "\u{0060}": scalars.append("'")
            case "\u{2800}": scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

extension PublicText {
    /// Whether people read both texts as the same name.
    package func isSameName(as other: PublicText) -> Bool { NameIdentity(self) == NameIdentity(other) }
}
