// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ShareEnvelope

@Suite("A text of a manifest")
struct ManifestTextTests {
    @Test("is held to the same rule when it is read")
    func inManifests() throws {
        let manifest = try Sample.dealt().manifest
        // "AWS root 1111" starts at byte 30.
        let cases: [([UInt8], TextDefect)] = [
            ([0], .forbiddenCharacter(codePoint: 0)), ([0xE2, 0x80, 0xAE], .forbiddenCharacter(codePoint: 0x202E)),
            ([0xE2, 0x81, 0xA6], .forbiddenCharacter(codePoint: 0x2066)),
            ([0xC2, 0x85], .forbiddenCharacter(codePoint: 0x85)),
            ([0xFF], .notUTF8), ([0xEF, 0xBB, 0xBF], .forbiddenCharacter(codePoint: 0xFEFF)),
        ]
        for (bytes, defect) in cases {
            let changed = bytes.enumerated().reduce(manifest.encoded) { $0.with($1.element, at: 32 + $1.offset) }
            #expect(
                refusal { () throws(EnvelopeError) in _ = try Manifest(encoded: changed) }
                    == .malformed(.manifest, .forbiddenText(field: .label, defect)))
        }
    }
}
