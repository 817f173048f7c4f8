// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import Testing

@Suite("A field element")
struct FieldElementTests {
    @Test("multiplies as long multiplication modulo 0x11B does, in all 65,536 cases")
    func products() {
        for left in UInt8.min...UInt8.max {
            for right in UInt8.min...UInt8.max
            where (FieldElement(left) * FieldElement(right)).rawValue != SlowField.multiply(left, right) {
                Issue.record("\(left) × \(right)")
            }
        }
    }

    @Test("lives in the field of AES and of no other")
    func modulus() {
        // FIPS 197 §4.2 and §4.2.1; in 0x11D the first product is not 1.
        #expect(FieldElement(0x53) * FieldElement(0xCA) == .one)
        #expect(FieldElement(0x57) * FieldElement(0x83) == FieldElement(0xC1))
        #expect(FieldElement(3) * FieldElement(7) == FieldElement(9))
    }

    @Test("has an inverse unless it is zero")
    func inverses() {
        for value in UInt8(1)...UInt8.max {
            let element = FieldElement(value)
            #expect(element * element.inverse == .one)
        }
    }

    @Test("ends the program when the inverse of zero is asked for")
    func inverseOfZero() async {
        await #expect(processExitsWith: .failure) { _ = FieldElement.zero.inverse }
    }

    @Test("adds without carry, so that every element is its own opposite")
    func sums() {
        #expect(FieldElement(0x57) + FieldElement(0x83) == FieldElement(0xD4))
        for value in UInt8.min...UInt8.max { #expect(FieldElement(value) + FieldElement(value) == .zero) }
    }
}
