// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@Suite("A key's stream")
struct KeyStreamTests {
    @Test("is ChaCha20 with nonce 0 and counter 0")
    func knownBlock() {
        // RFC 8439 appendix A.1, test vector 1: key of zeros.
        let expected: [UInt8] = [
            0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90, 0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28,
            0xbd, 0xd2, 0x19, 0xb8, 0xa0, 0x8d, 0xed, 0x1a, 0xa8, 0x36, 0xef, 0xcc, 0x8b, 0x77, 0x0d, 0xc7,
        ]
        #expect(KeyStream.bytes(32, key: SecretBytes(zeroCount: 32)).exposed == expected)
    }

    @Test("begins the same for every length, and may be empty")
    func prefixes() {
        let key = SecretBytes(randomCount: KeyStream.keyByteCount)
        let long = KeyStream.bytes(200, key: key).exposed
        for count in [0, 1, 63, 64, 65, 199] {
            #expect(KeyStream.bytes(count, key: key).exposed == Array(long.prefix(count)))
        }
    }

    @Test("differs for another key")
    func keys() {
        var key = SecretBytes(zeroCount: 32)
        let one = KeyStream.bytes(64, key: key).exposed
        key.write(1, at: 31)
        #expect(KeyStream.bytes(64, key: key).exposed != one)
    }
}
