// SPDX-License-Identifier: Apache-2.0
//
// From a picture's file to pixels, which the decoder gets. What it finds goes to the core directly.

/** The most pixels that a canvas of a telephone holds. */
const mostPixels = 16_000_000;

/** Reads the pictures of one source, page by page, and gives the core all of their codes. */
async function readPictures(pictures, name, readAs = "image") {
  recovery.fileCount += 1;
  const file = recovery.fileCount;
  let [pageCount, codeCount] = [0, 0];
  for (const { page, picture } of pictures) {
    const place = pictures.length > 1 ? `${readAs} ${page} of ${pictures.length}` : "reading";
    sayBusy(name, place);
    try {
      const reply = await decode(await pixels(picture), { file, page, milliseconds: 20_000 }, (found) =>
        sayBusy(name, `${place}: ${found} ${found === 1 ? "code" : "codes"} so far`));
      if (reply.gaveUp) {
        const which = pictures.length > 1 ? `page ${page}` : "it";
        addLine(name, "failed", `${which} took too long: what it showed until then counts; scan it again if something `
          + "is missing");
      }
      if (recovery.isForgotten) return;
      pageCount += 1;
      codeCount += reply.count;
    } catch (error) {
      addLine(name, "failed", pictures.length > 1 ? `page ${page}: ${sentence(error)}` : sentence(error));
    }
  }
  if (pageCount > 0) await askCore("add", { name, file, pages: pageCount });
  if (pageCount > 0 && codeCount === 0) {
    addLine(name, "empty", "no code was found; photograph it flat and close, or scan it at 300 dpi, unless it is a "
      + "page of printed lines or words: those are typed");
  }
}

/** The pixels of a picture's file, of one that is open, or of one that a function unpacks. */
async function pixels(given) {
  const picture = typeof given === "function" ? await given() : given;
  let bitmap = picture;
  if (picture instanceof Blob) {
    try { bitmap = await createImageBitmap(picture); } catch {
      throw new Refusal({
        message: "this browser cannot open the picture, or it is damaged", hint: "save it as PNG or JPEG" });
    }
  }
  const width = bitmap.videoWidth ?? bitmap.width;
  const height = bitmap.videoHeight ?? bitmap.height;
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const data = context.getImageData(0, 0, canvas.width, canvas.height);
  canvas.width = 0;
  if (picture instanceof Blob || given !== picture) bitmap.close();
  return { width: data.width, height: data.height, form: "rgba", pixels: data.data.buffer };
}

/** Looks for codes in a picture. A decoder that stops loses its picture, and the next one gets a new decoder. */
async function decode(image, how, found = null) {
  if (!recovery.decoder || recovery.decoder.isDead) await startDecoder();
  return recovery.decoder.ask("read", { ...image, glance: false, ...how }, [image.pixels], found);
}

/** Starts a decoder, with a channel of its own to the core: the codes of files do not pass through the page. */
async function startDecoder() {
  const decoder = await Correspondence.begin(PAGE.decoderWorker, recovery.decoderModule);
  const { port1, port2 } = new MessageChannel();
  await Promise.all([
    decoder.ask("connect", { port: port1 }, [port1]), recovery.core.ask("connect", { port: port2 }, [port2])]);
  recovery.decoder = decoder;
}

/** Whether this browser gives back the pixels that were drawn. Some change them, to resist fingerprinting. */
function returnsPixels() {
  const canvas = document.createElement("canvas");
  canvas.width = 16;
  canvas.height = 16;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const drawn = (x, y) => (x * 37 + y * 91) % 256;
  for (let x = 0; x < 16; x += 1) for (let y = 0; y < 16; y += 1) {
    context.fillStyle = `rgb(${drawn(x, y)} ${drawn(x, y)} ${drawn(x, y)})`;
    context.fillRect(x, y, 1, 1);
  }
  const { data } = context.getImageData(0, 0, 16, 16);
  for (let x = 0; x < 16; x += 1) for (let y = 0; y < 16; y += 1) {
    if (Math.abs(data[(y * 16 + x) * 4] - drawn(x, y)) > 2) return false;
  }
  return true;
}
