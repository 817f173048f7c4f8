// SPDX-License-Identifier: Apache-2.0

/// A paragraph with a bold lead and, in a list of steps, a number.
struct Paragraph: Equatable, Sendable {
    /// Room for a step's number, in points.
    static let numberWidth = 14.0
    /// Space between paragraphs as a factor of the text's size.
    static let gap = 0.4

    var number: Int?
    /// The bold words that the eye sees first.
    var lead: String
    var text: String

    /// Paragraphs numbered as steps 1, 2, 3 …
    static func steps(_ steps: [(lead: String, text: String)]) -> [Paragraph] {
        steps.enumerated().map { Paragraph(number: $0.offset + 1, lead: $0.element.lead, text: $0.element.text) }
    }
}
