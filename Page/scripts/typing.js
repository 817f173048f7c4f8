// SPDX-License-Identifier: Apache-2.0
//
// Codes and checked lines that are pasted, typed, or sent by a handheld reader. A pasted text is taken before it
// reaches the page, and the code of a share is masked while it is typed.

/** The core's name for what is typed here. */
const typedSource = "typed";
/** How soon after the last line the next one starts when a reader sends it, in milliseconds. */
const readerPause = 80;
let lastLineEnd = -1_000;
let lineStart = 0;
let pasteCount = 0;

/** Takes the line that was typed. */
async function takeLine() {
  const input = byId("line");
  const line = bytesOf(input.value);
  const together = lineStart - lastLineEnd < readerPause;
  lastLineEnd = performance.now();
  input.value = "";
  input.classList.remove("masked");
  if (line.byteLength === 0) return;
  say("typing-says", "");
  try {
    const reply = await askCore("type", { line, together }, [line]);
    if (reply.taken === false) sayTyped("This is no code and no checked line: compare it with the paper", true);
    else if (byId("typing-says").textContent === "") sayTyped("Taken. Go on", false);
  } catch (error) { sayTyped(sentence(error), true); }
}

/** Says what became of a line. */
function sayTyped(words, isFault) {
  say("typing-says", words);
  byId("typing-says").classList.toggle("error", isFault);
}

/** Takes a text that is pasted anywhere, so that no input ever holds it. */
async function takePaste(event) {
  const data = event.clipboardData;
  if (!recovery.isStated || recovery.isForgotten || !data) return;
  const isOwn = ["line", "word-rows"].some((name) => byId(name).contains(event.target));
  if (!isOwn && event.target.closest?.("input, textarea")) return;
  event.preventDefault();
  if (data.files.length > 0) return takeFiles([...data.files]);
  const text = bytesOf(data.getData("text/plain"));
  if (text.byteLength === 0) return;
  pasteCount += 1;
  const name = freeName(`pasted ${pasteCount}`);
  try {
    const reply = await askCore("add", { name, text }, [text]);
    const refused = reply.foreign ?? (reply.taken === false ? noText : null);
    if (refused) addLine(name, reply.foreign ? "skipped" : "failed", refused);
    sayTyped(refused ?? "Taken: see what was given below", refused !== null);
  } catch (error) { addLine(name, "failed", sentence(error)); }
}

/** Masks the input while the code of a share is in it. */
function maskShare() {
  const input = byId("line");
  if (input.value.length === 1) lineStart = performance.now();
  input.classList.toggle("masked", /b[\s-]*g[\s-]*s[\s-]*1/i.test(input.value));
}
