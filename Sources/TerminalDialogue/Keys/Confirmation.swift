// SPDX-License-Identifier: Apache-2.0
//
// A step that cannot be undone is confirmed by a word typed by hand. Enter is not enough: readers send it after each
// code, often twice, and a held key repeats it.

package import SecretMemory

/// A word that a person types, key by key, before a step that cannot be undone.
package struct Confirmation: Hashable, Sendable {
    /// The word; ASCII letters in lower case.
    package let word: String

    init(_ word: String) { self.word = word }

    /// Shows the credential.
    package static let show = Confirmation("show")
    /// Shows it once more.
    package static let again = Confirmation("again")
    /// Opens the other credential of the account.
    package static let next = Confirmation("next")
    /// Tries the quorums of the sheets that are there.
    package static let trial = Confirmation("try")
    /// Deals the credential to new sheets.
    package static let deal = Confirmation("deal")
    /// Lets shares sign.
    package static let sign = Confirmation("sign")
    /// Has a sheet destroyed.
    package static let destroy = Confirmation("destroy")
    /// Says that a password is set at the account, so that the old set can go.
    package static let set = Confirmation("set")
    /// Prints a sheet.
    package static let print = Confirmation("print")

    /// The message when the word arrived too fast to be typed by hand.
    package var refusal: String {
        "That came too fast for a hand. Wait a second, type \(word) one letter at a time, then press Enter."
    }

    /// Whether a key is the word's first letter; case does not count.
    func begins(with key: UInt8) -> Bool { word.utf8.first == key | 0x20 }

    /// Whether the line is the word; case and surrounding spaces do not count.
    package func matches(_ line: borrowing SecretBytes) -> Bool {
        let text = line.span
        var start = 0
        var end = line.count
        while start < end, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
        while end > start, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        guard end - start == word.utf8.count else { return false }
        return word.utf8.enumerated().allSatisfy { line.span[start + $0.offset] | 0x20 == $0.element }
    }

    /// Asks until the word is typed; what was typed before the prompt does not count.
    ///
    /// - Returns: whether it was typed; false if the person gave up.
    package func ask(_ prompt: String) -> Bool {
        Terminal.withKeys {
            var input = LineInput()
            input.keyboard.settle()
            while true {
                switch input.ask(prompt, confirmation: self) {
                case .confirmed: return true
                case .end: return false
                case .line: Console.say("That is not the word. Type \(word) to continue; Ctrl-C gives up.")
                }
            }
        }
    }
}
