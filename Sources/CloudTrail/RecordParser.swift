// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// Parses JSON values whole, strictly and within limits.
@safe
final class RecordParser {
    /// A record of CloudTrail has at most a megabyte.
    static let mostBytes = 4 << 20

    private let walk: OpaquePointer

    init() {
        guard let walk = unsafe ctj_new() else { fatalError("out of memory") }
        unsafe self.walk = walk
    }

    deinit {
        unsafe ctj_free(walk)
    }

    /// What a text says, and what is doubtful in it though it can be read.
    struct Parsed {
        var value: JSONValue
        var doubts: [String]
    }

    struct Failure: Error {
        /// Bytes from the beginning of the text.
        var offset: Int
        var message: String
    }

    /// Parses one value.
    func parse(_ text: [UInt8]) throws(Failure) -> Parsed {
        var padded = text
        padded.append(contentsOf: repeatElement(0, count: CTJ_PADDING))
        return try unsafe padded.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try unsafe parse(padded: UnsafeBufferPointer(rebasing: bytes[..<text.count]))
        }
    }

    /// Parses one value that as many readable bytes as the interface to C demands come after.
    @unsafe
    func parse(padded text: UnsafeBufferPointer<UInt8>) throws(Failure) -> Parsed {
        guard text.count <= RecordParser.mostBytes else {
            throw Failure(offset: 0, message: "a record of more than \(RecordParser.mostBytes >> 20) MiB")
        }
        var count = 0
        var problem: UInt32 = 0
        var place = 0
        guard let nodes = unsafe ctj_parse(walk, text.baseAddress, text.count, &count, &problem, &place) else {
            throw Failure(offset: place, message: ReadingProblem.message(Int(problem)))
        }
        var builder = unsafe ValueBuilder(text: text, nodes: UnsafeBufferPointer(start: nodes, count: count))
        let value = unsafe builder.value()
        return unsafe Parsed(value: value, doubts: builder.doubts)
    }
}

/// Makes a value of the nodes that the interface to C found.
@unsafe
private struct ValueBuilder {
    let text: UnsafeBufferPointer<UInt8>
    let nodes: UnsafeBufferPointer<ctj_node>
    var next = 0
    var doubts: [String] = []

    init(text: UnsafeBufferPointer<UInt8>, nodes: UnsafeBufferPointer<ctj_node>) {
        unsafe self.text = text
        unsafe self.nodes = nodes
    }

    mutating func value() -> JSONValue {
        let node = unsafe nodes[next]
        unsafe next += 1
        switch Int(node.kind) {
        case CTJ_TRUE: return .bool(true)
        case CTJ_FALSE: return .bool(false)
        case CTJ_NUMBER: return unsafe .number(content(node))
        case CTJ_STRING: return unsafe .string(content(node))
        case CTJ_ARRAY:
            var elements: [JSONValue] = []
            elements.reserveCapacity(Int(node.length))
            for _ in 0..<node.length { unsafe elements.append(value()) }
            return .array(elements)
        case CTJ_OBJECT:
            var members: [JSONValue.Member] = []
            members.reserveCapacity(Int(node.length))
            for _ in 0..<node.length {
                let key = unsafe content(nodes[next])
                unsafe next += 1
                unsafe members.append(JSONValue.Member(key: key, value: value()))
            }
            unsafe lookForDuplicates(members)
            return .object(members)
        default: return .null
        }
    }

    private mutating func content(_ node: ctj_node) -> String {
        let bytes = unsafe UnsafeBufferPointer(rebasing: text[Int(node.start)..<Int(node.start + node.length)])
        guard node.has_escapes != 0 else { return unsafe String(decoding: bytes, as: UTF8.self) }
        var replaced = 0
        let content = unsafe String(escaped: bytes, replaced: &replaced)
        if replaced > 0 {
            unsafe addDoubt("a text with an escape that stands for no character, read as U+FFFD or a question mark")
        }
        return content
    }

    private mutating func lookForDuplicates(_ members: [JSONValue.Member]) {
        // A hash table costs more than all comparisons in the objects that records have.
        let hasDuplicates =
            members.count <= 16
            ? members.indices.contains { index in members[..<index].contains { $0.key == members[index].key } }
            : Set(members.lazy.map { $0.key }).count < members.count
        if hasDuplicates {
            unsafe addDoubt("a member named twice in one object, of which the first is used")
        }
    }

    private mutating func addDoubt(_ doubt: String) {
        if unsafe !doubts.contains(doubt) { unsafe doubts.append(doubt) }
    }
}

extension String {
    /// Resolves the escapes of a JSON string's content.
    @unsafe
    init(escaped bytes: UnsafeBufferPointer<UInt8>, replaced: inout Int) {
        var count = 0
        unsafe self.init(unsafeUninitializedCapacity: bytes.count) { out in
            unsafe ctj_unescape(bytes.baseAddress, bytes.count, out.baseAddress, &count)
        }
        replaced = count
    }
}

extension ReadingProblem {
    /// The words for a problem's number in the interface to C.
    static func message(_ problem: Int) -> String {
        switch problem {
        case CTJ_NO_JSON: "not JSON, and not a log of CloudTrail"
        case CTJ_NO_RECORD: "JSON that is no record of CloudTrail"
        case CTJ_BROKEN_RECORD: "a broken record, passed over"
        case CTJ_BROKEN_REST: "broken here; the rest of the file is not read"
        case CTJ_TRUNCATED: "the file or line ends inside a record or a list"
        case CTJ_BROKEN_UTF8: "a record that is not UTF-8, passed over"
        case CTJ_NESTED_LISTS: "lists inside lists, passed over"
        case CTJ_DEEP: "values nested more than \(CTJ_MAX_DEPTH) deep"
        case CTJ_BROKEN_VALUE: "a value that does not follow the grammar of JSON"
        default: "not enough memory"
        }
    }
}
