// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a drill's letter: refused, or the one form of what was read, signed and whole.

import Binder

func fuzz(_ input: [UInt8]) {
    guard let letter = try? DrillLetter(encoded: input) else { return }
    require(letter.encoded == input, "a letter has one form")
    require(letter.opened.way == .byMail, "only a challenge by mail makes a letter")
    require(letter.inclusion.index + 1 == letter.checkpoint.checkpoint.size.rawValue, "it is the last entry")
}
