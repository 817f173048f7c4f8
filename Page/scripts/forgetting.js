// SPDX-License-Identifier: Apache-2.0
//
// Forgets everything: both workers overwrite their memory and stop, and nothing of the recovery stays on the page.

/** Asks first, if something would be lost. */
function askForget() {
  say("confirm-forget-says", recovery.isUnsaved
    ? "The journal is not saved. It is the evidence of this recovery: go back and save it first."
    : "Sheets that were read must be given again.");
  byId("confirm-forget").showModal();
}

/** Forgets everything. */
async function forget() {
  clearReveal();
  recovery.isForgotten = true;
  if (byId("confirm-forget").open) byId("confirm-forget").close();
  stopStream();
  wipeCamera();
  clearWords();
  clearInterval(reveal.timer);
  recovery.decoder?.end();
  if (recovery.core && !recovery.core.isDead) await recovery.core.ask("forget").catch(() => undefined);
  recovery.core?.end();
  Object.assign(recovery, {
    core: null, decoder: null, decoderModule: null, fields: null, other: null, isUnsaved: false });
  givenSources.clear();
  showStanding.last = "";
  for (const form of document.querySelectorAll("form")) form.reset();
  for (const name of ["top-actions", "steps"]) document.querySelector(`.${name}`)?.remove();
  for (const name of ["trouble", "online", "statement", "stated", "table", "reveal", "confirm-forget"]) {
    byId(name).remove();
  }
  show("forgotten", true);
  byId("forgotten-title").focus();
}
