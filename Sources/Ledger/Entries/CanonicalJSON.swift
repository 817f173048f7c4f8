// SPDX-License-Identifier: Apache-2.0
//
// The canonical form of a value in a ledger line (docs/LEDGER.md, "A line"): members in the order in which the type
// declares them, no white space, only `"` and `\` escaped, whole numbers, no null. Foundation's encoder does not keep
// the order of members.

/// Writes an `Encodable` value as the bytes of a ledger line.
enum CanonicalJSON {
    /// The bytes, without a line end.
    ///
    /// - Throws: `EncodingError` for a value without a form in a ledger line: a fraction, a negative number, a null.
    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let output = Output()
        try value.encode(to: ValueEncoder(output))
        output.closeAll(to: 0)
        return output.bytes
    }

    /// The bytes so far, and the brackets that are open.
    fileprivate final class Output {
        private(set) var bytes: [UInt8] = []
        private var open: [(bracket: UInt8, isEmpty: Bool)] = []

        var depth: Int { open.count }

        func begin(_ first: Character, _ last: Character) -> Int {
            bytes.append(first.asciiValue!)
            open.append((last.asciiValue!, true))
            return depth
        }

        /// Closes the brackets that are open beyond a depth.
        func closeAll(to depth: Int) {
            while open.count > depth { bytes.append(open.removeLast().bracket) }
        }

        /// Starts the next member at a depth: closes deeper brackets, and writes a comma after an earlier member.
        func next(at depth: Int) {
            closeAll(to: depth)
            if !open[depth - 1].isEmpty { bytes.append(UInt8(ascii: ",")) }
            open[depth - 1].isEmpty = false
        }

        func write(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }

        func write(_ number: some BinaryInteger) { bytes += Array(String(number).utf8) }
        func write(_ flag: Bool) { bytes += Array((flag ? "true" : "false").utf8) }
        func colon() { bytes.append(UInt8(ascii: ":")) }
    }

    fileprivate final class ValueEncoder: Encoder {
        let output: Output
        let codingPath: [any CodingKey]
        let userInfo: [CodingUserInfoKey: Any] = [:]
        /// The depth of the object, once it is open. A type that encodes its parts into one object opens it once.
        private var object: Int?

        init(_ output: Output, at path: [any CodingKey] = []) {
            self.output = output
            codingPath = path
        }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            let depth = object ?? output.begin("{", "}")
            object = depth
            return KeyedEncodingContainer(Members<Key>(output, depth, codingPath))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer { Elements(output, output.begin("[", "]"), codingPath) }
        func singleValueContainer() -> any SingleValueEncodingContainer { Single(output, codingPath) }
    }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: CanonicalJSON.Output
    let depth: Int
    let codingPath: [any CodingKey]

    init(_ output: CanonicalJSON.Output, _ depth: Int, _ path: [any CodingKey]) {
        (self.output, self.depth, codingPath) = (output, depth, path)
    }

    private func name(_ key: Key) {
        output.next(at: depth)
        output.write(key.stringValue)
        output.colon()
    }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        name(key)
        try value.encode(to: CanonicalJSON.ValueEncoder(output, at: codingPath + [key]))
    }

    mutating func encodeNil(forKey key: Key) throws { throw noForm(codingPath + [key]) }
    mutating func superEncoder() -> any Encoder { CanonicalJSON.ValueEncoder(output, at: codingPath) }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
        name(key)
        return CanonicalJSON.ValueEncoder(output, at: codingPath + [key])
    }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { superEncoder(forKey: key).container(keyedBy: type) }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }
}

private struct Elements: UnkeyedEncodingContainer {
    let output: CanonicalJSON.Output
    let depth: Int
    let codingPath: [any CodingKey]
    private(set) var count = 0

    init(_ output: CanonicalJSON.Output, _ depth: Int, _ path: [any CodingKey]) {
        (self.output, self.depth, codingPath) = (output, depth, path)
    }

    mutating func encode(_ value: some Encodable) throws { try value.encode(to: superEncoder()) }
    mutating func encodeNil() throws { throw noForm(codingPath) }
    mutating func superEncoder() -> any Encoder {
        output.next(at: depth)
        count += 1
        return CanonicalJSON.ValueEncoder(output, at: codingPath)
    }
    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        superEncoder().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }
}

private struct Single: SingleValueEncodingContainer {
    let output: CanonicalJSON.Output
    let codingPath: [any CodingKey]

    init(_ output: CanonicalJSON.Output, _ path: [any CodingKey]) { (self.output, codingPath) = (output, path) }

    mutating func encode(_ value: String) throws { output.write(value) }
    mutating func encode(_ value: Bool) throws { output.write(value) }
    mutating func encode(_ value: Int) throws { try write(value) }
    mutating func encode(_ value: Int8) throws { try write(value) }
    mutating func encode(_ value: Int16) throws { try write(value) }
    mutating func encode(_ value: Int32) throws { try write(value) }
    mutating func encode(_ value: Int64) throws { try write(value) }
    mutating func encode(_ value: UInt) throws { output.write(value) }
    mutating func encode(_ value: UInt8) throws { output.write(value) }
    mutating func encode(_ value: UInt16) throws { output.write(value) }
    mutating func encode(_ value: UInt32) throws { output.write(value) }
    mutating func encode(_ value: UInt64) throws { output.write(value) }
    private func write(_ value: some SignedInteger) throws {
        guard value >= 0 else { throw noForm(codingPath) }
        output.write(value)
    }
    mutating func encode(_ value: Double) throws { throw noForm(codingPath) }
    mutating func encode(_ value: Float) throws { throw noForm(codingPath) }
    mutating func encodeNil() throws { throw noForm(codingPath) }
    mutating func encode(_ value: some Encodable) throws {
        try value.encode(to: CanonicalJSON.ValueEncoder(output, at: codingPath))
    }
}

private func noForm(_ path: [any CodingKey]) -> EncodingError {
    .invalidValue(
        path.last?.stringValue ?? "", EncodingError.Context(codingPath: path, debugDescription: "no form in a ledger"))
}
