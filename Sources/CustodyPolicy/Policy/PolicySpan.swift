// SPDX-License-Identifier: Apache-2.0

/// A length of time as policies write it: `90 d`, `4 h`, `30 min`; at least one minute, at most ten years.
package struct PolicySpan: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The length in seconds.
    package let seconds: Int

    /// Ten years, in seconds.
    private static let limit = 3_650 * 86_400

    /// The units, longest first, each in seconds.
    private static let units = [("d", 86_400), ("h", 3_600), ("min", 60)]

    /// Reads a number and a unit, with at most one space between them.
    package init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(digits.count)
        let name = rest.first == " " ? rest.dropFirst() : rest
        guard let unit = Self.units.first(where: { $0.0 == name }), 1...7 ~= digits.count, let count = Int(digits),
            1...Self.limit / unit.1 ~= count
        else { return nil }
        seconds = count * unit.1
    }

    /// A number of days, 1…3650.
    package init(days: Int) {
        precondition(1...3_650 ~= days)
        seconds = days * 86_400
    }

    /// A number of hours, 1…87600.
    package init(hours: Int) {
        precondition(1...87_600 ~= hours)
        seconds = hours * 3_600
    }

    /// The length in its largest whole unit, but in hours up to one day: `4 h`, `36 h`, `5 d`.
    package var description: String {
        let unit = Self.units.first { seconds % $0.1 == 0 && (seconds > 86_400 || $0.0 != "d") } ?? ("min", 60)
        return "\(seconds / unit.1) \(unit.0)"
    }

    /// Sorts the shorter one first.
    package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }
}

extension PolicySpan? {
    /// Whether this limit is longer than an old one, or is missing where there was one.
    func isLonger(than old: PolicySpan?) -> Bool {
        guard let old else { return false }
        return map { $0 > old } ?? true
    }
}
