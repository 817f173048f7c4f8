// SPDX-License-Identifier: Apache-2.0
//
// A code scanned or words pasted at the wrong prompt would end up on the screen, and then in the ledger.

import SecretMemory
import ShareEnvelope

/// Detects lines that may be a share, or part of one.
enum ShareTraces {
    /// This many words of the list in a row are not an ordinary sentence.
    private static let wordLimit = 4
    /// A run of this many letters and digits of a code, without a space, is not a word.
    private static let runLimit = 24

    /// Whether a line has the mark of a code, sixteen bytes or more of one, or several words of a share.
    static func areIn(_ line: borrowing Span<UInt8>) -> Bool {
        holdMark(line) || hasLongRun(line) || hasWords(line)
    }

    /// Whether a share's code begins anywhere in the line, typed for any keyboard.
    static func holdMark(_ line: borrowing Span<UInt8>) -> Bool { KeyboardLayout.holdsShareMark(line) }

    private static func hasWords(_ line: borrowing Span<UInt8>) -> Bool {
        var run = 0
        var start = 0
        for index in 0...line.count {
            if index < line.count, ![0x20, 0x09, 0x2C].contains(line[index]) { continue }
            if index - start == 4 {
                var words = TypedWords()
                run = (try? words.append(line.extracting(start..<index))) == true ? run + 1 : 0
                if run >= wordLimit { return true }
            } else if index > start, !isRowLetter(line.extracting(start..<index)) {
                run = 0
            }
            start = index + 1
        }
        return false
    }

    /// Whether it is `A` or `A:`, as before a row of words.
    private static func isRowLetter(_ part: borrowing Span<UInt8>) -> Bool {
        (0x41...0x5A).contains(part[0]) && (part.count == 1 || part.count == 2 && part[1] == 0x3A)
    }

    private static func hasLongRun(_ line: borrowing Span<UInt8>) -> Bool {
        var run = 0
        var hasDigit = false
        for index in line.indices {
            switch line[index] {
            case 0x41...0x5A, 0x61...0x7A: run += 1
            case 0x32...0x37: (run, hasDigit) = (run + 1, true)
            default: (run, hasDigit) = (0, false)
            }
            if run >= runLimit, hasDigit { return true }
        }
        return false
    }
}
