// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Watch

@Suite("What changed since the last run")
struct NewsTests {
    private static func folder() throws -> LogFolder {
        let folder = try LogFolder()
        var log = TestLog()
        log.signIn()
        try folder.write("a.json", log.records)
        return folder
    }

    @Test("A first run has the whole report and says that it is the first")
    func first() throws {
        let folder = try Self.folder()
        let (_, audit, news) = try folder.readNew(openings: [])
        let text = audit.text(news)
        #expect(text.hasPrefix("VERDICT: backdoor\n"))
        #expect(text.contains("\nFIRST RUN WITH THIS STATE\n  Files: 1 new.\n"))
        #expect(text.contains("\nSESSIONS\n"))
        #expect(!text.contains("New:"))
        #expect(audit.json(news)["since"]?["time"] == .null)
        #expect(audit.json(news)["since"]?["changed"] == true)
    }

    @Test("A new opening ends a finding: the report says which, and the verdict before")
    func opening() throws {
        let folder = try Self.folder()
        _ = try folder.readNew(openings: [])
        let (_, audit, news) = try folder.readNew(openings: [.morning])
        #expect(audit.verdict == .breakGlass && news.before?.verdict == .backdoor)
        #expect(news.gone.map(\.finding).contains("unopened-use"))
        #expect(news.new.isEmpty && news.isChanged)
        let text = audit.text(news)
        #expect(text.contains("\nSINCE 2027-01-15T09:00:00Z\n  The verdict was backdoor.\n"))
        #expect(text.contains("  No longer found:\n    !! The emergency identity was used and no opening covers it."))
        let since = try #require(audit.json(news)["since"])
        #expect(since["verdict"] == "backdoor" && since["time"] == "2027-01-15T09:00:00Z")
        #expect(since["gone"]?.elements.first?["event"]?["id"] == "event-1")
        #expect(since["files"]?["kept"] == 1)
    }

    @Test("A new act is told with its finding, under a verdict that is the same")
    func act() throws {
        let folder = try Self.folder()
        _ = try folder.readNew(openings: [])
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "iam", "CreateUser", ["userName": "svc"])
        try folder.write("b.json", log.records.suffix(1))
        let (_, audit, news) = try folder.readNew(openings: [])
        #expect(Set(news.new.map(\.finding)) == ["weakening-stands", "descendant-alive"])
        #expect(news.newUses.isEmpty)
        #expect(audit.text(news).contains("  The verdict was the same.\n"))
        #expect(audit.text(news).contains("  New:\n    !! "))
    }

    @Test("When nothing changed, the text is short and still says what is open")
    func unchanged() throws {
        let folder = try Self.folder()
        _ = try folder.readNew(openings: nil)
        try folder.write(
            "b.json",
            {
                var log = TestLog()
                log.add(TestLog.user("ada", key: "AKIA1"), "iam", "ListUsers", reads: true)
                return log.records
            }())
        let (_, audit, news) = try folder.readNew(openings: nil)
        #expect(!news.isChanged)
        #expect(audit.json(news)["since"]?["changed"] == false)
        #expect(
            audit.text(news) == """
                VERDICT: cannot be shown, as on 2027-01-15T09:00:00Z
                Nothing changed. Files: 1 new, 1 not read again.
                No ledger was given: nothing says which use was opened.
                STILL OPEN
                ?? Neither the ledger nor the log names a person for a session. [nobody-named]
                     2026-03-01T02:00:01Z signin:ConsoleLogin event-1

                """)
    }

    @Test("When nothing changed and nothing is open, two lines say so")
    func clean() throws {
        let folder = try Self.folder()
        _ = try folder.readNew()
        let (_, audit, news) = try folder.readNew()
        #expect(
            audit.text(news) == """
                VERDICT: break-glass, as on 2027-01-15T09:00:00Z
                Nothing changed. Files: 1 not read again.

                """)
    }

    @Test("Of many events of one finding, a few are listed and the rest counted")
    func many() throws {
        let folder = try Self.folder()
        _ = try folder.readNew()
        var log = TestLog()
        log.signIn()
        for number in 1...9 { log.add(TestLog.root, "iam", "CreateUser", ["userName": .string("u\(number)")]) }
        try folder.write("b.json", log.records.dropFirst())
        let (_, audit, news) = try folder.readNew()
        #expect(audit.text(news).components(separatedBy: "\nWHY\n")[0].contains("and 5 more"))
    }
}
