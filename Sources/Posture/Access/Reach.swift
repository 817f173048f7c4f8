// SPDX-License-Identifier: Apache-2.0

/// Whether something may be done.
package enum Reach: Int, Comparable, Sendable {
    case no
    /// It depends on a condition that an export does not settle.
    case conditional
    case yes

    package static func < (one: Reach, other: Reach) -> Bool { one.rawValue < other.rawValue }

    /// What is left of it after a denial that applies so far.
    func denied(_ denial: Reach) -> Reach {
        switch denial {
        case .no: self
        case .conditional: min(self, .conditional)
        case .yes: .no
        }
    }
}
