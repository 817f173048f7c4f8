// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledger

/// Numbers on the command line.
enum PlainNumber {
    /// The number of an option's value.
    ///
    /// - Throws: `ValidationError` for anything but a plain decimal number.
    static func read(_ text: String) throws -> Int {
        guard let number = Int(plainDecimal: text) else {
            throw ValidationError("\(text) is not a plain decimal number: write digits only, without leading zeros")
        }
        return number
    }
}
