// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("Two factors in one set")
struct SecondFactorRuleTests {
    @Test(
        "a secret and a seed together are a conflict, in whatever order; either alone, or with text and files, is none")
    func conflict() throws {
        for (kinds, isConflict) in [
            ([FieldKind.secret, .oneTimePasswordSeed], true), ([.oneTimePasswordSeed, .text, .secret], true),
            ([.secret], false), ([.oneTimePasswordSeed], false), ([.secret, .secret, .file], false),
            ([.oneTimePasswordSeed, .text, .file], false), ([.text], false),
        ] {
            let fields = try kinds.enumerated().map { index, kind in
                (kind: kind, name: try Sample.text("field \(index)"))
            }
            let conflict = SecondFactorRule.conflict(in: fields)
            #expect((conflict != nil) == isConflict, "\(kinds)")
            if let conflict {
                #expect(fields.first { $0.name == conflict.secret }?.kind == .secret)
                #expect(fields.first { $0.name == conflict.seed }?.kind == .oneTimePasswordSeed)
            }
        }
    }
}
