// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// What a recovery may open. It is stated before any sheet is read, and no sheet changes it.
package enum RecoveryGoal: Sendable {
    /// Only these sets, in this order: the ones that the statement names, or that the ledger has in force for it.
    case sets([SetIdentity])
    /// The set of this code, which a person stated before any sheet was read.
    case choice(SetChoice)
    /// Nothing says which set is right. If sheets of several sets come, a person must choose.
    case anyOne
    /// Another credential of the account of this set, which was opened before in the same ceremony.
    case otherCredential(than: Manifest)
}

/// What the ledger says about a set.
package enum SetStatus: Hashable, Sendable {
    /// The ledger has it in force.
    case inForce
    /// The ledger retired it on this day, `YYYY-MM-DD`.
    case retired(on: String)
    /// The ledger abandoned it on this day, `YYYY-MM-DD`.
    case abandoned(on: String)
    /// The ledger does not know it.
    case unknownToLedger
    /// There is no ledger.
    case noLedger
}
