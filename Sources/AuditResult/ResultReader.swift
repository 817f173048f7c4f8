// SPDX-License-Identifier: Apache-2.0
//
// Reads a result strictly: one form, each member in its place, and nothing that contradicts itself.

import LedgerTimes
import PublicHashes
import PublicTexts

extension ResultFile {
    /// Reads a file.
    ///
    /// - Throws: `ResultError` for the first thing that is wrong with it.
    package init(bytes: [UInt8]) throws(ResultError) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge }
        guard bytes.starts(with: "{\"format\":\"\(Self.format)\"".utf8) else { throw .otherFormat }
        var cursor = ResultCursor(bytes)
        self = try cursor.object { file throws(ResultError) in
            _ = try file.member("format") { member throws(ResultError) in try member.string() }
            let version = try file.member("version") { member throws(ResultError) in try member.number() }
            guard version == Self.version else { throw .otherVersion(version) }
            return try ResultFile(members: &file)
        }
        try cursor.end()
    }

    /// Reads the members after the version.
    private init(members file: inout ResultCursor) throws(ResultError) {
        let program = try file.text("program", limit: ResultLimit.program)
        let time = try file.time("time")
        let account = try file.text("account", limit: ResultLimit.account)
        let opening = try file.optional("opening") { member throws(ResultError) in try Opening(from: &member) }
        let inputs = try file.member("inputs") { member throws(ResultError) in try ResultInputs(from: &member) }
        let verdict = try file.member("verdict") { member throws(ResultError) in try member.choice(of: Verdict.self) }
        let failures = try file.list("failed", limit: ResultLimit.findings) { item throws(ResultError) in
            try Failure(from: &item)
        }
        guard failures.isEmpty == (verdict == .breakGlass) else {
            throw .contradiction(
                "failed",
                failures.isEmpty
                    ? "the verdict is \(verdict.rawValue), and no statement failed"
                    : "the verdict is break-glass, and a statement failed")
        }
        let sessions = try file.member("sessions") { member throws(ResultError) in try Sessions(from: &member) }
        let standing = try file.member("standing") { member throws(ResultError) in
            try member.object { object throws(ResultError) in
                try object.counted("changes", limit: ResultLimit.changes) { item throws(ResultError) in
                    try Change(from: &item)
                }
            }
        }
        let alerts = try file.list("alerts", limit: ResultLimit.alerts) { item throws(ResultError) in
            try Alert(from: &item)
        }
        guard Set(alerts.map { $0.channel }).count == alerts.count else {
            throw .contradiction("alerts", "two alerts are of one channel")
        }
        let coverage = try file.member("coverage") { member throws(ResultError) in try Coverage(from: &member) }
        self.init(
            program: program, time: time, account: account, opening: opening, inputs: inputs, verdict: verdict,
            failures: failures, sessions: sessions, counted: standing, alerts: alerts, coverage: coverage)
    }
}

extension ResultFile.Opening {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            let ledger = try object.text("ledger", limit: ResultLimit.origin)
            let entry = try object.text("entry", limit: ResultLimit.place)
            let numbers = entry.description.split(separator: ".", omittingEmptySubsequences: false)
            guard numbers.count <= 2, numbers.allSatisfy({ text in UInt64(text).map { "\($0)" == text } ?? false })
            else { throw .form("\(object.here).entry", expected: "the place of an entry, such as 17 or 17.3") }
            return Self(ledger: ledger, entry: entry)
        }
    }
}

extension ResultInputs {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            let count = try object.number("count")
            let bytes = try object.number("bytes")
            let digest = try object.hash("digest")
            let files = try object.list("files", limit: ResultLimit.files) { item throws(ResultError) in
                try File(from: &item)
            }
            let path = object.here
            guard count == UInt64(files.count) || count > UInt64(ResultLimit.files) && files.isEmpty else {
                throw .contradiction(path, "the list does not have the number of files that it says")
            }
            if count == UInt64(files.count) {
                guard zip(files, files.dropFirst()).allSatisfy({ $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
                else { throw .contradiction(path, "the files are not in the order of their names, each once") }
                guard files.reduce(0, { $0 &+ $1.bytes }) == bytes else {
                    throw .contradiction(path, "the sizes of the files do not add up to the number of bytes")
                }
                guard Self.digest(of: files) == digest else {
                    throw .contradiction(path, "the digest is not that of the list")
                }
            }
            return ResultInputs(count: count, bytes: bytes, digest: digest, files: files)
        }
    }
}

extension ResultInputs.File {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            Self(
                name: try object.text("name", limit: ResultLimit.name), bytes: try object.number("bytes"),
                digest: try object.hash("digest"))
        }
    }
}

extension ResultFile.Failure {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            Self(
                finding: try object.text("finding", limit: ResultLimit.finding),
                counted: try object.counted("events", limit: ResultLimit.events) { item throws(ResultError) in
                    try item.text(limit: ResultLimit.event)
                })
        }
    }
}

extension ResultFile.Sessions {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            let count = try object.number("count")
            guard count > 0 else { return Self(count: 0, span: nil) }
            let (first, last) = (try object.time("first"), try object.time("last"))
            guard first <= last else { throw .contradiction(object.here, "the last time is before the first") }
            return Self(count: count, span: TimeSpan(first, last))
        }
    }
}

extension ResultFile.Change {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            Self(
                event: try object.text("event", limit: ResultLimit.event),
                act: try object.text("act", limit: ResultLimit.act),
                close: try object.list("close", limit: ResultLimit.commands) { item throws(ResultError) in
                    try item.text(limit: ResultLimit.command)
                })
        }
    }
}

extension ResultFile.Alert {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            let channel = try object.text("channel", limit: ResultLimit.channel)
            let arrived = try object.optional("arrived") { member throws(ResultError) in try member.time() }
            let inTime = try object.member("in_time") { member throws(ResultError) in
                try member.choice(of: InTime.self)
            }
            guard inTime != .yes || arrived != nil else {
                throw .contradiction(object.here, "an alert is in time, and nothing says when it arrived")
            }
            return Self(channel: channel, arrived: arrived, inTime: inTime)
        }
    }
}

extension ResultFile.Coverage {
    private enum Digests: String, CaseIterable {
        case all
        case part
        case none
    }

    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            switch try object.member("digests", { member throws(ResultError) in try member.choice(of: Digests.self) }) {
            case .all: return .all
            case .none: return .nothing
            case .part:
                let spans = try object.counted("uncovered", limit: ResultLimit.spans) { item throws(ResultError) in
                    try TimeSpan(from: &item)
                }
                guard spans.count > 0 else {
                    throw .contradiction(object.here, "a part is covered, and no time is uncovered")
                }
                return .part(spans)
            }
        }
    }
}

extension TimeSpan {
    fileprivate init(from cursor: inout ResultCursor) throws(ResultError) {
        self = try cursor.object { object throws(ResultError) in
            let (from, until) = (try object.time("from"), try object.time("until"))
            guard from <= until else { throw .contradiction(object.here, "a time ends before it begins") }
            return TimeSpan(from, until)
        }
    }
}

// MARK: - Members

extension ResultCursor {
    fileprivate mutating func text(_ name: String, limit: Int) throws(ResultError) -> PublicText {
        try member(name) { member throws(ResultError) in try member.text(limit: limit) }
    }

    fileprivate mutating func time(_ name: String) throws(ResultError) -> LedgerTime {
        try member(name) { member throws(ResultError) in try member.time() }
    }

    fileprivate mutating func hash(_ name: String) throws(ResultError) -> TreeHash {
        try member(name) { member throws(ResultError) in try member.hash() }
    }

    fileprivate mutating func number(_ name: String) throws(ResultError) -> UInt64 {
        try member(name) { member throws(ResultError) in try member.number() }
    }

    fileprivate mutating func list<Item>(
        _ name: String, limit: Int, _ read: (inout ResultCursor) throws(ResultError) -> Item
    ) throws(ResultError) -> [Item] {
        try member(name) { member throws(ResultError) in try member.array(limit: limit, read) }
    }

    /// A number, and as many items of a list as it says, up to a limit.
    fileprivate mutating func counted<Item>(
        _ name: String, limit: Int, _ read: (inout ResultCursor) throws(ResultError) -> Item
    ) throws(ResultError) -> Counted<Item> {
        let count = try number("count")
        let items = try list(name, limit: limit, read)
        guard UInt64(items.count) == min(count, UInt64(limit)) else {
            throw .contradiction(
                here.isEmpty ? name : "\(here).\(name)", "the list does not have the number that it says")
        }
        return Counted(count: count, first: items)
    }
}
