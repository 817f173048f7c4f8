// SPDX-License-Identifier: Apache-2.0
//
// The pictures inside a scanner's PDF. A page of a scan is one image stream: a JPEG, or pixels that are only deflated.
// Anything else gets a sentence that says what to do, for a PDF reader would be larger than the rest of this page.

const pdfFix = "print it to PNG, or photograph the sheet";
const mostPDFImages = 200;

/** Reads the pictures of a PDF. */
async function readPDF(bytes, name) {
  const text = latin(bytes);
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) {
    throw new Refusal({ message: "the PDF is locked with a password", hint: pdfFix });
  }
  const { pictures, others } = pdfPictures(bytes, text);
  const kind = `of a kind that this page cannot read (${[...others].join(", ")})`;
  if (pictures.length === 0) {
    throw new Refusal({ message: others.size > 0 ? `the pictures in this PDF are ${kind}`
      : "this PDF has no scanned pictures in it", hint: pdfFix });
  }
  await readPictures(pictures.map((picture, index) => ({ page: index + 1, picture })), name, "picture");
  if (others.size > 0) addLine(name, "failed", `some of its pictures are ${kind}; ${pdfFix}`);
}

/** Bytes as a text of the same length, to search in. */
function latin(bytes) {
  const parts = [];
  for (let place = 0; place < bytes.length; place += 32768) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(place, place + 32768)));
  }
  return parts.join("");
}

/**
 * The pictures that can be read, in the order of the file, and the names of the filters of the others. Deflated ones
 * are functions that unpack them: a page is a hundred times as large then, so that only one is unpacked at a time.
 */
function pdfPictures(bytes, text) {
  const pictures = [];
  const others = new Set();
  const streams = /stream\r?\n/g;
  for (let match = streams.exec(text); match; match = streams.exec(text)) {
    if (text.slice(match.index - 3, match.index) === "end") continue;
    const before = text.slice(Math.max(0, match.index - 4096), match.index);
    const head = before.slice(before.lastIndexOf(" obj") + 4);
    if (!/\/Subtype\s*\/Image\b/.test(head)) continue;
    const start = match.index + match[0].length;
    const length = pdfLength(head, text) ?? text.indexOf("endstream", start) - start;
    streams.lastIndex = start + Math.max(0, length);
    const filters = pdfFilters(head);
    const stream = bytes.subarray(start, start + length);
    if (pictures.length >= mostPDFImages) break;
    if (isSmallImage(head)) continue;
    if (filters.length === 1 && filters[0] === "DCTDecode") {
      pictures.push(new Blob([stream], { type: "image/jpeg" }));
    } else if (filters.length === 2 && filters[0] === "FlateDecode" && filters[1] === "DCTDecode") {
      pictures.push(async () => new Blob([await inflated(stream)], { type: "image/jpeg" }));
    } else {
      const isDeflated = filters.length === 1 && filters[0] === "FlateDecode";
      const picture = isDeflated ? rawPicture(head, stream, text) : null;
      if (picture) pictures.push(picture); else others.add(filters.at(-1) ?? "raw");
    }
  }
  return { pictures, others };
}

/** A number in a dictionary, also where it names another object. */
function pdfNumber(head, key, text) {
  const match = new RegExp(`/${key}\\s+(\\d+)(?:\\s+(\\d+)\\s+R)?`).exec(head);
  if (!match) return null;
  if (match[2] === undefined) return Number(match[1]);
  const object = new RegExp(`(?:^|[^\\d])${match[1]}\\s+${match[2]}\\s+obj\\s+(\\d+)`).exec(text);
  return object ? Number(object[1]) : null;
}

function pdfLength(head, text) { return pdfNumber(head, "Length", text); }

function pdfFilters(head) {
  const match = /\/Filter\s*(?:\[([^\]]*)\]|(\/\w+))/.exec(head);
  return match ? [...(match[1] ?? match[2]).matchAll(/\/(\w+)/g)].map((name) => name[1]) : [];
}

/** Whether an image is too small for a page: a logo, or a mask. */
function isSmallImage(head) {
  return (pdfNumber(head, "Width", "") ?? 1000) < 200 || (pdfNumber(head, "Height", "") ?? 1000) < 200;
}

// Why a picture that should be readable is not. Colors that are named elsewhere show only in the wrong length.
const damagedPicture = () =>
  new Refusal({ message: "a picture in this PDF is damaged, or of a kind that this page cannot read", hint: pdfFix });
const largePicture = () => new Refusal({ message: "a picture in this PDF is too large", hint: pdfFix });

async function inflated(stream) {
  const through = new Blob([stream]).stream().pipeThrough(new DecompressionStream("deflate"));
  const parts = [];
  let size = 0;
  for (const reader = through.getReader(); ;) {
    const { value, done } = await reader.read().catch(() => { throw damagedPicture(); });
    if (done) break;
    size += value.length;
    if (size > largestFile) throw largePicture();
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * A picture of deflated pixels: gray or RGB, 8 bits or 1 bit, with or without a predictor (ISO 32000-1, 7.4.4.4), as a
 * function that unpacks it, or `null` if it is of another kind.
 */
function rawPicture(head, stream, text) {
  const [width, height] = [pdfNumber(head, "Width", text), pdfNumber(head, "Height", text)];
  const bits = pdfNumber(head, "BitsPerComponent", text);
  const predictor = pdfNumber(head, "Predictor", text) ?? 1;
  if (!width || !height || !(bits === 8 || bits === 1) || /\/Indexed/.test(head)) return null;
  if (!(predictor === 1 || predictor === 2 && bits === 8 || predictor >= 10 && predictor <= 15)) return null;
  if (width * height > 100_000_000 || typeof DecompressionStream === "undefined") return null;
  const isInverted = /\/Decode\s*\[\s*1/.test(head);
  return async () => {
    const coded = await inflated(stream);
    try {
      return await createImageBitmap(imageOf(coded, { width, height, bits, predictor, isInverted }));
    } catch (error) {
      // The browser may not have the memory for it.
      throw error instanceof Refusal ? error : largePicture();
    }
  };
}

/** The image that unpacked pixels show. */
function imageOf(coded, { width, height, bits, predictor, isInverted }) {
  // The color space may be an object elsewhere; the length says as well how many colors there are.
  const lengthOfRow = (count) => Math.ceil(width * count * bits / 8);
  const colors = (bits === 1 ? [1] : [1, 3]).find((count) =>
    Math.abs(coded.length - (lengthOfRow(count) + (predictor >= 10 ? 1 : 0)) * height) < 3);
  if (!colors) throw damagedPicture();
  const rowLength = lengthOfRow(colors);
  let rows = coded;
  if (predictor >= 10) rows = unpredicted(coded, rowLength, height, Math.max(1, colors * bits / 8));
  if (predictor === 2) addUp(rows, rowLength, colors);
  const image = new ImageData(width, height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    const at = y * rowLength;
    for (let color = 0; color < 3; color += 1) {
      const level = bits === 1 ? ((rows[at + (x >> 3)] >> (7 - (x & 7))) & 1) * 255
        : rows[at + x * colors + (colors === 3 ? color : 0)];
      image.data[(y * width + x) * 4 + color] = isInverted ? 255 - level : level;
    }
    image.data[(y * width + x) * 4 + 3] = 255;
  }
  return image;
}

/** Undoes the predictor of TIFF (TIFF 6.0, section 14): each byte is the difference to the one of the pixel before. */
function addUp(rows, rowLength, step) {
  for (let place = 0; place < rows.length; place += 1) {
    if (place % rowLength >= step) rows[place] += rows[place - step];
  }
}

/** Undoes the filters of PNG (RFC 2083, section 6), row by row. */
function unpredicted(coded, rowLength, height, step) {
  const rows = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    const filter = coded[y * (rowLength + 1)];
    for (let x = 0; x < rowLength; x += 1) {
      const left = x >= step ? rows[y * rowLength + x - step] : 0;
      const up = y > 0 ? rows[(y - 1) * rowLength + x] : 0;
      const corner = x >= step && y > 0 ? rows[(y - 1) * rowLength + x - step] : 0;
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1
        : filter === 4 ? paeth(left, up, corner) : 0;
      rows[y * rowLength + x] = coded[y * (rowLength + 1) + 1 + x] + guess;
    }
  }
  return rows;
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
