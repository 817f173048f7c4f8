// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("Who keeps the sheets")
struct RosterTests {
    @Test("a roster becomes the plan of its set, and numbers lead back to people")
    func plan() throws {
        let roster = try Sample.roster()
        let plan = try roster.plan(isCiphertextApart: true)
        #expect(plan.isCiphertextApart)
        #expect(plan.rule.shareNumbers.map(\.description) == ["g1m1", "g1m2", "g1m3", "g2m1", "g2m2"])
        #expect(plan.rule.groupThreshold.needed == 2)
        #expect(roster.custodian(of: try Sample.number(1, 3)).name == (try Sample.text("Chloé Martin")))
        #expect(roster.custodian(of: try Sample.number(2, 2)).name == (try Sample.text("Emeka Obi")))
    }

    @Test("thresholds from 1 to n are taken; 0, n + 1 and less than 0 are refused with the group's name and size")
    func thresholds() throws {
        let name = try Sample.text("Security")
        for needed in -1...4 {
            let custodians = try Sample.custodians(["Ana", "Bo", "Chloé"])
            let group = Roster.Group(name: name, needed: needed, custodians: custodians)
            if (1...3).contains(needed) {
                #expect(try Roster(account: name, groups: [group]).groupsNeeded == 1)
            } else {
                #expect(throws: RosterError.threshold(needed, of: name, members: 3)) {
                    try Roster(account: name, groups: [group])
                }
            }
        }
    }

    @Test("the same for the number of groups")
    func groupsNeeded() throws {
        let account = try Sample.text("root")
        let groups = try ["A", "B"].map {
            Roster.Group(name: try Sample.text($0), needed: 1, custodians: try Sample.custodians(["Keeper \($0)"]))
        }
        for needed in -1...3 {
            if (1...2).contains(needed) {
                #expect(try Roster(account: account, groups: groups, groupsNeeded: needed).groupsNeeded == needed)
            } else {
                #expect(throws: RosterError.groupsNeeded(needed, groups: 2)) {
                    try Roster(account: account, groups: groups, groupsNeeded: needed)
                }
            }
        }
    }

    @Test("no group, an empty group, and one person with two sheets are refused")
    func refusals() throws {
        let account = try Sample.text("root")
        #expect(throws: RosterError.noGroups) { try Roster(account: account, groups: []) }
        let empty = Roster.Group(name: account, needed: 1, custodians: [])
        #expect(throws: RosterError.emptyGroup(account)) { try Roster(account: account, groups: [empty]) }
        #expect(throws: RosterError.custodianTwice(try Sample.text("Ana Ruiz"))) {
            try Sample.roster(["Ana Ruiz", "Bo Chen", "Ana Ruiz"])
        }
        #expect(throws: RosterError.custodianTwice(try Sample.text("Dana Novak"))) {
            try Sample.roster(["Ana Ruiz", "Bo Chen", "Dana Novak"])
        }
    }

    @Test("32 custodians are a set and 33 are not; eight groups are and nine are not")
    func limits() throws {
        for count in [32, 33] {
            let roster = try Roster(
                account: try Sample.text("root"),
                groups: [
                    Roster.Group(
                        name: try Sample.text("Everybody"), needed: 2,
                        custodians: try Sample.custodians((1...count).map { "Keeper \($0)" }))
                ])
            if count == 32 {
                #expect(try roster.plan(isCiphertextApart: false).rule.shareCount == 32)
            } else {
                #expect(throws: EnvelopeError.tooManyShares(33, limit: 32)) {
                    try roster.plan(isCiphertextApart: false)
                }
            }
        }
        for count in [8, 9] {
            let roster = try Roster(
                account: try Sample.text("root"),
                groups: try (1...count).map {
                    Roster.Group(
                        name: try Sample.text("Group \($0)"), needed: 1,
                        custodians: try Sample.custodians(["Keeper \($0)"]))
                })
            if count == 8 {
                #expect(try roster.plan(isCiphertextApart: false).groups.count == 8)
            } else {
                #expect(throws: EnvelopeError.tooManyGroups(9, limit: 8)) {
                    try roster.plan(isCiphertextApart: false)
                }
            }
        }
    }

    @Test(
        "one person under two spellings that look the same is refused",
        arguments: ["ana ruiz", "Ana  Ruiz", "Ana Ruiz ", "Ana\u{A0}Ruiz", "Ana\u{200B} Ruiz", "\u{FF21}na Ruiz"])
    func sameSpelling(name: String) throws {
        #expect(throws: RosterError.custodianTwice(try Sample.text(name))) {
            try Sample.roster(["Ana Ruiz", "Bo Chen", name])
        }
    }

    @Test("names that show nothing are refused", arguments: [" ", "\u{A0}", "\u{200B}", "\u{3164}", "\u{FE0F}"])
    func blankNames(name: String) throws {
        let blank = try Sample.text(name)
        let group = try Sample.text("Security")
        let people = try Sample.custodians(["Ana", "Bo"])
        #expect(throws: RosterError.blankName(.custodian)) { try Sample.roster(["Ana Ruiz", "Bo Chen", name]) }
        #expect(throws: RosterError.blankName(.group)) {
            try Roster(account: group, groups: [Roster.Group(name: blank, needed: 1, custodians: people)])
        }
        #expect(throws: RosterError.blankName(.account)) {
            try Roster(account: blank, groups: [Roster.Group(name: group, needed: 1, custodians: people)])
        }
    }

    @Test("a custodian's name without a letter is refused by name and group", arguments: ["2", "123456", "+34 600"])
    func namesNoPerson(name: String) throws {
        let error = RosterError.namesNoPerson(try Sample.text(name), in: try Sample.text("Security"))
        #expect(throws: error) { try Sample.roster(["Ana Ruiz", "Bo Chen", name]) }
        #expect(error.words == "custodian \(name) of group Security has no letter, so it names no person")
    }

    @Test("two groups of one name are refused, however it is spelt", arguments: ["Security", "security", "Security "])
    func groupTwice(spelling: String) throws {
        let name = try Sample.text("Security")
        let other = try Sample.text(spelling)
        #expect(throws: RosterError.groupTwice(other)) {
            try Roster(
                account: name,
                groups: [
                    Roster.Group(name: name, needed: 1, custodians: try Sample.custodians(["Ana"])),
                    Roster.Group(name: other, needed: 1, custodians: try Sample.custodians(["Bo"])),
                ])
        }
    }
}
