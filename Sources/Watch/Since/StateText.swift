// SPDX-License-Identifier: Apache-2.0
//
// The file of a state: one JSON object a line, as docs/WATCH.md describes it.

package import CloudTrail

extension AuditState {
    static let format = "glasswatch state"
    static let version = "1"
    /// How each file of a state begins.
    package static let beginning = Array(#"{"format":"\#(format)""#.utf8)
    /// How many leads stand in a line, so that no line grows without end.
    private static let leadsPerLine = 4_096

    /// The bytes of the file.
    ///
    /// - Parameter sha256: gives a SHA-256 in hexadecimal digits.
    package func bytes(sha256: ([UInt8]) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        var count = 0
        func add(_ members: [JSONValue.Member]) {
            bytes += JSONValue.object(members).canonical.utf8
            bytes.append(0x0A)
            count += 1
        }
        add([
            .init("format", .string(Self.format)), .init("version", .number(Self.version)),
            .init("identities", .strings(basis.identities)), .init("secrets", .strings(basis.secrets)),
            .init("rules", .string(basis.rules)),
        ])
        for line in leadLines { add([.init("leads", .string(WordText.text(line)))]) }
        for file in files {
            add(members(of: file))
            for record in file.actorRecords { add(members(of: record, isActor: true)) }
            for record in file.objectRecords { add(members(of: record, isActor: false)) }
        }
        add(last.members)
        add([.init("lines", .number(String(count))), .init("sha256", .string(sha256(bytes)))])
        return bytes
    }

    /// The leads in pieces of whole leads.
    private var leadLines: [ArraySlice<UInt64>] {
        var lines: [ArraySlice<UInt64>] = []
        var start = 0
        var at = 0
        var count = 0
        while at < leads.count {
            at += 1 + Int(leads[at] >> 32) + Int(leads[at] & 0xFFFF_FFFF)
            count += 1
            if count == Self.leadsPerLine || at >= leads.count {
                lines.append(leads[start..<at])
                (start, count) = (at, 0)
            }
        }
        return lines
    }

    private func members(of file: SeenFile) -> [JSONValue.Member] {
        let parts = file.parts.map { part -> JSONValue in
            let traces = JSONValue.Member("traces", .string(WordText.text(part.traces.halves)))
            return .object(part.name == file.name ? [traces] : [.init("name", .string(part.name)), traces])
        }
        let problems = file.problems.map { problem in
            JSONValue.object([
                .init("name", .string(problem.file)), .init("message", .string(problem.message)),
                .init("offset", problem.offset.map { .number(String($0)) } ?? .null),
            ])
        }
        return [
            .init("file", .string(file.name)), .init("bytes", .number(String(file.stamp.byteCount))),
            .init("modified", .number(String(file.stamp.modified))), .init("gone", .bool(file.isGone)),
            .init("missing", .bool(file.isMissing)), .init("parts", .array(parts)),
            .init("problems", .array(problems)),
        ]
    }

    private func members(of record: KeptRecord, isActor: Bool) -> [JSONValue.Member] {
        [
            .init("record", .string(String(decoding: record.text, as: UTF8.self))),
            .init("name", .string(record.event.place.file)),
            .init("offset", .number(String(record.event.place.offset))),
            .init("for", .string(isActor ? "actor" : "object")),
        ]
    }
}

extension RunOutcome {
    fileprivate var members: [JSONValue.Member] {
        [
            .init("time", .string(time.description)), .init("verdict", .string(verdict.rawValue)),
            .init("findings", .array(items.map(\.json))), .init("sessions", .array(uses.map(\.json))),
        ]
    }
}

extension RunOutcome.Item {
    /// The item as the state and the report of an audit have it.
    package var json: JSONValue {
        .object([
            .init("finding", .string(finding)), .init("weight", .string(weight)),
            .init(
                "event",
                event.map { event in
                    .object([
                        .init("id", .string(event.id)), .init("time", .text(event.time)),
                        .init("call", .string(event.call)),
                    ])
                } ?? .null), .init("subject", .text(subject)),
        ])
    }
}

extension RunOutcome.Use {
    /// The session as the state and the report of an audit have it.
    package var json: JSONValue {
        .object([.init("identity", .string(identity)), .init("began", .text(began))])
    }
}
