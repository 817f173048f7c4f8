// SPDX-License-Identifier: Apache-2.0
//
// Reads a ledger line in canonical form (docs/LEDGER.md, "A line") in one pass, as the mirror of `CanonicalJSON`:
// members come in the order in which the type declares them, so the reader neither searches for members nor encodes the
// line again to compare. It accepts no other form; `LedgerEntry` finds out what is wrong with a line that it refuses.

/// Reads a `Decodable` value from the bytes of a ledger line.
enum CanonicalReader {
    /// The value; `nil` for bytes that are not in canonical form.
    static func value<Value: Decodable>(_ type: Value.Type, from line: [UInt8]) -> Value? {
        let input = Input(line)
        guard let value = try? input.value(type), input.isAtEnd else { return nil }
        return value
    }

    /// The bytes are not in canonical form.
    fileprivate struct OtherForm: Error {}

    /// The bytes, and the position of the next one to read.
    fileprivate final class Input {
        private let bytes: [UInt8]
        private var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place == bytes.count }
        var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        func take(_ byte: UInt8) throws(OtherForm) {
            guard next == byte else { throw OtherForm() }
            place += 1
        }

        /// Reads a value, including the bracket that closes it.
        func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let decoder = ValueDecoder(self)
            let value = try Value(from: decoder)
            try decoder.close()
            return value
        }

        /// Reads a member's name and colon if the name is this one; otherwise reads nothing.
        func takeName(_ name: String, isFirst: Bool) -> Bool {
            let start = place
            if takeNameAndColon(name, isFirst: isFirst) { return true }
            place = start
            return false
        }

        private func takeNameAndColon(_ name: String, isFirst: Bool) -> Bool {
            if !isFirst {
                guard next == UInt8(ascii: ",") else { return false }
                place += 1
            }
            guard next == UInt8(ascii: "\"") else { return false }
            place += 1
            for byte in name.utf8 {
                guard next == byte else { return false }
                place += 1
            }
            guard next == UInt8(ascii: "\"") else { return false }
            place += 1
            guard next == UInt8(ascii: ":") else { return false }
            place += 1
            return true
        }

        func text() throws(OtherForm) -> String {
            try take(UInt8(ascii: "\""))
            let start = place
            while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
            if next == UInt8(ascii: "\"") {
                guard let text = String(validating: bytes[start..<place], as: UTF8.self) else { throw OtherForm() }
                place += 1
                return text
            }
            return try textWithEscapes(bytes[start..<place])
        }

        private func textWithEscapes(_ start: ArraySlice<UInt8>) throws(OtherForm) -> String {
            var content = Array(start)
            while let byte = next, byte >= 0x20 {
                place += 1
                if byte == UInt8(ascii: "\"") {
                    guard let text = String(validating: content, as: UTF8.self) else { throw OtherForm() }
                    return text
                }
                guard byte == UInt8(ascii: "\\") else {
                    content.append(byte)
                    continue
                }
                guard let escaped = next, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                    throw OtherForm()
                }
                content.append(escaped)
                place += 1
            }
            throw OtherForm()
        }

        func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(OtherForm) -> Number {
            let start = place
            var number = Number.zero
            while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                let (shifted, isOver) = number.multipliedReportingOverflow(by: 10)
                let (sum, isOverToo) = shifted.addingReportingOverflow(Number(byte - UInt8(ascii: "0")))
                guard !isOver, !isOverToo else { throw OtherForm() }
                number = sum
                place += 1
            }
            let count = place - start
            guard count == 1 || count > 1 && bytes[start] != UInt8(ascii: "0") else { throw OtherForm() }
            return number
        }

        func flag() throws(OtherForm) -> Bool {
            let flag = next == UInt8(ascii: "t")
            for byte in flag ? "true".utf8 : "false".utf8 { try take(byte) }
            return flag
        }
    }

    fileprivate final class ValueDecoder: Decoder {
        let input: Input
        let codingPath: [any CodingKey] = []
        let userInfo: [CodingUserInfoKey: Any] = [:]
        /// The bracket that closes the value. A type that reads its parts from one object opens it once.
        private var end: UInt8?
        var hasMembers = false

        init(_ input: Input) { self.input = input }

        func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
            if end == nil {
                try input.take(UInt8(ascii: "{"))
                end = UInt8(ascii: "}")
            }
            return KeyedDecodingContainer(Members<Key>(self))
        }

        func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
            guard end == nil else { throw OtherForm() }
            try input.take(UInt8(ascii: "["))
            end = UInt8(ascii: "]")
            return Elements(input)
        }

        func singleValueContainer() -> any SingleValueDecodingContainer { Single(input) }

        func close() throws(OtherForm) {
            if let end { try input.take(end) }
        }
    }
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: CanonicalReader.ValueDecoder
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    init(_ decoder: CanonicalReader.ValueDecoder) { self.decoder = decoder }

    private func has(_ key: Key) -> Bool {
        guard decoder.input.takeName(key.stringValue, isFirst: !decoder.hasMembers) else { return false }
        decoder.hasMembers = true
        return true
    }

    private func value<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        try find(key)
        return try decoder.input.value(type)
    }

    private func find(_ key: Key) throws(CanonicalReader.OtherForm) {
        guard has(key) else { throw CanonicalReader.OtherForm() }
    }

    private func number<Number: FixedWidthInteger>(_ type: Number.Type, _ key: Key) throws -> Number {
        try find(key)
        return try decoder.input.number(type)
    }

    private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
        has(key) ? try decoder.input.value(type) : nil
    }

    func contains(_ key: Key) -> Bool { false }
    func decodeNil(forKey key: Key) throws -> Bool { throw CanonicalReader.OtherForm() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try value(type, key) }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try optional(type, key)
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try find(key)
        return try decoder.input.flag()
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try find(key)
        return try decoder.input.text()
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try number(type, key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try number(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        has(key) ? try decoder.input.flag() : nil
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        has(key) ? try decoder.input.text() : nil
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        has(key) ? try decoder.input.number(type) : nil
    }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? {
        has(key) ? try decoder.input.number(type) : nil
    }
    // A ledger line holds no other numbers.
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { throw CanonicalReader.OtherForm() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw CanonicalReader.OtherForm() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try number(type, key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try number(type, key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try number(type, key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try number(type, key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try number(type, key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try number(type, key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try number(type, key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try number(type, key) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw CanonicalReader.OtherForm() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw CanonicalReader.OtherForm()
    }
    func superDecoder() throws -> any Decoder { throw CanonicalReader.OtherForm() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw CanonicalReader.OtherForm() }
}

private struct Elements: UnkeyedDecodingContainer {
    let input: CanonicalReader.Input
    let codingPath: [any CodingKey] = []
    let count: Int? = nil
    private(set) var currentIndex = 0

    init(_ input: CanonicalReader.Input) { self.input = input }

    var isAtEnd: Bool { input.next == UInt8(ascii: "]") }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if currentIndex > 0 { try input.take(UInt8(ascii: ",")) }
        currentIndex += 1
        return try input.value(type)
    }

    mutating func decodeNil() throws -> Bool { throw CanonicalReader.OtherForm() }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { throw CanonicalReader.OtherForm() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw CanonicalReader.OtherForm() }
    mutating func superDecoder() throws -> any Decoder { throw CanonicalReader.OtherForm() }
}

private struct Single: SingleValueDecodingContainer {
    let input: CanonicalReader.Input
    let codingPath: [any CodingKey] = []

    init(_ input: CanonicalReader.Input) { self.input = input }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { try input.flag() }
    func decode(_ type: String.Type) throws -> String { try input.text() }
    func decode(_ type: Double.Type) throws -> Double { throw CanonicalReader.OtherForm() }
    func decode(_ type: Float.Type) throws -> Float { throw CanonicalReader.OtherForm() }
    func decode(_ type: Int.Type) throws -> Int { try input.number(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try input.number(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try input.number(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try input.number(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try input.number(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try input.number(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try input.number(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try input.number(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try input.number(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try input.number(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try input.value(type) }
}
