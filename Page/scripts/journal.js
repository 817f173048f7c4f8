// SPDX-License-Identifier: Apache-2.0
//
// The journal: what was stated, what the shares signed, and how it ended. It is public, and the browser can save it.

/** Saves the journal as a file. */
async function saveJournal() {
  try {
    const { name, bytes } = await recovery.core.ask("journal");
    saveFile(name, bytes);
    recovery.isUnsaved = false;
    return true;
  } catch (error) {
    complain(sentence(error));
    return false;
  }
}

/** Gives bytes to the browser to save. */
function saveFile(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = make("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The browser asks before it closes a page whose journal is not saved. */
function guardJournal(event) {
  if (recovery.isUnsaved && !recovery.isForgotten) event.preventDefault();
}
