// SPDX-License-Identifier: Apache-2.0
//
// Writes the vectors that must fail, hostile piles and damaged pictures as files, for the tests in browsers:
// write-cases.mjs FOLDER PILES. Prints what is where as JSON.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, parts, sha256 } from './codes.mjs';
import { hostileWithoutShares, honestSet, pile } from './piles.mjs';
import { DAMAGE, damaged, page } from './pictures.mjs';
import { mustFail, reason } from './refusals.mjs';
import { vectors } from './worker.mjs';

const [folder, pileCount] = [process.argv[2], Number(process.argv[3])];
const random = (seed, count) => Buffer.concat(
    Array.from({ length: Math.ceil(count / 32) }, (_, block) => sha256(`${seed} ${block}`))).subarray(0, count);
const raw = (hex) => Buffer.from(hex ?? '', 'hex');

function file(name, content) {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
}

/** A code as a picture. */
function picture(name, text) {
    const path = join(folder, name);
    execFileSync('qrencode', ['-8', '-s', '4', '-m', '4', '-l', 'L', '-o', path], { input: text });
    return path;
}

function publicCodes(manifest, ciphertext) {
    const identity = sha256(manifest);
    return [...parts('BGM1', manifest, identity), ...parts('BGC1', ciphertext, identity)].join('\n');
}

/** The files that show a vector. A code is a picture, unless it is empty. */
function filesOf(name, vector) {
    const { encoding, input } = vector;
    switch (encoding) {
        case 'code': return input[0] === '' ? [] : [picture(`${name}.png`, input[0])];
        case 'line': return [file(`${name}.txt`, input.join('\n') || '\n')];
        case 'words': return [file(`${name}.txt`, input.join(' ').match(/(\S+\s*){1,8}/g).join('\n'))];
        case 'manifest': {
            const manifest = raw(input[0]);
            return parts('BGM1', manifest, sha256(manifest)).map((part, index) => picture(`${name}-${index}.png`, part));
        }
        case 'ciphertext': return [file(`${name}.txt`, publicCodes(raw(vector.manifest), raw(input[0])))];
        default:
            return [
                file(`${name}-vault.txt`, publicCodes(raw(vector.manifest), raw(vector.ciphertext))),
                ...input.map((share, index) => file(`${name}-${index}.txt`, code('BGS1', raw(share)))),
            ];
    }
}

const refusals = mustFail.map((name) => {
    const vector = vectors(`must-fail/${name}`);
    const { encoding, passphrase = null } = vector;
    return { name, encoding, passphrase, reason: reason(name, vector), files: filesOf(name, vector) };
});

function sheetFile(name, { codes, text, line }) {
    return file(`${name}.txt`, codes ? Buffer.from(codes.join('\n'), 'latin1') : text ?? line);
}

const piles = Array.from({ length: pileCount }, (_, index) => ({
    files: pile(index + 1).map((sheet, place) => sheetFile(`pile-${index + 1}-${place}`, sheet)),
    short: hostileWithoutShares(index + 1, 8).map((sheet, place) => sheetFile(`short-${index + 1}-${place}`, sheet)),
}));

// Each picture shows a share of its own and two long codes that are misread: each code that is found has a sentence.
const pictures = Object.keys(DAMAGE).map((name, index) => {
    mkdirSync(join(folder, `picture-${index}`));
    const share = Buffer.concat([Buffer.from([0x10]), random(`${name} set`, 16), Buffer.from([1, 1]), random(name, 48)]);
    const long = (place) => `${code('BGM1', random(`${name} ${place}`, 346)).slice(0, -4)}AAAA`;
    const sheet = page(join(folder, `picture-${index}`), 'sheet', [code('BGS1', share), long(1), long(2)]);
    return damaged(folder, sheet, name);
});

console.log(JSON.stringify({
    refusals, piles, pictures, honest: {
        set: honestSet.setCode, fields: honestSet.fields,
        sheet: file('honest.txt', [honestSet.shares[0].code, ...honestSet.manifestCodes, ...honestSet.ciphertextCodes].join('\n')),
    },
}));
