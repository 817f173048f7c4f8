// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import test from 'node:test';
import { Page, bytes, vectors } from './support/worker.mjs';

const vector = vectors('sets/every-kind');

function opened() {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    core.must({ do: 'add', name: 'vault', pages: [{ page: 1, codes: [...vector.manifestCodes, ...vector.ciphertextCodes].map(bytes) }] });
    for (const share of vector.shares) core.must({ do: 'add', name: share.number, pages: [{ page: 1, codes: [bytes(share.code)] }] });
    return { core, fields: core.must({ do: 'open' }).fields };
}

/** RFC 6238 by another implementation. */
function oneTimeCode(value, time) {
    const [algorithm, digits, period] = value;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(time / period)));
    const tag = createHmac([, 'sha1', 'sha256', 'sha512'][algorithm], value.subarray(3)).update(counter).digest();
    const offset = tag[tag.length - 1] & 15;
    return String((tag.readUInt32BE(offset) & 0x7FFFFFFF) % 10 ** digits).padStart(digits, '0');
}

/** The text that glyphs draw. */
function drawn(glyphs) {
    const numbers = new Uint32Array(glyphs);
    let [text, place] = ['', 0];
    while (place < numbers.length) {
        const count = numbers[place + 2];
        text += String.fromCodePoint(...numbers.subarray(place + 3, place + 3 + count));
        place += 3 + count;
    }
    return text;
}

test('one-time codes of a seed are those of RFC 6238, with the seconds that are left', () => {
    const { core, fields } = opened();
    const seeds = fields.filter(({ kind }) => kind === 'seed');
    assert.ok(seeds.length > 0);
    for (const { index, parameters } of seeds) {
        const value = Buffer.from(vector.fields[index].value, 'hex');
        for (const time of [59, 1111111109, 1234567890, 2000000000, 20000000000]) {
            const reply = core.must({ do: 'code', index, time: time * 1000 });
            assert.equal(Buffer.from(reply.code).toString(), oneTimeCode(value, time));
            assert.equal(reply.seconds, parameters.period - time % parameters.period);
        }
    }
});

test('a seed is never given out, neither as a value nor as a picture', () => {
    const { core, fields } = opened();
    const { index } = fields.find(({ kind }) => kind === 'seed');
    assert.equal(core.ask({ do: 'value', index }).ok, false);
    assert.equal(core.ask({ do: 'glyphs', index }).ok, false);
});

test('the picture of a plain value has its characters, one glyph each', () => {
    const { core, fields } = opened();
    for (const { index, kind } of fields) {
        const value = Buffer.from(vector.fields[index].value, 'hex');
        const isPlain = value.every((byte) => byte > 0x20 && byte < 0x7F);
        if (kind === 'seed' || !isPlain) continue;
        const reply = core.must({ do: 'glyphs', index });
        assert.equal(drawn(reply.glyphs), value.toString());
        assert.equal(reply.plain, true);
        assert.equal(reply.characters, value.length);
    }
});

test('once it is closed nothing is given out any more', () => {
    const { core } = opened();
    core.must({ do: 'close', outcome: 'shown' });
    assert.equal(core.ask({ do: 'value', index: 0 }).ok, false);
    assert.equal(core.ask({ do: 'add', name: 'more', text: bytes('x') }).ok, false);
});
