// SPDX-License-Identifier: Apache-2.0

/// Numbers with what they count.
enum Counted {
    /// `1 event`, `1,000 events`.
    static func text(_ count: Int, _ noun: String) -> String { "\(number(count)) \(noun)\(count == 1 ? "" : "s")" }

    /// A number with a comma between thousands.
    static func number(_ count: Int) -> String {
        var groups: [Substring] = []
        var digits = Substring(String(count))
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits = digits.dropLast(3)
        }
        return ([digits] + groups).joined(separator: ",")
    }
}
