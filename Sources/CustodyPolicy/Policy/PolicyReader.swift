// SPDX-License-Identifier: Apache-2.0

internal import Yams

/// What is known while a policy is read: the errors so far, and the identifiers that can be referred to.
struct PolicyReader {
    /// What can be referred to by identifier, as errors call it.
    enum Kind: String {
        case failureMode = "failure mode"
        case site
        case person
    }

    /// Reads nodes, and collects the errors.
    var nodes = PolicyNodes()
    /// Whether everything that can be referred to was read without errors. Only then is an unknown reference reported.
    var isComplete = true
    private var declared: [Kind: Set<PolicyIdentifier>] = [:]

    /// Takes a new identifier; one that another entry has is refused.
    mutating func declare(_ id: PolicyIdentifier, as kind: Kind, at node: Node) {
        guard declared[kind, default: []].insert(id).inserted else {
            return nodes.refuse(node, .repeated(kind.rawValue, id.rawValue))
        }
    }

    /// The identifier, if the policy has something with it.
    mutating func check(_ id: PolicyIdentifier, at node: Node, _ kind: Kind) -> PolicyIdentifier? {
        let known = declared[kind, default: []]
        if known.contains(id) { return id }
        guard isComplete else { return nil }
        nodes.refuse(node, .unknownReference(kind.rawValue, id.rawValue, known: known.sorted().map(\.rawValue)))
        return nil
    }
}
