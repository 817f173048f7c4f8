// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ceremonies

@Suite("The print system's words")
struct PrintQueueTests {
    @Test(
        "the job is the word that starts with the queue's name and ends with a number, in whatever language",
        arguments: [
            ("request id is office-12 (0 file(s))\n", "office", "office-12"),
            ("Anfrage-ID ist office-12 (0 Datei(en))\n", "office", "office-12"),
            ("request id is second-floor-hp-7 (1 file(s))\n", "second-floor-hp", "second-floor-hp-7"),
            ("request id is office-2-9 (1 file(s))\n", "office-2", "office-2-9"),
            ("request id is is-3 (1 file(s))", "is", "is-3"),
        ])
    func job(answer: String, queue: String, job: String) {
        #expect(PrintQueue.job(in: answer, queue: queue) == job)
    }

    @Test(
        "an answer without a job of this queue names none",
        arguments: [
            ("", "office"), ("request id is other-12 (0 file(s))", "office"), ("lp: error - no such queue", "office"),
            ("request id is office- (0 file(s))", "office"), ("request id is office-x1", "office"),
            ("request id is office-2-9 (1 file(s))", "office"), ("office-hp-7", "office"),
        ])
    func noJob(answer: String, queue: String) {
        #expect(PrintQueue.job(in: answer, queue: queue) == nil)
    }

    @Test("what the spooler keeps is read from its settings, and assumed where they say nothing")
    func settings() throws {
        let scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.file("empty"), withIntermediateDirectories: true)
        for (lines, keeps) in [
            ("PreserveJobFiles No\n", false), ("  preservejobfiles   no  \n", false), ("PreserveJobFiles Yes\n", true),
            ("PreserveJobFiles 86400\n", true), ("# PreserveJobFiles No\n", true), ("", true),
        ] {
            try lines.write(toFile: scratch.file("cupsd.conf"), atomically: true, encoding: .utf8)
            #expect(SpoolSettings(folder: scratch.path).keepsFiles == keeps, "\(lines)")
        }
        #expect(SpoolSettings(folder: scratch.file("empty")).keepsFiles)
        #expect(SpoolSettings(folder: "/nowhere").keepsFiles)
        try "RequestRoot /dev/shm\n".write(
            toFile: scratch.file("cups-files.conf"), atomically: true, encoding: .utf8)
        #expect(SpoolSettings(folder: scratch.path).isInMemory)
        try "RequestRoot /nowhere\n".write(
            toFile: scratch.file("cups-files.conf"), atomically: true, encoding: .utf8)
        #expect(!SpoolSettings(folder: scratch.path).isInMemory)
    }
}
