// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger

/// A policy that can be put into force: it can be read, and a ledger can hold its lines.
package struct DraftPolicy: Sendable {
    /// The text of its file.
    package let text: String
    /// What it says.
    package let policy: Policy
    /// Its lines, as the ledger keeps them.
    package let lines: [PolicyLine]

    /// Reads a text.
    ///
    /// - Throws: `PolicyDefect`.
    package init(_ text: String) throws(PolicyDefect) {
        self.text = text
        do throws(PolicyError) { policy = try PolicyFile.parse(text) } catch { throw .unreadable(error) }
        do throws(NoPolicyLine) {
            lines = try PolicyLine.lines(of: text.precomposedStringWithCanonicalMapping)
        } catch { throw .line(error.number) }
    }

    /// Whether the ledger holds it already as the policy in force.
    package func isInForce(in state: BinderState) -> Bool { state.policy?.text == text }
}

/// Why a text cannot be put into force as a policy.
package enum PolicyDefect: Error, Equatable, Sendable {
    /// It cannot be read.
    case unreadable(PolicyError)
    /// The ledger cannot hold the line of this number.
    case line(Int)
}
