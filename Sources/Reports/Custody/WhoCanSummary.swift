// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy

/// The summary in a few sentences.
struct WhoCanSummary {
    let sets: [WhoCanReport.Set]
    let factors: [WhoCanReport.Factors]
    let day: String

    var lines: [String] {
        guard !sets.isEmpty else { return ["On \(day) no sheets of any credential were out."] }
        return ["As of \(day), in UTC: " + alone] + gone + shared
    }

    private var alone: String {
        let able = sets.filter { !$0.alone.isEmpty }
        guard !able.isEmpty else { return "nobody can open anything alone." }
        return able.map { "\($0.alone.joined(separator: " or ")) CAN OPEN \($0.title) ALONE." }.joined(separator: " ")
    }

    private var gone: [String] {
        let people = sets.flatMap(\.gone).uniqued
        guard !people.isEmpty else { return [] }
        let who = people.count.counted("person who is gone still keeps", "people who are gone still keep")
        let able = sets.filter(\.goneCanOpen).map { "TOGETHER THEY CAN OPEN \($0.title)." }
        return (["\(who) sheets: \(people.joined(separator: ", "))."] + able)
    }

    private var shared: [String] {
        factors.filter { !$0.sameHands.isEmpty }.map { factors in
            "THE SAME PEOPLE can open password and second factor of \(factors.account)."
        }
    }
}
