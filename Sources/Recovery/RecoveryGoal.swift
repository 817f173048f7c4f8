// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// What a recovery may open. It is stated before any sheet is read, and nothing that arrives changes it.
public enum RecoveryGoal: Sendable {
    /// These sets and no others: what the statement names, or what the ledger has in force for it. In this order.
    case sets([SetIdentity])
    /// The set of this code, which a person stated before any sheet was read.
    case choice(SetChoice)
    /// Nothing says which set is right. Where sheets of several sets come, a person must choose.
    case anyOne
}

/// What is known of a set, from the ledger at hand or from its manifest.
public enum SetStatus: Hashable, Sendable {
    /// The ledger has it in force.
    case inForce
    /// The ledger retired it on this day, `YYYY-MM-DD`.
    case retired(on: String)
    /// The ledger abandoned it on this day, `YYYY-MM-DD`.
    case abandoned(on: String)
    /// The ledger at hand does not know it.
    case unknownToLedger
    /// There is no ledger that could say anything of it.
    case noLedger
}
