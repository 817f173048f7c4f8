// SPDX-License-Identifier: Apache-2.0
//
// Piles in which some sheets are hostile or ruined: the core never stops, and they never keep a whole quorum from
// opening.

import assert from 'node:assert/strict';
import test from 'node:test';
import { parts, sha256 } from './support/codes.mjs';
import { hostileWithoutShares, honestSet as vector, pile } from './support/piles.mjs';
import { Page, bytes } from './support/worker.mjs';

const manifest = Buffer.from(vector.manifest, 'hex');

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
        const core = new Page('core');
        core.must({ do: 'state', statement: { reason: 'a test', set: vector.setCode } });
        pile(seed).forEach((sheet, index) => {
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
        const core = new Page('core');
        core.must({ do: 'state', statement: { reason: 'a test', set: vector.setCode } });
        give(core, 'sheet', { codes: [vector.shares[0].code, ...vector.manifestCodes, ...vector.ciphertextCodes] });
        hostileWithoutShares(seed, 8).forEach((sheet, index) => give(core, `hostile ${index}`, sheet));
        assert.equal(core.ask({ do: 'open' }).ok, false, `pile ${seed}`);
    }
});

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
