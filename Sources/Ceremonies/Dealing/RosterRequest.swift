// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import ShareEnvelope

/// Who keeps the sheets, as it is asked for group by group.
package struct RosterRequest: Hashable, Sendable {
    /// `NAME:NUMBER` for each group.
    package let groups: [String]
    /// `GROUP:NAME` for each custodian.
    package let custodians: [String]
    /// `GROUP:NAME` for each spare sheet.
    package let spares: [String]
    /// How many groups are needed; `nil` for all.
    package let groupsNeeded: Int?

    /// Asks for a roster.
    package init(groups: [String], custodians: [String], spares: [String], groupsNeeded: Int?) {
        self.groups = groups
        self.custodians = custodians
        self.spares = spares
        self.groupsNeeded = groupsNeeded
    }

    /// Whether nothing is asked for.
    package var isEmpty: Bool { groups.isEmpty && custodians.isEmpty && spares.isEmpty && groupsNeeded == nil }

    /// The roster of an account.
    ///
    /// - Throws: `Refusal`.
    package func roster(of account: String?) throws(Refusal) -> Roster {
        guard let account else {
            throw Refusal(
                "no account is named", hint: "--account \"AWS root, example.com\", or --roster FILE.yaml")
        }
        var made: [(name: PublicText, needed: Int, custodians: [Roster.Custodian])] = []
        for text in groups {
            guard let colon = text.lastIndex(of: ":"), let needed = Int(plainDecimal: text[text.index(after: colon)...])
            else {
                throw Refusal("--group \(text): no plain decimal number after a colon", hint: "--group Security:2")
            }
            let name = try PublicText(
                answer: String(text[..<colon]), called: "a group's name", limit: Manifest.groupNameLimit)
            guard !made.contains(where: { $0.name.isSameName(as: name) }) else {
                throw Refusal("--group \(name) is given twice", hint: "give each group a name of its own")
            }
            made.append((name, needed, []))
        }
        for (text, isSpare) in custodians.map({ ($0, false) }) + spares.map({ ($0, true) }) {
            let option = isSpare ? "--spare" : "--custodian"
            guard
                let place = made.indices.filter({ text.hasPrefix("\(made[$0].name):") })
                    .max(by: { made[$0].name.utf8.count < made[$1].name.utf8.count })
            else {
                throw Refusal(
                    "\(option) \(text): no --group of that name",
                    hint: "\(option) Security:\"Ana Ruiz\" belongs to --group Security:2")
            }
            let name = try PublicText(
                answer: String(text.dropFirst(made[place].name.description.count + 1)),
                called: "a custodian's name", limit: PersonName.limit)
            made[place].custodians.append(Roster.Custodian(name: name, isSealed: false, isSpare: isSpare))
        }
        let label = try PublicText(answer: account, called: "the account", limit: Manifest.labelLimit)
        do throws(RosterError) {
            return try Roster(
                account: label,
                groups: made.map { Roster.Group(name: $0.name, needed: $0.needed, custodians: $0.custodians) },
                groupsNeeded: groupsNeeded)
        } catch { throw Refusal(error) }
    }
}

extension Refusal {
    /// Refuses a roster that is asked for by options.
    package init(_ error: RosterError) { self.init(error.words, hint: error.hint) }
}

extension Roster {
    /// The policy's roster of a credential; `nil` if the policy does not name it.
    ///
    /// - Throws: `Refusal`.
    package init?(of name: CredentialName, under policy: Policy) throws(Refusal) {
        guard let account = policy.account(named: name.account),
            let credential = name.credential.flatMap({ account.credential(named: $0) })
        else { return nil }
        let groups = credential.groups.map { group in
            Group(
                name: group.name, needed: group.threshold.needed,
                custodians: group.custodians.map { custodian in
                    Custodian(
                        name: policy.person(custodian.person)?.name ?? .known(custodian.person.rawValue),
                        isSealed: custodian.isSealed, isSpare: custodian.isSpare,
                        person: .known(custodian.person.rawValue))
                })
        }
        do throws(RosterError) {
            try self.init(
                account: account.name, credential: credential.name, groups: groups,
                groupsNeeded: credential.groupsNeeded)
        } catch { throw Refusal(error) }
    }

    /// The same for a ceremony that is told whose shares are sealed too; `all` means everybody.
    ///
    /// - Throws: `Asking` for a name that is nobody's.
    static func planned(
        of name: CredentialName, under policy: Policy, sealing seal: [String]
    ) throws(Asking) -> Roster? {
        do throws(Refusal) {
            return try Roster(of: name, under: policy).map { roster throws(Refusal) in
                try roster.sealing(seal, credential: roster.credential)
            }
        } catch { throw Asking(Question("--seal", "Whose share is sealed"), error, isGiven: true) }
    }

    /// The same roster, with more shares sealed, for a credential of this name.
    ///
    /// - Parameter seal: the custodians whose shares are sealed too; `all` means everybody.
    /// - Throws: `Refusal` for a name that is nobody's.
    package func sealing(_ seal: [String], credential: PublicText?) throws(Refusal) -> Roster {
        let names = seal.filter { $0 != "all" }
        let everybody = Set(groups.flatMap { $0.custodians.map { NameIdentity($0.name) } })
        if let name = names.filter({ !everybody.contains(NameIdentity($0)) }).min() {
            throw Refusal("--seal \(name): no custodian of that name", hint: "write it as in --custodian")
        }
        let named = Set(names.map { NameIdentity($0) })
        return try changing(credential: credential, isPractice: isPractice) { custodian in
            custodian.isSealed || seal.contains("all") || named.contains(NameIdentity(custodian.name))
        }
    }

    /// The same people and rule for practice sheets, which are not sealed.
    ///
    /// - Throws: `Refusal`.
    func forPractice() throws(Refusal) -> Roster {
        try changing(credential: credential, isPractice: true) { _ in false }
    }

    private func changing(
        credential: PublicText?, isPractice: Bool, isSealed: (Custodian) -> Bool
    ) throws(Refusal) -> Roster {
        do throws(RosterError) {
            return try Roster(
                account: account, credential: credential, isPractice: isPractice,
                groups: groups.map { group in
                    Group(
                        name: group.name, needed: group.needed,
                        custodians: group.custodians.map { custodian in
                            Custodian(
                                name: custodian.name, isSealed: isSealed(custodian), isSpare: custodian.isSpare,
                                person: custodian.person)
                        })
                }, groupsNeeded: groupsNeeded)
        } catch { throw Refusal(error) }
    }
}
