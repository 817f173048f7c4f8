// SPDX-License-Identifier: Apache-2.0

/// The paper that a sheet is laid out for.
public enum PaperSize: String, CaseIterable, Sendable {
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

/// The kind of file that a sheet is drawn into.
public enum SheetFormat: String, CaseIterable, Sendable {
    /// One file with all pages, text as text, fonts embedded.
    case pdf
    /// One file for each page, text as outlines.
    case svg
    /// One file for each page, 8-bit grey at 300 dots an inch.
    case png
}
