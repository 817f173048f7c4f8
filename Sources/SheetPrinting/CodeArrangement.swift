// SPDX-License-Identifier: Apache-2.0

/// How the first codes and the steps share the lower third.
enum CodeArrangement: Equatable {
    /// At most two, to the right of the steps.
    case beside(count: Int, dots: Int)
    /// One row across the page, below short steps.
    case row(count: Int, dots: Int)

    /// 0.762 mm.
    private static let largestModule = 9
    /// The width that the steps need next to the codes.
    static let stepsWidth = millimetres(92)
    static let gap = millimetres(3)
    static let mostOnFirstPage = 8
    /// The room that the heading above the codes and the notes below them need.
    static let headingHeight = millimetres(7.5)
    static let notesHeight = millimetres(17)
    /// In characters. A longer rule leaves no room for a row of codes below readable steps.
    static let longestRuleAboveRow = 160

    /// Fits as many codes as possible in the panel, then chooses the largest modules for them. The rest goes on later
    /// pages.
    init(_ codes: [EncodedCode], rule: SheetRule, panel: Box) {
        let besideWidth = panel.width - Self.stepsWidth - Self.gap
        let isRow = codes.count > 2 && rule.inWords.count <= Self.longestRuleAboveRow
        let available = isRow ? panel.width : besideWidth
        var candidates = codes.prefix(isRow ? Self.mostOnFirstPage : 2)
        while Self.width(of: candidates, dots: DotGrid.smallestModule) > available { candidates.removeLast() }
        let height = panel.height - Self.headingHeight - Self.notesHeight
        // The steps above a row need the height, so a row uses the smallest module.
        let dots =
            isRow
            ? DotGrid.smallestModule
            : stride(from: Self.largestModule, through: DotGrid.smallestModule, by: -1)
                .first {
                    Self.width(of: candidates, dots: $0) <= available && Self.height(of: candidates, dots: $0) <= height
                } ?? DotGrid.smallestModule
        self = isRow ? .row(count: candidates.count, dots: dots) : .beside(count: candidates.count, dots: dots)
    }

    /// How many codes are on the first page.
    var count: Int {
        switch self {
        case .beside(let count, _), .row(let count, _): count
        }
    }

    static func height(of codes: ArraySlice<EncodedCode>, dots: Int) -> Double {
        codes.map { $0.height(dots: dots) }.max() ?? 0
    }

    static func width(of codes: ArraySlice<EncodedCode>, dots: Int) -> Double {
        codes.reduce(0) { $0 + $1.width(dots: dots) }
    }
}
