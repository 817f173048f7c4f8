// SPDX-License-Identifier: Apache-2.0

/// Makes names safe to print within our own sentences.
package enum PrintedName {
    /// A name within first-strong isolate marks (UAX #9, FSI and PDI), so that a right-to-left name does not change the
    /// order of the sentence around it.
    package static func isolated(_ name: String) -> String { "\u{2068}\(harmless(name))\u{2069}" }

    /// The name without characters that could break lines or reorder the text around it; each becomes U+FFFD.
    package static func harmless(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.map { isHarmless($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: true
        }
    }
}
