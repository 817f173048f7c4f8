// SPDX-License-Identifier: Apache-2.0
//
// Requests to a worker and its replies. A worker that dies answers everything that is open, and is not used again.

/** Why a worker did not do what it was asked. */
class Refusal extends Error {
  constructor(error) {
    super(error.message);
    this.hint = error.hint;
    this.field = error.field;
  }
}

/** A worker that answers requests in order. */
class Correspondence {
  /** Starts a worker from its text, with its WebAssembly module. */
  static async begin(text, module) {
    const one = new Correspondence(text);
    await one.ask("start", { module });
    return one;
  }

  constructor(text) {
    this.open = new Map();
    this.count = 0;
    this.isDead = false;
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.worker = new Worker(address);
    this.address = address;
    this.worker.onmessage = (event) => this.take(event.data);
    this.worker.onerror = () => this.die({ message: "a part of this page stopped", hint: "give the sheet again" });
  }

  /** Sends a request; `found` is told how many codes there are so far. */
  ask(what, members = {}, transfer = [], found = null) {
    if (this.isDead) return Promise.reject(new Refusal({ message: "this part of the page has stopped", hint: null }));
    this.count += 1;
    const id = this.count;
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject, found });
      this.worker.postMessage({ id, do: what, ...members }, transfer);
    });
  }

  take(reply) {
    const request = this.open.get(reply.id);
    if (!request) return;
    if (reply.ok === undefined) {
      if (request.found) request.found(reply.found);
      return;
    }
    this.open.delete(reply.id);
    if (reply.ok) return request.resolve(reply);
    request.reject(new Refusal(reply.error));
    if (reply.dead) this.die(reply.error);
  }

  die(error) {
    this.end();
    for (const request of this.open.values()) request.reject(new Refusal(error));
    this.open.clear();
  }

  /** Stops the worker. */
  end() {
    this.isDead = true;
    this.worker.terminate();
    URL.revokeObjectURL(this.address);
  }
}
