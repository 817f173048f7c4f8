// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@Suite("Sharing among equals")
struct SecretSharingTests {
    @Test("puts the polynomial's value at x = 1…n into the shares, in this order")
    func valuesOfThePolynomial() throws {
        var numbers = RepeatableNumbers(seed: 4)
        for (needed, total) in [(1, 1), (1, 3), (2, 3), (3, 5), (5, 5), (7, 20), (20, 255), (255, 255)] {
            let length = 9
            let secret = numbers.bytes(length)
            let coefficients = numbers.bytes((needed - 1) * length)
            let shares = try SecretSharing.split(
                secret.span, threshold: Threshold(needed, of: total), coefficients: coefficients.span
            ).exposed
            for x in 1...total {
                let expected = (0..<length).map { place in
                    let polynomial =
                        [secret[place]]
                        + stride(from: place, to: coefficients.count, by: length).map { coefficients[$0] }
                    return SlowField.evaluate(polynomial, at: UInt8(x))
                }
                #expect(Array(shares[(x - 1) * length..<x * length]) == expected, "\(needed) of \(total), x = \(x)")
            }
        }
    }

    @Test("gives the secret back from every set of k shares in any order, for all k of n up to 8")
    func everyQuorum() throws {
        var numbers = RepeatableNumbers(seed: 5)
        let secret = numbers.bytes(5)
        for total in 1...8 {
            for needed in 1...total {
                let shares = try SecretSharing.split(
                    secret.span, threshold: Threshold(needed, of: total),
                    coefficients: numbers.bytes((needed - 1) * secret.count).span
                ).exposed
                for chosen in 0..<1 << total {
                    let xs = (1...total).filter { chosen & 1 << ($0 - 1) != 0 }.shuffled(using: &numbers)
                    let values = xs.flatMap { shares[($0 - 1) * secret.count..<$0 * secret.count] }
                    let coordinates = try xs.map { try ShareCoordinate($0) }
                    if xs.count >= needed {
                        let combined = try SecretSharing.combine(
                            coordinates: coordinates, values: values.span, needed: needed)
                        #expect(combined.exposed == secret, "\(needed) of \(total): \(xs)")
                    } else {
                        #expect(throws: SharingError.tooFewShares(needed: needed, found: xs.count)) {
                            _ = try SecretSharing.combine(coordinates: coordinates, values: values.span, needed: needed)
                        }
                    }
                }
            }
        }
    }

    @Test("keeps every byte of a secret, whatever its length and its first and last bytes")
    func lengths() throws {
        var numbers = RepeatableNumbers(seed: 6)
        let threshold = try Threshold(2, of: 3)
        let coordinates = [try ShareCoordinate(3), try ShareCoordinate(1)]
        for length in [0, 1, 2, 31, 32, 33, 100, 65_537] {
            for secret in [
                [UInt8](repeating: 0, count: length), [UInt8](repeating: 255, count: length), numbers.bytes(length),
            ] {
                let shares = try SecretSharing.split(
                    secret.span, threshold: threshold, coefficients: numbers.bytes(length).span
                ).exposed
                #expect(shares.count == 3 * length)
                let values = Array(shares[(2 * length)...] + shares[..<length])
                let combined = try SecretSharing.combine(coordinates: coordinates, values: values.span, needed: 2)
                #expect(combined.exposed == secret)
            }
        }
    }

    @Test("accepts zero coefficients, also at the top")
    func zeroCoefficients() throws {
        let secret: [UInt8] = [1, 2, 3]
        let threshold = try Threshold(3, of: 5)
        for coefficients: [UInt8] in [[9, 8, 7, 0, 0, 0], [0, 0, 0, 4, 5, 6], [0, 0, 0, 0, 0, 0]] {
            let shares = try SecretSharing.split(secret.span, threshold: threshold, coefficients: coefficients.span)
            let coordinates = try [1, 2, 3].map { try ShareCoordinate($0) }
            let combined = try SecretSharing.combine(
                coordinates: coordinates, values: shares.span.extracting(0..<9), needed: 3)
            #expect(combined.exposed == secret)
        }
    }

    @Test("takes the first shares that it needs, so that a surplus one cannot spoil the result")
    func surplus() throws {
        let secret: [UInt8] = [42, 0, 7]
        let shares = try SecretSharing.split(
            secret.span, threshold: Threshold(2, of: 3), coefficients: [1, 2, 3].span
        ).exposed
        let values = Array(shares[..<6]) + [0, 0, 0]
        let coordinates = try [1, 2, 3].map { try ShareCoordinate($0) }
        #expect(
            try SecretSharing.combine(coordinates: coordinates, values: values.span, needed: 2).exposed == secret)
    }

    @Test("refuses x = 0, which would dictate the result, and x over 255")
    func coordinateBounds() throws {
        for number in [-1, 0, 256, 512] {
            #expect(throws: SharingError.impossibleCoordinate(number)) { _ = try ShareCoordinate(number) }
        }
        for number in 1...255 { #expect(try ShareCoordinate(number).rawValue == UInt8(number)) }
    }

    @Test("refuses the same x twice, with the same value or with another")
    func repeatedCoordinates() throws {
        let coordinates = try [5, 9, 5].map { try ShareCoordinate($0) }
        for values: [UInt8] in [[1, 2, 1], [1, 2, 3]] {
            #expect(throws: SharingError.repeatedCoordinate(5)) {
                _ = try SecretSharing.combine(coordinates: coordinates, values: values.span, needed: 2)
            }
        }
    }

    @Test("refuses values that do not divide into shares of equal length")
    func unequalLengths() throws {
        let coordinates = try [1, 2].map { try ShareCoordinate($0) }
        #expect(throws: SharingError.unequalLengths(expected: 4, found: 5)) {
            _ = try SecretSharing.combine(coordinates: coordinates, values: [1, 2, 3, 4, 5].span, needed: 2)
        }
    }

    @Test("refuses no shares at all and a threshold of none")
    func noShares() throws {
        #expect(throws: SharingError.tooFewShares(needed: 1, found: 0)) {
            _ = try SecretSharing.combine(coordinates: [], values: [UInt8]().span, needed: 1)
        }
        #expect(throws: SharingError.impossibleThreshold(needed: 0, total: 1)) {
            _ = try SecretSharing.combine(coordinates: [ShareCoordinate(1)], values: [1].span, needed: 0)
        }
    }

    @Test("refuses coefficients that do not fit, and says how many bytes it takes")
    func coefficientCounts() throws {
        let threshold = try Threshold(3, of: 5)
        for count in [0, 3, 5, 7] {
            #expect(throws: SharingError.wrongCoefficientCount(needed: 6, found: count)) {
                _ = try SecretSharing.split(
                    [1, 2, 3].span, threshold: threshold, coefficients: [UInt8](repeating: 1, count: count).span)
            }
        }
    }

    @Test("refuses thresholds that nobody could meet")
    func thresholds() {
        for (needed, total) in [(0, 1), (0, 0), (2, 1), (1, 256), (256, 256), (-1, 3)] {
            #expect(throws: SharingError.impossibleThreshold(needed: needed, total: total)) {
                _ = try Threshold(needed, of: total)
            }
        }
    }

    @Test("interpolates at any x: a share's own x gives its value, another gives the share that was not dealt")
    func interpolation() throws {
        let secret: [UInt8] = [200, 100]
        let shares = try SecretSharing.split(
            secret.span, threshold: Threshold(3, of: 255), coefficients: [1, 2, 3, 4].span
        ).exposed
        let points: [UInt8] = [7, 254, 31]
        let values = points.flatMap { shares[(Int($0) - 1) * 2..<Int($0) * 2] }
        for x in UInt8.min...UInt8.max {
            let value = try SecretSharing.interpolate(
                at: FieldElement(x), coordinates: points.map { FieldElement($0) }, values: values.span)
            #expect(value.exposed == (x == 0 ? secret : Array(shares[(Int(x) - 1) * 2..<Int(x) * 2])))
        }
    }

    @Test("gives the same result on every kernel", arguments: FieldKernelTests.kernels)
    func kernels(_ kernel: FieldKernel) throws {
        var numbers = RepeatableNumbers(seed: 7)
        let secret = numbers.bytes(77)
        let shares = try SecretSharing.split(
            secret.span, threshold: Threshold(3, of: 5), coefficients: numbers.bytes(154).span, kernel: kernel)
        let coordinates = try [1, 2, 3].map { try ShareCoordinate($0) }
        let combined = try SecretSharing.combine(
            coordinates: coordinates, values: shares.span.extracting(0..<231), needed: 3, kernel: kernel)
        #expect(combined.exposed == secret)
    }
}
