// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Something in an event that tells who acted. An event has several; two events with a trace in common may have the
/// same actor.
package enum Trace: Hashable, Sendable {
    /// An access key id.
    case key(String)
    /// A session by the principal's id and the time the session was made.
    case session(principal: String, since: EventTime)
    /// A session of the sign-in service, by its ARN.
    case signIn(String)
    /// A user, role or root by its unique id (`AIDA…`, `AROA…`), which a recreated one does not share.
    case principal(String)
    /// A user, role, role session or federated user by its ARN.
    case identity(String)
    /// A user by account and name, for events without an ARN.
    case userName(String, String)
    /// A role by account and name: the ARN of a role session has no path.
    case roleName(String, String)
    /// The root of an account.
    case root(String)
    /// The root of an account, by `sts:AssumeRoot`.
    case assumedRoot(String)
    /// A role session that bears the id of an instance.
    case instance(String)
    /// A console sign-in of a user, by account and name: who sets a password can sign in.
    case consoleUser(String, String)
    /// A console sign-in of a temporary session, by the principal's id: whoever has its keys can sign in.
    case consolePrincipal(String)
    /// A sign-in through an identity provider or trust anchor, by its ARN.
    case provider(String)
    /// A user of an identity store.
    case storeUser(String)
    /// Whoever a role of an account lets in: an account, an ARN, or `*`.
    case trusted(String, String, String)
    /// An object that calls change, by account and name: no actor, but a reason to read a file.
    case object(String, String)
    /// Copies of one call in several accounts.
    case shared(String)

    /// A hash that is the same in each run (FNV-1a, 64 bits, finished as splitmix64 does).
    var stableHash: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01b3
        }
        switch self {
        case .key(let id): add("k"); add(id)
        case .session(let principal, let since): add("s"); add(principal); add(String(since.seconds))
        case .signIn(let arn): add("g"); add(arn)
        case .principal(let id): add("p"); add(id)
        case .identity(let arn): add("a"); add(arn)
        case .userName(let account, let name): add("u"); add(account); add(name)
        case .roleName(let account, let name): add("r"); add(account); add(name)
        case .root(let account): add("0"); add(account)
        case .assumedRoot(let account): add("1"); add(account)
        case .instance(let id): add("i"); add(id)
        case .consoleUser(let account, let name): add("c"); add(account); add(name)
        case .consolePrincipal(let id): add("d"); add(id)
        case .provider(let arn): add("v"); add(arn)
        case .storeUser(let id): add("t"); add(id)
        case .trusted(let account, let role, let principal): add("w"); add(account); add(role); add(principal)
        case .object(let account, let name): add("o"); add(account); add(name)
        case .shared(let id): add("e"); add(id)
        }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }
}
