// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import ShareEnvelope

/// What a checkpoint code on paper says about a ledger.
package enum PaperVerdict: Hashable, Sendable {
    /// The ledger continues it.
    case continued
    /// It belongs to another ledger, and nothing else on that paper belongs to this one.
    case foreign
    /// This paper and this ledger disagree, and one of the two is false: paper is unsigned.
    case contradicted
}

/// A checkpoint code, and the paper that shows it.
package struct PaperCheckpoint: Hashable, Sendable {
    /// The code.
    package let code: CheckpointCode
    /// The file, or what was typed.
    package let source: String
    /// The sets that the same paper proves a share of.
    package let proves: Set<SetIdentity>

    /// Names a code and its paper.
    package init(_ code: CheckpointCode, on source: String, proving proves: Set<SetIdentity> = []) {
        self.code = code
        self.source = source
        self.proves = proves
    }

    /// Compares the code with a ledger.
    package func verdict(on log: LogAudit, _ state: BinderState) -> PaperVerdict {
        guard let keys = log.keys, let origin = log.ledgerOrigin else { return .continued }
        if keys.isNamed(by: code, origin) { return log.continues(code) ? .continued : .contradicted }
        // The sheets of a set in this ledger show this ledger, whatever key they name.
        return proves.contains { state.set($0) != nil } ? .contradicted : .foreign
    }
}
