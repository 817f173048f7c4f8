// SPDX-License-Identifier: Apache-2.0

/// Writes public values as JSON.
struct JSON {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Writes an object.
    mutating func object(_ content: (inout JSON) -> Void) {
        begin()
        content(&self)
        end()
    }

    /// Begins an object that `end` ends.
    mutating func begin() {
        comma()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    /// Ends an object.
    mutating func end() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Writes an array with an element for each value.
    mutating func array<Values: Sequence>(_ values: Values, _ element: (inout JSON, Values.Element) -> Void) {
        comma()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
        for value in values { element(&self, value) }
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes the name of a member; its value comes next.
    @inline(never) mutating func name(_ name: StaticString) {
        comma()
        quote(Array("\(name)".utf8))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a text.
    @inline(never) mutating func value(_ text: String) {
        comma()
        quote(Array(text.utf8))
        needsComma = true
    }

    /// Writes a number.
    @inline(never) mutating func value(_ number: Int) { literal("\(number)") }

    /// Writes a yes or no.
    @inline(never) mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }

    /// Writes a member that is a text.
    @inline(never) mutating func member(_ name: StaticString, _ text: String?) {
        self.name(name)
        if let text { value(text) } else { literal("null") }
    }

    /// Writes a member that is a number.
    @inline(never) mutating func member(_ name: StaticString, _ number: Int?) {
        self.name(name)
        if let number { value(number) } else { literal("null") }
    }

    /// Writes a member that is a yes or no.
    @inline(never) mutating func member(_ name: StaticString, _ flag: Bool) {
        self.name(name)
        value(flag)
    }

    /// Writes a member that is a list of texts.
    @inline(never) mutating func member(_ name: StaticString, _ texts: [String]) {
        self.name(name)
        array(texts) { $0.value($1) }
    }

    private mutating func literal(_ text: String) {
        comma()
        bytes += Array(text.utf8)
        needsComma = true
    }

    private mutating func comma() { if needsComma { bytes.append(UInt8(ascii: ",")) } }

    private mutating func quote(_ text: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
