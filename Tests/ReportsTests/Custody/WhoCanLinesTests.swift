// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import Testing

@testable import Reports

@Suite("Who can open what, as text")
struct WhoCanLinesTests {
    private static func report(_ binder: SmallBinder) throws -> WhoCanReport {
        let state = binder.state
        let day = CalendarDay(of: try binder.now)
        return WhoCanReport(
            state.custody(under: state.readPolicy, on: day), state, policy: state.readPolicy, day: day)
    }

    @Test("has a row for each custodian, with the place at its end")
    func rows() throws {
        let lines = try Self.report(SmallBinder()).lines(width: nil)
        #expect(lines.contains("  Kept by   Ana Ruiz   Security  g1m1  \(Self.old), the green safe beside the window"))
        #expect(lines.contains("            Chidi Eze  Security  g1m3  Bank vault, box 3"), "\(lines)")
        #expect(lines.contains("  Together  Ana Ruiz + Bo Chen"), "\(lines)")
    }

    @Test("a place that does not fit 80 columns goes below its custodian")
    func width() throws {
        let lines = try Self.report(SmallBinder()).lines(width: 80)
        let row = try #require(lines.firstIndex(of: "  Kept by   Ana Ruiz   Security  g1m1"), "\(lines)")
        #expect(lines[row + 1] == "              \(Self.old), the green safe beside the window")
    }

    @Test("says of a set that was opened that it counts as burned")
    func opened() throws {
        var binder = try SmallBinder()
        _ = try binder.use(by: "Dana Novak")
        let report = try Self.report(binder)
        #expect(report.sets.map(\.condition) == ["in force, but OPENED: it counts as burned"])
        #expect(report.lines(width: nil).contains { $0.hasPrefix("  Set       ") && $0.hasSuffix("counts as burned") })
    }

    private static let old = "Headquarters in the old part of the town"
}
