// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import SecretSharing
import ShareEnvelope

/// What a first policy is made from.
struct PolicyDraft: ParsableArguments {
    @OptionGroup var roster: RosterArguments

    @OptionGroup var subject: CredentialArguments

    @Option(
        help: ArgumentHelp("Where a custodian keeps the sheet. Repeat for each.", valueName: "name=site/container"))
    var place: [String] = []

    @Option(help: ArgumentHelp("Who may approve an opening. Repeatable.", valueName: "name"))
    var approver: [String] = []

    /// The text of a policy.
    func text(organisation: String?, _ guide: inout Prompt) throws(CommandError) -> String {
        let name = try PublicText(
            named: "--organisation", try guide.text(organisation, "Organization", "--organisation"),
            limit: Policy.Limit.name)
        let (account, groups, groupsNeeded) = try people(guide)
        let places = try self.places()
        let newGroups = try groups.map { group throws(CommandError) in
            let threshold: Threshold
            do { threshold = try Threshold(group.needed, of: group.custodians.count) } catch {
                throw CommandError(.usage, "group \(group.name): a threshold of \(group.needed) is impossible")
            }
            let custodians = group.custodians.map { custodian in
                let place = places[NameIdentity(custodian.name)] ?? (.known("Main office"), .known("to be named"))
                return Policy.NewCustodian(
                    name: custodian.name, site: place.site, container: place.container, isSealed: custodian.isSealed,
                    isSpare: custodian.isSpare)
            }
            return Policy.NewGroup(name: group.name, threshold: threshold, custodians: custodians)
        }
        let approvers = try approver.map { text throws(CommandError) in
            try PublicText(named: "--approver", text, limit: Policy.Limit.name)
        }
        let credential = try PublicText(
            named: "--credential", subject.credential ?? "password", limit: Policy.Limit.credential)
        return Policy.template(
            organisation: name, account: account, credential: credential, groups: newGroups,
            groupsNeeded: groupsNeeded, approvers: approvers)
    }

    private func people(_ guide: Prompt) throws(CommandError) -> (PublicText, [Roster.Group], Int) {
        if !roster.group.isEmpty || roster.roster != nil {
            let read = try roster.read(subject)
            return (read.account, read.groups, read.groupsNeeded)
        }
        let account = try PublicText(
            named: "--account",
            try guide.text(subject.account, "Account, such as AWS root of example.com", "--account"),
            limit: Manifest.labelLimit)
        var groups: [Roster.Group] = []
        while let group = try askForGroup(guide, isFirst: groups.isEmpty) { groups.append(group) }
        do throws(RosterError) {
            let made = try Roster(account: account, groups: groups)
            return (made.account, made.groups, made.groupsNeeded)
        } catch { throw CommandError(error) }
    }

    private func askForGroup(_ guide: Prompt, isFirst: Bool) throws(CommandError) -> Roster.Group? {
        let question = isFirst ? "Group of custodians, such as Security: " : "Another group (Enter alone ends): "
        guard let name = try guide.answer(question, "--group") else {
            guard isFirst else { return nil }
            throw CommandError(
                .usage, "no group of custodians is named",
                hint: "--group Security:2 --custodian Security:\"Ana Ruiz\" …, or --policy FILE")
        }
        guard let list = try guide.answer("Custodians of \(name), separated by commas: ", "--custodian") else {
            throw CommandError(.usage, "group \(name) has no custodian", hint: "--custodian \(name):\"Ana Ruiz\"")
        }
        var custodians: [Roster.Custodian] = []
        for text in list.split(separator: ",") {
            let custodian = String(text.drop { $0 == " " })
            custodians.append(
                Roster.Custodian(
                    name: try PublicText(named: "a custodian's name", custodian, limit: Roster.custodianNameLimit),
                    isSealed: false))
        }
        guard let needed = try guide.answer("How many of the \(custodians.count) are needed: ", "--group"),
            let needed = Int(plainDecimal: needed)
        else { throw CommandError(.usage, "group \(name): no number of custodians", hint: "--group \"\(name)\":2") }
        return Roster.Group(
            name: try PublicText(named: "a group's name", name, limit: Manifest.groupNameLimit), needed: needed,
            custodians: custodians)
    }

    private func places() throws(CommandError) -> [NameIdentity: (site: PublicText, container: PublicText)] {
        var places: [NameIdentity: (site: PublicText, container: PublicText)] = [:]
        for text in place {
            let parts = text.split(separator: "=", maxSplits: 1)
            let names = parts.count == 2 ? parts[1].split(separator: "/", maxSplits: 1) : []
            guard names.count == 2 else {
                throw CommandError(
                    .usage, "--place \(text): no name, site and container",
                    hint: "--place \"Ana Ruiz=Headquarters/safe 1\"")
            }
            let name = try PublicText(named: "--place", String(parts[0]), limit: Policy.Limit.name)
            places[NameIdentity(name)] = (
                try PublicText(named: "--place", String(names[0]), limit: Policy.Limit.name),
                try PublicText(named: "--place", String(names[1]), limit: Policy.Limit.container)
            )
        }
        return places
    }
}
