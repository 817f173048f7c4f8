// SPDX-License-Identifier: Apache-2.0
//
// Members come in the order in which the format names them, so the reader needs no tree of values: whatever the file
// holds, it takes the memory of the result and no more.

import LedgerTimes
import PublicHashes
import PublicTexts

/// A place in the bytes of a result, from which values in the one form are read.
struct ResultCursor {
    private let bytes: [UInt8]
    private var place = 0
    private var path: [String] = []
    private var isFirst = true

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The names of the members that lead here.
    var here: String { path.joined(separator: ".") }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    // MARK: - Objects and arrays

    mutating func object<Value>(
        _ read: (inout ResultCursor) throws(ResultError) -> Value
    ) throws(ResultError) -> Value {
        try take("{")
        isFirst = true
        let value = try read(&self)
        if next == UInt8(ascii: ",") {
            place += 1
            throw .unexpected(path(to: try string()), insteadOf: nil)
        }
        try take("}")
        isFirst = false
        return value
    }

    mutating func member<Value>(
        _ name: String, _ read: (inout ResultCursor) throws(ResultError) -> Value
    ) throws(ResultError) -> Value {
        guard next != UInt8(ascii: "}") else { throw .missing(path(to: name)) }
        if !isFirst { try take(",") }
        isFirst = false
        let found = try string()
        guard found == name else { throw .unexpected(path(to: found), insteadOf: name) }
        try take(":")
        path.append(name)
        let value = try read(&self)
        path.removeLast()
        return value
    }

    mutating func optional<Value>(
        _ name: String, _ read: (inout ResultCursor) throws(ResultError) -> Value
    ) throws(ResultError) -> Value? {
        let start = Array("\(isFirst ? "" : ",")\"\(name)\":".utf8)
        guard bytes[place...].starts(with: start) else { return nil }
        return try member(name, read)
    }

    mutating func array<Value>(
        limit: Int, _ read: (inout ResultCursor) throws(ResultError) -> Value
    ) throws(ResultError) -> [Value] {
        try take("[")
        var values: [Value] = []
        while next != UInt8(ascii: "]") {
            if !values.isEmpty { try take(",") }
            guard values.count < limit else { throw .form(here, expected: "a list of at most \(limit)") }
            values.append(try read(&self))
        }
        try take("]")
        return values
    }

    /// Ends the file.
    mutating func end() throws(ResultError) {
        guard next == 0x0A else { throw .syntax(offset: place, expected: "the line end") }
        guard place + 1 == bytes.count else { throw .syntax(offset: place + 1, expected: "the end of the file") }
    }

    // MARK: - Values

    mutating func text(limit: Int) throws(ResultError) -> PublicText {
        let text = try string()
        do throws(TextDefect) { return try PublicText(text, limit: limit) } catch {
            throw .form(here, expected: "a text of 1 to \(limit) bytes without control characters")
        }
    }

    mutating func time() throws(ResultError) -> LedgerTime {
        guard let time = LedgerTime(try string()) else {
            throw .form(here, expected: "a time such as 2027-02-20T09:02:11Z")
        }
        return time
    }

    mutating func hash() throws(ResultError) -> TreeHash {
        let digits = Array(try string().utf8)
        var found: [UInt8] = []
        for place in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let high = Self.value(of: digits[place]), let low = Self.value(of: digits[place + 1]) else { break }
            found.append(high << 4 | low)
        }
        guard digits.count == 64, let hash = TreeHash(bytes: found) else {
            throw .form(here, expected: "64 lowercase hexadecimal digits")
        }
        return hash
    }

    mutating func choice<Value: RawRepresentable & CaseIterable>(
        of type: Value.Type
    ) throws(ResultError) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: try string()) else {
            throw .form(here, expected: "one of: \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return value
    }

    mutating func number() throws(ResultError) -> UInt64 {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        let digits = String(decoding: bytes[start..<place], as: UTF8.self)
        guard let number = Int64(digits), String(number) == digits else {
            throw .form(here, expected: "a whole number from 0 to \(Int64.max)")
        }
        return UInt64(number)
    }

    mutating func string() throws(ResultError) -> String {
        try take("\"")
        var content: [UInt8] = []
        let start = place
        while let byte = next, byte != UInt8(ascii: "\"") {
            place += 1
            guard byte == UInt8(ascii: "\\") else {
                content.append(byte)
                continue
            }
            guard let escaped = next, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                throw .syntax(offset: place, expected: "an escaped \" or \\")
            }
            content.append(escaped)
            place += 1
        }
        try take("\"")
        guard let text = String(validating: content, as: UTF8.self) else {
            throw .syntax(offset: start, expected: "UTF-8")
        }
        return text
    }

    private mutating func take(_ character: Character) throws(ResultError) {
        guard next == character.asciiValue else { throw .syntax(offset: place, expected: "\(character)") }
        place += 1
    }

    private func path(to name: String) -> String { (path + [name]).joined(separator: ".") }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
