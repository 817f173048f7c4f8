// SPDX-License-Identifier: Apache-2.0
//
// Everything that must fail does, with the sentence that the command line says (Sources/Reports/Recovery).

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { code, parts, sha256 } from './support/codes.mjs';
import { Page, bytes, root, vectors } from './support/worker.mjs';

/** What a person reads for a refusal of the vectors. */
const SENTENCES = [
    [/^(\w+): empty/, 'is empty'], [/^\w+: checkMismatch/, 'does not match its check'],
    [/^\w+: looseBits/, 'does not end correctly'], [/^\w+: truncated\(missing: (\d+)\)/, 'is cut short: at least $1 more'],
    [/^\w+: trailing\(extra: (\d+)\)/, 'has $1 byte'], [/^code: wrongMagic/, 'a code that is not from Breakglass'],
    [/^manifest: wrongMagic/, 'is not from Breakglass'], [/^\w+: unknownKind/, 'is of a kind that this program does not know'],
    [/^\w+: unknownVersion\((\d+)\)/, 'is of version $1'], [/^\w+: unknownFlags/, 'asks for something that this version'],
    [/^\w+: foreignCharacter\(position: (\d+)\)/, 'has a character at position $1'],
    [/^\w+: impossibleLength/, 'has an impossible length'], [/^\w+: outOfRange\(.*value: (\d+)\)/, ' of $1, which is not possible'],
    [/^\w+: forbiddenText\(field: \w+, empty/, 'that is empty'], [/^\w+: forbiddenText\(.*notUTF8/, 'is not UTF-8 text'],
    [/^\w+: forbiddenText\(.*forbiddenCharacter\(codePoint: 7/, 'holds the character U+0007'],
    [/^\w+: forbiddenText\(.*tooLong\(byteCount: (\d+), limit: (\d+)/, 'has $1 bytes, the limit is $2'],
    [/^\w+: repeatedName/, 'has the same name twice'], [/^\w+: repeatedKey/, 'lists the same verification key twice'],
    [/^\w+: invalidKey/, 'lists an invalid verification key'], [/^\w+: badPadding/, 'has wrong padding'],
    [/^\w+: wordCount\((\d+)\)/, 'has $1 words instead of 64 or 96'], [/^\w+: beyondHealing/, 'has too many errors to be healed'],
    [/^\w+: unknownWord\(position: (\d+)\)/, 'has an unknown word: number $1'],
    [/^quorum not met/, 'the quorum is not met'], [/^key not committed/, 'is not the one that this set was locked with'],
    [/^unopenable ciphertext/, 'does not open under its key'], [/^wrong passphrase/, 'the passphrase does not open share'],
    [/^forged share/, 'is FORGED or changed'], [/^no such share/, 'the set has no share g1m4'],
    [/^another set's share/, 'cannot be proven until the manifest'], [/^wrong ciphertext/, 'locked credential'],
    [/^empty credential/, 'a credential needs at least one field'],
    [/^credentialTooLarge\(byteCount: (\d+)/, 'the credential takes $1 bytes'],
];

/** Where text and sheets show another reason first than the bytes alone would. */
const ON_PAPER = {
    'ciphertext-impossible-length': 'this is not the locked credential',
    'line-empty': 'no code, checked line or row of words',
    'line-unknown-letter': 'no code, checked line or row of words',
    'manifest-empty': "the code's part is cut short",
    // The module counts in 32 bits, so the number in the sentence is another one.
    'manifest-after-year-9999': 'has a created of',
};

function sentence(refusal) {
    const [pattern, words] = SENTENCES.find(([pattern]) => pattern.test(refusal)) ?? assert.fail(refusal);
    return refusal.match(pattern)[0].replace(pattern, words);
}

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

for (const name of readdirSync(new URL('Vectors/must-fail/', root)).map((file) => file.replace('.json', '')).sort()) {
    const vector = vectors(`must-fail/${name}`);
    test(`${name} is refused: ${vector.why}`, () => {
        const core = begun();
        const words = attempt(core, vector);
        assert.ok(!words.includes('OPENED'), `it opened: ${words}`);
        const expected = ON_PAPER[name] ?? sentence(vector.refusal);
        assert.ok(words.some((line) => line.includes(expected)), `${vector.refusal}: no "${expected}" in ${JSON.stringify(words)}`);
        assert.equal(core.must({ do: 'progress' }).progress.ready && vector.encoding !== 'shares', false);
    });
}
