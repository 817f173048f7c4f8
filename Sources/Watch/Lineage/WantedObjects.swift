// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension LogEvent {
    /// The objects that the call changes, takes back or sets, so that the calls of others on them can be found, and the
    /// secrets that it reads.
    func objectTraces(_ catalogue: Catalogue) -> [Trace] {
        CustodySecrets.isRead(self)
            ? secretTraces : objectTraces(by: catalogue.rules(service: service, stem: stem))
    }

    /// The same of a call that is known already.
    func objectTraces(of call: RecordGlance.Call) -> [Trace] {
        call.readsSecrets ? secretTraces : objectTraces(by: call.rules)
    }

    private var secretTraces: [Trace] {
        CustodySecrets.names(in: self).map { .object("", CustodySecrets.name(of: $0, service)) }
    }

    private func objectTraces(by rules: [Rule]) -> [Trace] {
        guard errorCode == nil else { return [] }
        var names: [String] = []
        for rule in rules {
            guard let object = rule.object else { continue }
            let named = ObjectKey.names(in: self, of: object)
            guard !named.isEmpty else { continue }
            names += named + ObjectKey.scope(in: self, of: object)
        }
        names.removeAll(where: \.isEmpty)
        // Most calls change one object.
        return (names.count > 1 ? Array(Set(names)) : names).map { .object(account ?? "", $0) }
    }

    /// Everything by which a second pass may look for the event.
    func allTraces(_ catalogue: Catalogue) -> [Trace] {
        let begotten = offspring(catalogue)
        return actorTraces + objectTraces(catalogue) + begotten.flatMap(\.traces) + Self.roles(of: begotten)
    }

    /// The names of the roles and roots whose sessions a call issued. They tell where the entries of a declared role
    /// are; that somebody took a role leads to no other session of it.
    static func roles(of begotten: [Offspring]) -> [Trace] {
        begotten.filter { $0.kind == "session" }.compactMap { DeclaredIdentity($0.name) }.flatMap(\.lasting)
    }
}

extension DeclaredIdentity {
    /// The traces by which the identity's events are known.
    var traces: [Trace] {
        switch self {
        case .root(let account): [.root(account), .assumedRoot(account)]
        case .user(let account, let name, let arn): [.identity(arn), .userName(account, name)]
        case .role(let account, let name, let arn): [.identity(arn), .roleName(account, name)]
        case .roleSession(_, _, _, let arn), .federatedUser(_, let arn): [.identity(arn)]
        }
    }

    /// The traces of the identity itself, and of the role of a role session.
    var lasting: [Trace] {
        if case .roleSession(let account, let role, _, _) = self { return traces + [.roleName(account, role)] }
        return traces
    }
}
