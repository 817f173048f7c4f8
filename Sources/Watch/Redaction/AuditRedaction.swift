// SPDX-License-Identifier: Apache-2.0
//
// Every part of an audit is built from what may stay. A part that gets another member does not compile here until
// somebody decides about it.

import CloudTrail

extension Audit {
    /// The same audit for outsiders: times, calls, rules and the verdict stay, and pseudonyms stand for accounts, people,
    /// identities, keys, addresses, programs, objects, files and the ids of events.
    package var redacted: Audit {
        var pseudonyms = Pseudonyms()
        return Audit(self, &pseudonyms)
    }

    /// What a redacted report says about itself.
    package static let redactionSentence =
        "Names, ids and addresses are replaced: the same word stands for the same thing everywhere in this report."

    private init(_ audit: Audit, _ words: inout Pseudonyms) {
        // In this order, so that a thing is named for what it is rather than for where it is met.
        expectations = audit.expectations.map { words.redacted($0) }
        let nodes = audit.lineage.nodes.map { words.redacted($0) }
        var rules: [Int: Rule] = [:]
        for change in audit.changes + audit.onward { rules[change.event] = change.rule }
        changes = audit.changes.map { words.redacted($0) }
        onward = audit.onward.map { words.redacted($0) }
        openings = audit.openings?.map { words.redacted($0) }
        openingOf = audit.openingOf.map { opening in opening.map { words.redacted($0) } }
        events = audit.events.enumerated().map { words.redacted($1, rules[$0]) }
        lineage = Lineage(nodes: nodes, owners: audit.lineage.owners)
        grouping = SessionGrouping(
            sessions: audit.grouping.sessions.map { words.redacted($0) }, sessionOf: audit.grouping.sessionOf,
            failedSignIns: audit.grouping.failedSignIns.map { words.redacted($0) })
        findings = audit.findings.map { words.redacted($0) }
        verdict = audit.verdict
        isRedacted = true
    }
}

extension Pseudonyms {
    fileprivate mutating func redacted(_ expectation: Expectation) -> Expectation {
        let accounts = expectation.accounts.map { word($0, "account") }
        // Reports show nothing else of what is expected.
        return Expectation(
            account: word(expectation.account, "policy-account"), accounts: accounts,
            identities: expectation.identities.map { name($0, "identity") })
    }

    fileprivate mutating func redacted(_ opening: Opening) -> Opening {
        Opening(
            index: entry(opening.index), account: word(opening.account, "policy-account"), kind: opening.kind,
            from: opening.from, until: opening.until, people: opening.people.map { word($0, "person") },
            isAgreed: opening.isAgreed)
    }

    fileprivate mutating func redacted(_ node: Lineage.Node) -> Lineage.Node {
        let label = node.kind == Lineage.Node.password ? "user" : node.kind
        return Lineage.Node(
            expectation: node.expectation, parent: node.parent, event: node.event, kind: node.kind,
            name: name(node.name, label), isCertain: node.isCertain)
    }

    fileprivate mutating func redacted(_ session: Session) -> Session {
        Session(
            node: session.node, events: session.events, own: session.own, entry: session.entry,
            isLongTerm: session.isLongTerm, secondFactor: session.secondFactor, network: session.network,
            strayEvents: session.strayEvents, addresses: session.addresses.map { address($0) },
            agents: session.agents.map { agent($0) }, people: session.people.map { word($0, "person") },
            began: session.began, ended: session.ended, isAssumedRoot: session.isAssumedRoot,
            onwardCalls: session.onwardCalls, heartbeats: session.heartbeats)
    }

    /// Without reasons: an error message can say anything.
    fileprivate mutating func redacted(_ tries: FailedSignIn) -> FailedSignIn {
        FailedSignIn(
            node: tries.node, events: tries.events, lasting: tries.lasting, succeeded: tries.succeeded,
            address: tries.address.map { address($0) }, network: tries.network, agents: tries.agents.map { agent($0) },
            reasons: [], first: tries.first, last: tries.last)
    }

    fileprivate mutating func redacted(_ change: Change) -> Change {
        let rule = change.rule
        return Change(
            event: change.event, failedBefore: change.failedBefore, node: change.node, rule: rule,
            direction: change.direction, outcome: change.outcome, after: change.after,
            objects: change.objects.map { redacted($0, rule) }, closedBy: change.closedBy)
    }

    private mutating func redacted(_ object: ObjectKey, _ rule: Rule?) -> ObjectKey {
        let owners = object.scope.enumerated().map { place, owner in
            let paths = rule?.object?.scope ?? []
            return name(owner, (paths.indices.contains(place) ? paths[place].label : nil) ?? "owner")
        }
        return ObjectKey(
            account: word(object.account, "account"), region: region(object.region), kind: object.kind, scope: owners,
            name: name(object.name, rule?.object?.from.first?.label ?? object.kind))
    }

    fileprivate mutating func redacted(_ finding: Finding) -> Finding {
        let subjects = finding.subjects.map { subject -> String in
            switch finding.kind {
            case .unusedOpening:
                // Written as `opening 12`.
                return "opening " + entry(String(subject.drop { $0 != " " }.dropFirst()))
            case .brokenFile, .logAltered: return file(subject)
            default: return word(subject, "subject")
            }
        }
        return Finding(finding.kind, finding.events, subjects: subjects, weight: finding.weight)
    }

    /// A place in the ledger: `17`, or `17.3`.
    private mutating func entry(_ index: String) -> String {
        let parts = index.split(separator: ".", omittingEmptySubsequences: false)
        let isPlace = parts.count <= 2 && parts.allSatisfy { UInt64($0) != nil }
        return isPlace ? index : word(index, "entry")
    }
}

extension Lineage {
    fileprivate init(nodes: [Node], owners: [Int?]) {
        self.nodes = nodes
        self.owners = owners
    }
}

extension SessionGrouping {
    fileprivate init(sessions: [Session], sessionOf: [Int?], failedSignIns: [FailedSignIn]) {
        self.sessions = sessions
        self.sessionOf = sessionOf
        self.failedSignIns = failedSignIns
    }
}
