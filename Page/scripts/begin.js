// SPDX-License-Identifier: Apache-2.0
//
// Starts the page: both workers first, then the form.

/** Starts both workers, and shows the form once they answer. */
async function begin() {
  say("version", PAGE.version);
  connect();
  sayOnline();
  try {
    recovery.core = await Correspondence.begin(PAGE.coreWorker, await PAGE.bytes("core"));
    recovery.decoderModule = await WebAssembly.compile(await PAGE.bytes("decoder"));
    await startDecoder();
  } catch (error) { return complain(`This page cannot start: ${sentence(error)}`); }
  byId("not-running").remove();
  show("steps", true);
  show("statement", true);
  if (!returnsPixels()) {
    complain("This browser changes the pixels of pictures, to resist fingerprinting, so that photos and the camera may "
      + "not be read. Turn that off for this page, or use another browser. Codes and words can be typed.");
  }
  byId("account").focus();
}

/** Connects the buttons. */
function connect() {
  const on = (name, event, act) => byId(name).addEventListener(event, (happened) => {
    if (event === "submit") happened.preventDefault();
    act(happened);
  });
  makeWordRows();
  acceptDrops();
  on("statement-form", "submit", state);
  on("save-journal", "click", saveJournal);
  on("save-last", "click", saveJournal);
  on("typing-form", "submit", takeLine);
  on("line", "input", maskShare);
  on("words-form", "submit", takeWords);
  on("words-longer", "click", () => { showLongRows(true); rowInput(8).focus(); });
  on("words-clear", "click", () => { clearWords(); rowInput(0).focus(); });
  on("camera-open", "click", () => byId("camera").hidden ? openCamera() : closeCamera());
  on("camera-close", "click", closeCamera);
  on("camera-look", "click", lookClosely);
  on("camera-device", "change", () => openCamera(byId("camera-device").value));
  on("open", "click", recordOpening);
  on("save-before-show", "click", saveBeforeShow);
  on("show", "click", showCredential);
  on("next", "click", goOn);
  on("without-other", "click", finish);
  on("finish", "click", finish);
  on("reveal", "keydown", keyInReveal);
  on("reveal", "cancel", (event) => { event.preventDefault(); clearReveal(); });
  on("reveal-clear", "click", clearReveal);
  on("reveal-text", "click", showAsText);
  on("forget", "click", askForget);
  on("confirm-forget-yes", "click", forget);
  on("confirm-forget-no", "click", () => byId("confirm-forget").close());
  for (const [button, panel, first] of [["type-open", "typing", "line"], ["words-open", "words", "row-A"]]) {
    on(button, "click", () => {
      const opens = byId(panel).hidden;
      show(panel, opens);
      byId(button).setAttribute("aria-expanded", String(opens));
      if (opens) byId(first).focus();
    });
  }
  document.addEventListener("paste", takePaste);
  document.addEventListener("visibilitychange", () => { if (document.hidden) clearReveal(); });
  window.addEventListener("beforeunload", guardJournal);
  window.addEventListener("online", sayOnline);
  window.addEventListener("offline", sayOnline);
}

/** Says that the device should be offline. */
function sayOnline() { if (!recovery.isForgotten) show("online", navigator.onLine); }

document.addEventListener("DOMContentLoaded", begin);
