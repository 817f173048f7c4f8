// SPDX-License-Identifier: Apache-2.0
//
// Runs the decoder of QR codes: a fresh instance for each picture, whose memory is overwritten after it. Codes go to the
// core over a channel, so that the page never has them.
'use strict';

const LARGEST = 40_000_000;
let compiled = null;
let port = null;

class Refused extends Error {
    constructor(message, hint) {
        super(message);
        this.reply = { message, hint };
    }
}

function outside(instance, id, end) {
    return {
        page: {
            found: (count) => postMessage({ id, found: count }),
            left: () => Math.max(0, Math.min(0x7FFFFFFF, end - performance.now())) | 0,
        },
        wasi_snapshot_preview1: {
            random_get(address, count) {
                const bytes = new Uint8Array(instance().exports.memory.buffer);
                for (let done = 0; done < count; done += 65536) {
                    crypto.getRandomValues(bytes.subarray(address + done, address + Math.min(count, done + 65536)));
                }
                return 0;
            },
            // The module has no files, environment or clock of its own.
            fd_write: () => 8, fd_seek: () => 8, fd_close: () => 8, fd_read: () => 8, fd_fdstat_get: () => 8,
            fd_prestat_get: () => 8, fd_prestat_dir_name: () => 8, environ_get: () => 0,
            environ_sizes_get(count, size) {
                const view = new DataView(instance().exports.memory.buffer);
                view.setUint32(count, 0, true);
                view.setUint32(size, 0, true);
                return 0;
            },
            clock_time_get: () => 52, proc_exit() { throw new Error('the decoder ended itself'); },
        },
    };
}

/** Finds the codes of one picture; the pixels are zeroed. */
function read({ id, width, height, form, pixels, glance, milliseconds }) {
    const given = new Uint8Array(pixels);
    const isColored = form === 'rgba';
    let instance = null;
    try {
        if (!(width > 0 && height > 0 && width * height <= LARGEST)) {
            throw new Refused('this picture is too large, or empty', 'make it smaller than 40 megapixels');
        }
        if (given.length !== width * height * (isColored ? 4 : 1)) throw new Refused('the pixels do not fit the size', null);
        const end = performance.now() + (milliseconds ?? 20000);
        instance = new WebAssembly.Instance(compiled, outside(() => instance, id, end));
        const core = instance.exports;
        core._initialize();
        const start = core.page_room(given.length) >>> 0;
        new Uint8Array(core.memory.buffer).set(given, start);
        if (core.page_read(width, height, isColored ? 1 : 0, glance ? 1 : 0) !== 0) {
            throw new Refused('there is not enough memory to read this picture', 'make it smaller, or close other programs');
        }
        const codes = [];
        for (let index = 0; index < core.page_count(); index++) {
            const from = core.page_code(index) >>> 0;
            codes.push(new Uint8Array(core.memory.buffer).slice(from, from + core.page_code_length(index)).buffer);
        }
        const flags = core.page_flags();
        return { codes, hasMore: (flags & 1) !== 0, gaveUp: (flags & 2) !== 0, blank: (flags & 4) !== 0 };
    } finally {
        given.fill(0);
        if (instance) new Uint8Array(instance.exports.memory.buffer).fill(0);
    }
}

/** How many codes of each kind there are, by their first letters. */
function kinds(codes) {
    const found = { shares: 0, parts: 0, others: 0 };
    for (const code of codes) {
        const [b, g, kind, version] = new Uint8Array(code, 0, Math.min(4, code.byteLength));
        const isOurs = b === 0x42 && g === 0x47 && version === 0x31;
        if (isOurs && kind === 0x53) found.shares++;
        else if (isOurs && [0x4D, 0x43, 0x4C].includes(kind)) found.parts++;
        else found.others++;
    }
    return found;
}

function answer(request) {
    switch (request.do) {
        case 'start':
            compiled = request.module instanceof WebAssembly.Module ? request.module : new WebAssembly.Module(request.module);
            return {};
        case 'connect':
            port = request.port;
            return {};
        case 'read': {
            if (!compiled) throw new Refused('the decoder is not started', 'start it');
            const reply = { codes: [], hasMore: false, gaveUp: false, blank: false };
            try {
                Object.assign(reply, read(request));
            } finally {
                // The core waits for each page of a file, also for one that cannot be read.
                if (request.file !== undefined) {
                    const { codes } = reply;
                    reply.count = codes.length;
                    reply.found = kinds(codes);
                    delete reply.codes;
                    port.postMessage({ file: request.file, page: request.page ?? 1, codes }, codes);
                }
            }
            return reply;
        }
        default: throw new Refused(`there is no request "${request.do}"`, null);
    }
}

self.onmessage = ({ data }) => {
    const { id } = data;
    try {
        const reply = answer(data);
        postMessage({ id, ok: true, ...reply }, reply.codes ?? []);
    } catch (error) {
        const known = error instanceof Refused;
        const hint = 'make it smaller, or take another picture';
        postMessage({ id, ok: false, error: known ? error.reply : { message: 'this picture cannot be read', hint } });
    }
};
