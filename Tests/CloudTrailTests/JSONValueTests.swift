// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("JSON values")
struct JSONValueTests {
    private func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8), file: "test") }

    @Test("a value is read as it is written")
    func reading() throws {
        let value = try value(
            #" {"a":[1,-2.50e+3,"x\n\u00e9\ud83d\ude00",true,false,null],"b":{"c":"d"},"e":[],"f":{}} "#)
        #expect(
            value["a"]
                == .array([
                    .number("1"), .number("-2.50e+3"), .string("x\né😀"), .bool(true), .bool(false), .null,
                ]))
        #expect(value.text(at: "b.c") == "d")
        #expect(value.value(at: "b.x.y") == nil)
        #expect(value["e"] == .array([]))
        #expect(value["f"] == .object([]))
    }

    @Test("the canonical text has no spaces, sorted members and few escapes, and reads as the same value")
    func canonical() throws {
        let value = try value(#"{ "b" : [ 1 , "\u00e9\/\u0001\"" ], "a" : null }"#)
        #expect(value.canonical == "{\"a\":null,\"b\":[1,\"é/\\u0001\\\"\"]}")
        #expect(try self.value(value.canonical).canonical == value.canonical)
    }

    @Test("the deepest value that is allowed is read, and a deeper one is refused")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try value(nested(101)).canonical == nested(101))
        #expect(throws: ReadingProblem.self) { try value(nested(102)) }
    }

    @Test("a value too many, none, or one too long is refused with its place")
    func refusal() {
        for (text, offset) in [("", 0), ("{} {}", 3), ("[1 2]", 3), ("{\"a\":1", 6), ("\"abc", 4)] {
            #expect(throws: ReadingProblem.self) { try value(text) }
            do { _ = try value(text) } catch { #expect((error as? ReadingProblem)?.offset == offset, "\(text)") }
        }
        #expect(throws: ReadingProblem.self) { try value("\"" + String(repeating: "x", count: 4 << 20) + "\"") }
    }
}
