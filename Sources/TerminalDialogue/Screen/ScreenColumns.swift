// SPDX-License-Identifier: Apache-2.0

/// How many columns text takes on a screen.
package enum ScreenColumns {
    /// The columns of a text.
    package static func count(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + count($1) }
    }

    private static func count(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return isWide(scalar.value) ? 2 : 1
        }
    }

    /// Whether it is one of the letters of East Asia, or a picture (Unicode Standard Annex 11, W and F).
    private static func isWide(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension String {
    /// The text with spaces on its right, up to a width in columns.
    func filled(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - ScreenColumns.count(self)))
    }
}
