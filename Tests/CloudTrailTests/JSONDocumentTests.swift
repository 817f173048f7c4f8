// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Whole JSON documents")
struct JSONDocumentTests {
    private func read(_ text: String, limit: Int = 8 << 20) throws(JSONValue.Fault) -> JSONValue {
        try JSONValue(document: Array(text.utf8), limit: limit)
    }

    private func fault(_ text: String) -> JSONValue.Fault? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONValue.Fault? {
        do throws(JSONValue.Fault) { _ = try JSONValue(document: bytes, limit: 8 << 20) } catch { return error }
        return nil
    }

    @Test("A document is read with its members in order")
    func whole() throws {
        #expect(try read(#" {"b": [1, true, null], "a": "x"} "#).canonical == #"{"a":"x","b":[1,true,null]}"#)
        #expect(try read("[1, 2]").elements == [.number("1"), .number("2")])
        #expect(try read("{}").elements == [])
    }

    @Test("Every form of JSON's own is read")
    func forms() throws {
        let list = "[-0.5e+3, 1E-2, true, false, null, {}, [], \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"]"
        #expect(
            try read("\r\n\t {\"a\": \(list), \"b\" : 0}\n")["a"]?.elements == [
                .number("-0.5e+3"), .number("1E-2"), .bool(true), .bool(false), .null, .object([]), .array([]),
                .string("\"\\/\u{8}\u{C}\n\r\té😀é"),
            ])
    }

    @Test(
        "A document that is not one value of JSON is refused at the piece that is wrong",
        arguments: [
            ("", 0), ("{", 1), ("{} x", 3), ("{} {}", 3), ("{}\0", 2), ("{\"a\":1,}", 7), ("[1,]", 3), ("{'a':1}", 1),
            ("{\"a\" [1]}", 5), ("[true false]", 6), ("[\"a\"b]", 4), ("nul", 0), ("01", 0), ("1.", 0), ("-", 0),
            ("1e", 0), ("+1", 0), ("NaN", 0), ("\"a", 2), ("{\"a\": \"b", 6), ("\"\u{1}\"", 0),
            ("{\"a\": \"b\", \"c\": \"\n\"}", 16), ("// a\n{}", 0), ("\u{FEFF}{}", 0),
        ])
    func notJSON(_ text: String, _ offset: Int) {
        #expect(fault(text)?.offset == offset)
    }

    @Test(
        "An escape that stands for no character is refused at its string",
        arguments: [#"\x"#, #"\u12"#, #"\u+123"#, #"\ud800"#, #"\ud800\u0041"#, #"\udc00"#, #"\udc00\ud800"#])
    func escapes(_ escape: String) {
        #expect(fault("[1, \"a\(escape)\"]")?.offset == 4)
    }

    @Test("Bytes that are not UTF-8 are refused at the first of them")
    func notUTF8() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(fault(bytes)?.offset == 1)
            #expect(fault(bytes)?.message == "a byte that is not UTF-8")
        }
    }

    @Test("A name that stands twice is refused at the second, also where it is spelled in two ways")
    func repeats() {
        for text in ["{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}"] {
            #expect(fault(text)?.offset == 7)
            #expect(fault(text)?.message == "the member a is named twice")
        }
        #expect(fault("{\"x\":[{\"b\":1,\"b\":2}]}")?.offset == 13)
        #expect(fault("{\"x\":[{\"b\":{\"c\":[1,2]},\"d\":[{}],\"b\":2}]}")?.offset == 32)
        let many = (0..<100).map { "\"k\($0)\":[\($0)]" }.joined(separator: ",")
        #expect(fault("{\(many),\"k7\":0}")?.offset == many.utf8.count + 2)
        #expect(fault("{\(many)}") == nil)
    }

    @Test("Values that are nested deeply are refused before they fill the stack")
    func depth() {
        #expect(fault(String(repeating: "[", count: 1_000_000))?.offset == 101)
        #expect(fault(String(repeating: "{\"a\":", count: 1_000_000))?.offset == 505)
    }

    @Test("A document over the limit is refused")
    func limit() throws {
        #expect(throws: JSONValue.Fault.self) { try read("[1, 2, 3]", limit: 8) }
        #expect(try read("[1, 2, 3]", limit: 9).elements.count == 3)
    }

    @Test("A fault says its line and column")
    func place() throws {
        let text = "{\"a\": 1,\n \"b\": 2,\n  \"a\": 3}"
        #expect(fault(text)?.place(in: Array(text.utf8)) == "line 3, column 3")
        #expect(fault("")?.place(in: []) == "line 1, column 1")
    }
}
