// SPDX-License-Identifier: Apache-2.0
//
// Piles of sheets in which some are hostile or ruined.

import { code, parts, sha256 } from './codes.mjs';
import { vectors } from './worker.mjs';

const vector = vectors('sets/security-and-operations');
const other = vectors('sets/vault');
const manifest = Buffer.from(vector.manifest, 'hex');

/** A generator of numbers that gives the same pile for the same seed. */
function numbers(seed) {
    let state = seed * 7919 + 1;
    return (below) => (state = state * 48271 % 2147483647) % below;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const random = (next, count) => Buffer.from(Array.from({ length: count }, () => next(256)));

/** One hostile or ruined thing, as a request. */
const HOSTILE = [
    (next) => ({ codes: [vector.shares[next(5)].code].map((text) => swapped(next, text)) }),
    (next) => ({ codes: [code('BGS1', Buffer.concat([Buffer.from(vector.shares[next(5)].bytes, 'hex').subarray(0, 19), random(next, 48)]))] }),
    (next) => ({ codes: [code('BGS1', Buffer.concat([Buffer.from([0x11]), Buffer.from(vector.shares[next(5)].bytes, 'hex').subarray(1, 19), random(next, 80)]))] }),
    (next) => ({ codes: parts('BGM1', changed(next, manifest), sha256(manifest)) }),
    (next) => ({ codes: parts('BGC1', random(next, 144), sha256(manifest)) }),
    (next) => ({ codes: Array.from({ length: 49 }, (_, index) => code('BGC1', Buffer.concat([sha256(manifest).subarray(0, 8), Buffer.from([index + 1, 49]), random(next, index < 48 ? 336 : 16)]))) }),
    (next) => ({ codes: Array.from({ length: 60 }, () => code('BGS1', Buffer.concat([Buffer.from([0x10]), random(next, 66)]))) }),
    (next) => ({ codes: [...other.manifestCodes, other.shares[next(other.shares.length)].code] }),
    (next) => ({ codes: [random(next, 1 + next(900)).toString('latin1'), 'https://example.com', ''] }),
    (next) => ({ codes: [code('BGK1', random(next, 56)), code('BGA1', random(next, 99)), code('BGL1', random(next, 300))] }),
    (next) => ({ text: random(next, 1 + next(5000)) }),
    (next) => ({ text: Buffer.from(words(next).repeat(1 + next(20))) }),
    (next) => ({ text: Buffer.from([...vector.manifestLines, ...vector.ciphertextLines].map((line) => swapped(next, line)).join('\n')) }),
    (next) => ({ line: Buffer.from(words(next)) }),
    (next) => ({ line: random(next, 1 + next(200)) }),
    (next) => ({ text: Buffer.concat([Buffer.from('BGM\x01'), random(next, next(600))]) }),
];

function swapped(next, text) {
    const place = next(text.length);
    return text.slice(0, place) + ALPHABET[next(32)] + text.slice(place + 1);
}

function changed(next, content) {
    const copy = Buffer.from(content);
    copy[next(copy.length)] ^= 1 + next(255);
    return copy;
}

function words(next) {
    const all = vector.shares[next(5)].words.split(' ');
    for (let count = next(12); count > 0; count--) all[next(all.length)] = ['zoom', '?', 'able', 'xxxx'][next(4)];
    return all.join(' ').match(/(\S+\s*){8}/g).join('\n') + '\n';
}

/** The set whose quorum is in every pile. */
export const honestSet = vector;

/** A pile of hostile sheets with a quorum of honest ones among them. */
export function pile(seed) {
    const next = numbers(seed);
    const sheets = Array.from({ length: 2 + next(8) }, () => HOSTILE[next(HOSTILE.length)](next));
    const honest = [0, 1, 3].map((index) => ({
        codes: [vector.shares[index].code, ...vector.manifestCodes, ...vector.ciphertextCodes],
    }));
    for (const sheet of honest) sheets.splice(next(sheets.length + 1), 0, sheet);
    return sheets;
}

/** Hostile sheets without shares of the set: texts with words may heal to real ones, which would be a quorum. */
export function hostileWithoutShares(seed, count) {
    const next = numbers(seed);
    const safe = HOSTILE.filter((_, index) => ![0, 11, 13].includes(index));
    return Array.from({ length: count }, () => safe[next(safe.length)](next));
}
