// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// Reads a number that has one reading only: 1 to 9 ASCII digits without a sign, a mark or a leading zero.
    ///
    /// `010` is eight to some readers and ten to others, `0x2` and `1_0` are numbers to some of them only.
    ///
    /// - Returns: nothing for every other text.
    public init?(plainDecimal text: some StringProtocol) {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.count == 1 || digits.first != 0x30, let number = Int(text)
        else { return nil }
        self = number
    }
}
