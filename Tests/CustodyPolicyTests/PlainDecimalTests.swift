// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Testing

@Suite("Plain decimal numbers")
struct PlainDecimalTests {
    @Test(
        "digits without a zero in front are a number",
        arguments: [("0", 0), ("2", 2), ("10", 10), ("999999999", 999_999_999)])
    func taken(text: String, number: Int) { #expect(Int(plainDecimal: text) == number) }

    @Test(
        "everything that another reader would take for another number is none",
        arguments: [
            "", "010", "00", "0x2", "0o7", "0b1", "1_0", "+2", "-2", "2 ", " 2", "2.0", "1e3", "1,000", "٢", "２", "two",
            "1000000000", "99999999999999999999",
        ])
    func refused(text: String) { #expect(Int(plainDecimal: text) == nil) }
}
