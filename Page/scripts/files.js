// SPDX-License-Identifier: Apache-2.0
//
// Files, by drop or choice. What a file is, its first bytes say; its name is only what people call it.

/** Files are read one after another, in the order in which they came. */
let fileQueue = Promise.resolve();

/** Takes files. */
function takeFiles(files) {
  for (const file of files) {
    const name = freeName(file.name || "a file");
    sayBusy(name, "waiting");
    fileQueue = fileQueue.then(() => readFile(file, name)).catch((error) => {
      if (!recovery.isForgotten) addLine(name, "failed", sentence(error));
    }).finally(() => { if (!recovery.isForgotten) sayBusy(name, ""); });
  }
}

const largestFile = 200 * 1024 * 1024;
const largestText = 1024 * 1024;
/** What is said of a text that has nothing of a sheet in it. */
const noText = "this text has no code, checked line or row of words";

async function readFile(file, name) {
  if (recovery.isForgotten) return;
  if (file.size === 0) throw new Refusal({ message: "the file is empty", hint: "scan it again" });
  if (file.size > largestFile) throw new Refusal({ message: "the file is too large", hint: "scan one sheet a file" });
  sayBusy(name, "reading");
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const kind = fileKind(bytes);
    if (kind === "pdf") return await readPDF(bytes, name);
    if (kind === "picture") return await readPictures([{ page: 1, picture: file }], name);
    if (bytes.length > largestText) {
      throw new Refusal({
        message: "this is no picture, PDF or text that this page can read", hint: "save it as PNG, JPEG or PDF" });
    }
    const text = bytes.slice().buffer;
    const reply = await askCore("add", { name, text }, [text]);
    if (reply.foreign) addLine(name, "skipped", reply.foreign);
    if (reply.taken === false) throw new Refusal({ message: noText, hint: null });
  } finally { bytes.fill(0); }
}

/** What the first bytes of a file say that it is. */
function fileKind(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  const isAt = (place, ...wanted) => wanted.every((byte, index) => bytes[place + index] === byte);
  if (String.fromCharCode(...bytes.subarray(0, 1024)).includes("%PDF-")) return "pdf";
  if (isAt(0, 0x89, 0x50, 0x4e, 0x47) || isAt(0, 0xff, 0xd8, 0xff) || start === "GIF8" || start === "RIFF"
    || start.startsWith("BM") || isAt(0, 0x49, 0x49, 0x2a, 0) || isAt(0, 0x4d, 0x4d, 0, 0x2a)
    || isAt(4, 0x66, 0x74, 0x79, 0x70)) return "picture";
  return "text";
}

/** Takes files that are dropped anywhere, or pasted as pictures. */
function acceptDrops() {
  const isFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    if (recovery.isStated && isFiles(event)) document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (!isFiles(event)) return;
    if (!recovery.isStated) return complain("First state what this is for; then give the sheets.");
    takeFiles(event.dataTransfer.files);
  });
  byId("choose").addEventListener("click", () => byId("files").click());
  byId("files").addEventListener("change", () => {
    takeFiles([...byId("files").files]);
    byId("files").value = "";
  });
}
