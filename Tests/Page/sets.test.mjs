// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { Page, bytes, hex, root, vectors } from './support/worker.mjs';

const sets = readdirSync(new URL('Vectors/sets/', root)).map((name) => name.replace('.json', ''));

function stated(vector) {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test', practice: vector.isPractice } });
    return core;
}

function codes(list) { return [{ page: 1, codes: list.map(bytes) }]; }

/** The public part of a set, without any share. */
function addPublic(core, vector, way) {
    if (way === 'lines') {
        const lines = [...vector.manifestLines, ...vector.ciphertextLines].join('\n');
        core.must({ do: 'add', name: 'typed lines', text: bytes(lines) });
    } else {
        core.must({ do: 'add', name: 'vault', pages: codes([...vector.manifestCodes, ...vector.ciphertextCodes]) });
    }
}

function addShares(core, vector, way) {
    for (const share of vector.shares) {
        const source = share.sealed ?? share;
        if (way === 'codes') core.must({ do: 'add', name: `sheet ${share.number}`, pages: codes([source.code]) });
        else if (way === 'text') core.must({ do: 'add', name: `sheet ${share.number}`, text: bytes(source.words) });
        else for (const row of source.words.match(/(\S+\s*){8}/g)) core.must({ do: 'type', line: bytes(row.trim()) });
    }
}

function unlock(core, vector) {
    for (;;) {
        const [next] = core.must({ do: 'progress' }).progress.waiting;
        if (!next) return;
        const { passphrase } = vector.shares.find((share) => share.number === next.share).sealed;
        core.must({ do: 'unlock', share: next.share, passphrase: bytes(passphrase) });
    }
}

function checkOpened(core, vector) {
    const { progress } = core.must({ do: 'progress' });
    assert.equal(progress.focus, vector.identity);
    assert.equal(progress.ready, true);
    const { fields } = core.must({ do: 'open' });
    assert.deepEqual(fields.map(({ name }) => name), vector.fields.map(({ name }) => name));
    fields.forEach((field, index) => {
        if (field.kind === 'seed') return;
        assert.equal(hex(core.must({ do: 'value', index }).value), vector.fields[index].value);
    });
}

for (const name of sets) {
    const vector = vectors(`sets/${name}`);
    for (const [publicWay, way] of [['codes', 'codes'], ['lines', 'text'], ['codes', 'rows']]) {
        test(`set ${name} opens from its public part in ${publicWay} and its shares in ${way}`, () => {
            const core = stated(vector);
            addPublic(core, vector, publicWay);
            addShares(core, vector, way);
            unlock(core, vector);
            checkOpened(core, vector);
        });
    }

    test(`set ${name} does not open when the statement is about the other purpose`, () => {
        const core = stated({ isPractice: !vector.isPractice });
        addPublic(core, vector, 'codes');
        addShares(core, vector, 'codes');
        const { progress } = core.must({ do: 'progress' });
        assert.equal(progress.ready, false);
        assert.equal(core.ask({ do: 'open' }).ok, false);
    });
}
