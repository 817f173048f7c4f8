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
  recovery.other = opened.other;
  await closeCamera();
  show("sheets", false);
  byId("table").classList.add("opening");
  say("credential-step-title", "The opening is recorded");
  say("reveal-title", opened.title);
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
  offerOther(recovery.offersOther);
  byId("finish").focus();
}

/** Offers the other credential of the account, or not. */
function offerOther(isOffered) {
  show("next", isOffered);
  show("next-says", isOffered);
  const opens = recovery.other ? `It opens ${recovery.other}. ` : "";
  say("next-says", `${opens}The statement is the same, and is not asked again. What is shown now is wiped first.`);
}

/** Goes on with the other credential: the core wipes the first one and its shares, and repeats the statement. */
async function goOn() {
  say("opening-error", "");
  let reply;
  try { reply = await recovery.core.ask("next"); } catch (error) { return say("opening-error", sentence(error)); }
  if (recovery.isForgotten) return;
  recovery.fields = null;
  recovery.hasShownOne = true;
  takeStatement(reply);
  offerOther(false);
  show("finish", false);
  show("after-opening", false);
  show("before-opening", true);
  show("credential-step", false);
  say("credential-step-title", "The quorum is met");
  say("show", "Show the credential for 90 seconds");
  say("save-first", "The credential can be shown once the journal is saved.");
  byId("open").disabled = false;
  byId("show").disabled = true;
  byId("show").classList.remove("main");
  byId("save-before-show").classList.add("main");
  byId("table").classList.remove("opening");
  say("following-says", `${reply.title ?? `The other credential of ${reply.account}. Give its sheets`}. `
    + "The statement is the same, and is not asked again.");
  show("following", true);
  show("sheets", true);
  takeProgress(reply.progress);
  byId(reply.progress.ready ? "credential-step-title" : "sheets-title").focus();
}

/** Closes the recovery: the core wipes the credential, and writes how it ended. */
async function finish() {
  const isShown = recovery.fields !== null;
  recovery.fields = [];
  try { await recovery.core.ask("close", { outcome: isShown ? "shown" : "given up" }); } catch (error) {
    say("opening-error", sentence(error));
  }
  recovery.isUnsaved = true;
  await closeCamera();
  show("sheets", false);
  byId("table").classList.add("opening");
  show("credential-step", true);
  markStep("step-credential");
  say("closing-says", recovery.hasShownOne && isShown
    ? "The recovery is closed, and both credentials are wiped from this page."
    : "The recovery is closed, and its credential is wiped from this page.");
  show("before-opening", false);
  say("credential-step-title", "What comes next");
  show("after-opening", false);
  show("after-closing", true);
  byId("credential-step-title").focus();
}
