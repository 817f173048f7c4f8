// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a line of words, and uses any bytes as damage to the words of a good share.

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    var typed = TypedWords()
    let isWhole = (try? typed.append(line: input.span)) != nil
    require(typed.count <= 96 && typed.illegible.allSatisfy { $0 < typed.count }, "the typed words are counted")
    if isWhole { read(typed) }
    typed.keep(typed.count / 2)
    require(typed.illegible.allSatisfy { $0 < typed.count }, "removed words are forgotten")
    damage(input)
}

private func read(_ typed: borrowing TypedWords) {
    guard let share = try? WordShare(typed) else { return }
    let places = Set(share.healed)
    let illegible = Set(typed.illegible)
    require(2 * places.subtracting(illegible).count + illegible.count <= 10, "no more is corrected than possible")
    require(illegible.isSubset(of: places), "illegible words are corrected")
    // Under the set that the words name, the same words come out, except for corrected ones.
    let set = SetPrefix(bytes: share.setStart + [UInt8](repeating: 0, count: 13))
    let core = share.share(under: set).wordBytes
    let values = typed.values
    require(core.count == values.count, "a share has as many words as were typed")
    for place in 0..<core.count where !places.contains(place) {
        require(core.span[place] == values.span[place], "words that are not corrected stay as typed")
    }
}

/// Byte 0 chooses form and number. The rest is the body, then pairs of a place and the value to add there.
private func damage(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let form: ShareForm = first & 1 == 0 ? .plain : .sealed
    let body = Array(input.dropFirst().prefix(form.bodyByteCount))
    guard body.count == form.bodyByteCount,
        let number = try? ShareNumber(groupByte: first % 8 + 1, memberByte: first % 32 + 1, of: .share)
    else { return }
    let set = SetPrefix(bytes: [UInt8](repeating: first, count: 16))
    let core = WordBytes.bytes(form: form, set: set, number: number, body: SecretBytes(copying: body.span))
        .publicBytes()
    var changed = core
    let changes = Array(input.dropFirst(1 + form.bodyByteCount).prefix(20))
    for place in stride(from: 0, to: changes.count - 1, by: 2) {
        changed[Int(changes[place]) % core.count] ^= changes[place + 1]
    }
    var typed = TypedWords()
    for byte in changed {
        let word = Array(Bytewords.word(for: byte).utf8)
        require((try? typed.append(word.span)) == true, "each byte has a word")
    }
    let wrong = core.indices.filter { core[$0] != changed[$0] }
    let share = try? WordShare(typed)
    guard wrong.count <= 5 else { return }
    require(share?.healed == wrong, "five wrong words are corrected, and their places reported")
    require(share?.share(under: set).wordBytes.publicBytes() == core, "the corrected words are the share's own")
}
