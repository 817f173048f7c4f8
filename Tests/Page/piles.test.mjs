// SPDX-License-Identifier: Apache-2.0
//
// Piles in which some sheets are hostile or ruined: the core never stops, and they never keep a whole quorum from
// opening.

import assert from 'node:assert/strict';
import test from 'node:test';
import { code, parts, sha256 } from './support/codes.mjs';
import { Page, bytes, vectors } from './support/worker.mjs';

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

/** Copies the bytes: the worker zeroes what it is given. */
const copy = (content) => new Uint8Array(Buffer.from(content)).buffer;

function give(core, name, { codes, text, line }) {
    if (line) return core.ask({ do: 'type', line: copy(line) });
    if (text) return core.ask({ do: 'add', name, text: copy(text) });
    return core.ask({ do: 'add', name, pages: [{ page: 1, codes: codes.map((one) => copy(Buffer.from(one, 'latin1'))) }] });
}

const PILES = 300;

test(`${PILES} piles with hostile sheets open all the same, in any order`, () => {
    for (let seed = 1; seed <= PILES; seed++) {
        const next = numbers(seed);
        const core = new Page('core');
        core.must({ do: 'state', statement: { reason: 'a test', set: vector.setCode } });
        const pile = Array.from({ length: 2 + next(8) }, () => HOSTILE[next(HOSTILE.length)](next));
        const honest = [0, 1, 3].map((index) => ({
            codes: [vector.shares[index].code, ...vector.manifestCodes, ...vector.ciphertextCodes],
        }));
        for (const sheet of honest) pile.splice(next(pile.length + 1), 0, sheet);
        pile.forEach((sheet, index) => {
            const reply = give(core, `sheet ${index}`, sheet);
            assert.notEqual(reply.dead, true, `pile ${seed}: the core stopped at sheet ${index}`);
            assert.doesNotThrow(() => JSON.stringify(reply));
        });
        const opened = core.ask({ do: 'open' });
        assert.equal(opened.ok, true, `pile ${seed}: ${JSON.stringify(opened.error)}`);
        assert.deepEqual(opened.fields.map(({ name }) => name).join(), vector.fields.map(({ name }) => name).join());
    }
});

test('piles without a quorum never open', () => {
    for (let seed = 1; seed <= 60; seed++) {
        const next = numbers(seed);
        const core = new Page('core');
        core.must({ do: 'state', statement: { reason: 'a test', set: vector.setCode } });
        give(core, 'sheet', { codes: [vector.shares[0].code, ...vector.manifestCodes, ...vector.ciphertextCodes] });
        for (let index = 0; index < 8; index++) give(core, `hostile ${index}`, hostileWithoutShares(next));
        assert.equal(core.ask({ do: 'open' }).ok, false, `pile ${seed}`);
    }
});

/** The texts with words may heal to real shares, which would be a quorum. */
function hostileWithoutShares(next) {
    const safe = HOSTILE.filter((_, index) => ![0, 11, 13].includes(index));
    return safe[next(safe.length)](next);
}

test('a set that was dealt long after 2038 is shown with its date', () => {
    const late = Buffer.from(manifest);
    // After magic, version, flags and nonce: the last second of the year 9999.
    late.writeBigUInt64BE(253_402_300_799n, 21);
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' }, time: 253_402_300_799_000 });
    const { progress } = give(core, 'vault', { codes: parts('BGM1', late, sha256(late)) });
    assert.equal(progress.sets[0].created, '9999-12-31 23:59 UTC');
    const journal = Buffer.from(core.must({ do: 'journal' }).bytes).toString();
    assert.match(journal, /"time":"9999-12-31T23:59:59Z"/);
});

test('requests that make no sense are refused, and the core goes on', () => {
    const core = new Page('core');
    assert.equal(core.ask({ do: 'open' }).ok, false);
    assert.equal(core.ask({ do: 'state', statement: {} }).error.field, 'reason');
    assert.equal(core.ask({ do: 'state', statement: { reason: 'a\u202Etest' } }).error.field, 'reason');
    assert.equal(core.ask({ do: 'state', statement: { reason: 'a test', set: 'nonsense' } }).error.field, 'set');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    assert.equal(core.ask({ do: 'state', statement: { reason: 'again' } }).ok, false);
    for (const request of [
        { do: 'unlock', share: 'g9m9', passphrase: bytes('x') }, { do: 'unlock', share: 'nobody', passphrase: bytes('x') },
        { do: 'drop', share: 'g1m1' }, { do: 'choose', set: 'ABCD' }, { do: 'value', index: 3 }, { do: 'nothing' },
        { do: 'code', index: -1 }, { do: 'glyphs', index: 0 },
    ]) {
        const reply = core.ask(request);
        assert.equal(reply.ok, false, request.do);
        assert.notEqual(reply.dead, true, request.do);
    }
    assert.equal(core.must({ do: 'type', line: bytes('hello') }).taken, false);
});
