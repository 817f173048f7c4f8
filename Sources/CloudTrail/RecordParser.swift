// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// Parses JSON values whole, strictly and within limits.
@safe
final class RecordParser {
    /// A record of CloudTrail has at most a megabyte.
    static let mostBytes = 4 << 20

    private let walk: OpaquePointer

    init() {
        guard let walk = unsafe ctj_new(0) else { fatalError("out of memory") }
        unsafe self.walk = walk
    }

    deinit {
        unsafe ctj_free(walk)
    }

    /// What a text says, and what is doubtful in it though it can be read.
    struct Parsed {
        var value: JSONValue
        /// The first of each kind, in the order of the text.
        var doubts: [Doubt]
    }

    /// What two readers could read differently.
    struct Doubt {
        enum Kind {
            case badEscape
            case repeatedMember(String)
        }

        /// Bytes from the beginning of the text: of the string with the escape, or of the member's second name.
        var offset: Int
        var kind: Kind
    }

    enum Failure: Error {
        case tooLong(limit: Int)
        /// A problem's number in the interface to C, and its place in bytes from the beginning of the text.
        case broken(Int, offset: Int)

        var offset: Int {
            switch self {
            case .tooLong: 0
            case .broken(_, let offset): offset
            }
        }
    }

    /// Parses one value of at most `limit` bytes.
    func parse(_ text: [UInt8], limit: Int = RecordParser.mostBytes) throws(Failure) -> Parsed {
        var padded = text
        padded.append(contentsOf: repeatElement(0, count: CTJ_PADDING))
        return try unsafe padded.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try unsafe parse(padded: UnsafeBufferPointer(rebasing: bytes[..<text.count]), limit: limit)
        }
    }

    /// Parses one value that as many readable bytes as the interface to C demands come after.
    @unsafe
    func parse(
        padded text: UnsafeBufferPointer<UInt8>, limit: Int = RecordParser.mostBytes
    ) throws(Failure) -> Parsed {
        guard text.count <= limit else { throw .tooLong(limit: limit) }
        var count = 0
        var problem: UInt32 = 0
        var place = 0
        guard let nodes = unsafe ctj_parse(walk, text.baseAddress, text.count, &count, &problem, &place) else {
            throw .broken(Int(problem), offset: place)
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
    private var badEscape: Int?
    private var repeated: (offset: Int, name: String)?

    init(text: UnsafeBufferPointer<UInt8>, nodes: UnsafeBufferPointer<ctj_node>) {
        unsafe self.text = text
        unsafe self.nodes = nodes
    }

    var doubts: [RecordParser.Doubt] {
        let escape = unsafe badEscape.map { RecordParser.Doubt(offset: $0, kind: .badEscape) }
        let member = unsafe repeated.map { RecordParser.Doubt(offset: $0.offset, kind: .repeatedMember($0.name)) }
        return [escape, member].compactMap(\.self).sorted { $0.offset < $1.offset }
    }

    mutating func value() -> JSONValue {
        let first = unsafe next
        let node = unsafe nodes[first]
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
            unsafe lookForRepeats(members, of: first)
            return .object(members)
        default: return .null
        }
    }

    private mutating func content(_ node: ctj_node) -> String {
        let bytes = unsafe UnsafeBufferPointer(rebasing: text[Int(node.start)..<Int(node.start + node.length)])
        guard node.has_escapes != 0 else { return unsafe String(decoding: bytes, as: UTF8.self) }
        var replaced = 0
        let content = unsafe String(escaped: bytes, replaced: &replaced)
        if replaced > 0, unsafe badEscape == nil { unsafe badEscape = Int(node.start) - 1 }
        return content
    }

    /// Looks for a name that stands twice among the members of the object that is this node.
    private mutating func lookForRepeats(_ members: [JSONValue.Member], of object: Int) {
        guard unsafe repeated == nil else { return }
        // A hash table costs more than all comparisons in the objects that records have.
        let isRepeated =
            members.count <= 16
            ? members.indices.contains { index in members[..<index].contains { $0.key == members[index].key } }
            : Set(members.lazy.map { $0.key }).count < members.count
        guard isRepeated else { return }
        var names: Set<String> = []
        var name = object + 1
        for member in members {
            guard names.insert(member.key).inserted else {
                return unsafe repeated = (Int(nodes[name].start) - 1, member.key)
            }
            name = unsafe end(of: name + 1)
        }
    }

    /// The node after a value.
    private func end(of value: Int) -> Int {
        let node = unsafe nodes[value]
        var next = value + 1
        switch Int(node.kind) {
        case CTJ_ARRAY: for _ in 0..<node.length { next = unsafe end(of: next) }
        case CTJ_OBJECT: for _ in 0..<node.length { next = unsafe end(of: next + 1) }
        default: break
        }
        return next
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
    /// Why a record of a file could not be read; `start` is its place in the file.
    init(_ failure: RecordParser.Failure, file: String, start: Int = 0) {
        let message =
            switch failure {
            case .tooLong(let limit): "a record of more than \(limit >> 20) MiB"
            case .broken(let problem, _): ReadingProblem.message(problem)
            }
        self.init(file: file, offset: start + failure.offset, message: message)
    }

    /// How a doubtful record was read.
    init(_ doubt: RecordParser.Doubt, file: String, start: Int) {
        let message =
            switch doubt.kind {
            case .badEscape: "a text with an escape that stands for no character, read as U+FFFD or a question mark"
            case .repeatedMember: "a member named twice in one object, of which the first is used"
            }
        self.init(file: file, offset: start, message: message)
    }

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
