// SPDX-License-Identifier: Apache-2.0

import Recovery
import Reports
import ShareEnvelope

/// Why a request is refused, for a person.
struct Refusal: Error {
    let words: String
    var hint: String?
    /// The name of the stated thing that is wrong.
    var field: String?

    init(_ words: String, hint: String? = nil, field: String? = nil) {
        self.words = words
        self.hint = hint
        self.field = field
    }

    init(_ error: EnvelopeError) { self.init(error.words, hint: error.hint) }
}
