// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as the text of a code, and as the body of a code whose check is right.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    if let text = canonicalText(input) { require(text == canonical(input), "a code has exactly one text") }
    guard let first = input.first else { return }
    let kind = CodeKind.allCases[Int(first) % CodeKind.allCases.count]
    let body = Array(input.dropFirst())
    let framed = PaperCode.text(kind: kind, body: body.span).publicBytes()
    if let text = canonicalText(framed) { require(text == framed, "a code with a right check has exactly one text") }
}

/// Returns the text of what a code says; `nil` when the code is refused.
private func canonicalText(_ text: [UInt8]) -> [UInt8]? {
    switch try? PaperCode.read(text.span) {
    case .share(let share): share.codeText.publicBytes()
    case .part(let part): Array(part.text.utf8)
    case .checkpoint(let checkpoint): Array(checkpoint.text.utf8)
    case .answer(let answer): Array(answer.text.utf8)
    case nil: nil
    }
}
