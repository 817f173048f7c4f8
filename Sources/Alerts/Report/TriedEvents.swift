// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

extension AlertsReport {
    /// How close the records of one act are, in seconds: a switch of roles is recorded twice.
    private static let actSeconds: Int64 = 5

    /// Tries the rules on the entries that a log really has: the sign-ins, switches and issuing calls of the declared
    /// identities that succeeded. Records of one act count once, and one alert is enough for them.
    ///
    /// - Parameter records: CloudTrail's records; copies of one event count once.
    package mutating func tryRules(_ rules: RuleSet, on records: [JSONValue]) {
        let matcher = RuleMatcher(rules.rules)
        var seen: Set<String> = []
        var acts: [Act] = []
        let inOrder = records.map { (EventTime($0.text(at: "eventTime") ?? "")?.seconds ?? 0, $0) }
            .sorted { $0.0 < $1.0 }
        for (time, record) in inOrder {
            guard let identity = expectation.identities.first(where: { Self.isEntry(record, into: $0) }) else {
                continue
            }
            let id = record.text(at: "eventID") ?? ""
            guard id.isEmpty || seen.insert(id).inserted else { continue }
            let name = record.text(at: "eventName") ?? ""
            let event = EventEnvelope.around(record)
            let hits = matcher.hits(of: event, account: event.text(at: "account") ?? "")
            if let index = acts.lastIndex(where: {
                $0.identity == identity && time - $0.time <= Self.actSeconds && !$0.names.contains(name)
            }) {
                acts[index].names.append(name)
                for hit in hits where !acts[index].event.hits.contains(hit) { acts[index].event.hits.append(hit) }
            } else {
                let region = record.text(at: "awsRegion") ?? ""
                acts.append(
                    Act(
                        identity: identity, time: time, names: [name],
                        event: TriedEvent(id: id, name: name, region: region, hits: hits)))
            }
        }
        tried += acts.map { $0.event }
    }

    private struct Act {
        var identity: EntryIdentity
        var time: Int64
        var names: [String]
        var event: TriedEvent
    }

    private static func isEntry(_ record: JSONValue, into declared: EntryIdentity) -> Bool {
        let identity = record["userIdentity"]
        let own = record.text(at: "recipientAccountId") ?? identity?.text(at: "accountId")
        guard own == declared.account, record.text(at: "errorCode") == nil, record.text(at: "errorMessage") == nil
        else {
            return false
        }
        let session = "arn:\(declared.partition):sts::\(declared.account):assumed-role/\(declared.name)/"
        switch (declared.kind, record.text(at: "eventName") ?? "") {
        case (.root, "ConsoleLogin"): return identity?.text(at: "type") == "Root"
        case (.root, "AssumeRoot"): return record.text(at: "requestParameters.targetPrincipal") == declared.account
        case (.user, "ConsoleLogin"), (.user, "GetSessionToken"), (.user, "GetFederationToken"):
            return identity?.text(at: "type") == "IAMUser" && identity?.text(at: "arn") == declared.arn
        case (.role, "AssumeRole"), (.role, "AssumeRoleWithSAML"), (.role, "AssumeRoleWithWebIdentity"):
            return record.text(at: "requestParameters.roleArn") == declared.arn
        case (.role, "ConsoleLogin"), (.role, "SwitchRole"):
            return identity?.text(at: "arn")?.hasPrefix(session) ?? false
        default: return false
        }
    }
}
