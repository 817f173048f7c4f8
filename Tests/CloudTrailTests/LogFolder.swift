// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation

/// A folder of log files that is gone after the test.
final class LogFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "logs-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = path + "/" + name
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    /// The name of a file or member without this folder's path.
    func name(_ file: String) -> String { String(file.dropFirst(path.count + 1)) }
}

/// What a walk found: of each record the file and some fields.
struct Collector: LogVisitor {
    var wanted: Set<String>?
    var ids: [String?] = []
    var files: [String] = []
    var problems: [ReadingProblem] = []
    var events: [LogEvent] = []

    mutating func begin(file: String) -> Bool { wanted?.contains(file) ?? true }

    mutating func visit(_ event: borrowing ScannedEvent) {
        ids.append(event.text(.id))
        files.append(event.file)
        if let whole = event.event().event { events.append(whole) }
    }

    mutating func report(_ problem: ReadingProblem) { problems.append(problem) }

    static func walk(_ paths: [String], wanted: Set<String>? = nil) -> Collector {
        var collector = Collector(wanted: wanted)
        LogReader(paths: paths).walk(&collector)
        return collector
    }
}
