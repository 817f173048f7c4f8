// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a share: refused, or the one form of what was read, in its code and in its words as well.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    guard let share = try? ReadShare(encoded: input.span) else { return }
    require(encoded(share) == input, "a share has one form")
    guard case .share(let read)? = try? PaperCode.read(share.codeText.span) else {
        fatalError("a share's code reads as a share")
    }
    require(encoded(read) == input, "its code gives it back")

    let core = share.wordBytes
    var words = TypedWords()
    for index in 0..<core.count {
        let word = Array(Bytewords.word(for: core.span[index]).utf8)
        require((try? words.append(word.span)) == true, "its words are in the list")
    }
    guard let typed = try? WordShare(words) else { fatalError("a share's words read as a share") }
    require(typed.healed.isEmpty && typed.number == share.number, "its words give it back")
    require(typed.setStart == Array(share.set.bytes[..<3]), "its words name its set")
}

private func encoded(_ share: ReadShare) -> [UInt8] {
    switch share {
    case .plain(let share): share.encoded.publicBytes()
    case .sealed(let share): share.encoded.publicBytes()
    }
}
