// SPDX-License-Identifier: Apache-2.0
//
// Reads each mapping of policy.yaml as its type. What a reference refers to is read before the reference.

import SecretSharing
import ShareEnvelope
internal import Yams

/// Reads a policy from nodes; `nodes` collects the errors.
struct PolicyReader {
    private(set) var nodes = PolicyNodes()
    private var failureModes: Set<PolicyIdentifier> = []
    private var sites: Set<PolicyIdentifier> = []
    private var people: Set<PolicyIdentifier> = []
    /// Whether everything that can be referred to was read without errors. Only then is an unknown reference reported.
    private var isComplete = false

    /// The policy, or `nil` with at least one error.
    mutating func policy(_ root: Node) -> Policy? {
        guard let fields = nodes.fields(root, "the policy", .policy) else { return nil }
        if let node = fields["version"] { _ = nodes.number(node, "version", in: Policy.version...Policy.version) }
        let organisation = fields["organisation"].flatMap { nodes.text($0, "organisation", limit: Policy.Limit.name) }
        let program = fields["program"].flatMap { nodes.text($0, "program", limit: Policy.Limit.name) }
        let grace = fields["answer_grace"].map { nodes.span($0, "answer_grace") } ?? Policy.defaultAnswerGrace
        let errorsBefore = nodes.errors.count
        let modes = entries(fields, "failure_modes") { $0.failureMode($1) }
        let sites = entries(fields, "sites") { $0.site($1) }
        let people = entries(fields, "people") { $0.person($1) }
        isComplete = nodes.errors.count == errorsBefore
        let accounts = entries(fields, "accounts", mayBeEmpty: false) { $0.account($1) }
        unique(accounts.map { ($0.node, $0.value.name) }, "account")
        let marks = fields["not_emergencies"].map { convenienceMarks($0) } ?? Policy.defaultNotEmergencies
        let keyChange = fields["key_change"].flatMap { keyHolder($0, accounts: accounts.map(\.value)) }
        guard let organisation, let grace else { return nil }
        return Policy(
            organisation: organisation, program: program, answerGrace: grace, failureModes: modes.map(\.value),
            sites: sites.map(\.value), people: people.map(\.value), accounts: accounts.map(\.value),
            keyChange: keyChange, notEmergencies: marks)
    }

    private mutating func failureMode(_ node: Node) -> Policy.FailureMode? {
        guard let fields = nodes.fields(node, "a failure mode", .failureMode) else { return nil }
        let id = fields["id"].flatMap { nodes.identifier($0, "id") }
        if let id, let node = fields["id"], !failureModes.insert(id).inserted {
            nodes.refuse(node, .repeated("failure mode", id.rawValue))
        }
        let means = sentence(fields, "means")
        let normalPath = sentence(fields, "normal_path")
        let shownBy = sentence(fields, "shown_by")
        let breaks = fields["breaks"].map { nodes.identifiers($0, "breaks", one: "dependency") } ?? []
        guard let id, let means, let normalPath else { return nil }
        return Policy.FailureMode(
            id: id, means: means, normalPath: normalPath, shownBy: shownBy, breaks: breaks.map(\.id))
    }

    private mutating func site(_ node: Node) -> Policy.Site? {
        guard let fields = nodes.fields(node, "a site", .site) else { return nil }
        let id = fields["id"].flatMap { nodes.identifier($0, "id") }
        if let id, let node = fields["id"], !sites.insert(id).inserted {
            nodes.refuse(node, .repeated("site", id.rawValue))
        }
        let name = fields["name"].flatMap { nodes.text($0, "name", limit: Policy.Limit.name) }
        guard let id, let name else { return nil }
        return Policy.Site(id: id, name: name)
    }

    private mutating func person(_ node: Node) -> Policy.Person? {
        guard let fields = nodes.fields(node, "a person", .person) else { return nil }
        let id = fields["id"].flatMap { nodes.identifier($0, "id") }
        if let id, let node = fields["id"], !people.insert(id).inserted {
            nodes.refuse(node, .repeated("person", id.rawValue))
        }
        let name = fields["name"].flatMap { nodes.text($0, "name", limit: Policy.Limit.name) }
        let contact = fields["contact"].flatMap { nodes.text($0, "contact", limit: Policy.Limit.contact) }
        let left = fields["left"].flatMap { nodes.day($0, "left") }
        guard let id, let name else { return nil }
        return Policy.Person(id: id, name: name, contact: contact, left: left)
    }

    private mutating func account(_ node: Node) -> Policy.Account? {
        guard let fields = nodes.fields(node, "an account", .account) else { return nil }
        let name = fields["name"].flatMap { nodes.text($0, "name", limit: Policy.Limit.name) }
        let modes = references(fields, "failure_modes", "failure mode", among: failureModes)
        let approvers = references(fields, "approvers", "person", among: people)
        let approvals = approvals(fields, approvers: fields["approvers"]?.sequence?.count ?? 0)
        let window = fields["window"].flatMap { nodes.span($0, "window") }
        let review = fields["review_within"].flatMap { nodes.span($0, "review_within") }
        let drill = fields["drill_every"].flatMap { nodes.span($0, "drill_every") }
        let networks = entries(fields, "networks") { $0.nodes.network($1, "a network") }
        refuseRepeated(networks.map { ($0.node, $0.value.description, $0.value.description) }, "network")
        let credentials = entries(fields, "credentials", mayBeEmpty: false) { $0.credential($1) }
        unique(credentials.map { ($0.node, $0.value.name) }, "credential")
        guard let name else { return nil }
        return Policy.Account(
            name: name, failureModes: modes, approvers: approvers, approvals: approvals, window: window,
            reviewWithin: review, drillEvery: drill ?? Policy.Account.defaultDrillEvery,
            networks: networks.map(\.value), credentials: credentials.map(\.value))
    }

    private mutating func approvals(_ fields: PolicyNodes.Fields, approvers: Int) -> Int {
        guard let node = fields["approvals"] else { return min(1, approvers) }
        guard let wanted = nodes.number(node, "approvals", in: 0...Policy.Limit.list) else { return 0 }
        if wanted > approvers { nodes.refuse(node, .approvals(wanted, approvers: approvers)) }
        return wanted
    }

    private mutating func credential(_ node: Node) -> Policy.Credential? {
        guard let fields = nodes.fields(node, "a credential", .credential) else { return nil }
        let name = fields["name"].flatMap { nodes.text($0, "name", limit: Policy.Limit.credential) }
        let kind = fields["kind"].flatMap { nodes.choice($0, "kind", of: Policy.CredentialKind.self) }
        let needs = fields["depends_on"].map { nodes.identifiers($0, "depends_on", one: "dependency") } ?? []
        let groups = entries(fields, "groups", limit: Manifest.groupLimit, mayBeEmpty: false) { $0.group($1) }
        unique(groups.map { ($0.node, $0.value.name) }, "group")
        let shares = groups.reduce(0) { $0 + $1.value.custodians.count }
        if shares > Manifest.shareLimit { nodes.refuse(node, .tooManyCustodians(shares)) }
        let listed = max(fields["groups"]?.sequence?.count ?? 1, 1)
        // Members and groups with errors count here, so that one error does not cause another.
        let needed = fields["groups_needed"].map { nodes.number($0, "groups_needed", in: 1...listed) } ?? listed
        guard let name, let kind, let needed,
            let rule = try? QuorumRule(groupsNeeded: needed, groups: groups.map(\.value.threshold))
        else { return nil }
        return Policy.Credential(
            name: name, kind: kind, dependsOn: needs.map(\.id), groups: groups.map(\.value), rule: rule)
    }

    private mutating func group(_ node: Node) -> Policy.Group? {
        guard let fields = nodes.fields(node, "a group", .group) else { return nil }
        let name = fields["name"].flatMap { nodes.text($0, "name", limit: Policy.Limit.group) }
        let custodians = entries(fields, "custodians", limit: Manifest.shareLimit, mayBeEmpty: false) {
            $0.custodian($1)
        }
        let listed = max(fields["custodians"]?.sequence?.count ?? 1, 1)
        let needed = fields["threshold"].flatMap { nodes.number($0, "threshold", in: 1...listed) }
        guard let name, let needed, let threshold = try? Threshold(needed, of: custodians.count) else { return nil }
        return Policy.Group(name: name, threshold: threshold, custodians: custodians.map(\.value))
    }

    private mutating func custodian(_ node: Node) -> Policy.Custodian? {
        guard let fields = nodes.fields(node, "a custodian", .custodian) else { return nil }
        let person = fields["person"].flatMap { reference($0, "person", among: people) }
        let site = fields["site"].flatMap { reference($0, "site", among: sites) }
        let container = fields["container"].flatMap { nodes.text($0, "container", limit: Policy.Limit.container) }
        let isSealed = fields["sealed"].map { nodes.flag($0, "sealed") } ?? false
        let isSpare = fields["spare"].map { nodes.flag($0, "spare") } ?? false
        guard let person, let site, let container, let isSealed, let isSpare else { return nil }
        return Policy.Custodian(
            person: person, site: site, container: container, isSealed: isSealed, isSpare: isSpare)
    }

    private mutating func keyHolder(_ node: Node, accounts: [Policy.Account]) -> Policy.KeyChange? {
        guard let fields = nodes.fields(node, "key_change", .keyChange), let accountNode = fields["account"],
            let credentialNode = fields["credential"],
            let name = nodes.text(accountNode, "account", limit: Policy.Limit.name),
            let credential = nodes.text(credentialNode, "credential", limit: Policy.Limit.credential)
        else { return nil }
        // An account with errors is missing from the list, so a reference to it must not be reported.
        guard nodes.errors.isEmpty else { return nil }
        guard let account = accounts.first(where: { $0.name == name }) else {
            nodes.refuse(
                accountNode,
                .unknownReference("account", name.description, known: accounts.map(\.name.description)))
            return nil
        }
        guard account.credential(named: credential) != nil else {
            nodes.refuse(
                credentialNode,
                .unknownReference(
                    "credential", credential.description, known: account.credentials.map(\.name.description)))
            return nil
        }
        return Policy.KeyChange(account: name, credential: credential)
    }

    private mutating func convenienceMarks(_ node: Node) -> [PublicText] {
        let found = nodes.list(node, "not_emergencies", limit: Policy.Limit.list).compactMap { node in
            nodes.text(node, "a word", limit: Policy.Limit.word).map { (node, $0) }
        }
        unique(found, "word")
        return found.map(\.1)
    }

    // MARK: - Pieces

    private mutating func sentence(_ fields: PolicyNodes.Fields, _ key: String) -> PublicText? {
        fields[key].flatMap { nodes.text($0, key, limit: Policy.Limit.sentence) }
    }

    /// The entries of a list that could be read, with their nodes; empty if the key is left out.
    private mutating func entries<Value>(
        _ fields: PolicyNodes.Fields, _ key: String, limit: Int = Policy.Limit.list, mayBeEmpty: Bool = true,
        _ read: (inout Self, Node) -> Value?
    ) -> [(node: Node, value: Value)] {
        guard let node = fields[key] else { return [] }
        var found: [(node: Node, value: Value)] = []
        for entry in nodes.list(node, key, limit: limit, mayBeEmpty: mayBeEmpty) {
            if let value = read(&self, entry) { found.append((entry, value)) }
        }
        return found
    }

    /// Refuses names that people would read as the same name.
    private mutating func unique(_ names: [(Node, PublicText)], _ kind: String) {
        refuseRepeated(names.map { ($0, $1.description, NameIdentity($1)) }, kind)
    }

    private mutating func refuseRepeated<Key: Hashable>(_ entries: [(Node, String, Key)], _ kind: String) {
        var seen: Set<Key> = []
        for (node, name, key) in entries where !seen.insert(key).inserted { nodes.refuse(node, .repeated(kind, name)) }
    }

    private mutating func references(
        _ fields: PolicyNodes.Fields, _ key: String, _ kind: String, among known: Set<PolicyIdentifier>
    ) -> [PolicyIdentifier] {
        guard let node = fields[key] else { return [] }
        return nodes.identifiers(node, key, one: kind).compactMap { check($0.id, at: $0.node, kind, among: known) }
    }

    private mutating func reference(
        _ node: Node, _ kind: String, among known: Set<PolicyIdentifier>
    ) -> PolicyIdentifier? {
        nodes.identifier(node, kind).flatMap { check($0, at: node, kind, among: known) }
    }

    private mutating func check(
        _ id: PolicyIdentifier, at node: Node, _ kind: String, among known: Set<PolicyIdentifier>
    ) -> PolicyIdentifier? {
        if known.contains(id) { return id }
        guard isComplete else { return nil }
        nodes.refuse(node, .unknownReference(kind, id.rawValue, known: known.sorted().map(\.rawValue)))
        return nil
    }
}
