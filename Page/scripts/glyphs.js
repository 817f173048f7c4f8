// SPDX-License-Identifier: Apache-2.0
//
// A value as the core describes it for drawing, character by character: no text of this page holds the whole value.

const glyphKinds = { character: 0, standIn: 1, standInAtLineEnd: 2 };

/** Reads the core's glyphs: numbers of 32 bits, for each glyph its kind, its mark, and its code points. */
function readGlyphs(buffer) {
  const view = new DataView(buffer);
  const glyphs = [];
  for (let place = 0; place < view.byteLength;) {
    const number = (index) => view.getUint32(place + 4 * index, true);
    const [kind, mark, count] = [number(0), number(1), number(2)];
    let text = "";
    for (let index = 0; index < count; index += 1) text += String.fromCodePoint(number(3 + index));
    glyphs.push({
      text, isPlain: kind === glyphKinds.character, endsLine: kind === glyphKinds.standInAtLineEnd,
      mark: mark === 0 ? "" : String.fromCodePoint(mark) });
    place += 4 * (3 + count);
  }
  return glyphs;
}

/** The glyphs of a one-time code, from its ASCII digits. */
const digitGlyphs = (bytes) =>
  [...bytes].map((byte) => ({ text: String.fromCharCode(byte), isPlain: true, endsLine: false, mark: "" }));
