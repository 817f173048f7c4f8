// SPDX-License-Identifier: Apache-2.0
//
// Perfect secrecy, not argued but counted: what fewer than k holders see is the same for every secret.

import SecretMemory
import SecretSharing
import Testing

@Suite("Fewer than k shares")
struct SecrecyTests {
    @Test("of k = 2 tell nothing: over all 256 coefficients a share takes every value once, for every x and secret")
    func oneShareOfTwo() throws {
        let threshold = try Threshold(2, of: 255)
        // One lane for each coefficient, so that one split shows all of them.
        let coefficients = [UInt8](0...255)
        for secret in UInt8.min...UInt8.max {
            let shares = try SecretSharing.split(
                [UInt8](repeating: secret, count: 256).span, threshold: threshold, coefficients: coefficients.span
            ).exposed
            for x in 1...255 {
                var seen = [Bool](repeating: false, count: 256)
                for share in shares[(x - 1) * 256..<x * 256] { seen[Int(share)] = true }
                if seen.contains(false) { Issue.record("secret \(secret), x = \(x)") }
            }
        }
    }

    @Test("of k = 3 tell nothing: over all 65,536 pairs of coefficients two shares take every pair of values once")
    func twoSharesOfThree() throws {
        let threshold = try Threshold(3, of: 5)
        let lanes = 65_536
        let first = (0..<lanes).map { UInt8($0 & 255) }
        let second = (0..<lanes).map { UInt8($0 >> 8) }
        for secret: UInt8 in [0, 1, 0x53, 0x80, 0xFF] {
            let shares = try SecretSharing.split(
                [UInt8](repeating: secret, count: lanes).span, threshold: threshold,
                coefficients: (first + second).span
            ).exposed
            for one in 1...5 {
                for other in 1..<one {
                    var seen = [Bool](repeating: false, count: lanes)
                    for lane in 0..<lanes {
                        seen[Int(shares[(one - 1) * lanes + lane]) << 8 | Int(shares[(other - 1) * lanes + lane])] =
                            true
                    }
                    #expect(!seen.contains(false), "secret \(secret), x = \(one) and \(other)")
                }
            }
        }
    }

    @Test("of any k tell nothing in GF(8) either, by the same construction in a field small enough for all secrets")
    func smallField() {
        // GF(8) modulo x³ + x + 1, n = 4; all secrets, all coefficients, all choices of k − 1 holders.
        func multiply(_ left: Int, _ right: Int) -> Int {
            var product = 0
            for bit in 0..<3 where right & 1 << bit != 0 { product ^= left << bit }
            for bit in [4, 3] where product & 1 << bit != 0 { product ^= 0b1011 << (bit - 3) }
            return product
        }
        for needed in 1...4 {
            let polynomials = 1 << (3 * (needed - 1))
            for holders in 0..<16 where holders.nonzeroBitCount == needed - 1 {
                let xs = (1...4).filter { holders & 1 << ($0 - 1) != 0 }
                for secret in 0..<8 {
                    var views = Set<[Int]>()
                    for number in 0..<polynomials {
                        views.insert(
                            xs.map { x in
                                let top = (0..<needed - 1).reversed().reduce(0) {
                                    multiply($0, x) ^ (number >> (3 * $1) & 7)
                                }
                                return multiply(top, x) ^ secret
                            })
                    }
                    #expect(views.count == polynomials, "k = \(needed), holders \(xs), secret \(secret)")
                }
            }
        }
    }

    @Test("come from coefficients that are uniform, zero included")
    func uniformCoefficients() {
        // The key is fixed, so the figure is the same in every run.
        let key = SecretBytes(copying: [UInt8](0..<32).span)
        let stream = KeyStream.bytes(1 << 20, key: key)
        var counts = [Int](repeating: 0, count: 256)
        for index in stream.span.indices { counts[Int(stream.span[index])] += 1 }
        let expected = Double(1 << 20) / 256
        let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        // 255 degrees of freedom: 99.9 % of uniform streams lie between these.
        #expect((175...350).contains(chiSquare), "chi-square \(chiSquare)")
        // Five standard deviations.
        #expect(abs(Double(counts[0]) - expected) < 5 * expected.squareRoot(), "\(counts[0]) zeros")
    }

    @Test("differ between two splits of one secret under fresh coefficients")
    func freshCoefficients() throws {
        let secret = [UInt8](repeating: 7, count: 32)
        let threshold = try Threshold(2, of: 3)
        let one = try SecretSharing.split(
            secret.span, threshold: threshold, coefficients: SecretBytes(randomCount: 32).span)
        let other = try SecretSharing.split(
            secret.span, threshold: threshold, coefficients: SecretBytes(randomCount: 32).span)
        let areEqual = one.isEqual(to: other)
        #expect(!areEqual)
    }
}
