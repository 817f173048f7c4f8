// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as base32, and converts any bytes to base32 and back.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    if let bytes = try? Base32.decode(input.span) {
        require(Base32.encodeSecret(bytes.span).publicBytes() == canonical(input), "bytes have exactly one text")
    }
    let text = Base32.encodeSecret(input.span)
    require((try? Base32.decode(text.span))?.publicBytes() == input, "every byte string is read back")
    require(text.count == (8 * input.count + 4) / 5, "a text has the expected length")
}
