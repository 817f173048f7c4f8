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
    func text(organisation: String?, _ guide: Prompt) throws(CommandError) -> String {
        let places = try self.places()
        let approvers = try approver.map { text throws(CommandError) in
            try PublicText(named: "--approver", text, limit: Policy.Limit.name)
        }
        let name = try guide.text(organisation, "Organization", "--organisation", limit: Policy.Limit.name)
        let (account, credential, groups, groupsNeeded) = try people(guide)
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
        do throws(SharingError) {
            return try Policy.template(
                organisation: name, account: account, credential: credential, groups: newGroups,
                groupsNeeded: groupsNeeded, approvers: approvers)
        } catch {
            throw CommandError(.usage, "\(groupsNeeded) of \(newGroups.count) groups is impossible")
        }
    }

    private func people(
        _ guide: Prompt
    ) throws(CommandError) -> (account: PublicText, credential: PublicText, groups: [Roster.Group], groupsNeeded: Int) {
        if !roster.group.isEmpty || roster.roster != nil {
            let read = try roster.read(subject)
            let credential = if let name = read.credential { name } else { try credentialName(guide) }
            return (read.account, credential, read.groups, read.groupsNeeded)
        }
        let account = try guide.text(
            subject.account, "Account, such as AWS root of example.com", "--account", limit: Manifest.labelLimit)
        let credential = try credentialName(guide)
        var groups: [Roster.Group] = []
        while let group = try askForGroup(guide, after: groups, of: account) { groups.append(group) }
        return (account, credential, groups, groups.count)
    }

    private func credentialName(_ guide: Prompt) throws(CommandError) -> PublicText {
        let given = subject.credential ?? (Terminal.isInteractive ? nil : "password")
        return try guide.text(
            given, "Credential of this account, such as root password", "--credential",
            limit: Policy.Limit.credential)
    }

    /// Asks for a group until its answers make one; `nil` if there is no other one.
    private func askForGroup(
        _ guide: Prompt, after groups: [Roster.Group], of account: PublicText
    ) throws(CommandError) -> Roster.Group? {
        let question = groups.isEmpty ? "Group of custodians, such as Security" : "Another group (Enter alone ends)"
        while true {
            guard let name = try guide.answer("\(question): ", "--group") else {
                guard groups.isEmpty else { return nil }
                guard Terminal.isInteractive else {
                    throw CommandError(
                        .usage, "no group of custodians is named",
                        hint: "--group Security:2 --custodian Security:\"Ana Ruiz\" …, or --policy FILE")
                }
                Console.say("Enter at least one group; Ctrl-C gives up.")
                continue
            }
            do throws(CommandError) {
                let name = try PublicText(named: "a group's name", name, limit: Manifest.groupNameLimit)
                try Self.check(groups, beside: name)
                let group = try group(called: name, guide)
                do throws(RosterError) { _ = try Roster(account: account, groups: groups + [group]) } catch {
                    throw CommandError(.usage, Refusal(error))
                }
                return group
            } catch {
                guard error.code != .interrupted else { throw error }
                guide.refuse(error)
            }
        }
    }

    private static func check(_ groups: [Roster.Group], beside name: PublicText) throws(CommandError) {
        guard groups.contains(where: { $0.name.isSameName(as: name) }) else { return }
        throw CommandError(.usage, Refusal(RosterError.groupTwice(name)))
    }

    private func group(called name: PublicText, _ guide: Prompt) throws(CommandError) -> Roster.Group {
        let custodians = try guide.value(nil, "Custodians of \(name), separated by commas", "--custodian") {
            list throws(CommandError) in
            try list.split(separator: ",").map { text throws(CommandError) in
                let custodian = String(text.drop { $0 == " " })
                return Roster.Custodian(
                    name: try PublicText(named: "a custodian's name", custodian, limit: Roster.custodianNameLimit),
                    isSealed: false)
            }
        }
        let needed = try guide.value(nil, "How many of the \(custodians.count) are needed", "--group") {
            text throws(CommandError) in
            guard let needed = Int(plainDecimal: text), (1...max(1, custodians.count)).contains(needed) else {
                throw CommandError(.usage, "\(text) is not a number from 1 to \(custodians.count)")
            }
            return needed
        }
        return Roster.Group(name: name, needed: needed, custodians: custodians)
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
