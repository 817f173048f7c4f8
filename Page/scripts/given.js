// SPDX-License-Identifier: Apache-2.0
//
// What was given, source by source, and what each of its sheets turned out to be.

/** How each verdict is named and colored. */
const verdicts = new Map([
  ["whole", ["Whole", "good"]], ["sealed", ["Sealed", "warn"]], ["waiting", ["Waiting", "warn"]],
  ["duplicate", ["Again", "plain"]], ["damaged", ["Damaged", "bad"]], ["forged", ["Forged", "bad"]],
  ["older", ["Other set", "warn"]], ["refused", ["Not used", "warn"]], ["foreign", ["Foreign", "warn"]],
  ["note", ["Note", "plain"]],
  ["failed", ["Not read", "bad"]], ["empty", ["No code", "plain"]], ["skipped", ["Skipped", "plain"]],
]);

/** The list entries by the names of their sources. */
const givenSources = new Map();

/** The entry of a source, made when it is first named. */
function givenEntry(name) {
  show("nothing-yet", false);
  const known = givenSources.get(name);
  if (known) return known;
  const entry = make("li", "", make("p", "name", name), make("ul"));
  givenSources.set(name, entry);
  byId("seen").prepend(entry);
  return entry;
}

/** Adds a sentence about a source. */
function addLine(name, verdict, words) {
  const [label, color] = verdicts.get(verdict) ?? ["Note", "plain"];
  givenEntry(name).querySelector("ul").append(
    make("li", "", make("span", `chip ${color}`, label), make("span", "", words)));
}

/** Adds what the core found. */
function addNote(note) {
  addLine(note.source, note.verdict, note.page > 0 ? `page ${note.page}: ${note.words}` : note.words);
  if (note.source === typedSource) sayTyped(note.words, note.fault);
}

/** Adds something that is said once, about no source. */
function addNotice(words) { addLine("Note", "note", words); }

/** Says that a source is being read, or nothing any more. */
function sayBusy(name, text) {
  const entry = givenEntry(name);
  let line = entry.querySelector(".busy");
  if (text === "") return line?.remove();
  if (!line) {
    line = make("p", "busy");
    entry.querySelector(".name").after(line);
  }
  line.textContent = text;
}

/** A name for a source that no other one has. */
function freeName(name) {
  let free = name;
  for (let count = 2; givenSources.has(free); count += 1) free = `${name} (${count})`;
  return free;
}
