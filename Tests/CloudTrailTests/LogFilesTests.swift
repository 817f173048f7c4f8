// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@Suite("Files of logs")
struct LogFilesTests {
    @Test("files of folders are found sorted, each once, without those whose name begins with a dot")
    func folders() throws {
        let folder = try LogFolder()
        for name in ["b/2.json", "b/1.json", "a.json", ".DS_Store", "b/.hidden/x"] { try folder.write("{}", to: name) }
        try FileManager.default.linkItem(atPath: folder.path + "/a.json", toPath: folder.path + "/z.json")
        let found = LogFiles([folder.path + "/b", folder.path, folder.path + "/a.json"])
        #expect(found.paths.map { folder.name($0) } == ["a.json", "b/1.json", "b/2.json"])
        #expect(found.problems == [])
    }

    @Test("what is no file is told")
    func problems() throws {
        let folder = try LogFolder()
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: folder.path)
        #expect(LogFiles([folder.path]).problems.map { folder.name($0.file) } == ["loop"])
        #expect(LogFiles([folder.path + "/missing"]).problems.count == 1)
        #expect(LogFiles(["/dev/null"]).problems.count == 1)
    }

    @Test("chosen files are read and no others")
    func choice() throws {
        let folder = try LogFolder()
        let wanted = try folder.write(SampleRecord.file(2), to: "a.json")
        try folder.write(SampleRecord.file(3), to: "b.json")
        var ids: [String?] = []
        LogReader(paths: [folder.path]).events(in: [wanted]) {
            ids.append($0.id)
        } problem: {
            Issue.record("\($0)")
        }
        #expect(ids == SampleRecord.ids(0..<2))
    }
}
