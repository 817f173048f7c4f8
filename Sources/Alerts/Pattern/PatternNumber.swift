// SPDX-License-Identifier: Apache-2.0

/// A number as EventBridge compares numbers: from -5e9 to 5e9, with six digits after the point.
struct PatternNumber: Hashable, Comparable, Sendable {
    private let millionths: Int64

    /// nil if the text of the number lies outside of what is compared.
    init?(_ text: String) {
        guard let value = Double(text), abs(value) <= 5e9 else { return nil }
        millionths = Int64((value * 1e6).rounded())
    }

    static func < (one: PatternNumber, other: PatternNumber) -> Bool { one.millionths < other.millionths }
}

/// The numbers between two bounds; a bound that is nil does not limit.
struct NumberRange: Hashable, Sendable {
    struct Bound: Hashable, Sendable {
        var number: PatternNumber
        var isIncluded: Bool
    }

    var lower: Bound?
    var upper: Bound?

    func contains(_ number: PatternNumber) -> Bool {
        if let lower, number < lower.number || number == lower.number && !lower.isIncluded { return false }
        if let upper, upper.number < number || number == upper.number && !upper.isIncluded { return false }
        return true
    }
}
