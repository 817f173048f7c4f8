// SPDX-License-Identifier: Apache-2.0
//
// One reader for the text of every source: files, pipes, handheld readers, pastes and keyboards.

package import SecretMemory
import ShareEnvelope

extension RecoverySession {
    /// What text is, by its form: decides how to hide it, and whether it is for a recovery at all.
    package static func form(of text: borrowing SecretBytes) -> TextLineForm { TextItems.form(of: SheetText(text)) }

    /// Whether bytes can be text at all, from sheets or not.
    package static func mayBeText(_ bytes: borrowing SecretBytes) -> Bool { SheetText(bytes).mayBeText }

    /// Takes the codes, lines and words of a text; ignores the rest.
    package mutating func add(text: borrowing SecretBytes, from source: Source) {
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

    private mutating func addCode(_ text: borrowing SheetText, _ ranges: [Range<Int>], from source: Source) {
        do throws(EnvelopeError) { add(try TextItems.code(in: text, ranges), from: SourcePage(source)) } catch {
            let kind = ranges.first.flatMap { PaperCode.kind(of: text.bytes.span.extracting($0)) }
            note(error, ofCode: kind, at: SourcePage(source))
        }
    }

    private mutating func addLine(_ text: borrowing SheetText, _ ranges: [Range<Int>], from source: Source) {
        do throws(EnvelopeError) { add(try TextItems.checkedLine(in: text, ranges), from: source) } catch {
            var name = ""
            for range in ranges.prefix(1) {
                let letters = range.map { text.bytes.span[$0] }.filter { !SheetText.isFiller($0) }
                name = String(decoding: letters.prefix(4), as: UTF8.self)
            }
            note(.damagedLine(name, error), at: SourcePage(source))
        }
    }

    private mutating func add(_ run: WordRun, of text: borrowing SheetText, from source: Source) {
        do throws(WordRun.Refusal) { add(try run.words(in: text), from: source) } catch {
            switch error {
            case .missingRow(let row): note(.missingRow(row), at: SourcePage(source))
            case .wrongWord(let line, let error): note(.damagedLine("\(line)", error), at: SourcePage(source))
            }
        }
    }
}

extension TextItems {
    /// Whether a text has a code or a checked line that is whole.
    static func hasWholeItem(_ text: borrowing SheetText) -> Bool {
        for item in TextItems(text).items {
            switch item {
            case .code(let ranges, _): if (try? code(in: text, ranges)) != nil { return true }
            case .checkedLine(let ranges, _): if (try? checkedLine(in: text, ranges)) != nil { return true }
            case .words: continue
            }
        }
        return false
    }

    /// Reads a code alone, then with the lines that may continue it; the check decides which one is whole.
    ///
    /// - Throws: what is wrong with the code alone.
    static func code(in text: borrowing SheetText, _ ranges: [Range<Int>]) throws(EnvelopeError) -> PaperCode {
        var first: EnvelopeError?
        var code = SecretWriter(capacity: 600)
        for range in ranges {
            code.append(text.bytes, range: range)
            do throws(EnvelopeError) { return try PaperCode.read(code.span) } catch { first = first ?? error }
        }
        throw first ?? .malformed(.code, .empty)
    }

    /// Reads a checked line alone, then with the line that may continue it.
    ///
    /// - Throws: what is wrong with the line alone.
    static func checkedLine(in text: borrowing SheetText, _ ranges: [Range<Int>]) throws(EnvelopeError) -> CheckedLine {
        var first: EnvelopeError?
        // A checked line is public.
        var letters: [UInt8] = []
        for range in ranges {
            for index in range { letters.append(text.bytes.span[index]) }
            do throws(EnvelopeError) {
                return try CheckedLine(reading: String(decoding: letters, as: UTF8.self))
            } catch { first = first ?? error }
        }
        throw first ?? .malformed(.line, .empty)
    }
}

extension WordRun {
    /// Why rows of words are not a share.
    enum Refusal: Error {
        case missingRow(Int)
        /// The number of the line, and what is wrong with a word in it.
        case wrongWord(Int, EnvelopeError)
    }

    /// The words in the order of the sheet.
    func words(in text: borrowing SheetText) throws(Refusal) -> TypedWords {
        if let missingRow { throw .missingRow(missingRow) }
        var words = TypedWords()
        for row in ordered {
            for token in row.tokens {
                // With a wrong word there is no share: its line is reported, and reading continues with the next share.
                do throws(EnvelopeError) { try words.append(text.bytes.span.extracting(token)) } catch {
                    throw .wrongWord(row.line, error)
                }
            }
        }
        return words
    }
}
