// SPDX-License-Identifier: Apache-2.0
//
// The reason that a person reads for each vector that must fail (Sources/Reports/Recovery).

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { root } from './worker.mjs';

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

/** The vectors that must fail, by name. */
export const mustFail = readdirSync(new URL('Vectors/must-fail/', root)).map((file) => file.replace('.json', '')).sort();

function sentence(refusal) {
    const [pattern, words] = SENTENCES.find(([pattern]) => pattern.test(refusal)) ?? assert.fail(refusal);
    return refusal.match(pattern)[0].replace(pattern, words);
}

/** The words that a person must read for a vector. */
export const reason = (name, vector) => ON_PAPER[name] ?? sentence(vector.refusal);
