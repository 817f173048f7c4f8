// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Reports

@Suite("Words on the report's page")
struct PageWordingTests {
    @Test("what is typed in a duty is marked, and a time is written as everywhere on the page")
    func words() {
        let runs = TextRun.runs("`breakglass review`, then `breakglass split`")
        #expect(runs.map(\.text) == ["breakglass review", ", then ", "breakglass split"])
        #expect(runs.map(\.isTyped) == [true, false, true])
        #expect(Moment.shortened("open until 2026-11-24T10:54:38Z") == "Open until 2026-11-24 10:54")
        #expect(Duration.words(0) == "0 s" && Duration.words(3_725) == "1 h 2 min 5 s")
    }
}
