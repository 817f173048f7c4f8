// SPDX-License-Identifier: Apache-2.0
//
// Everything that must fail does, with the sentence that the command line says (Sources/Reports/Recovery).

import assert from 'node:assert/strict';
import test from 'node:test';
import { code, parts, sha256 } from './support/codes.mjs';
import { mustFail, reason } from './support/refusals.mjs';
import { Page, bytes, vectors } from './support/worker.mjs';

function begun() {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'a test' } });
    return core;
}

const said = (reply) => reply.progress.notes.map((note) => note.words);
const scan = (codes) => [{ page: 1, codes: codes.map(bytes) }];
const raw = (hex) => Buffer.from(hex, 'hex');

function addPublic(core, vector, ciphertext = raw(vector.ciphertext)) {
    const manifest = raw(vector.manifest);
    const identity = sha256(manifest);
    const codes = [...parts('BGM1', manifest, identity), ...parts('BGC1', ciphertext, identity)];
    return said(core.must({ do: 'add', name: 'vault', pages: scan(codes) }));
}

/** Gives the page what a vector says, and returns everything that it says about it. */
function attempt(core, vector) {
    const input = vector.input;
    switch (vector.encoding) {
        case 'code': return input.flatMap((text) => said(core.must({ do: 'add', name: 'scan', pages: scan([text]) })));
        case 'line': case 'words': {
            const text = vector.encoding === 'line' ? input.join('\n') : input.join(' ').match(/(\S+\s*){1,8}/g).join('\n');
            const reply = core.must({ do: 'add', name: 'text', text: bytes(text) });
            return reply.taken ? said(reply) : ['this text has no code, checked line or row of words'];
        }
        case 'manifest': {
            const manifest = raw(input[0] ?? '');
            return said(core.must({ do: 'add', name: 'vault', pages: scan(parts('BGM1', manifest, sha256(manifest))) }));
        }
        case 'ciphertext': return addPublic(core, vector, raw(input[0]));
        default: {
            const words = addPublic(core, vector);
            input.forEach((share, index) => {
                const pages = scan([code('BGS1', raw(share))]);
                words.push(...said(core.must({ do: 'add', name: `sheet ${index}`, pages })));
            });
            for (const { share } of core.must({ do: 'progress' }).progress.waiting) {
                const reply = core.ask({ do: 'unlock', share, passphrase: bytes(vector.passphrase) });
                words.push(reply.ok ? 'unlocked' : reply.error.message);
            }
            const opened = core.ask({ do: 'open' });
            words.push(opened.ok ? 'OPENED' : opened.error.message);
            return words;
        }
    }
}

for (const name of mustFail) {
    const vector = vectors(`must-fail/${name}`);
    test(`${name} is refused: ${vector.why}`, () => {
        const core = begun();
        const words = attempt(core, vector);
        assert.ok(!words.includes('OPENED'), `it opened: ${words}`);
        const expected = reason(name, vector);
        assert.ok(words.some((line) => line.includes(expected)), `${vector.refusal}: no "${expected}" in ${JSON.stringify(words)}`);
        assert.equal(core.must({ do: 'progress' }).progress.ready && vector.encoding !== 'shares', false);
    });
}
