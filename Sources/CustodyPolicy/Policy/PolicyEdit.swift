// SPDX-License-Identifier: Apache-2.0
//
// Changes of policy.yaml that the program makes itself. People wrote that file, with their own comments and layout. So
// an edit touches only the words that it changes, and its result is compared with what it should mean before anyone
// sees it.

package import ShareEnvelope
internal import Yams

/// A change of a policy's people, as an edit of its text.
package enum PolicyEdit: Sendable, Hashable {
    /// Adds a new person at the end of the people.
    case join(PolicyIdentifier, name: PublicText, contact: PublicText?)
    /// Writes the day on which a person leaves, or replaces it.
    case leave(PolicyIdentifier, on: CalendarDay)
    /// Makes another person of the policy the custodian of every sheet that a person keeps. Each sheet stays in its
    /// place unless another place is given.
    case replace(PolicyIdentifier, with: PolicyIdentifier, site: PolicyIdentifier?, container: PublicText?)

    /// The text after the edits, applied one after another.
    ///
    /// The result is read again, to check that it means exactly what it should.
    ///
    /// - Throws: `PolicyEditError`; `.layout` if the program cannot edit a policy that is laid out like this one.
    package static func applying(_ edits: [PolicyEdit], to text: String) throws(PolicyEditError) -> String {
        var text = text
        for edit in edits { text = try edit.applied(to: text) }
        return text
    }

    private func applied(to text: String) throws(PolicyEditError) -> String {
        let root: Node
        let before: Policy
        do throws(PolicyError) {
            before = try PolicyFile.parse(text)
            root = try PolicyFile.compose(text)
        } catch { throw .unreadable(error) }
        guard let wanted = meaning(for: before) else { throw .unknown }
        guard let source = PolicySource(text) else { throw .layout(line: 1) }
        let places = PolicyPlaces(root, in: source)
        let splices =
            switch self {
            case .join(let id, let name, let contact): places.adding(id, name, contact)
            case .leave(let id, let day): places.leaving(id, on: day)
            case .replace(let old, let new, let site, let container):
                places.replacing(old, with: new, site: site, container: container)
            }
        guard let splices else { throw .layout(line: places.line) }
        let after = source.applying(splices)
        guard let meant = try? PolicyFile.parse(after), meant == wanted else { throw .layout(line: places.line) }
        return after
    }

    /// The policy that the edit should lead to; `nil` if it names somebody who is not there, or adds somebody who is.
    private func meaning(for policy: Policy) -> Policy? {
        switch self {
        case .join(let id, let name, let contact):
            guard policy.person(id) == nil else { return nil }
            return policy.with(people: policy.people + [Policy.Person(id: id, name: name, contact: contact, left: nil)])
        case .leave(let id, let day):
            guard policy.person(id) != nil else { return nil }
            return policy.with(
                people: policy.people.map { person in
                    guard person.id == id else { return person }
                    return Policy.Person(id: id, name: person.name, contact: person.contact, left: day)
                })
        case .replace(let old, let new, let site, let container):
            guard old != new, policy.person(old) != nil, policy.person(new) != nil,
                site.map({ policy.site($0) != nil }) ?? true
            else { return nil }
            return policy.mappingCustodians { custodian in
                guard custodian.person == old else { return custodian }
                return Policy.Custodian(
                    person: new, site: site ?? custodian.site, container: container ?? custodian.container,
                    isSealed: custodian.isSealed, isSpare: custodian.isSpare)
            }
        }
    }
}

/// Why the program does not edit a policy's text.
package enum PolicyEditError: Error, Sendable, Equatable {
    /// The text is not a policy.
    case unreadable(PolicyError)
    /// The edit names somebody or something that the policy does not have, or adds what it already has.
    case unknown
    /// The text is laid out so that the program cannot find the place to edit, near this line.
    case layout(line: Int)
}

extension Policy {
    /// The same policy with other people.
    fileprivate func with(people: [Person]) -> Policy {
        Policy(
            organisation: organisation, program: program, answerGrace: answerGrace, failureModes: failureModes,
            sites: sites, people: people, accounts: accounts, keyChange: keyChange, notEmergencies: notEmergencies)
    }

    /// The same policy with each custodian changed.
    fileprivate func mappingCustodians(_ change: (Custodian) -> Custodian) -> Policy {
        let changed = accounts.map { account in
            Account(
                name: account.name, failureModes: account.failureModes, approvers: account.approvers,
                approvals: account.approvals, window: account.window, reviewWithin: account.reviewWithin,
                drillEvery: account.drillEvery, networks: account.networks,
                credentials: account.credentials.map { credential in
                    Credential(
                        name: credential.name, kind: credential.kind, dependsOn: credential.dependsOn,
                        groups: credential.groups.map { group in
                            Group(
                                name: group.name, threshold: group.threshold,
                                custodians: group.custodians.map(change))
                        }, rule: credential.rule)
                })
        }
        return Policy(
            organisation: organisation, program: program, answerGrace: answerGrace, failureModes: failureModes,
            sites: sites, people: people, accounts: changed, keyChange: keyChange, notEmergencies: notEmergencies)
    }
}
