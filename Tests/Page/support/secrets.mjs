// SPDX-License-Identifier: Apache-2.0
//
// Searches the memory of a worker's modules for what a set keeps secret.

import { base32 } from './codes.mjs';

/** The forms in which a secret could be left behind: its bytes, hexadecimal and base32, in upper and lower case. */
function forms(secret) {
    const hex = secret.toString('hex');
    const encoded = base32(secret);
    return [secret, ...[hex, hex.toUpperCase(), encoded, encoded.toLowerCase()].map((text) => Buffer.from(text))];
}

function secrets(vector) {
    const all = [['the key', Buffer.from(vector.key, 'hex')], ['the seed', Buffer.from(vector.seed, 'hex')]];
    for (const field of vector.fields) all.push([`field ${field.name}`, Buffer.from(field.value, 'hex')]);
    for (const share of vector.shares) {
        // Set and number, which are public, come before the share's body.
        all.push([`share ${share.number}`, Buffer.from(share.bytes, 'hex').subarray(19)]);
        all.push([`code of ${share.number}`, Buffer.from(share.code.slice(40, 80))]);
        all.push([`words of ${share.number}`, Buffer.from(share.words.split(' ').slice(20, 28).join(' '))]);
        if (share.sealed) all.push([`passphrase of ${share.number}`, Buffer.from(share.sealed.passphrase)]);
    }
    return all;
}

/** The names of the secrets of a set that the worker's memory holds. */
export function leftBehind(page, vector) {
    const left = [];
    for (const memory of page.memories) {
        const content = Buffer.from(memory.buffer);
        for (const [name, secret] of secrets(vector)) {
            // A value of a few letters stands in any memory by chance.
            if (secret.length >= 6 && forms(secret).some((form) => content.includes(form))) left.push(name);
        }
    }
    return left;
}
