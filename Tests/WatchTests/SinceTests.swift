// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Watch

@Suite("Audits that read only new files")
struct SinceTests {
    /// Root signs in, makes a key for a user, and deletes it; in another file, the key was used in between.
    private static func key() -> (use: [JSONValue], rest: [JSONValue]) {
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "x"],
            ["accessKey": ["accessKeyId": "AKIA1", "userName": "x"]], time: "2026-03-01T02:00:02Z")
        log.add(TestLog.user("x", key: "AKIA1"), "iam", "ListUsers", time: "2026-03-01T02:00:03Z", reads: true)
        log.add(
            TestLog.root, "iam", "DeleteAccessKey", ["userName": "x", "accessKeyId": "AKIA1"],
            time: "2026-03-01T02:00:04Z")
        return ([log.records[2]], [log.records[0], log.records[1], log.records[3]])
    }

    /// Reads by others, of no interest to anybody.
    private static func ordinary(_ number: Int) -> [JSONValue] {
        var log = TestLog()
        log.add(TestLog.user("u\(number)", key: "AKIAOTHER\(number)"), "iam", "ListUsers", reads: true)
        return log.records
    }

    @Test("An old file is read again when a new one shows a key that it has; others are not")
    func oldFileMatters() throws {
        let folder = try LogFolder()
        let log = Self.key()
        try folder.write("a.json", log.use)
        try folder.write("b.json", Self.ordinary(1))
        let first = try folder.readNew()
        #expect(first.reading.counts == .init(new: 2))
        #expect(first.reading.events.isEmpty && first.audit.verdict == .breakGlass)
        try folder.write("c.json", log.rest)
        let second = try folder.readNew()
        #expect(second.reading.counts == .init(new: 1, again: 1, kept: 1))
        #expect(second.reading.events.map(\.name).contains("ListUsers"))
        #expect(second.audit.verdict == .breakGlass)
        #expect(second.news.newUses.map(\.identity) == ["arn:aws:iam::111122223333:root"])
    }

    @Test("An old file that is gone when it comes to matter cannot be shown, until it is back")
    func goneFileMatters() throws {
        let folder = try LogFolder()
        let log = Self.key()
        try folder.write("a.json", log.use)
        try folder.write("b.json", Self.ordinary(1))
        _ = try folder.readNew()
        let path = folder.path("a.json")
        try FileManager.default.moveItem(atPath: path, toPath: folder.path(".a.json"))
        let gone = try folder.readNew()
        #expect(gone.reading.counts.vanished == [path])
        #expect(gone.audit.verdict == .breakGlass)
        try folder.write("c.json", log.rest)
        for _ in 1...2 {
            let missing = try folder.readNew()
            #expect(missing.audit.verdict == .cannotBeShown)
            let finding = try #require(missing.audit.findings.first { $0.kind == .brokenFile })
            #expect(finding.subjects.count == 1)
            #expect(finding.subjects[0].hasPrefix("\(path): the version of "))
            #expect(finding.subjects[0].hasSuffix("is gone, and may hold what now matters"))
        }
        try FileManager.default.moveItem(atPath: folder.path(".a.json"), toPath: path)
        let back = try folder.readNew()
        #expect(back.audit.verdict == .breakGlass)
        #expect(back.news.gone.map(\.finding) == ["broken-file"])
        #expect(back.reading.events.map(\.name).contains("ListUsers"))
    }

    @Test("What mattered of a file stays when the file is gone")
    func goneFileMattered() throws {
        let folder = try LogFolder()
        var log = TestLog()
        log.add(TestLog.root, "iam", "CreateUser", ["userName": "svc"])
        try folder.write("a.json", log.records)
        try folder.write("b.json", Self.ordinary(1))
        let first = try folder.readNew()
        #expect(first.audit.verdict == .backdoor)
        try folder.remove("a.json")
        let second = try folder.readNew()
        #expect(second.audit.verdict == .backdoor)
        #expect(second.news.isChanged && second.news.gone.isEmpty)
        #expect(second.audit.text(second.news).contains("These files are gone; what mattered of them is kept:"))
        let third = try folder.readNew()
        #expect(third.audit.verdict == .backdoor)
        #expect(!third.news.isChanged)
    }

    @Test("A file from which an event was taken is told, and the event still counts")
    func alteredFile() throws {
        let folder = try LogFolder()
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "iam", "CreateUser", ["userName": "svc"])
        try folder.write("a.json", log.records)
        let first = try folder.readNew()
        try folder.write("a.json", log.records.prefix(1))
        for run in 1...2 {
            let later = try folder.readNew()
            #expect(later.audit.verdict == first.audit.verdict)
            #expect(later.audit.changes.count == first.audit.changes.count)
            #expect(later.reading.counts.changed == (run == 1 ? [folder.path("a.json")] : []))
        }
        let whole = Audit(folder.readAll().events, expectations: [.root], openings: [.morning], .real)
        #expect(whole.verdict == .breakGlass)
    }

    @Test("An altered event makes copies that differ")
    func alteredEvent() throws {
        let folder = try LogFolder()
        for name in ["DeleteTrail", "ListTrails"] {
            var log = TestLog()
            log.signIn()
            log.add(TestLog.root, "cloudtrail", name, ["name": "org"], reads: name == "ListTrails")
            try folder.write("a.json", log.records)
            _ = try folder.readNew()
        }
        let last = try folder.readNew()
        #expect(last.audit.findings.contains { $0.kind == .conflictingCopies })
    }

    @Test("A file that grew replaces what it was; of one that shrank, both versions are kept")
    func versions() throws {
        let folder = try LogFolder()
        let log = Self.key()
        try folder.write("a.json", log.use)
        _ = try folder.readNew()
        try folder.write("a.json", log.use + log.rest)
        let grown = try folder.readNew()
        #expect(grown.reading.counts == .init(changed: [folder.path("a.json")]))
        #expect(grown.reading.files.count == 1)
        try folder.write("a.json", log.rest)
        #expect(try folder.readNew().reading.files.map(\.isGone) == [false, true])
        #expect(try folder.readNew().reading.files.map(\.isGone) == [false, true])
    }

    @Test("A file that cannot be read is read again in each run, and its state does not grow")
    func brokenFile() throws {
        let folder = try LogFolder()
        var log = TestLog()
        log.add(
            TestLog.user("ada", key: "AKIA9"), "sts", "AssumeRole", ["roleArn": "arn:aws:iam::111122223333:role/R"],
            TestLog.issued("R", "s", key: "ASIA5"), reads: true)
        let whole = JSONValue.object([.init("Records", .array(log.records))]).canonical
        try folder.write("a.json", String(whole.dropLast(2)) + ",{")
        let first = try folder.readNew()
        #expect(first.audit.verdict == .cannotBeShown && !first.reading.newProblems.isEmpty)
        let size = folder.bytes.count
        let second = try folder.readNew()
        #expect(second.reading.counts == .init(again: 1))
        #expect(second.audit.verdict == .cannotBeShown && second.reading.newProblems.isEmpty)
        #expect(folder.bytes.count == size)
        try folder.write("a.json", whole)
        let mended = try folder.readNew()
        #expect(mended.audit.verdict == .breakGlass)
        #expect(mended.news.gone.allSatisfy { $0.finding == "broken-file" } && !mended.news.gone.isEmpty)
    }

    @Test("A broken file that is taken away stays broken: nobody has read it")
    func brokenFileGone() throws {
        let folder = try LogFolder()
        try folder.write("a.json", #"{"Records":[{"eventID":"1","#)
        try folder.write("b.json", Self.ordinary(1))
        let first = try folder.readNew()
        try folder.remove("a.json")
        let second = try folder.readNew()
        #expect(second.audit.verdict == .cannotBeShown)
        #expect(second.reading.problems == first.reading.problems)
    }

    @Test("With other identities, all files are read again, and what is gone cannot be shown")
    func otherIdentities() throws {
        let folder = try LogFolder()
        try folder.write("a.json", Self.ordinary(1))
        try folder.write("b.json", Self.ordinary(2))
        _ = try folder.readNew()
        let user = Watch.Expectation(
            account: "AWS root", accounts: [TestLog.account], identities: ["arn:aws:iam::111122223333:user/u1"])
        try folder.remove("b.json")
        let other = try folder.readNew([user])
        #expect(other.reading.counts.hasOtherBasis && other.reading.counts.again == 1)
        #expect(other.audit.uses.count == 1)
        #expect(
            other.reading.problems.map(\.description).contains {
                $0.hasPrefix(folder.path("b.json")) && $0.hasSuffix("for what the policy or the rules now say")
            })
        #expect(other.audit.text(other.news).contains("The identities, the secrets or the rules are not those"))
        let same = try folder.readNew([user])
        #expect(!same.reading.counts.hasOtherBasis && same.reading.counts.kept == 1)
        #expect(same.reading.problems == other.reading.problems)
    }

    @Test("Members of an archive are known by their archive")
    func archive() throws {
        let folder = try LogFolder()
        let log = Self.key()
        let member = folder.path("use.json")
        try folder.write("use.json", log.use)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/tar")
        tar.arguments = ["-C", folder.url.path, "-czf", folder.path("a.tar.gz"), "use.json"]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
        try FileManager.default.removeItem(atPath: member)
        #expect(try folder.readNew().reading.counts == .init(new: 1))
        try folder.write("b.json", log.rest)
        let second = try folder.readNew()
        #expect(second.reading.counts == .init(new: 1, again: 1))
        #expect(second.reading.events.map(\.place.file).contains(folder.path("a.tar.gz!/use.json")))
        #expect(EventLog(second.reading.events).events == EventLog(folder.readAll().events).events)
    }

    @Test("The copy of a call in another account is found however often its caller was seen before")
    func copies() throws {
        let folder = try LogFolder()
        let caller = TestLog.role("Deploy", "d", key: "ASIA9", since: "2026-03-01T01:00:00Z")
        for (name, shared) in [("a.json", "share-1"), ("b.json", "share-2")] {
            var log = TestLog()
            log.add(
                caller, "ec2", "DescribeInstances", reads: true, more: [("sharedEventID", .string(shared))])
            try folder.write(name, log.records)
            _ = try folder.readNew()
        }
        let part = try #require(folder.state?.files.last?.parts.first)
        let wanted = WantedHalves([Trace.shared("share-2").stableHash])
        #expect(part.traces.mayContain(anyOf: wanted))
        var survey = SurveyVisitor([.root], .real)
        LogReader(paths: [folder.url.path]).walk(&survey)
        survey.end()
        #expect(survey.survey.files(with: [Trace.shared("share-2").stableHash]) == [folder.path("b.json")])
    }
}

extension SinceReading.Files {
    fileprivate init(new: Int = 0, again: Int = 0, kept: Int = 0, changed: [String] = []) {
        self.init()
        self.new = new
        self.again = again
        self.kept = kept
        self.changed = changed
    }
}
