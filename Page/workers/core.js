// SPDX-License-Identifier: Apache-2.0
//
// Runs the core: the program's own code for shares, codes and words. Share material comes as bytes, goes into the
// module's memory, and is zeroed here. Nothing of it becomes a string.
'use strict';

const OPERATIONS = {
    state: 1, code: 2, end: 3, text: 4, type: 5, untype: 6, words: 7, unlock: 8, leave: 9, drop: 10, choose: 11,
    progress: 12, open: 13, glyphs: 14, value: 15, oneTimeCode: 16, close: 17, journal: 18, next: 19,
};
const PROGRAM = 'breakglass page PROGRAM_VERSION';
const LONGEST = 1 << 20;
/** @type {WebAssembly.Instance | null} */
let instance = null;
/** Pages of files that came over channels: the number of the file, then { page, codes }. */
const arrived = new Map();
const waiting = [];

class Refused extends Error {
    constructor(reply) {
        super(reply.message);
        this.reply = reply;
    }
}

function memory() { return new Uint8Array(instance.exports.memory.buffer); }

function start(module) {
    const outside = {
        random_get(address, count) {
            const bytes = memory();
            for (let done = 0; done < count; done += 65536) {
                crypto.getRandomValues(bytes.subarray(address + done, address + Math.min(count, done + 65536)));
            }
            return 0;
        },
        // The module has no files: only a program that ends itself writes there.
        fd_write: () => 8, fd_seek: () => 8, fd_close: () => 8,
    };
    const compiled = module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
    instance = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: outside });
    instance.exports._initialize();
}

/** Overwrites all memory of the module and of what waits here, and drops it. */
function wipe() {
    let count = 0;
    if (instance) {
        const bytes = memory();
        bytes.fill(0);
        count = bytes.length;
        instance = null;
    }
    for (const pages of arrived.values()) for (const { codes } of pages) codes.forEach(zero);
    arrived.clear();
    return count;
}

function zero(buffer) { new Uint8Array(buffer).fill(0); }

function encoded(argument) {
    if (argument instanceof ArrayBuffer) return new Uint8Array(argument);
    if (ArrayBuffer.isView(argument)) return new Uint8Array(argument.buffer, argument.byteOffset, argument.byteLength);
    return new TextEncoder().encode(String(argument ?? '').normalize('NFC'));
}

/** Calls the module: public texts and secret bytes in, an object out; the arguments' own bytes are zeroed. */
function call(operation, time, ...given) {
    const parts = given.map(encoded);
    const length = parts.reduce((sum, part) => sum + 4 + part.length, 0);
    if (length > LONGEST + 65536) {
        parts.forEach((part) => part.fill(0));
        throw new Refused({ message: 'this is too long for text from sheets', hint: 'text has one code or row of words per line' });
    }
    let place = instance.exports.page_room(length) >>> 0;
    const bytes = memory();
    for (const part of parts) {
        new DataView(bytes.buffer).setUint32(place, part.length, true);
        bytes.set(part, place + 4);
        place += 4 + part.length;
        part.fill(0);
    }
    const status = instance.exports.page_call(OPERATIONS[operation], time);
    const from = instance.exports.page_reply() >>> 0;
    const reply = JSON.parse(new TextDecoder().decode(memory().slice(from, from + instance.exports.page_reply_count())));
    if (status !== 0) throw new Refused(reply);
    return reply;
}

/** Copies the secret that the last call holds, and has the module wipe it. */
function secret() {
    const from = instance.exports.page_secret() >>> 0;
    const copy = memory().slice(from, from + instance.exports.page_secret_count()).buffer;
    instance.exports.page_release();
    return copy;
}

function add(request, time) {
    if (request.text) return call('text', time, request.name, request.text);
    let pages = request.pages;
    if (request.file !== undefined) {
        pages = arrived.get(request.file);
        arrived.delete(request.file);
    }
    for (const { page, codes } of pages) {
        for (const code of codes) call('code', time, request.name, pages.length > 1 ? page : 0, code);
    }
    return call('end', time, request.name);
}

function answer(request) {
    const time = request.time ?? Date.now();
    const index = request.index;
    switch (request.do) {
        case 'start':
            wipe();
            start(request.module);
            return {};
        case 'connect':
            request.port.onmessage = ({ data }) => arrive(data);
            return {};
        case 'forget': return { wiped: wipe() };
        case 'state': {
            const { account, credential, failureMode, normalPathDown, reason, ticket, operator, set, practice, approvedBy } =
                request.statement;
            return call(
                'state', time, PROGRAM, account, credential, failureMode, normalPathDown, reason, ticket, operator, set,
                practice === true, ...(approvedBy ?? []));
        }
        case 'add': return add(request, time);
        case 'type': return call('type', time, request.together === true, request.line);
        case 'words': return call('words', time, request.text);
        case 'unlock': return call('unlock', time, request.share, request.passphrase);
        case 'leave': return call('leave', time, request.share);
        case 'drop': return call('drop', time, request.share, request.set ?? '');
        case 'choose': return call('choose', time, request.set);
        case 'untype': case 'progress': case 'open': case 'next': return call(request.do, time);
        case 'glyphs': {
            const reply = call('glyphs', time, index);
            return { ...reply, glyphs: secret() };
        }
        case 'value':
            call('value', time, index);
            return { value: secret() };
        case 'code': {
            const reply = call('oneTimeCode', time, index);
            return { ...reply, code: secret() };
        }
        case 'close': return call('close', time, request.outcome, request.detail);
        case 'journal': {
            const reply = call('journal', time);
            return { ...reply, bytes: secret() };
        }
        default: throw new Refused({ message: `there is no request "${request.do}"`, hint: null });
    }
}

function take(request) {
    const { id } = request;
    try {
        if (!instance && !['start', 'connect', 'forget'].includes(request.do)) {
            throw new Refused({ message: 'the core is not started', hint: 'start it' });
        }
        const reply = answer(request);
        const buffers = Object.values(reply).filter((value) => value instanceof ArrayBuffer);
        postMessage({ id, ok: true, ...reply }, buffers);
    } catch (error) {
        if (error instanceof Refused) return postMessage({ id, ok: false, error: error.reply });
        wipe();
        const hint = 'nothing that was shown is lost; begin again, with fewer sheets if it happens again';
        postMessage({ id, ok: false, dead: true, error: { message: 'the core stopped, and its memory is wiped', hint } });
    }
}

/** Takes a page that the decoder found, and then the requests that waited for it. */
function arrive({ file, page, codes }) {
    if (!arrived.has(file)) arrived.set(file, []);
    arrived.get(file).push({ page, codes });
    arrived.get(file).sort((one, other) => one.page - other.page);
    while (waiting.length && isHere(waiting[0])) take(waiting.shift());
}

function isHere(request) {
    return request.do !== 'add' || request.file === undefined || (arrived.get(request.file)?.length ?? 0) >= request.pages;
}

/** To forget does not wait for a page that never comes. */
function forget(request) {
    for (const { id } of waiting.splice(0)) {
        postMessage({ id, ok: false, error: { message: 'this was forgotten', hint: null } });
    }
    take(request);
}

self.onmessage = ({ data }) => {
    if (data.do === 'forget') forget(data);
    else if (waiting.length || !isHere(data)) waiting.push(data);
    else take(data);
};
