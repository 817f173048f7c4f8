// SPDX-License-Identifier: Apache-2.0

import Testing
import Watch

@testable import WatchExports

@Suite("Sigma")
struct SigmaTests {
    private func rule(_ direction: String, service: String = "test") throws -> String {
        let export = SigmaExport(try TestRules.one(direction: direction, service: service))
        return try #require(export.files.first).content
    }

    @Test("A call that always weakens is a rule without conditions on its parameters")
    func always() throws {
        let text = try rule(#""weakens""#)
        #expect(text.contains("    call:\n        eventSource: 'test.amazonaws.com'\n        eventName: 'Call'\n"))
        #expect(text.contains("    condition: call\n"))
        #expect(text.contains("description: 'It''s a call.'\n"))
        #expect(text.contains("level: high\n"))
    }

    @Test("The first branch that fits decides, also in Sigma")
    func branches() throws {
        let text = try rule(
            #"""
            [{"when":{"parameters.a":{"is":1}},"is":"neutral"},{"when":{"parameters.b|parameters.c":{"exists":true}},"is":"weakens"},
             {"when":{"parameters.d":{"contains":"*"}},"is":"strengthens"},{"else":"weakens"}]
            """#)
        #expect(text.contains("condition: call and ((case_2 and not case_1) or (not case_1 and not case_3))\n"))
        #expect(text.contains("    case_1:\n        requestParameters.a: 1\n"))
        #expect(
            text.contains(
                "    case_2:\n        - requestParameters.b|exists: true\n        - requestParameters.c|exists: true\n")
        )
        #expect(text.contains(#"requestParameters.d|contains: '\*'"#))
    }

    @Test("A selection that no condition names is left out")
    func unused() throws {
        let text = try rule(#"[{"when":{"parameters.a":{"is":"x"}},"is":"weakens"},{"else":"weakens"}]"#)
        #expect(text.contains("condition: call\n"))
        #expect(!text.contains("case_1"))
    }

    @Test("Names of APIs with a date are matched with it and without")
    func dates() throws {
        #expect(try rule(#""weakens""#, service: "lambda").contains("eventName|re: '^Call([0-9]{8}(v[0-9]+)?|"))
    }

    @Test("What Sigma cannot say is listed and is no rule")
    func gaps() throws {
        for (test, gap) in [
            (#"{"parameters.policy.statement":{"any":{"effect":{"is":"Allow"}}}}"#, SigmaGap.policy),
            (#"{"parameters.list":{"all":{"on":{"is":true}}}}"#, .eachElement),
            (#"{"parameters.list":{"any":{"key":{"is":"a"},"value":{"is":"b"}}}}"#, .sameElement),
            (#"{"identity.userName":{"exists":true}}"#, .noField),
        ] {
            let export = SigmaExport(try TestRules.one(direction: #"[{"when":\#(test),"is":"weakens"}]"#))
            #expect(export.files.isEmpty)
            #expect(export.gaps.map(\.gap) == [gap])
            #expect(export.gapText.contains("test:Call: \(gap.rawValue)\n"))
        }
    }

    @Test("Each rule of the catalogue that weakens is a file of its own or is listed")
    func complete() throws {
        let catalogue = try TestRules.all()
        let export = SigmaExport(catalogue)
        let weakening = catalogue.rules.filter { rule in
            rule.direction.branches.contains { $0.direction == .weakens }
        }
        #expect(export.files.count + export.gaps.count == weakening.count)
        #expect(Set(export.files.map(\.name)).count == export.files.count)
        #expect(export.files.count > 700)
    }

    @Test("Identifiers are UUIDs of version 5, the same in each run")
    func identifiers() {
        // Of Python: uuid.uuid5(uuid.NAMESPACE_URL, "https://example.com/")
        #expect(NameUUID(of: "https://example.com/").description == "dd2c1780-811a-5296-81c5-178a0ef488bc")
        // FIPS 180-4's example, and a message of two blocks.
        let digest = NameUUID.sha1(Array("abc".utf8)).map { String($0, radix: 16) }.joined(separator: " ")
        #expect(digest == "a9 99 3e 36 47 6 81 6a ba 3e 25 71 78 50 c2 6c 9c d0 d8 9d")
        let long = NameUUID.sha1(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        #expect(long.prefix(4) == [0x84, 0x98, 0x3E, 0x44])
    }
}
