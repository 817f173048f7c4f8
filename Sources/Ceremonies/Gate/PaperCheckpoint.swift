// SPDX-License-Identifier: Apache-2.0

public import Binder
public import ShareEnvelope

/// What a checkpoint code on paper says about a ledger.
public enum PaperVerdict: Hashable, Sendable {
    /// The ledger continues it.
    case continued
    /// It belongs to another ledger, and nothing else on that paper belongs to this one.
    case foreign
    /// This paper and this ledger disagree, and one of the two is false: paper is unsigned.
    case contradicted
}

/// A checkpoint code, and the paper that shows it.
public struct PaperCheckpoint: Hashable, Sendable {
    /// The code.
    public let code: CheckpointCode
    /// The file, or what was typed.
    public let source: String
    /// The sets that the same paper proves a share of.
    public let proves: Set<SetIdentity>

    /// Names a code and its paper.
    public init(_ code: CheckpointCode, on source: String, proving proves: Set<SetIdentity> = []) {
        self.code = code
        self.source = source
        self.proves = proves
    }

    /// Compares the code with a ledger.
    public func verdict(on log: LogAudit, _ state: BinderState) -> PaperVerdict {
        guard let keys = log.keys, let origin = log.ledgerOrigin else { return .continued }
        if keys.isNamed(by: code, origin) { return log.continues(code) ? .continued : .contradicted }
        // The sheets of a set in this ledger show this ledger, whatever key they name.
        return proves.contains { state.set($0) != nil } ? .contradicted : .foreign
    }
}
