// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// Lines that are typed or pasted one after the other and belong together: the rows of one share's words, or a code
/// that an editor wrapped.
struct TypedText: Sendable {
    private let held: Held?
    /// What the lines are.
    let form: TextLineForm
    /// How many words they hold.
    let wordCount: Int

    final class Held: Sendable {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    init() {
        held = nil
        form = .empty
        wordCount = 0
    }

    private init(_ bytes: consuming SecretBytes, _ form: TextLineForm, wordCount: Int) {
        held = Held(bytes)
        self.form = form
        self.wordCount = wordCount
    }

    /// Whether the line belongs to a recovery: by its form, or because it continues a code that is not whole.
    func takes(_ line: borrowing SecretBytes) -> Bool {
        let text = SheetText(line)
        return switch TextItems.form(of: text) {
        case .empty: false
        case .other: continuesCode(text)
        case .code, .checkedLine, .words: true
        }
    }

    /// Whether a code is begun and the line holds nothing but base32.
    private func continuesCode(_ text: borrowing SheetText) -> Bool {
        guard case .code = form else { return false }
        return text.lines.allSatisfy { TextItems.isBase32(text, $0) }
    }

    /// The lines with one more; a line that continues nothing begins a text of its own.
    func appending(_ line: borrowing SecretBytes) -> TypedText {
        let text = SheetText(line)
        var added = TextItems.form(of: text)
        let isMore = continuesCode(text)
        if isMore { added = .code }
        let continues =
            switch (form, added) {
            case (.words, .words): true
            default: isMore
            }
        var bytes = SecretWriter(capacity: 1024)
        if continues, let held { Self.copy(held.bytes, into: &bytes) }
        bytes.append(line)
        bytes.append(UInt8(ascii: "\n"))
        let words = TextItems.wordCount(of: text)
        return TypedText(bytes.finish(), added, wordCount: (continues ? wordCount : 0) + words)
    }

    private static func copy(_ bytes: borrowing SecretBytes, into writer: inout SecretWriter) { writer.append(bytes) }

    /// The text, once it is to be read: words when they are as many as a share has.
    var ready: Held? {
        guard case .words = form else { return held }
        guard let held else { return nil }
        return wordCount >= TextItems.expectedWordCount(of: SheetText(held.bytes)) ? held : nil
    }

    /// Whether it is a code that may go on in the next line.
    var mayContinue: Bool {
        guard case .code = form, let held else { return false }
        return Self.isUnreadable(held.bytes)
    }

    private static func isUnreadable(_ bytes: borrowing SecretBytes) -> Bool {
        do throws(EnvelopeError) {
            _ = try PaperCode.read(bytes.span)
            return false
        } catch { return true }
    }
}
