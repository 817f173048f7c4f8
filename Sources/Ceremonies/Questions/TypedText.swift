// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
package import Ledger
import Reports
package import ShareEnvelope

extension PublicText {
    /// Makes a label, a name or a sentence of what a person typed, in NFC and without spaces at its ends.
    ///
    /// - Parameter what: what the person would call it.
    /// - Throws: `Refusal` that says what is wrong with it.
    package init(answer text: String, called what: String, limit: Int) throws(Refusal) {
        guard text.isEmpty || !NameIdentity(text).isBlank else {
            throw Refusal("\(what) has no visible character", hint: "write it in visible characters")
        }
        do throws(TextDefect) {
            try self.init(text.precomposedStringWithCanonicalMapping, limit: limit)
        } catch {
            let hint =
                switch error {
                case .empty: "enter at least one word"
                case .tooLong: "make it shorter; letters beyond ASCII take 2 to 4 bytes each"
                default: "use plain words, without control characters and marks that change the writing direction"
                }
            throw Refusal("\(what) \(error.words)", hint: hint)
        }
    }

    /// The same for the answer to a question.
    init(answer text: String, to key: AnswerKey, limit: Int) throws(Refusal) {
        try self.init(answer: text, called: key.option, limit: limit)
    }

    /// Makes the name of a person of what a person typed.
    ///
    /// - Throws: `Refusal`, also for a text without a letter; its words leave the text out, which may be a code.
    package init(person text: String, called what: String, limit: Int = PersonName.limit) throws(Refusal) {
        let name = try PublicText(answer: text, called: what, limit: limit)
        guard PersonName.fits(name) else {
            throw Refusal("\(what) \(PersonName.defect)", hint: PersonName.hint)
        }
        self = name
    }

    /// The same for the answer to a question.
    init(person text: String, to key: AnswerKey, limit: Int = PersonName.limit) throws(Refusal) {
        try self.init(person: text, called: key.option, limit: limit)
    }
}

extension EntryPlace {
    /// Reads a place such as 17 or 17.3, as a person types it.
    ///
    /// - Throws: `Refusal`.
    package init(answer text: String, called what: String) throws(Refusal) {
        guard let place = EntryPlace(ledgerText: text) else {
            throw Refusal("\(what): \(text) is not an index", hint: "17, or 17.3 in a merged journal")
        }
        self = place
    }
}

extension StringProtocol {
    /// The text without spaces at its ends.
    package var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
