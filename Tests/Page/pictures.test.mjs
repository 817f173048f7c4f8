// SPDX-License-Identifier: Apache-2.0
//
// On the same pictures the page says what the program says.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { DAMAGE, damaged, gray, page, rgba } from './support/pictures.mjs';
import { Page, bytes, vectors } from './support/worker.mjs';

const program = process.env.BREAKGLASS ?? '.build/debug/breakglass';
const folder = mkdtempSync(join(tmpdir(), 'page-pictures-'));
after(() => rmSync(folder, { recursive: true }));

const vector = vectors('sets/security-and-operations');
const sheet = page(folder, 'sheet', [vector.shares[0].code, ...vector.manifestCodes, ...vector.ciphertextCodes]);
const decoder = new Page('decoder');

/** What `breakglass inspect` says about one picture. */
function inspected(file) {
    const { stdout } = spawnSync(program, ['inspect', file], { encoding: 'utf8' });
    return stdout.split('\n').filter((line) => line.startsWith(`${file}: `)).map((line) => line.slice(file.length + 2));
}

/** What the page says about the codes that its decoder finds. */
function said(file) {
    const { codes } = decoder.must({ do: 'read', ...rgba(file) });
    if (codes.length === 0) return [];
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    return core.must({ do: 'add', name: file, pages: [{ page: 1, codes }] }).progress.notes.map((note) => note.words);
}

for (const name of Object.keys(DAMAGE)) {
    test(`a sheet ${name} says no less than in the program`, () => {
        const file = damaged(folder, sheet, name);
        const found = said(file);
        const missing = inspected(file).filter((line) => !line.startsWith('no code was found') && !found.includes(line));
        assert.deepEqual(missing, []);
    });
}

test('a sheet as printed shows the share, the manifest and the locked credential', () => {
    assert.equal(said(sheet).length, 3);
});

test('gray pixels and colored ones show the same codes', () => {
    const one = Array.from(decoder.must({ do: 'read', ...gray(sheet) }).codes, (code) => Buffer.from(code).toString());
    const other = Array.from(decoder.must({ do: 'read', ...rgba(sheet) }).codes, (code) => Buffer.from(code).toString());
    assert.deepEqual(one.sort(), other.sort());
    assert.deepEqual(one.sort(), [vector.shares[0].code, ...vector.manifestCodes, ...vector.ciphertextCodes].sort());
});

test('a glance sees the codes of a clean picture', () => {
    assert.equal(decoder.must({ do: 'read', ...gray(sheet), glance: true }).codes.length, 3);
});

test('after a picture nothing of it is in any memory, nor in the pixels that were given', () => {
    const reader = new Page('decoder');
    const given = gray(sheet);
    reader.must({ do: 'read', ...given });
    assert.equal(reader.memories.length, 1);
    assert.ok(reader.memories.every((memory) => new Uint8Array(memory.buffer).every((byte) => byte === 0)));
    assert.ok(new Uint8Array(given.pixels).every((byte) => byte === 0));
});

test('codes go from the decoder to the core without the page', async () => {
    const [reader, core] = [new Page('decoder'), new Page('core')];
    const { port1, port2 } = new MessageChannel();
    reader.must({ do: 'connect', port: port1 });
    core.must({ do: 'connect', port: port2 });
    core.must({ do: 'state', statement: { reason: 'a test' } });
    const later = core.later({ do: 'add', name: 'sheet', file: 1, pages: 1 });
    const read = reader.must({ do: 'read', ...gray(sheet), file: 1, page: 1 });
    assert.equal(read.codes, undefined);
    assert.deepEqual({ ...read.found }, { shares: 1, parts: 2, others: 0 });
    const { progress } = await later;
    assert.equal(progress.notes.filter((note) => note.verdict === 'whole').length, 1);
    port1.close();
    port2.close();
});

test('pixels that do not fit their size, and no pixels, are refused', () => {
    for (const size of [{ width: 10, height: 10 }, { width: 0, height: 0 }, { width: 100_000, height: 100_000 }]) {
        const reply = decoder.ask({ do: 'read', ...size, form: 'grey', pixels: bytes('not many') });
        assert.equal(reply.ok, false);
        assert.ok(reply.error.message);
    }
});

test('a page of noise ends, with no code', () => {
    let state = 1;
    const noise = new Uint8Array(300 * 400).map(() => (state = state * 48271 % 2147483647) & 255);
    const { codes } = decoder.must({ do: 'read', width: 300, height: 400, form: 'grey', pixels: noise.buffer, milliseconds: 5000 });
    assert.equal(codes.length, 0);
});
