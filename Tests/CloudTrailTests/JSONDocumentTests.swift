// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Whole JSON documents")
struct JSONDocumentTests {
    private func read(_ text: String, limit: Int = 1 << 10) throws(JSONValue.Fault) -> JSONValue {
        try JSONValue(document: Array(text.utf8), limit: limit)
    }

    @Test("A document is read with its members in order")
    func whole() throws {
        #expect(try read(#" {"b": [1, true, null], "a": "x"} "#).canonical == #"{"a":"x","b":[1,true,null]}"#)
        #expect(try read("[1, 2]").elements == [.number("1"), .number("2")])
        #expect(try read("{}").elements == [])
    }

    @Test(
        "A document that is broken, goes on, or can be read in two ways is refused",
        arguments: ["", "{", "{} {}", #"{"a": 1, "a": 2}"#, #""\ud800""#, "{\"a\": \"\u{1}\"}"])
    func refused(_ text: String) {
        #expect(throws: JSONValue.Fault.self) { try read(text) }
    }

    @Test("A document over the limit is refused")
    func limit() {
        #expect(throws: JSONValue.Fault.self) { try read("[1, 2, 3]", limit: 8) }
    }
}
