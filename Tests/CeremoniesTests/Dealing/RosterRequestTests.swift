// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("A roster that is asked for")
struct RosterRequestTests {
    private static func words(_ work: () throws(Refusal) -> Void) -> String? {
        do throws(Refusal) {
            try work()
            return nil
        } catch { return error.words }
    }

    private static func request(
        _ groups: [String] = ["Security:2"], _ custodians: [String] = ["Security:Ana Ruiz", "Security:Bo Chen"],
        spares: [String] = []
    ) -> RosterRequest {
        RosterRequest(groups: groups, custodians: custodians, spares: spares, groupsNeeded: nil)
    }

    @Test("groups, custodians and spares make a roster; a group's name may have colons")
    func made() throws {
        let roster = try Self.request(
            ["Security:EU:2"], ["Security:EU:Ana Ruiz", "Security:EU:Bo Chen"], spares: ["Security:EU:Bank vault"]
        ).roster(of: "AWS root")
        #expect(roster.groups[0].name == .known("Security:EU") && roster.groups[0].needed == 2)
        #expect(roster.groups[0].custodians.map(\.isSpare) == [false, false, true])
    }

    @Test("each mistake is said by the option that has it")
    func mistakes() {
        #expect(Self.words { () throws(Refusal) in _ = try Self.request().roster(of: nil) } == "no account is named")
        #expect(
            Self.words { () throws(Refusal) in _ = try Self.request(["Security"]).roster(of: "x") }?
                .contains("no plain decimal number") == true)
        #expect(
            Self.words { () throws(Refusal) in _ = try Self.request([]).roster(of: "x") }?
                .contains("no --group of that name") == true)
        #expect(
            Self.words { () throws(Refusal) in _ = try Self.request(["A:1", "a:1"], []).roster(of: "x") }
                == "--group a is given twice")
        #expect(
            Self.words { () throws(Refusal) in
                _ = try Self.request().roster(of: "x").sealing(["Zoe"], credential: nil)
            } == "--seal Zoe: no custodian of that name")
    }

    @Test("shares are sealed by name, or all of them")
    func sealing() throws {
        let roster = try Self.request().roster(of: "x")
        func sealed(_ seal: [String]) throws -> [Bool] {
            try roster.sealing(seal, credential: nil).groups[0].custodians.map(\.isSealed)
        }
        #expect(try sealed([]) == [false, false])
        #expect(try sealed(["bo chen"]) == [false, true])
        #expect(try sealed(["all"]) == [true, true])
    }
}
