// SPDX-License-Identifier: Apache-2.0
//
// Every text of a log is hostile. A text can get into a page only through an interpolation, which makes it harmless and
// escapes it; what a literal says is markup.

import Watch

/// A piece of HTML or SVG.
struct Markup: ExpressibleByStringInterpolation, Sendable {
    let text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// Pieces one after another.
    init(_ pieces: [Markup], separator: String = "\n") { text = pieces.map(\.text).joined(separator: separator) }

    /// What an interpolated literal is made of.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ content: String) { text += Markup.escaped(content) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ piece: Markup) { text += piece.text }

        mutating func appendInterpolation(_ pieces: [Markup]) { text += Markup(pieces).text }
    }

    /// Text without control and direction characters, in which nothing is markup, in content or in a quoted attribute.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText.harmless(text).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
