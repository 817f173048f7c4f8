// SPDX-License-Identifier: Apache-2.0
//
// From a quorum to the credential: first the shares sign the journal, then it is saved, then it is shown. The values
// stay in the core until they are drawn.

/** Records the opening. */
async function recordOpening() {
  say("opening-error", "");
  byId("open").disabled = true;
  let opened;
  try { opened = await recovery.core.ask("open"); } catch (error) {
    byId("open").disabled = false;
    return say("opening-error", sentence(error));
  }
  if (recovery.isForgotten) return;
  recovery.fields = opened.fields;
  recovery.isUnsaved = true;
  await closeCamera();
  show("sheets", false);
  byId("table").classList.add("opening");
  say("credential-step-title", "The opening is recorded");
  say("opening-says", `The shares ${opened.used.join(", ")} signed it: ${opened.title}.`);
  byId("opening-findings").replaceChildren(...opened.findings.map((finding) => make("li", "", finding)));
  show("before-opening", false);
  show("after-opening", true);
  byId("credential-step-title").focus();
}

/** Saves the journal; only then can the credential be shown. */
async function saveBeforeShow() {
  if (!await saveJournal()) return;
  byId("show").disabled = false;
  byId("show").classList.add("main");
  byId("save-before-show").classList.remove("main");
  say("save-first", "The journal is saved. Check that the file is there.");
  byId("show").focus();
}

/** After the reveal: it can be shown again, or closed. */
function afterReveal() {
  say("show", "Show it again for 90 seconds");
  say("save-first", "The screen is cleared.");
  show("finish", true);
  byId("finish").focus();
}

/** Closes the recovery: the core wipes the credential, and writes how it ended. */
async function finish() {
  recovery.fields = [];
  try { await recovery.core.ask("close", { outcome: "shown" }); } catch (error) {
    say("opening-error", sentence(error));
  }
  recovery.isUnsaved = true;
  say("credential-step-title", "What comes next");
  show("after-opening", false);
  show("after-closing", true);
  byId("credential-step-title").focus();
}
