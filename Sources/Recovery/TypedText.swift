// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// Lines that are typed or pasted one after another and belong together: the rows of one share's words, or a code that
/// an editor wrapped.
struct TypedText: Sendable {
    private let held: Held?
    /// What the lines are.
    let form: TextLineForm
    /// How many words they hold.
    let wordCount: Int
    /// How many shares these words are, and whether the last one is whole.
    private let runCount: Int
    private let isWhole: Bool

    final class Held: Sendable {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    init() {
        held = nil
        form = .empty
        wordCount = 0
        runCount = 0
        isWhole = false
    }

    private init(_ bytes: consuming SecretBytes, _ form: TextLineForm) {
        let held = Held(bytes)
        let text = SheetText(held.bytes)
        let rows = TextItems(text).rows
        let runs = WordRuns(rows, in: text).runs
        self.held = held
        self.form = form
        wordCount = rows.reduce(0) { $0 + $1.tokens.count }
        runCount = runs.count
        isWhole = runs.last?.isComplete(in: text) ?? false
    }

    /// Whether the line belongs to a recovery: by its form, or because it continues a code that is not whole.
    func takes(_ line: borrowing SecretBytes) -> Bool {
        let text = SheetText(line)
        return switch TextItems.form(of: text) {
        case .empty: false
        case .other: isContinued(by: text)
        case .code, .checkedLine: true
        // A single word is an answer to something else, unless rows came before.
        case .words: if case .words = form { true } else { TypedText().appending(line).wordCount > 1 }
        }
    }

    /// Whether a code has begun and the line has only base32.
    func continues(_ line: borrowing SecretBytes) -> Bool { isContinued(by: SheetText(line)) }

    private func isContinued(by text: borrowing SheetText) -> Bool {
        guard case .code = form else { return false }
        return text.lines.allSatisfy { TextItems.isBase32(text, $0) }
    }

    /// The lines with one more; a line that does not continue them begins a new text.
    func appending(_ line: borrowing SecretBytes) -> TypedText {
        let text = SheetText(line)
        var added = TextItems.form(of: text)
        let isMore = isContinued(by: text)
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
        return TypedText(bytes.finish(), added)
    }

    private static func copy(_ bytes: borrowing SecretBytes, into writer: inout SecretWriter) { writer.append(bytes) }

    /// The text, once it can be read: for words, when there are as many as a share has.
    var ready: Held? {
        guard case .words = form else { return held }
        return isWhole ? held : nil
    }

    /// Words that wait for more and get none, because what comes next is from another share, or not words. If there are
    /// as many as a share has, they are read to report what is wrong with them.
    func abandoned(by next: TypedText) -> Held? {
        guard case .words = form else { return nil }
        if case .words = next.form { return next.runCount > runCount ? held : nil }
        return wordCount >= TypedWords.possibleCounts[0] ? held : nil
    }

    /// Whether it is a code that may continue in the next line.
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
