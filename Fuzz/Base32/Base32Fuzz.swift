// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as base32, and any bytes into base32 and back.

import SecretMemory

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    if let bytes = try? Base32.decode(input.span) {
        require(Base32.encodeSecret(bytes.span).publicBytes() == canonical(input), "bytes have one text")
    }
    let text = Base32.encodeSecret(input.span)
    require((try? Base32.decode(text.span))?.publicBytes() == input, "every byte string comes back")
    require(text.count == (8 * input.count + 4) / 5, "a text has its length")
}
