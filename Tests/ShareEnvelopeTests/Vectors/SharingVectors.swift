// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// Vectors/field.json
struct FieldVector: Codable {
    struct Product: Codable {
        let a: Int
        let b: Int
        let product: Int
    }

    let polynomial: String
    let generator: Int
    let powersOfGenerator: [Int]
    let inverses: [Int]
    let products: [Product]

    static func made() -> FieldVector {
        var powers: [Int] = []
        var power = FieldElement.one
        for _ in 0..<255 {
            powers.append(Int(power.rawValue))
            power = power * FieldElement(3)
        }
        let places = stride(from: 0, to: 65_536, by: 257).map { $0 } + [0x53CA, 0x0307, 0xFFFF, 0x0100, 0x00FF]
        return FieldVector(
            polynomial: "11b", generator: 3, powersOfGenerator: powers,
            inverses: (1...255).map { Int(FieldElement(UInt8($0)).inverse.rawValue) },
            products: places.map { place in
                let (a, b) = (UInt8(place >> 8), UInt8(place & 255))
                let product = FieldElement(a) * FieldElement(b)
                return Product(a: Int(a), b: Int(b), product: Int(product.rawValue))
            })
    }
}

/// Vectors/sharing.json
struct SharingVector: Codable {
    struct Group: Codable {
        let threshold: Int
        let members: Int
    }

    let name: String
    let groupsNeeded: Int
    let groups: [Group]
    let secret: String
    let coefficients: String
    /// The value of each share.
    let values: [String: String]
    /// For one group: the polynomial's value at other places.
    let elsewhere: [String: String]

    var rule: QuorumRule {
        get throws {
            try QuorumRule(
                groupsNeeded: groupsNeeded, groups: groups.map { try Threshold($0.threshold, of: $0.members) })
        }
    }

    private static func rising(_ count: Int, from first: Int, by step: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: first + $0 * step) }
    }

    static func made() throws -> [SharingVector] {
        let secret = rising(32, from: 1, by: 7)
        return try [
            made("2 of 3", secret: secret, coefficients: rising(32, from: 0x80, by: 3), groups: [(2, 3)], needed: 1),
            made("3 of 5", secret: secret, coefficients: rising(64, from: 5, by: 11), groups: [(3, 5)], needed: 1),
            made(
                "3 of 5 with a highest coefficient of zero", secret: secret,
                coefficients: rising(32, from: 9, by: 5) + [UInt8](repeating: 0, count: 32), groups: [(3, 5)], needed: 1
            ),
            made("1 of 2", secret: secret, coefficients: [], groups: [(1, 2)], needed: 1),
            made(
                "2 of 3 in one group and 1 of 2 in another", secret: secret,
                coefficients: rising(64, from: 0x33, by: 13), groups: [(2, 3), (1, 2)], needed: 2),
            made(
                "two of three groups", secret: secret, coefficients: rising(128, from: 0x41, by: 29),
                groups: [(2, 2), (3, 4), (1, 1)], needed: 2),
            made("one byte", secret: [0x42], coefficients: [0x07], groups: [(2, 3)], needed: 1),
        ]
    }

    private static func made(
        _ name: String, secret: [UInt8], coefficients: [UInt8], groups: [(Int, Int)], needed: Int
    ) throws -> SharingVector {
        let rule = try QuorumRule(groupsNeeded: needed, groups: groups.map { try Threshold($0.0, of: $0.1) })
        let values = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span).publicBytes()
        let numbers = rule.shareNumbers
        let each = numbers.indices.map { Array(values[$0 * secret.count..<($0 + 1) * secret.count]) }
        var elsewhere: [String: String] = [:]
        if groups.count == 1 {
            let points = numbers.prefix(groups[0].0).map { FieldElement($0.member.rawValue) }
            let used = each.prefix(groups[0].0).flatMap { $0 }
            for x in [0, 200, 255] {
                elsewhere["\(x)"] = try SecretSharing.interpolate(
                    at: FieldElement(UInt8(x)), coordinates: points, values: used.span
                ).publicBytes().hexadecimal
            }
        }
        return SharingVector(
            name: name, groupsNeeded: needed, groups: groups.map { Group(threshold: $0.0, members: $0.1) },
            secret: secret.hexadecimal, coefficients: coefficients.hexadecimal,
            values: Dictionary(uniqueKeysWithValues: zip(numbers, each).map { ($0.description, $1.hexadecimal) }),
            elsewhere: elsewhere)
    }
}
