// SPDX-License-Identifier: Apache-2.0
//
// The recovery in progress, as the core last reported it. It holds no secret.

const recovery = {
  /** The core, which has the shares. */
  core: null,
  /** The decoder, which sees only pixels. */
  decoder: null,
  /** Compiled once, for each decoder that is started. */
  decoderModule: null,
  isStated: false,
  /** The other credential of the account may follow, under the same statement. */
  offersOther: false,
  isForgotten: false,
  /** What it opens, if its sheets are here already. */
  other: null,
  /** The first of two credentials was shown. */
  hasShownOne: false,
  /** The journal has entries that nobody saved. */
  isUnsaved: false,
  /** How many pictures' files were given to the decoder. */
  fileCount: 0,
  /** The fields of the credential, without their values, once it is opened. */
  fields: null,
};

/** Asks the core, and takes the progress that it reports. */
async function askCore(what, members, transfer) {
  const reply = await recovery.core.ask(what, members, transfer);
  if (reply.progress && !recovery.isForgotten) takeProgress(reply.progress);
  return reply;
}

/** Shows what the core reported. */
function takeProgress(progress) {
  for (const note of progress.notes) addNote(note);
  for (const notice of progress.notices) addNotice(notice);
  showStanding(progress);
  showUndecided(progress);
  showWaiting(progress.waiting);
  showReadiness(progress);
}

/** Marks the step that the recovery is at. */
function markStep(current) {
  const steps = ["step-statement", "step-sheets", "step-credential"];
  steps.forEach((name, index) => {
    const element = byId(name);
    element.classList.toggle("done", index < steps.indexOf(current));
    if (name === current) element.setAttribute("aria-current", "step");
    else element.removeAttribute("aria-current");
  });
}
