// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as the plaintext of a credential: unchanged, and padded as in the format.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    check(input)
    check(input + [0x80] + [UInt8](repeating: 0, count: 63 - input.count % 64))
}

private func check(_ plaintext: [UInt8]) {
    guard let credential = try? FieldList.credential(padded: SecretBytes(copying: plaintext.span)) else { return }
    require((1...255).contains(credential.fields.count), "a credential has fields")
    require(Set(credential.fields.map { $0.name }).count == credential.fields.count, "no name is repeated")
    for field in credential.fields where field.kind == .oneTimePasswordSeed { checkSeed(field.value) }
    // Padding to whole blocks follows from the ciphertext's length, which a plaintext alone does not show.
    guard plaintext.count % Ciphertext.blockByteCount == 0 else { return }
    require(FieldList.padded(credential).publicBytes() == plaintext, "a field list has exactly one encoding")
}

private func checkSeed(_ value: borrowing SecretBytes) {
    guard let parameters = try? OneTimePasswordParameters(seedValue: value.span) else {
        fatalError("a seed has parameters")
    }
    let seed = value.slice(OneTimePasswordParameters.byteCount..<value.count)
    require(parameters.seedValue(seed.span).isEqual(to: value), "a seed's value has exactly one encoding")
}
