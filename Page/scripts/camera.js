// SPDX-License-Identifier: Apache-2.0
//
// The camera, live. A sheet has several codes and a telephone sees some of them in each frame, so codes are gathered
// while new ones come, and given to the core as one source once the picture has shown nothing new for a while.

const camera = {
  stream: null,
  /** Codes that were taken since the camera was started: what is held up twice is taken once. */
  seen: [],
  /** Codes of the sheet that is held up now. */
  gathered: [],
  /** Frames in a row that showed nothing new. */
  quiet: 0,
  sheets: 0,
  isLooking: false,
};

/** Frames without a new code after which a sheet is given to the core. */
const quietFrames = 4;

const sameBytes = (one, other) => one.length === other.length && one.every((byte, index) => byte === other[index]);

/** Starts the camera, and reads until it is stopped. */
async function openCamera(device = null) {
  show("camera", true);
  byId("camera-open").setAttribute("aria-expanded", "true");
  sayCamera("Starting the camera", "");
  stopStream();
  if (!navigator.mediaDevices?.getUserMedia) return refuseCamera("this browser gives no camera to a page in a file");
  const size = { width: { ideal: 2560 }, height: { ideal: 1440 } };
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: device ? { deviceId: { exact: device }, ...size } : { facingMode: "environment", ...size },
    });
  } catch (error) {
    return refuseCamera(error.name === "NotAllowedError" ? "the browser was not allowed to use the camera"
      : error.name === "NotFoundError" ? "there is no camera"
        : error.name === "NotReadableError" ? "another program uses the camera" : "the camera cannot be started");
  }
  if (recovery.isForgotten || byId("camera").hidden) return stream.getTracks().forEach((track) => track.stop());
  camera.stream = stream;
  byId("video").srcObject = stream;
  await byId("video").play().catch(() => undefined);
  await offerCameras(stream);
  sayCamera("Hold a sheet flat, and fill the frame", "");
  watch(stream);
}

/** Says why there is no camera, and what to do. */
function refuseCamera(why) {
  closeCamera();
  addLine("camera", "failed", `${why}; allow it for this page, or photograph the sheets and choose the photos`);
  byId("choose").focus();
}

/** Lets a person choose among several cameras. */
async function offerCameras(stream) {
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  show("camera-choice", devices.length > 1);
  const used = stream.getVideoTracks()[0]?.getSettings().deviceId;
  byId("camera-device").replaceChildren(...devices.map((device, index) => {
    const option = make("option", "", device.label || `camera ${index + 1}`);
    option.value = device.deviceId;
    option.selected = device.deviceId === used;
    return option;
  }));
}

/** Looks at one frame after another. */
async function watch(stream) {
  while (camera.stream === stream) {
    await nextFrame();
    if (camera.stream !== stream) return;
    if (camera.isLooking || byId("video").videoWidth === 0) continue;
    await look(true).catch((error) => sayCamera(sentence(error), ""));
  }
}

const nextFrame = () => new Promise((resolve) => { setTimeout(resolve, 60); });

/** Looks at the frame: a glance, or as long as at a scan. */
async function look(glance) {
  const reply = await decode(await pixels(byId("video")), { glance, milliseconds: glance ? 2_000 : 20_000 });
  if (!camera.stream) return reply.codes.forEach(wipe);
  let isNew = false;
  for (const buffer of reply.codes) {
    const code = new Uint8Array(buffer);
    if (camera.seen.some((known) => sameBytes(known, code))) { code.fill(0); continue; }
    camera.seen.push(code);
    camera.gathered.push(code);
    isNew = true;
  }
  camera.quiet = isNew ? 0 : camera.quiet + 1;
  const count = camera.gathered.length;
  if (count === 0) {
    if (reply.codes.length > 0) sayCamera("These codes are here. Show the next page or sheet", "taken");
    else if (camera.quiet > 2 * quietFrames) sayCamera("Hold a sheet flat, and fill the frame", "");
    return;
  }
  sayCamera(`Hold still: ${count} new ${count === 1 ? "code" : "codes"}`, "reading");
  if (camera.quiet >= quietFrames || !glance) await giveSheet();
}

/** Gives what was gathered to the core as one source. */
async function giveSheet() {
  const codes = camera.gathered.map((code) => code.slice().buffer);
  camera.gathered = [];
  if (codes.length === 0) return;
  camera.sheets += 1;
  await askCore("add", { name: freeName(`camera ${camera.sheets}`), pages: [{ page: 1, codes }] }, codes);
  if (!camera.stream) return;
  sayCamera(`${codes.length} ${codes.length === 1 ? "code" : "codes"} taken. Show the next page or sheet`, "taken");
  navigator.vibrate?.(60);
}

/** Looks at one frame as long as at a scan. */
async function lookClosely() {
  if (!camera.stream || camera.isLooking) return;
  camera.isLooking = true;
  sayCamera("Looking closely: hold still", "reading");
  try {
    await look(false);
    if (camera.gathered.length === 0 && camera.stream && !byId("viewfinder").classList.contains("taken")) {
      sayCamera("No new code. Come closer, avoid shadows, and try again", "");
    }
  } catch (error) { sayCamera(sentence(error), ""); }
  camera.isLooking = false;
}

function sayCamera(words, state) {
  say("camera-says", words);
  byId("viewfinder").className = `viewfinder ${state}`;
}

function stopStream() {
  camera.stream?.getTracks().forEach((track) => track.stop());
  camera.stream = null;
  byId("video").srcObject = null;
}

/** Stops the camera, gives what it saw, and wipes its codes here. */
async function closeCamera() {
  stopStream();
  show("camera", false);
  byId("camera-open").setAttribute("aria-expanded", "false");
  if (!recovery.isForgotten) await giveSheet().catch((error) => addLine("camera", "failed", sentence(error)));
  wipeCamera();
}

/** Wipes the codes that the camera saw. */
function wipeCamera() {
  for (const code of [...camera.seen, ...camera.gathered]) code.fill(0);
  camera.seen = [];
  camera.gathered = [];
}
