// SPDX-License-Identifier: Apache-2.0

public import Binder

/// A rule of custody: it looks at the policy, at what the ledger says and at what is asked for.
public protocol Rule: Sendable {
    /// What is not kept; none when the ceremony may go on.
    var breaches: [Breach] { get }
}

extension [any Rule] {
    /// All that is not kept, in the order of the rules.
    public var breaches: [Breach] { flatMap { $0.breaches } }
}
