// SPDX-License-Identifier: Apache-2.0
//
// Reed–Solomon over the sharing field (docs/FORMAT.md, "Words"): a shortened, systematic (255, 245) code with the
// generator 3 and the roots 3^0 … 3^9; the first byte is the highest power. It works on secret bytes, so it computes
// products and does not look them up.

import SecretMemory

enum ReedSolomon {
    /// The number of check bytes: ten correct five wrong bytes, or ten illegible ones.
    static let parityCount = 10

    /// Returns the ten check bytes of a message.
    static func parity(of message: borrowing Span<UInt8>) -> SecretBytes {
        var remainder = SecretBytes(zeroCount: parityCount)
        for index in message.indices {
            let feedback = message[index] ^ remainder.span[0]
            for place in 0..<parityCount {
                let next = place + 1 < parityCount ? remainder.span[place + 1] : 0
                remainder.write(next ^ product(feedback, generator[place]), at: place)
            }
        }
        return remainder
    }

    /// Corrects `word` in place and returns the places that it changed, in ascending order.
    ///
    /// - Parameter erasures: the places, counted from 0, known to be illegible; their bytes do not matter.
    /// - Throws: `EnvelopeDefect.beyondHealing` when 2·errors + erasures > 10, or an error would be outside the word.
    static func heal(_ word: inout SecretBytes, erasures: [Int]) throws(EnvelopeDefect) -> [Int] {
        guard erasures.count <= parityCount else { throw .beyondHealing }
        for place in erasures { word.write(0, at: place) }
        let syndromes = syndromes(of: word)
        guard erasures.count > 0 || !isZero(syndromes) else { return [] }
        let locator = try locator(syndromes: syndromes, erasures: erasures.map { power(word.count - 1 - $0) })
        let places = try places(of: locator, wordCount: word.count)
        try correct(&word, places: places, locator: locator, syndromes: syndromes)
        guard isZero(Self.syndromes(of: word)) else { throw .beyondHealing }
        return places
    }

    // MARK: - Steps of decoding

    private static func syndromes(of word: borrowing SecretBytes) -> SecretBytes {
        var syndromes = SecretBytes(zeroCount: parityCount)
        for exponent in 0..<parityCount {
            let root = power(exponent)
            var sum: UInt8 = 0
            for index in 0..<word.count { sum = product(sum, root) ^ word.span[index] }
            syndromes.write(sum, at: exponent)
        }
        return syndromes
    }

    /// Returns the coefficients of the locator, lowest first, by Berlekamp–Massey starting from the erasures.
    private static func locator(syndromes: borrowing SecretBytes, erasures: [UInt8]) throws(EnvelopeDefect) -> [UInt8] {
        var locator: [UInt8] = [1]
        for root in erasures { locator = times(locator, [1, root]) }
        var previous = locator
        var length = erasures.count
        for step in erasures.count..<parityCount {
            var discrepancy: UInt8 = 0
            for (degree, coefficient) in locator.enumerated() where degree <= step {
                discrepancy ^= product(coefficient, syndromes.span[step - degree])
            }
            previous.insert(0, at: 0)
            guard discrepancy != 0 else { continue }
            let adjusted = plus(locator, previous.map { product($0, discrepancy) })
            if 2 * length <= step + erasures.count {
                length = step + erasures.count + 1 - length
                previous = locator.map { product($0, inverse(discrepancy)) }
            }
            locator = adjusted
        }
        while locator.count > 1, locator.last == 0 { locator.removeLast() }
        let errors = locator.count - 1 - erasures.count
        guard errors >= 0, length == locator.count - 1, 2 * errors + erasures.count <= parityCount else {
            throw .beyondHealing
        }
        return locator
    }

    /// Returns the places whose locators are roots. There must be as many as the locator's degree; otherwise it is not
    /// a locator of this word.
    private static func places(of locator: [UInt8], wordCount: Int) throws(EnvelopeDefect) -> [Int] {
        let places = (0..<wordCount).filter { place in
            value(of: locator, at: inverse(power(wordCount - 1 - place))) == 0
        }
        guard places.count == locator.count - 1 else { throw .beyondHealing }
        return places
    }

    /// Corrects the bytes at `places` by Forney's formula, with 3^0 as the first root.
    private static func correct(
        _ word: inout SecretBytes, places: [Int], locator: [UInt8], syndromes: borrowing SecretBytes
    ) throws(EnvelopeDefect) {
        var evaluator = SecretBytes(zeroCount: parityCount)
        for degree in 0..<parityCount {
            var sum: UInt8 = 0
            for (power, coefficient) in locator.enumerated() where power <= degree {
                sum ^= product(coefficient, syndromes.span[degree - power])
            }
            evaluator.write(sum, at: degree)
        }
        // In characteristic 2, only the odd powers remain in the derivative.
        let derivative = locator.enumerated().map { $0.offset % 2 == 1 ? $0.element : 0 }.dropFirst()
        for place in places {
            let root = power(word.count - 1 - place)
            let slope = value(of: Array(derivative), at: inverse(root))
            guard slope != 0 else { throw .beyondHealing }
            var numerator: UInt8 = 0
            for degree in (0..<parityCount).reversed() {
                numerator = product(numerator, inverse(root)) ^ evaluator.span[degree]
            }
            let magnitude = product(product(root, numerator), inverse(slope))
            word.write(word.span[place] ^ magnitude, at: place)
        }
    }

    // MARK: - The field, without tables

    private static let generator: [UInt8] = {
        var polynomial: [UInt8] = [1]
        for exponent in 0..<parityCount { polynomial = times(polynomial, [power(exponent), 1]) }
        return Array(polynomial.reversed().dropFirst())
    }()

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var sum: UInt8 = 0
        var factor = left
        for bit in 0..<8 {
            sum ^= factor & (0 &- (right >> UInt8(bit) & 1))
            factor = factor << 1 ^ (0x1B & (0 &- (factor >> 7)))
        }
        return sum
    }

    private static func inverse(_ element: UInt8) -> UInt8 {
        // The group has order 255, so the inverse is the 254th power, and 254 = 2 + 4 + … + 128.
        var result: UInt8 = 1
        var square = element
        for _ in 0..<7 {
            square = product(square, square)
            result = product(result, square)
        }
        return result
    }

    private static func power(_ exponent: Int) -> UInt8 {
        var result: UInt8 = 1
        for _ in 0..<exponent { result = product(result, 3) }
        return result
    }

    private static func times(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: left.count + right.count - 1)
        for (i, a) in left.enumerated() { for (j, b) in right.enumerated() { result[i + j] ^= product(a, b) } }
        return result
    }

    private static func plus(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        (0..<max(left.count, right.count)).map {
            ($0 < left.count ? left[$0] : 0) ^ ($0 < right.count ? right[$0] : 0)
        }
    }

    private static func value(of polynomial: [UInt8], at point: UInt8) -> UInt8 {
        polynomial.reversed().reduce(0) { product($0, point) ^ $1 }
    }

    private static func isZero(_ bytes: borrowing SecretBytes) -> Bool {
        var sum: UInt8 = 0
        for index in 0..<bytes.count { sum |= bytes.span[index] }
        return sum == 0
    }
}
