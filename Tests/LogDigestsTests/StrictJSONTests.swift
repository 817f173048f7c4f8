// SPDX-License-Identifier: Apache-2.0

import LogDigests
import Testing

@Suite("JSON that two readers could differ about")
struct StrictJSONTests {
    private func fault(_ text: String) -> FormatFault? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> FormatFault? {
        var keys = KeySet()
        do throws(FormatFault) { try keys.add(bytes) } catch { return error }
        return nil
    }

    @Test(
        "refuses what is not one JSON value, and says where",
        arguments: [
            ("", 0), ("{", 1), ("{} x", 3), ("{\"a\":1,}", 7), ("[1,]", 3), ("{'a':1}", 1), ("nul", 0), ("01", 1),
            ("1.", 2), ("-", 1), ("1e", 2), ("+1", 0), ("\"a", 2), ("\"\\x\"", 2), ("\"\\u12\"", 3),
            ("\"\\u+123\"", 3), ("\"\\ud800\"", 7), ("\"\\ud800\\u0041\"", 13), ("\"\\udc00\"", 7), ("\"\u{1}\"", 1),
            ("// a\n{}", 0), ("NaN", 0), ("\u{FEFF}{}", 0),
        ])
    func notJSON(_ text: String, _ offset: Int) {
        #expect(fault(text) == .notJSON(offset: offset))
    }

    @Test("refuses bytes that are not UTF-8")
    func notUTF8() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(fault(bytes) == .notJSON(offset: 0))
        }
    }

    @Test("refuses a name that stands twice, also where it is spelled in two ways")
    func duplicates() {
        #expect(fault("{\"a\":1,\"a\":1}") == .duplicateName("a"))
        #expect(fault("{\"a\":1,\"\\u0061\":1}") == .duplicateName("a"))
        #expect(fault("{\"x\":[{\"b\":1,\"b\":2}]}") == .duplicateName("b"))
    }

    @Test("refuses values that are nested deeply before they fill the stack")
    func depth() {
        #expect(fault(String(repeating: "[", count: 1_000_000)) == .notJSON(offset: 32))
        #expect(fault(String(repeating: "{\"a\":", count: 1_000_000)) == .notJSON(offset: 160))
    }

    @Test("reads every form of JSON's own")
    func forms() {
        let rest = "[-0.5e+3, 1E-2, true, false, null, {}, [], \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\"]"
        #expect(fault("\r\n\t {\"a\": \(rest), \"b\" : 0}\n") == .member("PublicKeyList", expected: "a list"))
    }
}
