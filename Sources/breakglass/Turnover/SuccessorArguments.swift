// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import ShareEnvelope

/// The person who takes the place of a person who leaves.
struct SuccessorArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who takes the person's place in every group of the policy: an identifier or full name.",
            valueName: "name"))
    var successor: String?

    @Option(
        help: "The name on paper of a successor who is not in the policy yet; --successor is then the new identifier.")
    var name: String?

    @Option(help: "How to reach such a person, including at night.")
    var contact: String?

    @Option(help: ArgumentHelp("The site where the new sheets are kept (default: as the old ones).", valueName: "id"))
    var site: String?

    @Option(help: "The container at that site (default: as the old ones).")
    var container: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Plan it although the successor has paper of the other factor, and say why. Another person must "
                + "countersign.",
            valueName: "why"))
    var overriding: String?

    /// Refuses options about a successor when none is named.
    func check() throws(CommandError) {
        let given = [
            ("--name", name), ("--contact", contact), ("--site", site), ("--container", container),
            ("--override", overriding),
        ].filter { $0.1 != nil }.map { $0.0 }
        guard successor == nil, !given.isEmpty else { return }
        throw CommandError(
            .usage, "\(given.joined(separator: ", ")): no successor is named",
            hint: "name one with --successor, or leave \(given.count == 1 ? "it" : "them") out")
    }

    /// Refuses a person as their own successor.
    func checkSuccessor(differsFrom person: Policy.Person, under policy: Policy) throws(CommandError) {
        guard let successor, policy.person(called: successor)?.id == person.id else { return }
        throw CommandError(
            .usage, "\(person.name) cannot be their own successor", hint: "name another person with --successor")
    }

    /// The person named, who may take the place; `nil` if none is named.
    func successor(
        of person: Policy.Person, in change: PeopleChange, on day: CalendarDay
    ) throws(CommandError) -> Successor? {
        guard let successor else { return nil }
        let known = change.policy.person(called: successor)
        let newcomer = try known == nil ? newcomer(successor, in: change) : nil
        if let known, name != nil || contact != nil {
            throw CommandError(
                .usage, "the policy already has \(successor): \(known.name)",
                hint: "leave out --name and --contact, or choose another identifier")
        }
        let site = try place(change.policy)
        let container = try container.map { text throws(CommandError) in
            try PublicText(named: "--container", text, limit: Policy.Limit.container)
        }
        try change.binder.gate(.peopleLeave)
            .pass([SuccessionRule(of: person, by: known, under: change.policy, on: day)])
        guard let id = newcomer?.id ?? known?.id, let name = newcomer?.name ?? known?.name else { return nil }
        return Successor(
            id: id, name: name, newcomer: newcomer,
            edit: .replace(person.id, with: id, site: site, container: container), place: person.id)
    }

    private func newcomer(_ id: String, in change: PeopleChange) throws(CommandError) -> NewPerson {
        guard name != nil || Terminal.isInteractive else {
            throw CommandError(
                .usage, "the policy has nobody called \(id)",
                hint: "use --name for a new person, or the identifier of a person in the policy")
        }
        return try NewPerson(id, name: name, contact: contact, in: change, for: .peopleLeave)
    }

    private func place(_ policy: Policy) throws(CommandError) -> PolicyIdentifier? {
        guard let site else { return nil }
        guard let id = PolicyIdentifier(site), policy.site(id) != nil else {
            throw CommandError(
                .usage, "the policy has no site \(site)",
                hint: "one of: \(policy.sites.prefix(12).map(\.id.rawValue).joined(separator: ", "))")
        }
        return id
    }
}

/// A person who takes the place of a person who leaves.
struct Successor {
    let id: PolicyIdentifier
    let name: PublicText
    /// The person, if not in the policy yet.
    let newcomer: NewPerson?
    /// The change of the policy's groups.
    let edit: PolicyEdit
    /// The person who leaves.
    let place: PolicyIdentifier

    /// Checks that the successor has no paper of the other factor.
    func judge(
        _ gate: Gate, overriding: String?, by author: PublicText, in change: PeopleChange, on day: CalendarDay
    ) throws(CommandError) -> Passage {
        let factors = FactorRule(
            of: name, .known(id.rawValue), with: change.policy.credentials(keptBy: place), under: change.policy,
            in: change.binder.state, on: day)
        return try gate.judge([factors], overriding: overriding, by: author)
    }
}

extension Policy {
    /// The credentials for which the policy has a person keep a sheet.
    fileprivate func credentials(keptBy person: PolicyIdentifier) -> [CredentialName] {
        accounts.flatMap { account in
            account.credentials.filter { $0.custodians.contains { $0.person == person } }
                .map { CredentialName(account: account.name, credential: $0.name) }
        }
    }
}
