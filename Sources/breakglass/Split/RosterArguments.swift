// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import ShareEnvelope

/// Who keeps the sheets, from options or from a YAML file.
struct RosterArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A group of custodians and how many of them are needed. Repeat for each group.", valueName: "name:number"))
    var group: [String] = []

    @Option(
        help: ArgumentHelp(
            "A group and one of its custodians. Repeat for each custodian.", valueName: "group:name"))
    var custodian: [String] = []

    @Option(
        help: ArgumentHelp(
            "A spare sheet of a group, and who keeps it apart from the custodians' sheets. It can replace a lost one. "
                + "Repeat for each spare.", valueName: "group:name"))
    var spare: [String] = []

    @Option(
        help: ArgumentHelp("How many of the groups are needed (default: all).", valueName: "number"),
        transform: PlainNumber.read)
    var groupsNeeded: Int?

    @Option(help: ArgumentHelp("Read account, groups, and custodians from a YAML file instead.", valueName: "file"))
    var roster: String?

    @OptionGroup var sealing: SealArguments

    /// Returns the roster that the options or the file describe.
    func read(_ arguments: CredentialArguments) throws(CommandError) -> Roster {
        let name = try arguments.credential.map { text throws(CommandError) in
            try PublicText(named: "--credential", text, limit: Manifest.credentialLimit)
        }
        let roster: Roster
        if let path = self.roster {
            guard group.isEmpty, custodian.isEmpty, spare.isEmpty, arguments.account == nil, groupsNeeded == nil else {
                throw CommandError(
                    .usage, "--roster cannot be used with --account, --group, --custodian, --spare, or --groups-needed",
                    hint: "put all of it into the file")
            }
            roster = try RosterFile.read(path)
            if let name, let written = roster.credential, name != written {
                throw CommandError(
                    .usage, "--credential \(name): \(path) says \(written)", hint: "leave one of them out")
            }
        } else {
            roster = try fromFlags(arguments.account)
        }
        return try Self.sealed(roster, sealing.seal, credential: name ?? roster.credential)
    }

    /// Returns the policy's roster for a credential; refuses options that say who keeps its sheets.
    func read(_ name: CredentialName, from policy: Policy) throws(CommandError) -> Roster {
        guard group.isEmpty, custodian.isEmpty, spare.isEmpty, groupsNeeded == nil, roster == nil else {
            throw CommandError(
                .usage,
                "the binder's policy says who keeps what: --group, --custodian, --spare, and --roster cannot be used",
                hint: "change policy.yaml, and run `breakglass policy --adopt`")
        }
        return try Self.roster(of: name, under: policy, sealing: sealing.seal)
    }

    /// Returns the policy's roster for a credential.
    static func roster(
        of name: CredentialName, under policy: Policy, sealing seal: [String]
    ) throws(CommandError) -> Roster {
        guard let account = policy.account(named: name.account),
            let credential = name.credential.flatMap({ account.credential(named: $0) })
        else {
            throw CommandError(
                .refused, "the policy in force does not name \(name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        }
        let groups = credential.groups.map { group in
            Roster.Group(
                name: group.name, needed: group.threshold.needed,
                custodians: group.custodians.map { custodian in
                    Roster.Custodian(
                        name: policy.person(custodian.person)?.name ?? .known(custodian.person.rawValue),
                        isSealed: custodian.isSealed, isSpare: custodian.isSpare,
                        person: .known(custodian.person.rawValue))
                })
        }
        let made: Roster
        do throws(RosterError) {
            made = try Roster(
                account: account.name, credential: credential.name, groups: groups,
                groupsNeeded: credential.groupsNeeded)
        } catch { throw CommandError(error) }
        return try sealed(made, seal, credential: made.credential)
    }

    private func fromFlags(_ account: String?) throws(CommandError) -> Roster {
        guard let account else {
            throw CommandError(
                .usage, "no account is named", hint: "--account \"AWS root, example.com\", or --roster FILE.yaml")
        }
        var groups: [(name: PublicText, needed: Int, custodians: [Roster.Custodian])] = []
        for text in group {
            guard let colon = text.lastIndex(of: ":"), let needed = Int(plainDecimal: text[text.index(after: colon)...])
            else {
                throw CommandError(
                    .usage, "--group \(text): no plain decimal number after a colon", hint: "--group Security:2")
            }
            let name = try PublicText(
                named: "a group's name", String(text[..<colon]), limit: Manifest.groupNameLimit)
            guard !groups.contains(where: { $0.name.isSameName(as: name) }) else {
                throw CommandError(.usage, "--group \(name) is given twice", hint: "give each group a name of its own")
            }
            groups.append((name, needed, []))
        }
        for (text, isSpare) in custodian.map({ ($0, false) }) + spare.map({ ($0, true) }) {
            let option = isSpare ? "--spare" : "--custodian"
            guard
                let place = groups.indices.filter({ text.hasPrefix("\(groups[$0].name):") })
                    .max(by: { groups[$0].name.utf8.count < groups[$1].name.utf8.count })
            else {
                throw CommandError(
                    .usage, "\(option) \(text): no --group of that name",
                    hint: "\(option) Security:\"Ana Ruiz\" belongs to --group Security:2")
            }
            let name = try PublicText(
                named: "a custodian's name", String(text.dropFirst(groups[place].name.description.count + 1)),
                limit: Roster.custodianNameLimit)
            groups[place].custodians.append(Roster.Custodian(name: name, isSealed: false, isSpare: isSpare))
        }
        let label = try PublicText(named: "the account", account, limit: Manifest.labelLimit)
        do throws(RosterError) {
            return try Roster(
                account: label,
                groups: groups.map { Roster.Group(name: $0.name, needed: $0.needed, custodians: $0.custodians) },
                groupsNeeded: groupsNeeded)
        } catch { throw CommandError(error) }
    }

    private static func sealed(
        _ roster: Roster, _ seal: [String], credential: PublicText?
    ) throws(CommandError) -> Roster {
        var unknown = Dictionary(
            seal.filter { $0 != "all" }.map { (NameIdentity($0), $0) }, uniquingKeysWith: { first, _ in first })
        let groups = roster.groups.map { group in
            Roster.Group(
                name: group.name, needed: group.needed,
                custodians: group.custodians.map { custodian in
                    let isNamed = unknown.removeValue(forKey: NameIdentity(custodian.name)) != nil
                    return Roster.Custodian(
                        name: custodian.name, isSealed: custodian.isSealed || isNamed || seal.contains("all"),
                        isSpare: custodian.isSpare, person: custodian.person)
                })
        }
        if let name = unknown.values.sorted().first {
            throw CommandError(.usage, "--seal \(name): no custodian of that name", hint: "write it as in --custodian")
        }
        do throws(RosterError) {
            return try Roster(
                account: roster.account, credential: credential, isPractice: roster.isPractice, groups: groups,
                groupsNeeded: roster.groupsNeeded)
        } catch { throw CommandError(error) }
    }
}
