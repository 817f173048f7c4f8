// SPDX-License-Identifier: Apache-2.0
//
// Which credential a set or a recovery belongs to. Every recovery that revealed something must count for a credential.

package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// Finds the credential of each set and each recovery of a binder.
struct CredentialNames {
    private let policy: Policy?
    private let sets: [SetIdentity: CredentialName]
    private let earnest: Set<SetIdentity>

    init(_ state: BinderState, under policy: Policy?) {
        self.policy = policy
        var sets: [SetIdentity: CredentialName] = [:]
        for set in state.sets {
            sets[set.identity] = Self.name(set.account, set.created.credential, under: policy)
        }
        self.sets = sets
        earnest = Set(state.sets.filter { !$0.isPractice }.map { $0.identity })
    }

    /// The policy's credentials, in its order.
    var planned: [CredentialName] {
        (policy?.accounts ?? []).flatMap { account in
            account.credentials.map { CredentialName(account: account.name, credential: $0.name) }
        }
    }

    func name(of set: SetHistory) -> CredentialName {
        Self.name(set.account, set.created.credential, under: policy)
    }

    /// The credential that a recovery was for; `nil` if it names neither a set of this ledger nor an account.
    func name(of opening: Opening) -> CredentialName? {
        // A real set takes precedence over a practice set, whatever the statement says.
        let touched = [opening.set].compactMap { $0 } + opening.touched
        if let set = touched.first(where: { earnest.contains($0) }) ?? opening.set, let name = sets[set] { return name }
        return opening.account.map { Self.name($0, opening.opened.credential, under: policy) }
    }

    /// The full name: an entry may leave out the credential if the account has only one.
    private static func name(
        _ account: PublicText, _ credential: PublicText?, under policy: Policy?
    ) -> CredentialName {
        let only = policy?.account(named: account).flatMap { $0.credentials.count == 1 ? $0.credentials[0].name : nil }
        return CredentialName(account: account, credential: credential ?? only)
    }
}
