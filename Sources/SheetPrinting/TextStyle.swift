// SPDX-License-Identifier: Apache-2.0

/// How a text looks, and how far it may shrink to fit its box.
struct TextStyle: Sendable {
    enum Family: String, CaseIterable, Sendable {
        case sans = "DejaVu Sans"
        case monospace = "DejaVu Sans Mono"
    }

    enum Alignment: Sendable {
        case left
        case centre
        case right
    }

    /// Size in points, if there is room.
    var size: Double
    /// The smallest size in points. A text that still does not fit is cut with an ellipsis.
    var smallest: Double
    var isBold = false
    var family = Family.sans
    var alignment = Alignment.left
    /// Whether it may wrap to several lines.
    var wraps = false
    /// Space between letters, in points.
    var letterSpacing = 0.0
    /// Line spacing as a factor of the font's own.
    var lineSpacing = 1.0

    /// For what the eye should see first.
    static let title = TextStyle(size: 24, smallest: 9, isBold: true, wraps: true)
    static let heading = TextStyle(size: 13, smallest: 10, isBold: true)
    static let body = TextStyle(size: 9.5, smallest: 6.5, wraps: true)
    static let caption = TextStyle(size: 8, smallest: 6)
    static let typed = TextStyle(size: 13, smallest: 9, isBold: true, family: .monospace)

    func bold() -> TextStyle { changed { $0.isBold = true } }
    func aligned(_ alignment: Alignment) -> TextStyle { changed { $0.alignment = alignment } }
    func sized(_ size: Double) -> TextStyle {
        changed {
            $0.size = size
            $0.smallest = min($0.smallest, size)
        }
    }

    private func changed(_ change: (inout TextStyle) -> Void) -> TextStyle {
        var copy = self
        change(&copy)
        return copy
    }
}
