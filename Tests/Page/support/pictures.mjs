// SPDX-License-Identifier: Apache-2.0
//
// Draws pages with codes, and damages them as scanners, cameras and years do.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Draws an A4 page at 200 dpi with these codes, two in a row, into a PNG. */
export function page(folder, name, codes) {
    const drawn = codes.map((code, index) => {
        const file = join(folder, `${name}-${index}.png`);
        execFileSync('qrencode', ['-s', '6', '-m', '4', '-l', 'M', '-o', file, code]);
        return ['(', file, '-repage', `+${100 + 740 * (index % 2)}+${120 + 700 * Math.floor(index / 2)}`, ')'];
    });
    const file = join(folder, `${name}.png`);
    execFileSync('convert', ['-size', '1654x2339', 'xc:white', ...drawn.flat(), '-flatten', '-colorspace', 'Gray', file]);
    return file;
}

/** What may happen to a page, as options of ImageMagick. */
export const DAMAGE = {
    'as printed': [],
    'turned by 7 degrees': ['-background', 'white', '-rotate', '7'],
    'upside down': ['-rotate', '180'],
    'out of focus': ['-blur', '0x2'],
    'far out of focus': ['-blur', '0x3'],
    'beyond focus': ['-blur', '0x4.5'],
    'noisy': ['-seed', '1', '-attenuate', '3', '+noise', 'Gaussian'],
    'grainy and faint': ['-seed', '1', '+level', '60%,80%', '-attenuate', '0.6', '+noise', 'Gaussian'],
    'with a blot': ['-fill', 'black', '-draw', 'circle 250,300 250,345 circle 1000,300 1000,350'],
    'faint': ['+level', '70%,90%'],
    'dark': ['+level', '5%,30%'],
    'as a bad JPEG': ['-quality', '12'],
    'light on dark': ['-negate'],
    'at 100 dpi': ['-resize', '50%'],
    'at 72 dpi': ['-resize', '36%'],
    'seen at an angle': ['-virtual-pixel', 'white', '-distort', 'Perspective', '0,0 90,60 1654,0 1560,20 0,2339 20,2300 1654,2339 1640,2200'],
    'with a shadow': ['(', '-size', '1654x2339', 'gradient:white-gray25', ')', '-compose', 'Multiply', '-composite'],
    'at 50 dpi': ['-resize', '25%'],
    'crumpled': ['-virtual-pixel', 'white', '-wave', '4x500'],
};

/** A damaged copy of a picture. */
export function damaged(folder, file, name) {
    const target = join(folder, `${name.replaceAll(' ', '-')}.${name === 'as a bad JPEG' ? 'jpg' : 'png'}`);
    execFileSync('convert', [file, ...DAMAGE[name], '-colorspace', 'Gray', '-depth', '8', target]);
    return target;
}

/** The pixels of a picture, as a canvas gives them. */
export function rgba(file) {
    const pixels = execFileSync('convert', [file, '-depth', '8', 'rgba:-'], { maxBuffer: 1 << 28 });
    const [width, height] = execFileSync('identify', ['-format', '%w %h', file], { encoding: 'utf8' }).split(' ').map(Number);
    return { width, height, form: 'rgba', pixels: new Uint8Array(pixels).buffer };
}

/** A picture as gray pixels. */
export function gray(file) {
    const content = execFileSync('convert', [file, '-depth', '8', 'gray:-'], { maxBuffer: 1 << 28 });
    const { width, height } = rgba(file);
    return { width, height, form: 'grey', pixels: new Uint8Array(content).buffer };
}
