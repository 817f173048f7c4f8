// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import test from 'node:test';
import { leftBehind } from './support/secrets.mjs';
import { Page, bytes, vectors } from './support/worker.mjs';

function opened(vector) {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test', practice: vector.isPractice } });
    core.must({ do: 'add', name: 'vault', pages: [{ page: 1, codes: [...vector.manifestCodes, ...vector.ciphertextCodes].map(bytes) }] });
    for (const share of vector.shares) {
        const source = share.sealed ?? share;
        core.must({ do: 'add', name: share.number, pages: [{ page: 1, codes: [bytes(source.code)] }] });
        core.must({ do: 'add', name: `words ${share.number}`, text: bytes(source.words) });
    }
    for (const { share } of core.must({ do: 'progress' }).progress.waiting) {
        const { passphrase } = vector.shares.find((one) => one.number === share).sealed;
        if (core.must({ do: 'progress' }).progress.waiting.some((one) => one.share === share)) {
            core.must({ do: 'unlock', share, passphrase: bytes(passphrase) });
        }
    }
    const { fields } = core.must({ do: 'open' });
    for (const { index, kind } of fields) {
        if (kind === 'seed') core.must({ do: 'code', index });
        else {
            core.must({ do: 'value', index });
            core.must({ do: 'glyphs', index });
        }
    }
    return core;
}

for (const name of ['security-and-operations', 'every-kind', 'sealed', 'vault', 'largest']) {
    const vector = vectors(`sets/${name}`);
    test(`after "forget" nothing of set ${name} is in the module's memory`, () => {
        const core = opened(vector);
        assert.notDeepEqual(leftBehind(core, vector), [], 'before, the search finds secrets');
        assert.ok(core.must({ do: 'forget' }).wiped > 1_000_000);
        assert.deepEqual(leftBehind(core, vector), []);
        assert.ok(core.memories.every((memory) => new Uint8Array(memory.buffer).every((byte) => byte === 0)));
        assert.equal(core.ask({ do: 'progress' }).ok, false);
    });
}

test('what the page gives to the core is zeroed', () => {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    const given = bytes('able acid also apex aqua arch atom aunt');
    core.must({ do: 'type', line: given });
    assert.ok(new Uint8Array(given).every((byte) => byte === 0));
});

test('a new opening after "forget" knows nothing of the one before', () => {
    const vector = vectors('sets/practice');
    const core = opened(vector);
    core.must({ do: 'forget' });
    core.must({ do: 'start', module: core.module });
    const { progress } = core.must({ do: 'state', statement: { reason: 'another test', practice: true } });
    assert.deepEqual(progress.sets, []);
    assert.equal(core.ask({ do: 'open' }).ok, false);
});
