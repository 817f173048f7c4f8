// SPDX-License-Identifier: Apache-2.0

/// A JSON value (RFC 8259), read so that no two readers can differ about it: UTF-8 without a byte order mark, no name
/// twice in an object, no lone surrogates, nothing after the value.
enum StrictJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number as it is written.
    case number(String)
    case string(String)
    case array([StrictJSON])
    case object([String: StrictJSON])

    /// - Throws: `FormatFault.notJSON`, `.duplicateName`.
    init(_ bytes: [UInt8]) throws(FormatFault) {
        var reader = StrictJSONReader(bytes: bytes)
        self = try reader.document()
    }
}

/// Reads one value from bytes.
private struct StrictJSONReader {
    let bytes: [UInt8]
    var place = 0

    /// Far more than a digest or a list of keys nests.
    private static let deepest = 32

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(FormatFault) -> StrictJSON {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notJSON(offset: 0) }
        let value = try self.value(depth: 0)
        skipBlanks()
        guard place == bytes.count else { throw .notJSON(offset: place) }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func take(_ text: String) throws(FormatFault) {
        guard bytes[place...].starts(with: text.utf8) else { throw .notJSON(offset: place) }
        place += text.utf8.count
    }

    private mutating func takes(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws(FormatFault) -> StrictJSON {
        guard depth < Self.deepest else { throw .notJSON(offset: place) }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "n"):
            try take("null")
            return .null
        case UInt8(ascii: "t"):
            try take("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try take("false")
            return .bool(false)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(FormatFault) -> StrictJSON {
        place += 1
        var members: [String: StrictJSON] = [:]
        if takes(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw .notJSON(offset: place) }
            let name = try string()
            guard takes(UInt8(ascii: ":")) else { throw .notJSON(offset: place) }
            guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw .duplicateName(name)
            }
        } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "}")) else { throw .notJSON(offset: place) }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(FormatFault) -> StrictJSON {
        place += 1
        var elements: [StrictJSON] = []
        if takes(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value(depth: depth + 1)) } while takes(UInt8(ascii: ","))
        guard takes(UInt8(ascii: "]")) else { throw .notJSON(offset: place) }
        return .array(elements)
    }

    private mutating func digits() throws(FormatFault) {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        guard place > start else { throw .notJSON(offset: place) }
    }

    private mutating func number() throws(FormatFault) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if next == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func string() throws(FormatFault) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                place += 1
                text += Array(String(try escaped()).utf8)
            case 0x20...:
                text.append(byte)
                place += 1
            default: throw .notJSON(offset: place)
            }
        }
        throw .notJSON(offset: place)
    }

    private mutating func escaped() throws(FormatFault) -> Unicode.Scalar {
        let simple: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
        ]
        guard let letter = next else { throw .notJSON(offset: place) }
        place += 1
        if let scalar = simple[letter] { return scalar }
        guard letter == UInt8(ascii: "u") else { throw .notJSON(offset: place - 1) }
        let high = try unit()
        guard (0xD800...0xDBFF).contains(high) else {
            guard let scalar = Unicode.Scalar(high) else { throw .notJSON(offset: place) }
            return scalar
        }
        try take("\\u")
        let low = try unit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw .notJSON(offset: place) }
        return scalar
    }

    private mutating func unit() throws(FormatFault) -> UInt32 {
        guard place + 4 <= bytes.count else { throw .notJSON(offset: place) }
        let text = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        guard text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }), let value = UInt32(text, radix: 16) else {
            throw .notJSON(offset: place)
        }
        place += 4
        return value
    }
}
