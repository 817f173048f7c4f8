// SPDX-License-Identifier: Apache-2.0
//
// The words of one sheet, row by row. The core says which word is wrong while it is typed; the page names only its
// place, so that no word of a share becomes text of the page.

const rowLetters = "ABCDEFGHIJKL";
let wordSheets = 0;
let wordCheck = 0;

/** Makes the twelve rows; the last four are for sealed sheets. */
function makeWordRows() {
  byId("word-rows").replaceChildren(...[...rowLetters].map((letter, index) => {
    const input = make("input", "mono");
    input.id = `row-${letter}`;
    for (const [name, value] of [["autocomplete", "off"], ["spellcheck", "false"], ["autocapitalize", "none"],
      ["enterkeyhint", "next"], ["aria-describedby", `row-${letter}-says`]]) input.setAttribute(name, value);
    input.addEventListener("input", () => typedInRow(input, index));
    input.addEventListener("change", checkWords);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || index === lastRow()) return;
      event.preventDefault();
      rowInput(index + 1).focus();
    });
    const label = make("label", "", letter, make("span", "unseen", ": words of row " + letter));
    label.htmlFor = input.id;
    const says = make("p", "word-says");
    says.id = `row-${letter}-says`;
    const row = make("div", "word-row", label, input, says);
    row.hidden = index > 7;
    return row;
  }));
}

const rowInput = (index) => byId(`row-${rowLetters[index]}`);
const lastRow = () => rowInput(11).parentElement.hidden ? 7 : 11;

/** Shows rows I to L. */
function showLongRows(isLong) {
  for (let index = 8; index < 12; index += 1) rowInput(index).parentElement.hidden = !isLong;
  show("words-longer", !isLong);
}

/** Goes on to the next row after eight words, and checks the words typed so far. */
function typedInRow(input, index) {
  const isSpaced = /\s$/.test(input.value);
  if (isSpaced && countWords(input.value) === 8 && index < lastRow()) rowInput(index + 1).focus();
  if (isSpaced) checkWords();
}

const countWords = (text) => text.trim() === "" ? 0 : text.trim().split(/[\s,]+/).length;

/** The rows as bytes, each with its letter. */
function wordBytes() {
  const rows = [...rowLetters].slice(0, lastRow() + 1).map((letter, index) =>
    rowInput(index).value.trim() === "" ? "" : `${letter}: ${rowInput(index).value}\n`);
  return bytesOf(rows.join(""));
}

/** Asks the core which words are wrong. */
async function checkWords() {
  wordCheck += 1;
  const check = wordCheck;
  const text = wordBytes();
  if (text.byteLength === 0) return;
  let reply;
  try { reply = await recovery.core.ask("words", { text }, [text]); } catch { return; }
  if (check !== wordCheck || recovery.isForgotten) return;
  if (reply.expected === 96) showLongRows(true);
  pointOut(reply);
}

/** Says at each row which of its words are wrong. */
function pointOut(reply) {
  for (let index = 0; index <= lastRow(); index += 1) {
    const letter = rowLetters[index];
    const input = rowInput(index);
    const wrong = reply.words.filter((word) => word.row === letter && word.verdict === "unknown");
    const unread = reply.words.filter((word) => word.row === letter && word.verdict === "illegible");
    const healed = reply.healed.filter((word) =>
      word.row === letter && !unread.some((other) => other.column === word.column));
    const count = countWords(input.value);
    const parts = [];
    if (wrong.length > 0) {
      const places = listed(wrong);
      parts.push(`${places} not in the list: compare with the paper, or type ?`);
    }
    if (unread.length > 0) parts.push(`${listed(unread)} unreadable`);
    if (healed.length > 0) parts.push(`${listed(healed)} wrong, and healed: compare with the paper`);
    const isLeft = document.activeElement !== input;
    if (count > 8 || (count > 0 && count < 8 && isLeft)) parts.push(`${count} words instead of 8`);
    say(`row-${letter}-says`, parts.join("; "));
    byId(`row-${letter}-says`).classList.toggle("wrong", wrong.length > 0 || count > 8);
    if (wrong.length > 0) input.setAttribute("aria-invalid", "true"); else input.removeAttribute("aria-invalid");
  }
  const expected = reply.expected ?? 64;
  const isTyped = reply.count >= expected;
  say("words-says", !isTyped ? `${reply.count} of ${expected} words`
    : reply.heals ? "All words are here, and they fit"
      : "Words are wrong, more than can be healed: compare each row with the paper");
}

/** Places in a row, in words. */
function listed(words) {
  const columns = words.map((word) => word.column);
  if (columns.length === 1) return `word ${columns[0]} is`;
  return `words ${columns.slice(0, -1).join(", ")} and ${columns.at(-1)} are`;
}

/** Gives the words to the core. */
async function takeWords() {
  const text = wordBytes();
  if (text.byteLength === 0) return say("words-says", "Type the words first");
  wordSheets += 1;
  const name = freeName(`words of sheet ${wordSheets}`);
  let reply;
  try { reply = await askCore("add", { name, text }, [text]); } catch (error) {
    return say("words-says", sentence(error));
  }
  const isTaken = reply.progress.notes.some((note) => note.source === name && note.share !== null && !note.fault);
  if (isTaken) clearWords();
  say("words-says", reply.progress.notes.filter((note) => note.source === name).map((note) => note.words).join("\n"));
  if (isTaken) rowInput(0).focus();
}

/** Empties the rows. */
function clearWords() {
  wordCheck += 1;
  for (let index = 0; index < 12; index += 1) {
    rowInput(index).value = "";
    rowInput(index).removeAttribute("aria-invalid");
    say(`row-${rowLetters[index]}-says`, "");
  }
  showLongRows(false);
  say("words-says", "");
}
