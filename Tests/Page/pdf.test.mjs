// SPDX-License-Identifier: Apache-2.0
//
// Deflated pictures in PDFs, with every predictor: the page sees the pixels that poppler sees, and what it cannot read
// has a sentence that says what to do and costs the pictures beside it nothing.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { object, pack, pdf, pngFiltered, read, tiffFiltered } from './support/pdf.mjs';

const folder = mkdtempSync(join(tmpdir(), 'page-pdf-'));
after(() => rmSync(folder, { recursive: true }));
const FIX = 'print it to PNG, or photograph the sheet';
const [WIDTH, HEIGHT] = [211, 203];

/** Bytes that look like noise, the same for the same seed. */
function noise(count, seed = 1) {
    let state = seed * 7919;
    return Buffer.from(Array.from({ length: count }, () => (state = state * 48271 % 2147483647) >> 7 & 255));
}

/** The RGB pixels of the only picture of a PDF, as poppler reads it. */
function poppler(content, name) {
    const file = join(folder, `${name}.pdf`);
    writeFileSync(file, content);
    execFileSync('pdfimages', ['-png', file, join(folder, name)], { stdio: 'ignore' });
    return execFileSync('convert', [join(folder, `${name}-000.png`), '-depth', '8', 'rgb:-'], { maxBuffer: 1 << 26 });
}

const rgb = ({ data }) => Buffer.from(data.filter((_, place) => place % 4 !== 3));

const CASES = [];
for (const [bits, colors] of [[1, 1], [8, 1], [8, 3]]) {
    const rowLength = Math.ceil(WIDTH * colors * bits / 8);
    const step = Math.max(1, colors * bits / 8);
    const rows = noise(rowLength * HEIGHT, bits + colors);
    const kind = `${bits}-bit ${colors === 1 ? 'gray' : 'RGB'}`;
    const made = (name, predictor, coded) => CASES.push([`${kind} with ${name}`, { bits, colors, predictor, stream: pack(coded) }]);
    made('no predictor', null, rows);
    made('predictor 1', 1, rows);
    for (const [filter, name] of ['None', 'Sub', 'Up', 'Average', 'Paeth'].entries()) {
        made(`predictor ${10 + filter}, ${name}`, 10 + filter, pngFiltered(rows, rowLength, step, () => filter));
    }
    made('predictor 15, another filter in each row', 15, pngFiltered(rows, rowLength, step, (y) => y * 7 % 5));
    made('predictor 12 that stands for other filters', 12, pngFiltered(rows, rowLength, step, (y) => y % 5));
    if (bits === 8) made("TIFF's predictor", 2, tiffFiltered(rows, rowLength, step));
}

for (const [index, [name, picture]] of CASES.entries()) {
    test(`${name} has the pixels that poppler reads`, async () => {
        const content = pdf(object({ width: WIDTH, height: HEIGHT, ...picture }));
        const { images, said } = await read(content);
        assert.deepEqual(said, []);
        assert.equal(images.length, 1);
        assert.ok(rgb(images[0]).equals(poppler(content, `case-${index}`)));
    });
}

test('a picture with inverted levels is read as poppler reads it', async () => {
    const content = pdf(object({ width: WIDTH, height: HEIGHT, stream: pack(noise(WIDTH * HEIGHT)), more: ' /Decode [1 0]' }));
    assert.ok(rgb((await read(content)).images[0]).equals(poppler(content, 'inverted')));
});

const good = () => object({ width: WIDTH, height: HEIGHT, stream: pack(noise(WIDTH * HEIGHT)) });
const gray = (values) => object({ width: WIDTH, height: HEIGHT, stream: pack(noise(WIDTH * HEIGHT)), ...values });

const UNREADABLE = {
    '2 bits a level': gray({ bits: 2, stream: pack(noise(53 * HEIGHT)) }),
    '4 bits a level': gray({ bits: 4, stream: pack(noise(106 * HEIGHT)) }),
    '16 bits a level': gray({ bits: 16, stream: pack(noise(2 * WIDTH * HEIGHT)) }),
    'a table of colors': gray({ space: '[/Indexed /DeviceRGB 1 <000000FFFFFF>]' }),
    'TIFF\'s predictor for single bits': gray({ bits: 1, predictor: 2, stream: pack(noise(27 * HEIGHT)) }),
    'an unknown predictor': gray({ predictor: 9 }),
    'a predictor beyond all': gray({ predictor: 4294967297 }),
    'LZW': gray({ filter: '/LZWDecode' }),
    'a filter of faxes': gray({ filter: '/CCITTFaxDecode' }),
    'JBIG2': gray({ filter: '/JBIG2Decode' }),
    'JPEG 2000': gray({ filter: '/JPXDecode' }),
    'two filters': gray({ filter: '[/ASCII85Decode /FlateDecode]' }),
    'more pixels than any page': gray({ width: 4_000_000_000, height: 4_000_000_000 }),
    'a size that is no number': gray({ width: '9'.repeat(400), height: 300 }),
};

for (const [name, picture] of Object.entries(UNREADABLE)) {
    test(`a picture with ${name} is named with a way on, alone and beside one that is read`, async () => {
        const alone = await read(pdf(picture));
        assert.equal(alone.images.length, 0);
        assert.match(alone.said.join(), /^the pictures in this PDF are of a kind that this page cannot read \(\w+\); print it/);
        const beside = await read(pdf(picture, good()));
        assert.equal(beside.images.length, 1);
        assert.match(beside.said.join(), /^some of its pictures are of a kind that this page cannot read \(\w+\); print it/);
    });
}

const filtered = pngFiltered(noise(WIDTH * HEIGHT), WIDTH, 1, (y) => y % 5);
const DAMAGED = {
    'fewer rows than it says': gray({ stream: pack(noise(WIDTH * (HEIGHT - 1))) }),
    'more rows than it says': gray({ stream: pack(noise(WIDTH * (HEIGHT + 1))) }),
    'rows that are longer than it says': gray({ stream: pack(noise((WIDTH + 2) * HEIGHT)) }),
    'no pixels': gray({ stream: pack(Buffer.alloc(0)) }),
    'filters where it names none': gray({ stream: pack(filtered) }),
    'no filters where it names some': gray({ predictor: 15, stream: pack(noise(WIDTH * HEIGHT)) }),
    'four colors': gray({ colors: 4, stream: pack(noise(4 * WIDTH * HEIGHT)) }),
    'a stream that ends early': gray({ stream: pack(noise(WIDTH * HEIGHT)).subarray(0, 9000) }),
    'a stream of noise': gray({ stream: noise(9000) }),
    'an empty stream': gray({ stream: Buffer.alloc(0) }),
    'a thousand times the pixels that it says': gray({ stream: pack(Buffer.alloc(1000 * WIDTH * HEIGHT)) }),
};

for (const [name, picture] of Object.entries(DAMAGED)) {
    test(`a picture with ${name} is said to be damaged or of another kind, and the one beside it is read`, async () => {
        const { images, said } = await read(pdf(picture, good()));
        assert.equal(images.length, 1);
        assert.deepEqual(said, [`a picture in this PDF is damaged, or of a kind that this page cannot read; ${FIX}`]);
    });
}

test('a picture that unpacks to more than any page is said to be too large, and the one beside it is read', async () => {
    const picture = gray({ stream: pack(Buffer.alloc(201 * 1024 * 1024)) });
    const { images, said } = await read(pdf(picture, good()));
    assert.equal(images.length, 1);
    assert.deepEqual(said, [`a picture in this PDF is too large; ${FIX}`]);
});

test('an unknown filter of a row is taken for none, as poppler takes it', async () => {
    const coded = Buffer.from(filtered);
    coded[50 * (WIDTH + 1)] = 77;
    const content = pdf(gray({ predictor: 15, stream: pack(coded) }));
    assert.ok(rgb((await read(content)).images[0]).equals(poppler(content, 'unknown-filter')));
});

test('a thousand pictures are no more than two hundred', async () => {
    const { images } = await read(pdf(...Array.from({ length: 1000 }, good)));
    assert.equal(images.length, 200);
});
