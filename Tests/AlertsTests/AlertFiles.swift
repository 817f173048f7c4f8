// SPDX-License-Identifier: Apache-2.0

import Alerts
import CloudTrail
import Foundation

/// The files of this repository that the tests read.
enum AlertFiles {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    static func json(_ path: String) throws -> JSONValue { try JSONText.parse(text(path)) }

    static func document(_ path: String, regions: [String] = []) throws -> RuleDocument {
        RuleDocument(file: path, text: try text(path), regions: regions, account: "111122223333")
    }

    /// What the example's policy expects.
    static func example() throws -> AlertExpectation { try AlertExpectation(json("examples/aws/expected.json")) }
}
