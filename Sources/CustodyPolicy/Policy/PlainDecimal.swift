// SPDX-License-Identifier: Apache-2.0

extension Int {
    /// Reads a number that cannot be misread: 1 to 9 ASCII digits without a sign, a separator, or a leading zero.
    ///
    /// Some readers take `010` for eight and others for ten. Only some take `0x2` and `1_0` for numbers.
    ///
    /// - Returns: `nil` for any other text.
    package init?(plainDecimal text: some StringProtocol) {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.count == 1 || digits.first != 0x30, let number = Int(text)
        else { return nil }
        self = number
    }
}
