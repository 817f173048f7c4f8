// SPDX-License-Identifier: Apache-2.0

package import Custody

/// A rule of custody: it looks at the policy, at what the ledger says and at what is asked for.
package protocol Rule: Sendable {
    /// What is not kept; none when the ceremony may go on.
    var breaches: [Breach] { get }
}

extension [any Rule] {
    /// All that is not kept, in the order of the rules.
    package var breaches: [Breach] { flatMap { $0.breaches } }
}
