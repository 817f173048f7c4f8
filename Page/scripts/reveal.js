// SPDX-License-Identifier: Apache-2.0
//
// Shows the credential for 90 seconds. A key, a press, another tab or the end of the time clears it.

const revealSeconds = 90;
/** The longest file, in bytes, that is drawn: people type keys, not archives. */
const longestDrawnFile = 1_000;
const reveal = { end: 0, timer: 0, values: [], codes: [] };
const plural = (count, word) => `${count} ${count === 1 ? word : `${word}s`}`;

/** Shows all fields. */
async function showCredential() {
  reveal.values = [];
  reveal.codes = [];
  byId("reveal").showModal();
  show("reveal-legend", false);
  show("reveal-text", true);
  byId("reveal-fields").replaceChildren(...recovery.fields.map((field) => fieldElement(field)));
  byId("reveal-clear").focus();
  reveal.end = performance.now() + revealSeconds * 1_000;
  reveal.timer = setInterval(tick, 250);
  tick();
  await Promise.all(reveal.values.map((value) => drawField(value)));
}

/** The element of a field: its name, its picture, and how long it is. */
function fieldElement(field) {
  const picture = make("div", "picture mono");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${field.name}, as a picture`);
  const note = make("p", "help");
  const element = make("div", "revealed", make("h3", "", field.name), picture, note);
  if (field.kind === "seed") {
    reveal.codes.push({ field, picture, note, ends: 0, isAsked: false, bytes: null, text: null });
    return element;
  }
  if (field.kind !== "file" || field.length <= longestDrawnFile) {
    reveal.values.push({ field, picture, note, text: null });
  } else {
    note.textContent = `${plural(field.length, "byte")}, too many to type`;
  }
  if (field.kind === "file") {
    const save = make("button", "", "Save it as a file");
    save.type = "button";
    save.addEventListener("click", () => saveField(field));
    element.append(make("div", "actions", save));
  }
  return element;
}

/** Draws the value of a field. */
async function drawField(value) {
  try {
    const reply = await recovery.core.ask("glyphs", { index: value.field.index });
    if (byId("reveal").open && value.picture.isConnected) {
      const glyphs = readGlyphs(reply.glyphs);
      drawValue(value.picture, glyphs);
      const [characters, bytes] = [plural(reply.characters, "character"), plural(reply.length, "byte")];
      value.note.textContent = `${characters}, ${bytes}, between the bars`;
      if (reply.marked) show("reveal-legend", true);
    }
    wipe(reply.glyphs);
  } catch (error) { value.note.textContent = sentence(error); }
}

/** Saves the value of a file field, because a person asks for it. */
async function saveField(field) {
  const { value } = await recovery.core.ask("value", { index: field.index });
  saveFile(field.name.replace(/[^\p{L}\p{N}._ -]/gu, "_"), value);
  wipe(value);
}

/** Once in a while: the time that is left, and the codes. */
function tick() {
  const left = Math.ceil((reveal.end - performance.now()) / 1_000);
  if (left <= 0) return clearReveal();
  say("reveal-left", `cleared in ${left} s`);
  for (const code of reveal.codes) showCode(code);
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
      if (!byId("reveal").open || !reveal.codes.includes(code)) return wipe(reply.code);
      if (code.text) code.text.textContent = spelled(code.bytes);
      else drawValue(code.picture, digitGlyphs(code.bytes));
    } catch (error) { code.note.textContent = sentence(error); }
    code.isAsked = false;
  }
  if (code.bytes) code.note.textContent = `for ${plural(Math.max(0, left()), "more second")}; type it last`;
}

const spelled = (bytes) => new TextDecoder().decode(bytes);

/** Replaces the pictures by texts that a screen reader reads, until the screen is cleared. */
async function showAsText() {
  show("reveal-text", false);
  for (const one of [...reveal.values, ...reveal.codes]) {
    if (one.field.kind === "file") continue;
    let bytes = one.bytes;
    if (!bytes) bytes = new Uint8Array((await recovery.core.ask("value", { index: one.field.index })).value);
    if (!byId("reveal").open) return wipe(bytes.buffer);
    one.text = make("p", "as-text", spelled(bytes));
    one.text.tabIndex = 0;
    clearPicture(one.picture);
    one.picture.replaceWith(one.text);
    if (bytes !== one.bytes) bytes.fill(0);
  }
  byId("reveal-fields").querySelector(".as-text")?.focus();
}

/** Clears the screen. */
function clearReveal() {
  if (recovery.isForgotten || !byId("reveal").open) return;
  clearInterval(reveal.timer);
  for (const one of [...reveal.values, ...reveal.codes]) clearPicture(one.picture);
  for (const code of reveal.codes) wipe(code.bytes?.buffer);
  reveal.values = [];
  reveal.codes = [];
  byId("reveal-fields").replaceChildren();
  say("reveal-left", "");
  byId("reveal").close();
  afterReveal();
}

/** Keys that move about in the screen do not clear it; all others do. */
function keyInReveal(event) {
  const moves = [
    "Tab", "Shift", "Control", "Alt", "Meta", "CapsLock", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp",
    "PageDown", "Home", "End"];
  if (moves.includes(event.key)) return;
  const isPress = event.key === "Enter" || event.key === " ";
  if (isPress && event.target.tagName === "BUTTON" && event.target !== byId("reveal-clear")) return;
  event.preventDefault();
  clearReveal();
}
