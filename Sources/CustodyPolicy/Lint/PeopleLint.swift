// SPDX-License-Identifier: Apache-2.0
//
// What a good roster of people and sites looks like.

import ShareEnvelope

/// Rules about people, how to reach them, and sites.
enum PeopleLint {
    static let noContact = LintRule(
        "BG073", "no-contact", .warning,
        "The policy does not say how to reach this person, who keeps a sheet or approves openings.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-2",
        fix: "Add a contact that works at night.")
    static let personUnused = LintRule(
        "BG074", "person-unused", .note,
        "This person keeps no sheet and approves nothing. Nobody reads a roster full of leftovers.",
        standard: "PCI DSS v4 3.7.8; NIST SP 800-53 r5 AC-2",
        fix: "Delete the person. If the person has left, set left and keep the entry.")
    static let personKeepsOfEverything = LintRule(
        "BG075", "person-keeps-of-everything", .warning,
        """
        This person keeps a sheet of every credential of several accounts: one person to threaten, to bribe, or to \
        miss.
        """,
        standard: "NIST SP 800-53 r5 AC-5, AC-3(2)",
        fix: "Spread the credentials over more people.")
    static let siteUnused = LintRule(
        "BG076", "site-unused", .note,
        """
        No sheet is kept at this site. Either a sheet has moved and the policy does not say so, or the site is a \
        leftover.
        """,
        standard: "PCI DSS v4 3.7.8",
        fix: "Name the site for the custodian whose sheet is there, or delete the site.")
    static let oneNameTwice = LintRule(
        "BG077", "one-name-twice", .warning,
        """
        Two identifiers have the same name. If they are one person, quorums have fewer people than they seem to. If \
        they are two people, paper and ledger can't tell them apart.
        """,
        standard: "NIST SP 800-53 r5 AC-5, IA-4; PCI DSS v4 3.7.6",
        fix:
            """
            Keep one identifier for each person. If two people have the same name, add something that tells them \
            apart.
            """
    )
    static let oneContactTwice = LintRule(
        "BG078", "one-contact-twice", .note,
        "Two people have the same contact. A shared line does not show who answered, and fails for both at once.",
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 CP-2",
        fix: "Give each person a separate contact.")
    static let mailOnlyContact = LintRule(
        "BG079", "mail-only-contact", .note,
        """
        This person can be reached only by email. Email is slow at night, and is often down together with the identity \
        provider.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 CP-2",
        fix: "Add a phone number to the contact.")

    static let rules = [
        noContact, personUnused, personKeepsOfEverything, siteUnused, oneNameTwice, oneContactTwice, mailOnlyContact,
    ]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        people(subject) + doubles(subject) + concentration(subject) + sites(subject)
    }

    private static func people(_ subject: LintSubject) -> [LintFinding] {
        let used = Set(subject.policy.accounts.flatMap(\.approvers))
            .union(subject.credentials.flatMap { $0.credential.custodians.map(\.person) })
        var found: [LintFinding] = []
        for person in subject.policy.people where !person.hasLeft(by: subject.today) {
            func add(_ lint: LintRule, _ what: String) { found.append(LintFinding(lint, what, person: person.name)) }
            guard used.contains(person.id) else {
                // Someone with a day of leaving stays in the policy: the ledger's entries name them.
                guard person.left == nil else { continue }
                add(personUnused, "\(person.name) keeps no sheet and approves nothing")
                continue
            }
            guard let contact = person.contact?.description else {
                add(noContact, "the policy does not say how to reach \(person.name)")
                continue
            }
            if contact.contains("@"), contact.filter(\.isNumber).count < 6 {
                add(mailOnlyContact, "\(person.name) can be reached only at \(contact)")
            }
        }
        return found
    }

    private static func doubles(_ subject: LintSubject) -> [LintFinding] {
        let people = subject.policy.people
        let names = LintSubject.grouped(people) { LintSubject.folded($0.name) }.map(\.entries).filter { $0.count > 1 }
        let reachable = people.filter { $0.contact != nil && !$0.hasLeft(by: subject.today) }
        let contacts = LintSubject.grouped(reachable) { LintSubject.folded($0.contact!) }.map(\.entries)
        return names.map { same in
            let ids = same.map(\.id.rawValue).joined(separator: ", ")
            return LintFinding(oneNameTwice, "\(ids) have the same name, \(same[0].name)", person: same[0].name)
        }
            + contacts.filter { Set($0.map { LintSubject.folded($0.name) }).count > 1 }.map { same in
                let names = same.map(\.name.description).joined(separator: ", ")
                return LintFinding(oneContactTwice, "\(names) have the same contact", person: same[0].name)
            }
    }

    private static func concentration(_ subject: LintSubject) -> [LintFinding] {
        let credentials = subject.credentials.map(\.credential)
        guard subject.policy.accounts.count > 1 else { return [] }
        let custodians = credentials.map { Set(subject.sheets(of: $0).map(\.human)) }
        let everywhere = custodians.dropFirst().reduce(custodians[0]) { $0.intersection($1) }
        return LintSubject.grouped(subject.policy.people.map(\.id).map(subject.human)) { $0 }.map(\.key)
            .filter(everywhere.contains).map {
                LintFinding(
                    personKeepsOfEverything, "\($0.name) keeps a sheet of all \(credentials.count) credentials",
                    person: $0.name)
            }
    }

    private static func sites(_ subject: LintSubject) -> [LintFinding] {
        let used = Set(subject.credentials.flatMap { $0.credential.custodians.map(\.site) })
        return subject.policy.sites.filter { !used.contains($0.id) }.map {
            LintFinding(siteUnused, "no sheet is kept at \($0.name)")
        }
    }
}
