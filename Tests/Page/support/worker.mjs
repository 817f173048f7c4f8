// SPDX-License-Identifier: Apache-2.0
//
// Runs a worker's script in this process, as a browser would, and keeps hold of the memory of its modules.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { webcrypto } from 'node:crypto';

const folder = new URL('../../../', import.meta.url);
export const built = new URL(process.env.PAGE_MODULES ? `file://${process.env.PAGE_MODULES}/` : '.build/page/made/', folder);
const compiled = {};

/** The compiled module of a worker: `core` or `decoder`. */
export function moduleOf(name) {
    compiled[name] ??= new WebAssembly.Module(readFileSync(new URL(`${name}.wasm`, built)));
    return compiled[name];
}

export class Page {
    /** @type {WebAssembly.Memory[]} */
    memories = [];
    events = [];
    #replies = new Map();
    #expected = new Map();
    #next = 1;

    constructor(name) {
        const memories = this.memories;
        class Instance extends WebAssembly.Instance {
            constructor(module, imports) {
                super(module, imports);
                memories.push(this.exports.memory);
            }
        }
        const self = {};
        this.self = self;
        const scope = {
            self, WebAssembly: { Module: WebAssembly.Module, Instance, instantiate: WebAssembly.instantiate },
            crypto: webcrypto, TextEncoder, TextDecoder, Uint8Array, Uint8ClampedArray, DataView, ArrayBuffer, console,
            performance, JSON, Map, Date, Math, setTimeout,
            postMessage: (message) => {
                if (message.ok === undefined) this.events.push(message);
                else if (this.#expected.has(message.id)) this.#expected.get(message.id)(message);
                else this.#replies.set(message.id, message);
            },
        };
        vm.runInNewContext(readFileSync(new URL(`Page/workers/${name}.js`, folder), 'utf8'), scope);
        this.module = moduleOf(name);
        this.ask({ do: 'start', module: this.module });
    }

    /** Sends a request that is answered at once, and returns its reply. */
    ask(request) {
        const id = this.#next++;
        this.self.onmessage({ data: { id, ...request } });
        const reply = this.#replies.get(id);
        this.#replies.delete(id);
        return reply;
    }

    /** Sends a request whose reply comes later. */
    later(request) {
        const id = this.#next++;
        const reply = new Promise((resolve) => this.#expected.set(id, resolve));
        this.self.onmessage({ data: { id, ...request } });
        return reply;
    }

    /** Sends a request that must succeed. */
    must(request) {
        const reply = this.ask(request);
        if (!reply?.ok) throw new Error(`${request.do}: ${JSON.stringify(reply?.error)}`);
        return reply;
    }
}

export const bytes = (text) => new TextEncoder().encode(text).buffer;
export const hexBytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex')).buffer;
export const hex = (buffer) => Buffer.from(buffer).toString('hex');
export const vectors = (name) => JSON.parse(readFileSync(new URL(`Vectors/${name}.json`, folder), 'utf8'));
export const root = folder;
