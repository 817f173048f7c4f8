// SPDX-License-Identifier: Apache-2.0

import LogDigests
import Testing

@Suite("The list of keys")
struct KeySetTests {
    private func fault(_ text: String) -> FormatFault? {
        var keys = KeySet()
        do throws(FormatFault) { try keys.add(Array(text.utf8)) } catch { return error }
        return nil
    }

    @Test("JSON that two readers could differ about is refused, with the place")
    func strictness() {
        #expect(
            fault("{\"PublicKeyList\": [], \"PublicKeyList\": []}")?.words
                == "it is not strict JSON at byte 22: the member PublicKeyList is named twice")
        #expect(
            fault("{\"PublicKeyList\": []} x")?.words
                == "it is not strict JSON at byte 22: a value that does not follow the grammar of JSON")
        #expect(fault("")?.words == "it is not strict JSON at byte 0: the JSON ends too early")
    }

    @Test("a document without a list of keys is refused")
    func members() {
        #expect(fault("{\"a\": []}") == .member("PublicKeyList", expected: "a list"))
        #expect(fault("[]") == .member("content", expected: "a JSON object"))
    }
}
