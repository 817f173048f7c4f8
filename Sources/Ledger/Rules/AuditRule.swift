// SPDX-License-Identifier: Apache-2.0
//
// The rules by which a ledger is judged, under the identifiers of docs/LEDGER.md, section 13. The document, this file,
// the second verifier and the vectors that break the rules use the same ones.

/// A rule of docs/LEDGER.md, by its identifier.
package enum AuditRule: String, Hashable, Sendable, CaseIterable, Encodable {
    case L1, L2, L3, L4, L5, L6, L7, L8, L9
    case M1, M2
    case E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, E13, E14, E15
    case C1, C2, C3, C4, C5, C6, C7, C8
    case K1, K2, K3, K4
    case A5
    case V3, V4, V5, V6, V7, V8, V9
    case J1, J2, J3, J4, J5, J6
    case T1
    case X1, X2, X3, X4
    case F1, F5, F6, F12, F13

    /// The level of a finding under the rule.
    package var level: AuditLevel {
        switch self {
        case .L1, .L2, .L3, .L4, .L5, .L6, .L7, .M1, .M2, .E1, .E2, .E3, .E4, .E5, .E6, .E7, .E8, .E9, .E10, .E11, .E12,
            .E14, .E15, .C1, .C2, .C3, .C4, .C5, .C6, .K1, .K2, .K4, .V4, .J1, .J2, .J3, .J4, .J5, .J6, .X1, .X2:
            .wrong
        case .V3, .V5, .V6, .V9: .disputed
        case .A5: .claim
        case .E13, .C7, .K3, .F1, .F5, .F6, .F12: .void
        case .L8, .L9, .C8, .V7, .V8, .T1, .X3, .X4, .F13: .note
        }
    }
}

/// How much a finding counts against the ledger (docs/LEDGER.md, "What a rule does").
package enum AuditLevel: String, Hashable, Sendable, CaseIterable, Encodable {
    /// The ledger is not believed from that entry on.
    case wrong
    /// Unsigned evidence from outside disagrees with the ledger, so one of the two is false.
    case disputed
    /// Only the ledger keeper asserts it, and no key change relies on it.
    case claim
    /// The entry, or that part of it, does not count.
    case void
    /// Worth knowing; the entry counts.
    case note
}

/// What a verifier says about a ledger as a whole.
package enum AuditVerdict: String, Hashable, Sendable, Encodable {
    /// Something is wrong with it.
    case wrong
    /// Evidence from outside disagrees with the ledger.
    case disputed
    /// Someone outside vouches for at least one entry.
    case vouched
    /// It is consistent with itself, and no one outside vouches for any of it.
    case consistent
}
