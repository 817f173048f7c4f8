// SPDX-License-Identifier: Apache-2.0

import assert from 'node:assert/strict';
import test from 'node:test';
import { kinds, merged } from './support/ledger.mjs';
import { Page, bytes, vectors } from './support/worker.mjs';

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
