// SPDX-License-Identifier: Apache-2.0
//
// Shows the credential for 90 seconds. A key, a press, another tab or the end of the time clears it.

const revealSeconds = 90;
const reveal = { end: 0, timer: 0, codes: [], drawn: [] };

/** Shows all fields. */
async function showCredential() {
  const fields = recovery.opened.fields;
  reveal.codes = [];
  reveal.drawn = [];
  byId("reveal").showModal();
  byId("reveal-fields").replaceChildren(...fields.map((field) => fieldElement(field)));
  for (const one of reveal.drawn) drawValue(one.canvas, one.glyphs);
  show("reveal-legend", reveal.drawn.some((one) => one.glyphs.some((glyph) => glyph.mark !== "")));
  show("reveal-text", true);
  reveal.end = performance.now() + revealSeconds * 1_000;
  byId("reveal-clear").focus();
  reveal.timer = setInterval(tick, 250);
  await tick();
}

/** The element of a field: its name, its picture, and how long it is. */
function fieldElement(field) {
  const canvas = make("canvas", "mono");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "a picture; press “As text” to have it read out");
  const note = make("p", "help");
  const element = make("div", "revealed", make("h3", "", field.name), canvas, note);
  if (field.kind === "seed") {
    note.textContent = "the current code";
    reveal.codes.push({ field, canvas, note, ends: 0, isAsked: false, bytes: null });
    return element;
  }
  const glyphs = glyphsOf(new Uint8Array(field.value));
  const count = glyphs.reduce((sum, one) => sum + one.count, 0);
  note.textContent = `${count} ${count === 1 ? "character" : "characters"}, ${field.value.byteLength} ${field.value.byteLength === 1 ? "byte" : "bytes"}, between the bars`;
  reveal.drawn.push({ canvas, glyphs, bytes: new Uint8Array(field.value), element });
  return element;
}

/** Once in a while: the time that is left, and the codes. */
async function tick() {
  const left = Math.ceil((reveal.end - performance.now()) / 1_000);
  if (left <= 0) return clearReveal();
  say("reveal-left", `cleared in ${left} s`);
  await Promise.all(reveal.codes.map((code) => showCode(code)));
}

/** Shows a one-time code with the seconds it has left, and asks for the next one when they are over. */
async function showCode(code) {
  const left = () => Math.ceil((code.ends - Date.now()) / 1_000);
  if (left() <= 0 && !code.isAsked) {
    code.isAsked = true;
    try {
      const reply = await recovery.core.ask("code", { index: code.field.index });
      wipe(code.bytes?.buffer);
      code.bytes = new Uint8Array(reply.code);
      code.ends = Date.now() + reply.seconds * 1_000;
      if (!byId("reveal").open) return wipe(reply.code);
      if (code.text) code.text.textContent = spelled(code.bytes); else drawValue(code.canvas, glyphsOf(code.bytes).map((one) => ({ ...one, mark: "" })));
    } catch (error) { code.note.textContent = sentence(error); }
    code.isAsked = false;
  }
  if (code.bytes) code.note.textContent = `for ${Math.max(0, left())} more seconds; type it last`;
}

const spelled = (bytes) => new TextDecoder().decode(bytes);

/** Replaces the pictures by texts that a screen reader reads, until the screen is cleared. */
function showAsText() {
  for (const one of [...reveal.drawn, ...reveal.codes]) {
    if (!one.bytes) continue;
    const text = make("p", "as-text", spelled(one.bytes));
    text.tabIndex = 0;
    one.canvas.replaceWith(text);
    one.text = text;
  }
  show("reveal-text", false);
  byId("reveal-fields").querySelector(".as-text")?.focus();
}

/** Clears the screen. */
function clearReveal() {
  if (!byId("reveal").open) return;
  clearInterval(reveal.timer);
  for (const one of [...reveal.drawn, ...reveal.codes]) one.canvas.width = 0;
  for (const code of reveal.codes) wipe(code.bytes?.buffer);
  reveal.drawn = [];
  reveal.codes = [];
  byId("reveal-fields").replaceChildren();
  say("reveal-left", "");
  byId("reveal").close();
  if (!recovery.isForgotten) afterReveal();
}

/** Keys that move about in the screen do not clear it; all others do. */
function keyInReveal(event) {
  const moves = ["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"];
  if (moves.includes(event.key)) return;
  if ((event.key === "Enter" || event.key === " ") && event.target === byId("reveal-text")) return;
  event.preventDefault();
  clearReveal();
}
