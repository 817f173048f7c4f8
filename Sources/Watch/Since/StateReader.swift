// SPDX-License-Identifier: Apache-2.0
//
// A state is read strictly: what is not as a run wrote it is refused as a whole.

import CloudTrail

extension AuditState {
    /// Reads the file of a state.
    ///
    /// - Parameter sha256: gives a SHA-256 in hexadecimal digits.
    package init(_ bytes: [UInt8], sha256: ([UInt8]) -> String) throws(StateFault) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard let head = lines.first, let first = try? JSONValue(document: Array(head), limit: bytes.count),
            first["format"] == .string(Self.format)
        else { throw .foreign }
        guard first["version"] == .number(Self.version) else { throw .version(first["version"]?.text ?? "") }
        try Self.check(bytes, lines, sha256)
        var reader = StateReader(first)
        for (place, line) in lines[1..<(lines.count - 2)].enumerated() {
            do {
                try reader.take(JSONValue(document: Array(line), limit: line.count))
            } catch {
                throw .damaged(line: place + 2, (error as? StateReader.Fault)?.message ?? "not JSON")
            }
        }
        guard let state = reader.state else { throw .damaged(line: lines.count - 2, "it does not end with a verdict") }
        self = state
    }

    /// Whether the last line is that of the bytes before it.
    private static func check(
        _ bytes: [UInt8], _ lines: [ArraySlice<UInt8>], _ sha256: ([UInt8]) -> String
    ) throws(StateFault) {
        let place = lines.count - 1
        guard place >= 2, lines[place].isEmpty,
            let last = try? JSONValue(document: Array(lines[place - 1]), limit: bytes.count)
        else { throw .damaged(line: max(place, 1), "it ends too early") }
        guard last["lines"] == .number(String(place - 1)),
            last["sha256"] == .string(sha256(Array(bytes[..<lines[place - 1].startIndex])))
        else { throw .damaged(line: place, "what stands above it is not what was written") }
    }
}

/// Takes the lines of a state one after another.
private struct StateReader {
    struct Fault: Error {
        var message: String
    }

    private let basis: StateBasis?
    private var leads: [UInt64] = []
    private var files: [SeenFile] = []
    private var last: RunOutcome?

    init(_ head: JSONValue) {
        let rules = head["rules"]?.string
        basis = rules.map { rules in
            StateBasis(identities: head.texts("identities"), secrets: head.texts("secrets"), rules: rules)
        }
    }

    /// The state, when all lines are taken.
    var state: AuditState? {
        guard let basis, let last else { return nil }
        return AuditState(basis: basis, leads: leads, files: files, last: last)
    }

    mutating func take(_ line: JSONValue) throws {
        guard last == nil else { throw Fault(message: "a line after the verdict") }
        if let text = line["leads"]?.string {
            guard let words: [UInt64] = WordText.words(text), Self.areLeads(words) else {
                throw Fault(message: "leads that are none")
            }
            leads += words
        } else if line["file"] != nil {
            try files.append(file(line))
        } else if line["record"] != nil {
            try take(record: line)
        } else {
            last = try outcome(line)
        }
    }

    /// Whether the counts that stand before each lead fit.
    private static func areLeads(_ words: [UInt64]) -> Bool {
        var at = 0
        while at < words.count {
            let (from, to) = (Int(words[at] >> 32), Int(words[at] & 0xFFFF_FFFF))
            guard from + to < words.count - at else { return false }
            at += from + to + 1
        }
        return true
    }

    private func file(_ line: JSONValue) throws -> SeenFile {
        guard let name = line["file"]?.string, let byteCount = line["bytes"]?.integer,
            let modified = line["modified"]?.integer, let isGone = line["gone"]?.truth,
            let isMissing = line["missing"]?.truth
        else { throw Fault(message: "a file without its members") }
        var file = SeenFile(name: name, stamp: FileStamp(byteCount: byteCount, modified: modified))
        file.isGone = isGone
        file.isMissing = isMissing
        file.parts = try (line["parts"]?.elements ?? []).map { part in
            guard let words: [UInt32] = (part["traces"]?.string).flatMap({ WordText.words($0) }),
                let traces = FileFingerprint(halves: words)
            else { throw Fault(message: "traces that are none") }
            return SeenFile.Part(name: part["name"]?.string ?? name, traces: traces)
        }
        file.problems = try (line["problems"]?.elements ?? []).map { problem in
            guard let name = problem["name"]?.string, let message = problem["message"]?.string else {
                throw Fault(message: "a problem without its members")
            }
            return ReadingProblem(file: name, offset: problem["offset"]?.integer, message: message)
        }
        return file
    }

    private mutating func take(record line: JSONValue) throws {
        guard !files.isEmpty, let text = line["record"]?.string, let name = line["name"]?.string,
            let offset = line["offset"]?.integer,
            let record = KeptRecord(text: text, at: EventPlace(file: name, offset: offset))
        else { throw Fault(message: "a record that is none") }
        switch line["for"]?.string {
        case "actor": files[files.count - 1].actorRecords.append(record)
        case "object": files[files.count - 1].objectRecords.append(record)
        default: throw Fault(message: "a record for neither an actor nor an object")
        }
    }

    private func outcome(_ line: JSONValue) throws -> RunOutcome {
        guard let time = (line["time"]?.string).flatMap({ EventTime($0) }),
            let verdict = (line["verdict"]?.string).flatMap({ Verdict(rawValue: $0) })
        else { throw Fault(message: "a line of no known kind") }
        let items = try (line["findings"]?.elements ?? []).map { item in
            guard let finding = item["finding"]?.string, let weight = item["weight"]?.string else {
                throw Fault(message: "a finding without its members")
            }
            let event = item["event"].flatMap { event in
                (event["id"]?.string).map { id in
                    RunOutcome.Event(id: id, time: event["time"]?.string, call: event["call"]?.string ?? "")
                }
            }
            return RunOutcome.Item(finding: finding, weight: weight, event: event, subject: item["subject"]?.string)
        }
        let uses = try (line["sessions"]?.elements ?? []).map { use in
            guard let identity = use["identity"]?.string else { throw Fault(message: "a session without its identity") }
            return RunOutcome.Use(identity: identity, began: use["began"]?.string)
        }
        return RunOutcome(time: time, verdict: verdict, items: items, uses: uses)
    }
}

extension JSONValue {
    fileprivate var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var integer: Int? {
        if case .number(let digits) = self { Int(digits) } else { nil }
    }

    fileprivate func texts(_ key: String) -> [String] { (self[key]?.elements ?? []).compactMap(\.string) }
}
