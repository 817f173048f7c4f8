// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Page, bytes, vectors } from './support/worker.mjs';

const program = process.env.BREAKGLASS ?? '.build/debug/breakglass';
const vector = vectors('sets/security-and-operations');

function journalOf(statement, end) {
    const core = new Page('core');
    core.must({ do: 'state', statement: { reason: 'the identity provider is down, "INC-4711" \\ ü', ...statement } });
    core.must({ do: 'add', name: 'vault', pages: [{ page: 1, codes: [...vector.manifestCodes, ...vector.ciphertextCodes].map(bytes) }] });
    for (const share of vector.shares) {
        core.must({ do: 'add', name: share.number, pages: [{ page: 1, codes: [bytes(share.code)] }] });
    }
    end(core);
    return Buffer.from(core.must({ do: 'journal' }).bytes);
}

const kinds = (journal) => journal.toString().trim().split('\n').map((line) => JSON.parse(line).kind);

/** Merges a journal into a new binder, and returns what the program says when it verifies the ledger. */
function merged(journal) {
    const folder = mkdtempSync(join(tmpdir(), 'page-journal-'));
    const run = (...given) => execFileSync(program, given, {
        encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
        // The binder's key stays in this folder too.
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    try {
        run(
            'init', join(folder, 'binder'), '--name', 'example.com', '--organisation', 'Example Corp', '--account',
            'AWS root 1111', '--credential', 'root password', '--group', 'Security:2', '--custodian',
            'Security:Ana Ruiz', '--custodian', 'Security:Bo Chen', '--custodian', 'Security:Chloé Martin', '--by',
            'Dana Novak');
        writeFileSync(join(folder, 'journal.jsonl'), journal);
        const said = run('ledger', 'merge', '--binder', join(folder, 'binder'), join(folder, 'journal.jsonl'));
        return said + run('ledger', 'verify', '--binder', join(folder, 'binder'));
    } finally { rmSync(folder, { recursive: true }); }
}

test('the journal of an opening has the statement, the consent of the shares and the end', () => {
    const journal = journalOf({ operator: 'Ana Ruiz', set: vector.setCode }, (core) => {
        core.must({ do: 'open' });
        core.must({ do: 'close', outcome: 'shown' });
    });
    assert.deepEqual(kinds(journal), [
        'journal opened', 'recovery opened', 'exception', 'recovery named', 'cosigned', 'recovery revealed',
        'recovery closed',
    ]);
});

test('an opening that is given up has no consent in its journal', () => {
    const journal = journalOf({}, (core) => core.must({ do: 'close', outcome: 'given up' }));
    assert.deepEqual(kinds(journal), ['journal opened', 'recovery opened', 'recovery closed']);
});

test('nothing is opened when the sheets are not of the stated account', () => {
    const journal = journalOf({ account: 'another account' }, (core) => {
        const reply = core.ask({ do: 'open' });
        assert.equal(reply.ok, false);
        assert.match(reply.error.message, /another account was stated/);
    });
    assert.deepEqual(kinds(journal), ['journal opened', 'recovery opened']);
});

test('`breakglass ledger merge` takes the journal, and the ledger is whole with it', () => {
    const journal = journalOf({ operator: 'Ana Ruiz', ticket: 'INC-4711', approvedBy: ['Bo Chen'] }, (core) => {
        core.must({ do: 'open' });
        core.must({ do: 'close', outcome: 'shown' });
    });
    const said = merged(journal);
    assert.match(said, /^The ledger is consistent with itself/m);
    assert.match(said, /^Entries +3$/m);
});
