// SPDX-License-Identifier: Apache-2.0
//
// Draws a value, glyph by glyph, between bars that mark its ends, so that it is in no text of the page.

/** The height of a character by the width of the screen, in pixels. */
const characterSize = (width) => width < 480 ? 22 : 28;

/** A canvas has a largest height: a long value gets several. */
const rowsOfCanvas = 60;

/** Draws glyphs into a picture's element, over its whole width. */
function drawValue(picture, glyphs) {
  const width = picture.clientWidth;
  const size = characterSize(width);
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${size}px ${getComputedStyle(picture).fontFamily}`;
  const cell = Math.ceil(context.measureText("M").width);
  const rows = rowsOf(glyphs, Math.max(8, Math.floor(width / cell) - 2), cell, context);
  const hasMarks = glyphs.some((one) => one.mark !== "");
  const canvases = [];
  for (let first = 0; first < rows.length; first += rowsOfCanvas) {
    const canvas = make("canvas");
    canvases.push([canvas, rows.slice(first, first + rowsOfCanvas)]);
  }
  clearPicture(picture);
  picture.replaceChildren(...canvases.map(([canvas]) => canvas));
  for (const [canvas, part] of canvases) drawRows(canvas, part, { width, size, cell, hasMarks });
}

/** Wipes the pixels of a picture. */
function clearPicture(picture) {
  for (const canvas of picture.querySelectorAll("canvas")) canvas.width = 0;
}

/** Draws rows of glyphs into a canvas. */
function drawRows(canvas, rows, { width, size, cell, hasMarks }) {
  const context = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  const font = `${size}px ${style.fontFamily}`;
  const lineHeight = Math.round(size * (hasMarks ? 1.9 : 1.45));
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(rows.length * lineHeight * ratio);
  canvas.style.height = `${rows.length * lineHeight}px`;
  context.scale(ratio, ratio);
  context.textBaseline = "top";
  const [ink, paper] = [style.color, getComputedStyle(canvas.closest("dialog")).backgroundColor];
  const box = Math.round(size * 1.3);
  const bar = Math.max(5, Math.round(cell / 3));
  const drawBar = (x, y) => {
    context.fillStyle = ink;
    context.fillRect(x, y, bar, box);
  };
  rows.forEach((row, index) => {
    const y = index * lineHeight;
    drawBar(cell - bar - 1, y);
    let x = cell;
    for (const { one, columns } of row) {
      context.font = font;
      if (!one.isPlain) {
        context.fillStyle = ink;
        context.fillRect(x + 1, y, columns * cell - 2, box);
      }
      context.fillStyle = one.isPlain ? ink : paper;
      context.fillText(one.text, x + (one.isPlain ? 0 : cell / 2), y + size * 0.15);
      if (one.mark !== "") {
        context.font = `${Math.round(size * 0.75)}px ${style.fontFamily}`;
        context.fillText(one.mark, x + cell / 5, y + size * (one.mark === "_" ? 0.85 : 1.25));
      }
      x += columns * cell;
    }
    drawBar(x + 1, y);
  });
}

/** Cuts glyphs into rows of so many columns. */
function rowsOf(glyphs, columns, cell, context) {
  const rows = [[]];
  let taken = 0;
  for (const one of glyphs) {
    const width = one.isPlain
      ? Math.max(1, Math.ceil(context.measureText(one.text).width / cell - 0.2)) : one.text.length + 1;
    if (taken > 0 && taken + width > columns) {
      rows.push([]);
      taken = 0;
    }
    rows.at(-1).push({ one, columns: width });
    taken += width;
    if (one.endsLine) {
      rows.push([]);
      taken = 0;
    }
  }
  if (rows.length > 1 && rows.at(-1).length === 0) rows.pop();
  return rows;
}
