// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a drill letter: they are refused, or are the only encoding of what was read, signed and whole.

import Custody

func fuzz(_ input: [UInt8]) {
    guard let letter = try? DrillLetter(encoded: input) else { return }
    require(letter.encoded == input, "a letter has exactly one encoding")
    require(letter.opened.way == .byMail, "only a challenge by mail is a letter")
    require(letter.inclusion.index + 1 == letter.checkpoint.checkpoint.size.rawValue, "the challenge is the last entry")
}
