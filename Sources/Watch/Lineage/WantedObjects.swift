// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

extension LogEvent {
    /// Hashes of the objects that the call changes or takes back, so that the calls of others on them can be found.
    package func objectHashes(_ catalogue: Catalogue) -> [UInt64] {
        guard errorCode == nil else { return [] }
        let rules = catalogue.rules(service: service, stem: stem)
        let keys = rules.flatMap { ObjectKey.keys(of: self, by: $0) }
        return Set(keys.flatMap { [$0.name] + $0.scope }.filter { !$0.isEmpty }).map { name in
            Trace.object(account ?? "", name).stableHash
        }
    }

    /// Whom the call lets into a role, whatever the policy before it said.
    var openedTraces: [Trace] { TrustHistory([self]).letIn(by: self, at: 0) }

    /// Whether any trace of the event, or of what it begot, is among these hashes.
    package func isAmong(_ hashes: Set<UInt64>, _ catalogue: Catalogue) -> Bool {
        actorTraces.contains { hashes.contains($0.stableHash) }
            || offspring(catalogue).contains { $0.traces.contains { hashes.contains($0.stableHash) } }
            || takesRole(hashes)
    }

    /// Whether the call assumes one of the roles: it begins a session of it, whoever makes the call.
    private func takesRole(_ hashes: Set<UInt64>) -> Bool {
        roleTraces.contains { hashes.contains($0.stableHash) }
    }

    /// The role that the call assumes.
    var roleTraces: [Trace] {
        guard let arn = parameters?.member("roleArn")?.text, let identity = DeclaredIdentity(arn) else {
            return assumedRootARN.flatMap { DeclaredIdentity($0) }?.traces ?? []
        }
        return identity.traces
    }
}
