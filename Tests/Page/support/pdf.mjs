// SPDX-License-Identifier: Apache-2.0
//
// Writes PDFs with deflated pictures, and runs the page's script for PDFs outside of a browser.

import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import vm from 'node:vm';
import { root } from './worker.mjs';

/** A picture's object: pixels as `pack` gives them, with entries of its dictionary that may say something else. */
export function object({ width, height, bits = 8, colors = 1, predictor = null, stream, more = '', filter = '/FlateDecode', space }) {
    const parms = predictor === null ? ''
        : ` /DecodeParms << /Predictor ${predictor} /Colors ${colors} /BitsPerComponent ${bits} /Columns ${width} >>`;
    const kind = space ?? { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK' }[colors];
    const head = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${kind} `
        + `/BitsPerComponent ${bits} /Filter ${filter} /Length ${stream.length}${parms}${more} >>\nstream\n`;
    return Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream')]);
}

/** A PDF with a page for each of these pictures. */
export function pdf(...objects) {
    const kids = objects.map((_, index) => `${3 * index + 3} 0 R`).join(' ');
    const parts = [Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count ${objects.length} /Kids [${kids}] >>\nendobj\n`)];
    objects.forEach((content, index) => {
        const number = 3 * index + 3;
        parts.push(Buffer.from(`${number} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents ${number + 1} 0 R /Resources << /XObject << /I ${number + 2} 0 R >> >> >>\nendobj\n`
            + `${number + 1} 0 obj\n<< /Length 26 >>\nstream\nq 200 0 0 200 0 0 cm /I Do \nendstream\nendobj\n${number + 2} 0 obj\n`), content, Buffer.from('\nendobj\n'));
    });
    parts.push(Buffer.from('trailer\n<< /Root 1 0 R >>\n%%EOF\n'));
    return Buffer.concat(parts);
}

/** Rows of bytes with one of PNG's filters each (RFC 2083, section 6), unlike the page's own code: forward. */
export function pngFiltered(rows, rowLength, step, filterOf) {
    const height = rows.length / rowLength;
    const coded = Buffer.alloc((rowLength + 1) * height);
    for (let y = 0; y < height; y++) {
        const filter = coded[y * (rowLength + 1)] = filterOf(y);
        for (let x = 0; x < rowLength; x++) {
            const at = (dx, dy) => x - dx < 0 || y - dy < 0 ? 0 : rows[(y - dy) * rowLength + x - dx];
            const [a, b, c] = [at(step, 0), at(0, 1), at(step, 1)];
            const paeth = [a, b, c].map((value) => [Math.abs(a + b - c - value), value]).reduce((best, one) => one[0] < best[0] ? one : best)[1];
            coded[y * (rowLength + 1) + 1 + x] = at(0, 0) - [0, a, b, Math.floor((a + b) / 2), paeth][filter];
        }
    }
    return coded;
}

/** Rows of bytes as differences to the pixel before (TIFF 6.0, section 14). */
export function tiffFiltered(rows, rowLength, step) {
    return Buffer.from(rows.map((byte, place) => place % rowLength >= step ? byte - rows[place - step] : byte));
}

export const pack = (bytes) => deflateSync(bytes);

/** Reads a PDF with the page's script. Returns the images that it would look for codes in, and what it says. */
export async function read(bytes) {
    const [images, said] = [[], []];
    class Refusal extends Error {
        constructor({ message, hint }) {
            super(message);
            this.hint = hint;
        }
    }
    const scope = {
        Refusal, largestFile: 200 * 1024 * 1024, Blob, DecompressionStream, Uint8Array, Math, RegExp, Set, String, Number,
        ImageData: class {
            constructor(width, height) {
                Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
            }
        },
        createImageBitmap: async (image) => image,
        addLine: (_, verdict, words) => said.push(words),
        readPictures: async (pictures) => {
            for (const { picture } of pictures) {
                try { images.push(typeof picture === 'function' ? await picture() : picture); } catch (error) {
                    said.push(`${error.message}; ${error.hint}`);
                }
            }
        },
    };
    vm.runInNewContext(readFileSync(new URL('Page/scripts/scan-pdf.js', root), 'utf8'), scope);
    try { await scope.readPDF(new Uint8Array(bytes), 'scan.pdf'); } catch (error) { said.push(`${error.message}; ${error.hint}`); }
    return { images, said };
}
