// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as files of an export, each after a line with `=== ` and its name. They take the place of those of a
// whole export. Nothing crashes, and the same export gives the same report.

import CloudTrail
import FoundationEssentials
import Posture

private let base: [String: [UInt8]] = {
    let folder = "Vectors/posture/base"
    let names = try! FileManager.default.contentsOfDirectory(atPath: folder)
    return Dictionary(
        uniqueKeysWithValues: names.map { ($0, Array(FileManager.default.contents(atPath: "\(folder)/\($0)")!)) })
}()

private let scope = PostureScope(
    accounts: ["111122223333"],
    identities: [
        "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/break-glass",
        "arn:aws:iam::111122223333:role/emergency",
    ], regions: ["us-east-1"],
    trails: ["arn:aws:cloudtrail:us-east-1:111122223333:trail/org"], buckets: ["example-logs"],
    secrets: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:break-glass-AbCdEf"],
    alerts: ["arn:aws:sns:us-east-1:111122223333:break-glass"])

func fuzz(_ input: [UInt8]) {
    let files = base.merging(split(input)) { $1 }
    let first = report(files)
    require(first == report(files), "an export says the same each time")
}

private func report(_ files: [String: [UInt8]]) -> [String] {
    do throws(PostureError) {
        let inspection = try Inspection(Export(files: files), scope)
        let report = PostureReport(inspection)
        require(!report.lines.isEmpty, "a report has lines")
        return report.lines + [report.json]
    } catch {
        return ["\(error)"]
    }
}

/// The files by the names that stand before them.
private func split(_ input: [UInt8]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var name = "manifest.json"
    for line in input.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if line.starts(with: "=== ".utf8) {
            name = String(decoding: line.dropFirst(4), as: UTF8.self)
            files[name] = []
        } else {
            files[name, default: []] += line + [0x0A]
        }
    }
    return files
}
