// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Reads rule documents and alerts as JSON, strictly; a key that stands twice in an object is refused.
package struct JSONText {
    /// The deepest nesting that is read.
    static let depthLimit = 100

    private let bytes: [UInt8]
    private var index = 0

    /// Parses one value with nothing but white space around it; a byte order mark is passed over.
    ///
    /// - Throws: an error with line and column.
    package static func parse(_ text: String) throws(AlertsError) -> JSONValue {
        var reader = JSONText(text)
        if reader.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == reader.bytes.count else { throw reader.fault("something follows the JSON value") }
        return value
    }

    private init(_ text: String) { bytes = Array(text.utf8) }

    private func fault(_ message: String) -> AlertsError {
        let before = bytes[..<min(index, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.reversed().prefix { $0 != 0x0A }.count + 1
        return AlertsError(message, at: "line \(line), column \(column)")
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(AlertsError) -> JSONValue {
        guard depth < Self.depthLimit else { throw fault("the JSON is nested deeper than \(Self.depthLimit) levels") }
        skipSpace()
        guard index < bytes.count else { throw fault("the JSON ends too early") }
        switch Unicode.Scalar(bytes[index]) {
        case "{": return .object(try members(depth: depth))
        case "[": return .array(try elements(depth: depth))
        case "\"": return .string(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(AlertsError) -> JSONValue {
        guard bytes[index...].starts(with: word.utf8) else { throw fault("this is not JSON") }
        index += word.utf8.count
        return value
    }

    private mutating func members(depth: Int) throws(AlertsError) -> [JSONValue.Member] {
        index += 1
        var members: [JSONValue.Member] = []
        var keys: Set<[UInt8]> = []
        skipSpace()
        if takes("}") { return members }
        while true {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw fault("a key in quotation marks must stand here")
            }
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else { throw fault("the key \(key) stands twice") }
            skipSpace()
            guard takes(":") else { throw fault("a colon must stand here") }
            members.append(.init(key: key, value: try value(depth: depth + 1)))
            skipSpace()
            if takes("}") { return members }
            guard takes(",") else { throw fault("a comma or a closing brace must stand here") }
        }
    }

    private mutating func elements(depth: Int) throws(AlertsError) -> [JSONValue] {
        index += 1
        var elements: [JSONValue] = []
        skipSpace()
        if takes("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if takes("]") { return elements }
            guard takes(",") else { throw fault("a comma or a closing bracket must stand here") }
        }
    }

    private mutating func number() throws(AlertsError) -> String {
        let start = index
        _ = takes("-")
        if !takes("0") { try digits() }
        if takes(".") { try digits() }
        if takes("e") || takes("E") {
            if !takes("+") { _ = takes("-") }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(AlertsError) {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        guard index > start else { throw fault("this is not JSON") }
    }

    private mutating func string() throws(AlertsError) -> String {
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                content += Array(String(try escaped()).utf8)
            case ..<0x20: throw fault("a string holds a control character or has no end")
            default:
                content.append(byte)
                index += 1
            }
        }
        throw fault("a string has no end")
    }

    private mutating func escaped() throws(AlertsError) -> Unicode.Scalar {
        guard index < bytes.count else { throw fault("a string has no end") }
        let sign = Unicode.Scalar(bytes[index])
        index += 1
        switch sign {
        case "\"", "\\", "/": return sign
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let first = try codeUnit()
            guard (0xD800...0xDFFF).contains(first) else { return Unicode.Scalar(UInt32(first))! }
            guard first < 0xDC00, takes("\\"), takes("u") else { throw fault("half a surrogate pair stands alone") }
            let second = try codeUnit()
            guard (0xDC00...0xDFFF).contains(second) else { throw fault("half a surrogate pair stands alone") }
            return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))!
        default: throw fault("an escape is not one of JSON's")
        }
    }

    private mutating func codeUnit() throws(AlertsError) -> UInt16 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("\\u needs four hexadecimal digits") }
        index += 4
        return unit
    }
}
