// SPDX-License-Identifier: Apache-2.0
//
// Files that a tired person drops on the page beside the sheets: each is named, and nothing of it is read as one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Page, bytes, root, vectors } from './support/worker.mjs';

const vector = vectors('sets/security-and-operations');

function stated() {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    return core;
}

const FOREIGN = {
    'this is the recovery page, not a sheet; leave it out': readFileSync(new URL('Page/recovery.html', root), 'utf8'),
    'this is a web page, not a sheet; leave it out; if it shows codes, save them as plain text':
        `<!DOCTYPE html>\n<p>${vector.shares[0].code}</p>`,
    'this is a drawing, not a scan; print it to PNG': '<?xml version="1.0"?>\n<svg><text>M001 BGS1</text></svg>',
    'this is XML, not a sheet; leave it out; if it shows codes, save them as plain text': '<?xml version="1.0"?><a>BGS1</a>',
    'this is a script, not a sheet; leave it out; if it shows codes, save them as plain text':
        readFileSync(new URL('Vectors/recover.py', root), 'utf8'),
};

for (const [words, text] of Object.entries(FOREIGN)) {
    test(`one sentence is said: ${words}`, () => {
        const core = stated();
        const reply = core.must({ do: 'add', name: 'a file', text: bytes(text) });
        assert.equal(reply.foreign, words);
        assert.equal(reply.taken, undefined);
        assert.deepEqual(reply.progress.notes, []);
        assert.equal(reply.progress.unproven, 0);
    });
}

test('a code on a line of its own counts, whatever stands around it', () => {
    for (const start of ['<header of the scanner>', '<html><pre>', '#!/bin/sh']) {
        const core = stated();
        const reply = core.must({ do: 'add', name: 'mail', text: bytes(`${start}\n${vector.shares[0].code}\n`) });
        assert.equal(reply.foreign, undefined);
        assert.equal(reply.taken, true);
        assert.equal(reply.progress.unproven, 1);
    }
});

test('a file that is neither picture nor text is refused as a whole, even with codes in it', () => {
    const core = stated();
    const noise = Buffer.from(Array.from({ length: 2000 }, (_, index) => index % 13));
    const text = Buffer.concat([noise, Buffer.from(`\n${vector.shares[0].code}\n`), noise]);
    const reply = core.ask({ do: 'add', name: 'archive.zip', text: new Uint8Array(text).buffer });
    assert.match(reply.error.message, /^this is no picture, PDF or text that this page can read$/);
    assert.equal(core.must({ do: 'progress' }).progress.unproven, 0);
});
