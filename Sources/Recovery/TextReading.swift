// SPDX-License-Identifier: Apache-2.0
//
// One reader for the text of every source: files, pipes, handheld readers, pastes and keyboards.

public import SecretMemory
import ShareEnvelope

extension RecoverySession {
    /// What text is by its form: how to hide it, and whether it is for a recovery at all.
    public static func form(of text: borrowing SecretBytes) -> TextLineForm { TextItems.form(of: SheetText(text)) }

    /// Takes the codes, lines and words of a text; what is none of these is passed over.
    public mutating func add(text: borrowing SecretBytes, from source: Source) {
        let text = SheetText(text)
        let items = TextItems(text)
        for item in items.items {
            switch item {
            case .code(let ranges, _): addCode(text, ranges, from: source)
            case .checkedLine(let ranges, _): addLine(text, ranges, from: source)
            case .words: continue
            }
        }
        for run in WordRuns(items.rows, in: text).runs { add(run, of: text, from: source) }
    }

    /// Reads a code alone, then with the lines that may continue it; the check tells which is whole.
    private mutating func addCode(_ text: borrowing SheetText, _ ranges: [Range<Int>], from source: Source) {
        var first: EnvelopeError?
        var code = SecretWriter(capacity: 600)
        for range in ranges {
            code.append(text.bytes, range: range)
            do throws(EnvelopeError) {
                return add(try PaperCode.read(code.span), from: SourcePage(source))
            } catch { first = first ?? error }
        }
        if let first { note(.damaged(first), at: SourcePage(source)) }
    }

    private mutating func addLine(_ text: borrowing SheetText, _ ranges: [Range<Int>], from source: Source) {
        var first: EnvelopeError?
        // A checked line holds what is public.
        var letters: [UInt8] = []
        for range in ranges {
            for index in range { letters.append(text.bytes.span[index]) }
            do throws(EnvelopeError) {
                return add(try CheckedLine(reading: String(decoding: letters, as: UTF8.self)), from: source)
            } catch { first = first ?? error }
        }
        let name = String(decoding: letters.filter { !SheetText.isFiller($0) }.prefix(4), as: UTF8.self)
        if let first { note(.damagedLine(name, first), at: SourcePage(source)) }
    }

    private mutating func add(_ run: WordRun, of text: borrowing SheetText, from source: Source) {
        if let missing = run.missingRow { return note(.missingRow(missing), at: SourcePage(source)) }
        var words = TypedWords()
        for row in run.ordered {
            for token in row.tokens {
                do throws(EnvelopeError) { try words.append(text.bytes.span.extracting(token)) } catch {
                    // Words in which one is wrong are no share; its line is told, and the rest of the text goes on.
                    return note(.damagedLine("\(row.line)", error), at: SourcePage(source))
                }
            }
        }
        add(words, from: source)
    }
}
