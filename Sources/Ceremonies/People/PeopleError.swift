// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger

/// Why the people of a policy are not changed; the old policy stays in force.
package enum PeopleError: Error, Sendable {
    /// No readable policy is in force.
    case noPolicy
    /// The file is not the policy in force.
    case notInForce
    /// The file cannot be edited.
    case edit(PolicyEditError)
    /// The ledger cannot hold a line of the changed policy.
    case line(number: Int)
    /// The binder cannot be read or written.
    case binder(BinderError)
}
