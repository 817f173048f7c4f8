// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a share: they are refused, or are the only encoding of what was read, as are its code and words.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    guard let share = try? ReadShare(encoded: input.span) else { return }
    require(encoded(share) == input, "a share has exactly one encoding")
    guard case .share(let read)? = try? PaperCode.read(share.codeText.span) else {
        fatalError("a share's code is read as a share")
    }
    require(encoded(read) == input, "the code is read back as the same share")

    let core = share.wordBytes
    var words = TypedWords()
    for index in 0..<core.count {
        let word = Array(Bytewords.word(for: core.span[index]).utf8)
        require((try? words.append(word.span)) == true, "its words are in the list")
    }
    guard let typed = try? WordShare(words) else { fatalError("a share's words are read as a share") }
    require(typed.healed.isEmpty && typed.number == share.number, "the words are read back as the same share")
    require(typed.setStart == Array(share.set.bytes[..<3]), "its words name its set")
}

private func encoded(_ share: ReadShare) -> [UInt8] {
    switch share {
    case .plain(let share): share.encoded.publicBytes()
    case .sealed(let share): share.encoded.publicBytes()
    }
}
