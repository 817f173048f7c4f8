// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

/// A kind of text that no sheet comes as, recognized by how it begins, and by that no code or checked line in it is whole.
/// A long file of it looks like many damaged codes and lines.
package enum ForeignText: Sendable {
    /// The recovery page, of any version.
    case recoveryPage
    /// Any other HTML page.
    case webPage
    /// A drawing in SVG: maybe of a sheet, but not its text.
    case drawing
    /// Any other XML.
    case markup
    /// A script that names its interpreter.
    case script

    /// How much of a text is looked at, in bytes: the head of the recovery page is shorter.
    private static let startLimit = 4096
    /// The title of the recovery page (Page/page.html).
    private static let title = "<title>Breakglass recovery page</title>"

    /// Recognizes a text.
    ///
    /// - Returns: `nil` for text that may be from sheets.
    package init?(_ text: borrowing SecretBytes) {
        self.init(startOf: SheetText(text.slice(0..<min(text.count, Self.startLimit))))
        // A note before the codes may look like an element, and a saved mail may have codes on lines of their own.
        if TextItems.hasWholeItem(SheetText(text)) { return nil }
    }

    private init?(startOf text: borrowing SheetText) {
        guard !Self.has("#!/", at: 0, in: text), !Self.has("#! /", at: 0, in: text) else {
            self = .script
            return
        }
        let isXML = Self.has("<?xml", at: Self.afterBlanks(0, in: text), in: text)
        let root = Self.root(of: text)
        func begins(_ names: String...) -> Bool {
            names.contains { Self.has($0, at: root, in: text) && Self.isNameEnd(root + $0.utf8.count, in: text) }
        }
        if begins("<!doctype html", "<html", "<head", "<body") {
            let isOwn = (root..<text.bytes.count).contains { Self.has(Self.title, at: $0, in: text) }
            self = isOwn ? .recoveryPage : .webPage
        } else if begins("<!doctype svg", "<svg") {
            self = .drawing
        } else if isXML {
            self = .markup
        } else {
            return nil
        }
    }

    /// Where the first element or the document's type is: after blanks, comments and instructions.
    private static func root(of text: borrowing SheetText) -> Int {
        var place = afterBlanks(0, in: text)
        while true {
            let end: String
            if has("<!--", at: place, in: text) {
                end = "-->"
            } else if has("<?", at: place, in: text) {
                end = "?>"
            } else {
                return place
            }
            while place < text.bytes.count, !has(end, at: place, in: text) { place += 1 }
            place = afterBlanks(min(place + end.utf8.count, text.bytes.count), in: text)
        }
    }

    private static func afterBlanks(_ start: Int, in text: borrowing SheetText) -> Int {
        var place = start
        while place < text.bytes.count, [0x20, 0x09, 0x0A].contains(text.bytes.span[place]) { place += 1 }
        return place
    }

    /// Whether these letters are here, capital or small.
    private static func has(_ letters: String, at start: Int, in text: borrowing SheetText) -> Bool {
        guard text.bytes.count - start >= letters.utf8.count else { return false }
        var place = start
        for letter in letters.utf8 {
            guard lower(text.bytes.span[place]) == lower(letter) else { return false }
            place += 1
        }
        return true
    }

    /// Whether no letter, digit or hyphen of a longer name stands here.
    private static func isNameEnd(_ place: Int, in text: borrowing SheetText) -> Bool {
        guard place < text.bytes.count else { return true }
        return [0x20, 0x09, 0x0A, UInt8(ascii: ">"), UInt8(ascii: "/")].contains(text.bytes.span[place])
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}
