// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import Testing

@testable import Reports

@Suite("The status as text")
struct StatusLinesTests {
    private static func report(_ binder: SmallBinder) throws -> StatusReport {
        let (log, state, now) = (binder.log, binder.state, try binder.now)
        return StatusReport(log, state, DutyList(log, state, policyFile: state.policy?.text, at: now), at: now)
    }

    @Test("says first what cannot wait, although something else has been due for longer")
    func first() throws {
        var binder = try SmallBinder()
        let fresh = try Self.report(binder).lines(width: nil)
        #expect(fresh[1] == "First: read back the printed sheets (AWS root, example.com / root password).", "\(fresh)")
        let use = try binder.use(by: "Dana Novak")
        let used = try Self.report(binder).lines(width: nil)
        #expect(
            used[1] == "First: end the use before its window does (AWS root, example.com / root password).", "\(used)")
        try binder.review(use, by: "Emeka Obi", usedBy: ["Dana Novak"])
        let reviewed = try Self.report(binder).lines(width: nil)
        #expect(
            reviewed[1]
                == "First: change the credential, and deal the new one (AWS root, example.com / root password).",
            "\(reviewed)")
    }

    @Test("has each duty on one line for a program, and leaves out nothing in a narrow window")
    func width() throws {
        var binder = try SmallBinder()
        _ = try binder.use(by: "Dana Novak")
        let report = try Self.report(binder)
        let narrow = report.lines(width: 40)
        let wide = report.lines(width: nil)
        #expect(report.duties.allSatisfy { duty in wide.contains { $0.hasSuffix(duty.words) } }, "\(wide)")
        #expect(
            narrow.joined(separator: " ").split(separator: " ") == wide.joined(separator: " ").split(separator: " "),
            "the same words")
    }

    @Test("names a reviewer who used the credential, and says nothing about another")
    func ownReview() throws {
        var binder = try SmallBinder()
        let use = try binder.use(by: "Dana Novak")
        var other = binder
        try binder.review(use, by: "Dana Novak", usedBy: ["Ana Ruiz"])
        #expect(
            StatusRemarks(binder.state).byWord.map(\.words) == ["the use was reviewed, says Dana Novak, WHO USED IT"])
        try other.review(use, by: "Emeka Obi", usedBy: ["Ana Ruiz"])
        #expect(StatusRemarks(other.state).byWord.map(\.words) == ["the use was reviewed, says Emeka Obi"])
    }
}
