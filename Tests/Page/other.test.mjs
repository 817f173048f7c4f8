// SPDX-License-Identifier: Apache-2.0
//
// An account often has two credentials, a password and a second factor, on the sheets of two sets. Both are opened in
// one ceremony, one after the other, and the statement is made once.

import assert from 'node:assert/strict';
import test from 'node:test';
import { entries, kinds, merged } from './support/ledger.mjs';
import { leftBehind } from './support/secrets.mjs';
import { Page, bytes, hex, vectors } from './support/worker.mjs';

const password = vectors('sets/security-and-operations');
const factor = vectors('sets/vault');
const third = vectors('sets/every-kind');
const STATEMENT = {
    reason: 'the identity provider is down', ticket: 'INC-4711', operator: 'Ana Ruiz', approvedBy: ['Bo Chen'],
    failureMode: 'idp', normalPathDown: 'the portal answers 503',
};

function stated(statement = {}) {
    const core = new Page('core');
    core.must({ do: 'state', statement: { ...STATEMENT, ...statement } });
    return core;
}

/** Gives all sheets of a set; returns what is said about them. */
function give(core, vector) {
    const codes = [...vector.manifestCodes, ...vector.ciphertextCodes, ...vector.shares.map((share) => share.code)];
    const pages = [{ page: 1, codes: codes.map(bytes) }];
    return core.must({ do: 'add', name: vector.setCode, pages }).progress;
}

/** Opens what is ready, and checks that it is the credential of a set. */
function open(core, vector) {
    const opened = core.must({ do: 'open' });
    for (const { index, kind } of opened.fields) {
        if (kind !== 'seed') assert.equal(hex(core.must({ do: 'value', index }).value), vector.fields[index].value);
    }
    assert.deepEqual(opened.fields.map(({ name }) => name), vector.fields.map(({ name }) => name));
    return opened;
}

const journalOf = (core) => Buffer.from(core.must({ do: 'journal' }).bytes);
const EACH = ['recovery opened', 'recovery named', 'cosigned', 'recovery revealed', 'recovery closed'];

test('the other credential follows at once when its sheets are here already', () => {
    const core = stated();
    give(core, password);
    const both = give(core, factor);
    assert.equal(both.undecided.length, 2);
    assert.equal(both.factors, true);
    assert.equal(both.standing[0], 'Sheets of 2 sets are here, and nothing says which credential comes first:');
    assert.equal(core.must({ do: 'choose', set: password.identity }).progress.factors, false);
    assert.equal(open(core, password).other, 'AWS root, example.com / ワンタイムパスワード');
    const next = core.must({ do: 'next' });
    assert.match(next.title, new RegExp(`^AWS root, example.com / ワンタイムパスワード, set ${factor.setCode} \\(`));
    assert.equal(next.offersOther, false);
    assert.equal(next.progress.ready, true);
    open(core, factor);
    core.must({ do: 'close', outcome: 'shown' });
    const journal = journalOf(core);
    assert.deepEqual(kinds(journal), ['journal opened', ...EACH, ...EACH]);
    const [first, second] = entries(journal).filter((entry) => entry.kind === 'recovery opened');
    assert.equal(first.set, undefined);
    // The second statement has a set, and the account and the credential that the sheets name; the rest is the same.
    assert.deepEqual(Object.keys(second), [
        'kind', 'time', 'account', 'credential', 'failure_mode', 'normal_path_down', 'reason', 'ticket', 'operator',
        'approved_by', 'set', 'shares']);
    assert.equal(second.set, factor.identity);
    assert.deepEqual([second.account, second.credential], [factor.label, factor.credential]);
    assert.deepEqual({ ...second, ...first }, { ...second, time: first.time, shares: [] });
    assert.deepEqual(entries(journal).slice(2).map((entry) => entry.opening).filter(Boolean), [1, 1, 1, 6, 6, 6]);
});

test('the other credential follows when its sheets come later, and those of the first do not count any more', () => {
    const core = stated({ account: 'AWS root, example.com' });
    give(core, password);
    assert.equal(open(core, password).other, null);
    core.must({ do: 'close', outcome: 'shown' });
    const next = core.must({ do: 'next' });
    assert.deepEqual([next.title, next.account], [null, 'AWS root, example.com']);
    assert.equal(next.progress.ready, false);
    const again = give(core, password);
    assert.equal(again.ready, false);
    assert.ok(again.notes.some((note) => note.words.includes('share g1m1 is whole, but it does not count')));
    assert.equal(give(core, factor).ready, true);
    open(core, factor);
    core.must({ do: 'close', outcome: 'shown' });
    assert.deepEqual(kinds(journalOf(core)), ['journal opened', ...EACH, ...EACH]);
});

test('of several sets that may be the other one a person chooses, and the first is none of them', () => {
    const core = stated();
    give(core, password);
    open(core, password);
    core.must({ do: 'next' });
    give(core, password);
    give(core, factor);
    assert.deepEqual(give(core, third).undecided.sort(), [factor.identity, third.identity].sort());
    core.must({ do: 'choose', set: third.identity });
    open(core, third);
});

test('before the other credential nothing of the first is left in memory', () => {
    const core = stated();
    give(core, password);
    give(core, factor);
    core.must({ do: 'choose', set: password.identity });
    open(core, password);
    assert.notDeepEqual(leftBehind(core, password), [], 'before, the search finds secrets');
    core.must({ do: 'next' });
    assert.deepEqual(leftBehind(core, password), []);
    assert.equal(core.ask({ do: 'value', index: 0 }).ok, false);
    open(core, factor);
    core.must({ do: 'forget' });
    assert.deepEqual(leftBehind(core, factor), []);
});

test('no other credential follows before the first, after the second, or when one alone was stated', () => {
    const early = stated();
    give(early, password);
    assert.equal(early.ask({ do: 'next' }).ok, false);
    open(early, password);
    early.must({ do: 'next' });
    assert.equal(early.ask({ do: 'next' }).ok, false);
    give(early, factor);
    open(early, factor);
    assert.equal(early.ask({ do: 'next' }).ok, false);
    for (const statement of [{ credential: 'root password' }, { set: password.setCode }]) {
        const core = stated(statement);
        give(core, password);
        open(core, password);
        assert.match(core.ask({ do: 'next' }).error.message, /no other credential can follow/);
    }
});

test('`breakglass ledger merge` takes the journal of both, and the ledger is whole with it', () => {
    const core = stated();
    give(core, password);
    open(core, password);
    core.must({ do: 'next' });
    give(core, factor);
    open(core, factor);
    core.must({ do: 'close', outcome: 'shown' });
    const said = merged(journalOf(core));
    assert.match(said, /^The ledger is consistent with itself/m);
});

test('`breakglass ledger merge` takes the journal of a second opening that was given up', () => {
    const core = stated();
    give(core, password);
    open(core, password);
    core.must({ do: 'next' });
    core.must({ do: 'close', outcome: 'given up' });
    const journal = journalOf(core);
    assert.deepEqual(kinds(journal).slice(-2), ['recovery opened', 'recovery closed']);
    assert.equal(entries(journal).at(-1).outcome, 'given up');
    assert.match(merged(journal), /^The ledger is consistent with itself/m);
});
