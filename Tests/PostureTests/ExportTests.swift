// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Glibc
import Testing

@testable import Posture

@Suite("Exports")
struct ExportTests {
    @Test("A call names its file by service, operation, region and subject")
    func names() throws {
        let trail = try #require(ARN("arn:aws:cloudtrail:eu-west-1:111122223333:trail/org"))
        #expect(ExportCall.trailStatus(trail).name == "cloudtrail-get-trail-status@eu-west-1=org")
        let secret = try #require(ARN("arn:aws:secretsmanager:us-east-1:111122223333:secret:a/b-AbCdEf"))
        #expect(ExportCall.secret(secret).name == "secretsmanager-describe-secret@us-east-1=a%2Fb-AbCdEf")
        #expect(ExportCall.bucketPolicy("logs").name == "s3api-get-bucket-policy=logs")
    }

    @Test("A word of a command is quoted where a shell would read it in another way")
    func quoting() {
        #expect(ShellWord.quoted("arn:aws:iam::1:user/a") == "arn:aws:iam::1:user/a")
        #expect(ShellWord.quoted("a b'c") == #"'a b'\''c'"#)
        #expect(ShellWord.quoted("$(x)") == "'$(x)'")
        #expect(ShellWord.quoted("") == "''")
    }

    @Test("The code of a refusal is read, and any other error is none")
    func codes() {
        let words = "\nAn error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: none\n"
        #expect(Export.code(in: Array(words.utf8)) == "NoSuchBucketPolicy")
        #expect(Export.code(in: Array("Unable to locate credentials".utf8)) == nil)
        #expect(Export.code(in: Array("An error occurred (".utf8)) == nil)
        #expect(Export.code(in: Array("An error occurred () when".utf8)) == nil)
    }

    @Test("Times are read with each offset that the command writes")
    func times() {
        let time = EventTime("2026-01-02T03:04:05Z")
        #expect(ExportTime.read("2026-01-02T03:04:05+00:00") == time)
        #expect(ExportTime.read("2026-01-02T05:04:05.678+02:00") == time)
        #expect(ExportTime.read("2026-01-01T22:04:05-05:00") == time)
        #expect(ExportTime.read("\(time?.seconds ?? 0).5") == time)
        for text in ["N/A", "no_information", "", "nan", "1e300", "2026-01-02T03:04:05+0x:00"] {
            #expect(ExportTime.read(text) == nil)
        }
    }

    @Test("A table that is no credential report is none")
    func tables() {
        #expect(CredentialReport(csv: "user,arn\na,b\n", made: nil)?.lines.count == 1)
        #expect(CredentialReport(csv: "user,arn\na\n", made: nil) == nil)
        #expect(CredentialReport(csv: "user,user,arn\na,b,c\n", made: nil) == nil)
        #expect(CredentialReport(csv: "", made: nil) == nil)
    }

    @Test("The credential report is also read from its table alone")
    func tableAlone() throws {
        var files = PostureCase.all[0].export.files
        let answer = try JSONValue(document: try #require(files["iam-get-credential-report.json"]), limit: 1 << 20)
        files["iam-get-credential-report.json"] = nil
        files["credential-report.csv"] = Array(try #require(Data(base64Encoded: answer.text(at: "Content") ?? "")))
        let inspection = try Inspection(Export(files: files), PostureCase.all[0].scope)
        #expect(inspection.findings == [])
        #expect(inspection.gaps == [])
    }

    @Test("A folder that is not there, and one without an export, are refused")
    func folders() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "posture-\(UInt32.random(in: 0...UInt32.max))")
        #expect(throws: PostureError.self) { try Export(folder: folder.path) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: PostureError.self) { try Export(folder: folder.path) }
    }

    @Test("A file that is a folder, a pipe or too large is refused by its name")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "posture-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "x.json").path
        for (make, words) in [
            ({ mkdir(path, 0o700) == 0 }, "is a folder, not a file"),
            ({ mkfifo(path, 0o600) == 0 }, "is a pipe, not a file"),
            // A file with a hole takes no room on the disk.
            (
                { FileManager.default.createFile(atPath: path, contents: nil) && truncate(path, 256 << 20 | 1) == 0 },
                "is larger than the limit of 256 MiB"
            ),
        ] {
            try #require(make())
            #expect(
                throws: PostureError.unusable(
                    "\(path) \(words)", hint: "write it again with the call that its name says")
            ) { try Export(folder: folder.path) }
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
