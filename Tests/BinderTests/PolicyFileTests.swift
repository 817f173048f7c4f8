// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Binder

@Suite("The policy's file")
struct PolicyFileTests {
    @Test("A policy is read with everything that it says")
    func everything() throws {
        let policy = try PolicyFixture.policy()
        #expect(policy.organisation.description == "Example Corp")
        #expect(policy.answerGrace == PolicySpan(days: 3))
        #expect(policy.failureModes.map(\.id.rawValue) == ["idp-down", "policy-lockout"])
        #expect(policy.failureModes[0].shownBy?.description == "Two people fail to sign in from two networks")
        #expect(policy.failureModes[0].breaks.map(\.rawValue) == ["idp"])
        #expect(policy.sites.count == 6 && policy.sites[0].name.description == "Headquarters, room 12")
        #expect(policy.people.count == 10)
        #expect(policy.person(try #require(PolicyIdentifier("goran")))?.name.description == "Goran Ilić")
        #expect(policy.people[0].contact?.description == "+34 600 000 001")
        let account = policy.accounts[0]
        #expect(account.name.description == "AWS root, example.com")
        #expect(account.approvers.map(\.rawValue) == ["iris", "jonas"] && account.approvals == 1)
        #expect(account.window == PolicySpan(hours: 4) && account.reviewWithin == PolicySpan(days: 5))
        #expect(account.networks.map(\.description) == ["192.0.2.0/24", "2001:db8::/32"])
        let credential = account.credentials[0]
        #expect(credential.kind == .password && credential.groupsNeeded == 2)
        #expect(credential.groups.map(\.name.description) == ["Security", "Operations"])
        #expect(credential.groups[0].threshold.needed == 2 && credential.groups[0].threshold.total == 3)
        #expect(credential.groups[0].custodians[0].isSealed && !credential.groups[0].custodians[1].isSealed)
        #expect(credential.keepers.map(\.person.rawValue) == ["ana", "bo", "chidi", "dana", "emeka"])
        #expect(policy.keyChange?.credential.description == "root password")
    }

    @Test("What is left out has its documented default")
    func defaults() throws {
        let policy = try PolicyFixture.policy([("answer_grace: 3 d\n", ""), ("    drill_every: 90 d\n", "")])
        #expect(policy.answerGrace == PolicySpan(days: 3))
        #expect(policy.accounts[1].drillEvery == PolicySpan(days: 90))
        #expect(policy.accounts[1].approvals == 1)
        #expect(policy.accounts[1].credentials[0].groupsNeeded == 1)
        #expect(policy.notEmergencies == Policy.defaultNotEmergencies)
        let alone = try PolicyFixture.policy([("    approvers: [jonas, iris]\n", "")])
        #expect(alone.accounts[1].approvers.isEmpty && alone.accounts[1].approvals == 0)
    }
}
