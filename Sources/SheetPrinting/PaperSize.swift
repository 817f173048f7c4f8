// SPDX-License-Identifier: Apache-2.0

/// The paper size that a sheet is laid out for.
package enum PaperSize: String, CaseIterable, Sendable {
    /// 210 mm × 297 mm, ISO 216.
    case a4
    /// 8.5 in × 11 in, ANSI A: 215.9 mm × 279.4 mm.
    case letter

    var width: Double {
        switch self {
        case .a4: millimetres(210)
        case .letter: 612
        }
    }

    var height: Double {
        switch self {
        case .a4: millimetres(297)
        case .letter: 792
        }
    }
}

/// The file format that a sheet is drawn in.
package enum SheetFormat: String, CaseIterable, Sendable {
    /// One file for all pages, with text as text and embedded fonts.
    case pdf
    /// One file for each page, with text as outlines.
    case svg
    /// One file for each page, 8-bit gray at 300 dots per inch.
    case png
}
