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
    /// A console sign-in of a temporary session, by the principal's id: anyone with its keys can sign in.
    case consolePrincipal(String)
    /// A call that a service made onward for a temporary session, by the principal's id: its key and creation time are
    /// the call's own.
    case onward(String)
    /// A sign-in through an identity provider or trust anchor, by its ARN.
    case provider(String)
    /// A user of an identity store.
    case storeUser(String)
    /// Anyone that a role of an account lets in: an account, an ARN, or `*`.
    case trusted(String, String, String)
    /// An object that calls change, by account and name: no actor, but a reason to read a file.
    case object(String, String)
    /// Copies of one call in several accounts.
    case shared(String)

    /// Whether sessions of one principal have it in common, so that what it leads to is likely and no more.
    var isShared: Bool {
        switch self {
        case .onward, .consolePrincipal: true
        default: false
        }
    }

    /// What kind of trace a hash is of.
    enum Kind: UInt64 {
        case key = 1, session, signIn, principal, identity, userName, roleName, root, assumedRoot, instance
        case consoleUser, consolePrincipal, onward, provider, storeUser, trusted, object, shared
        /// All traces of one actor.
        case actor
    }

    /// A hash for the passes over a log, the same in every run: the state of an audit holds such hashes.
    var stableHash: UInt64 {
        switch self {
        case .key(let id): Self.hash(.key, id)
        case .session(let principal, let since): Self.stableHash(Self.hash(.session, principal), since: since)
        case .signIn(let arn): Self.hash(.signIn, arn)
        case .principal(let id): Self.hash(.principal, id)
        case .identity(let arn): Self.hash(.identity, arn)
        case .userName(let account, let name): Self.hash(.userName, account, name)
        case .roleName(let account, let name): Self.hash(.roleName, account, name)
        case .root(let account): Self.hash(.root, account)
        case .assumedRoot(let account): Self.hash(.assumedRoot, account)
        case .instance(let id): Self.hash(.instance, id)
        case .consoleUser(let account, let name): Self.hash(.consoleUser, account, name)
        case .consolePrincipal(let id): Self.hash(.consolePrincipal, id)
        case .onward(let id): Self.hash(.onward, id)
        case .provider(let arn): Self.hash(.provider, arn)
        case .storeUser(let id): Self.hash(.storeUser, id)
        case .trusted(let account, let role, let principal): Self.hash(.trusted, account, role, principal)
        case .object(let account, let name): Self.hash(.object, account, name)
        case .shared(let id): Self.hash(.shared, id)
        }
    }

    /// The hash of a trace that is one field of a record, read where it stands; `nil` where the field is absent.
    static func stableHash(_ kind: Kind, _ event: borrowing ScannedEvent, _ field: EventField) -> UInt64? {
        event.hash(field, seed: kind.rawValue).map { mix(kind.rawValue, $0) }
    }

    /// The hash that stands for an actor with traces of these hashes.
    static func stableHash(ofActorWith hashes: [UInt64]) -> UInt64 { hashes.reduce(Kind.actor.rawValue, mix) }

    /// The hash of a session, of the hash of its principal and the time it was made.
    static func stableHash(_ principal: UInt64, since: EventTime) -> UInt64 {
        mix(principal, UInt64(bitPattern: since.seconds))
    }

    private static func hash(_ kind: Kind, _ parts: String...) -> UInt64 {
        parts.reduce(kind.rawValue) { mix($0, ScannedEvent.hash($1, seed: kind.rawValue)) }
    }

    /// The finish of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
    private static func mix(_ one: UInt64, _ other: UInt64) -> UInt64 {
        var hash = one &* 0x9e37_79b9_7f4a_7c15 ^ other
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }
}
