// SPDX-License-Identifier: Apache-2.0
//
// The page's elements. Text is only ever set as text, never parsed.

/** The element with this identifier, which page.html declares. */
const byId = (name) => document.getElementById(name);

/** Makes an element with a class and text or children. */
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/** Shows or hides an element. */
function show(name, isShown) { byId(name).hidden = !isShown; }

/** Sets the text of an element, and leaves it alone if it is the same, so that nothing is announced twice. */
function say(name, text) {
  const element = byId(name);
  if (element.textContent !== text) element.textContent = text;
}

/** A message and its fix as one sentence. */
const sentence = (error) => error.hint ? `${error.message}; ${error.hint}` : error.message;

/** Says on top of the page what went wrong. */
function complain(text) {
  say("trouble", text);
  show("trouble", text !== "");
}

/** The bytes of a text, in the form that the program gives to what is typed. */
const bytesOf = (text) => new TextEncoder().encode(text.normalize("NFC")).buffer;

/** Overwrites bytes; those that a worker was given are gone already. */
function wipe(buffer) {
  if (buffer && buffer.byteLength > 0) new Uint8Array(buffer).fill(0);
}
