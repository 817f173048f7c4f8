// SPDX-License-Identifier: Apache-2.0
//
// Writes codes from docs/FORMAT.md, section 10, for bytes that no writer of the program would frame.

import { createHash } from 'node:crypto';

const MASK = (1n << 64n) - 1n;
const IV = [
    0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n,
    0x9b05688c2b3e6c1fn, 0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
];
const SIGMA = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const QUARTERS = [
    [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13],
    [3, 4, 9, 14],
];

function rotated(value, by) { return (value >> by | value << (64n - by)) & MASK; }

/** BLAKE2b (RFC 7693) of at most 16 bytes, with a personalization and no key. */
function blake2b(count, personalization, message) {
    const parameters = Buffer.alloc(64);
    parameters[0] = count;
    parameters[2] = 1;
    parameters[3] = 1;
    parameters.write(personalization, 48, 'latin1');
    const state = IV.map((word, index) => word ^ parameters.readBigUInt64LE(8 * index));
    const blocks = Math.max(1, Math.ceil(message.length / 128));
    for (let block = 0; block < blocks; block++) {
        const isLast = block === blocks - 1;
        const data = Buffer.alloc(128);
        message.copy(data, 0, 128 * block, Math.min(message.length, 128 * block + 128));
        const words = Array.from({ length: 16 }, (_, index) => data.readBigUInt64LE(8 * index));
        const v = [...state, ...IV];
        v[12] ^= BigInt(isLast ? message.length : 128 * (block + 1));
        if (isLast) v[14] ^= MASK;
        for (let round = 0; round < 12; round++) {
            QUARTERS.forEach(([a, b, c, d], index) => {
                const order = SIGMA[round % 10];
                v[a] = v[a] + v[b] + words[order[2 * index]] & MASK;
                v[d] = rotated(v[d] ^ v[a], 32n);
                v[c] = v[c] + v[d] & MASK;
                v[b] = rotated(v[b] ^ v[c], 24n);
                v[a] = v[a] + v[b] + words[order[2 * index + 1]] & MASK;
                v[d] = rotated(v[d] ^ v[a], 16n);
                v[c] = v[c] + v[d] & MASK;
                v[b] = rotated(v[b] ^ v[c], 63n);
            });
        }
        for (let index = 0; index < 8; index++) state[index] ^= v[index] ^ v[index + 8];
    }
    const digest = Buffer.alloc(64);
    state.forEach((word, index) => digest.writeBigUInt64LE(word, 8 * index));
    return digest.subarray(0, count);
}

export function base32(bytes) {
    let [text, bits, count] = ['', 0, 0];
    for (const byte of bytes) {
        bits = bits << 8 | byte;
        count += 8;
        while (count >= 5) {
            count -= 5;
            text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[bits >> count & 31];
            bits &= (1 << count) - 1;
        }
    }
    return count > 0 ? text + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[bits << (5 - count) & 31] : text;
}

/** The text of a code of this kind. */
export function code(kind, body) {
    const check = blake2b(16, 'BGv1 check', Buffer.concat([Buffer.from(kind), body])).subarray(0, 4);
    return kind + base32(Buffer.concat([body, check]));
}

/** The codes of a manifest or a ciphertext of a set. */
export function parts(kind, bytes, identity) {
    const count = Math.max(1, Math.ceil(bytes.length / 336));
    return Array.from({ length: count }, (_, index) => {
        const head = Buffer.concat([identity.subarray(0, 8), Buffer.from([index + 1, count])]);
        return code(kind, Buffer.concat([head, bytes.subarray(336 * index, 336 * index + 336)]));
    });
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
