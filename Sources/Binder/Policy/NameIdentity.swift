// SPDX-License-Identifier: Apache-2.0

import Foundation
public import ShareEnvelope

/// A name as people see it: two names that look the same have one identity, whatever their bytes.
///
/// It ignores the difference of case, of compatibility forms (Unicode NFKC), of the number and kind of blanks, of blanks
/// at the ends, of hyphens and apostrophes, and every character that no page shows (Default_Ignorable_Code_Point and
/// format characters: zero width, variation selectors, soft hyphen). Accents and letters of other scripts count.
public struct NameIdentity: Hashable, Sendable {
    /// The name without the differences that people do not see; only for comparing.
    let folded: String

    /// The identity of a name.
    public init(_ name: PublicText) { self.init(name.description) }

    /// The identity of a text that stands for a name.
    public init(_ name: String) {
        let shown = Self.visible(Self.visible(name).precomposedStringWithCompatibilityMapping)
        // Upper case first: ß and SS, ς and σ fall together.
        let cased = shown.uppercased().lowercased().precomposedStringWithCompatibilityMapping
        folded = cased.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            .map { String($0) }.joined(separator: " ")
    }

    /// Whether nothing of the name can be seen.
    public var isBlank: Bool { folded.isEmpty }

    /// The text without what no page shows, with one form of hyphen, apostrophe and blank.
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
    /// Whether people take both texts for one name.
    public func isSameName(as other: PublicText) -> Bool { NameIdentity(self) == NameIdentity(other) }
}
