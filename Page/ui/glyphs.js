// SPDX-License-Identifier: Apache-2.0
//
// A value as the characters that people type, one by one: a character that is invisible, joins its neighbor or changes
// the direction of writing gets a stand-in, as on the screen of the program. No text ever holds the whole value.

const namedCharacters = new Map([[0x09, "TAB"], [0x0a, "LF"], [0x0d, "CR"], [0x1b, "ESC"], [0x7f, "DEL"], [0xa0, "NBSP"]]);
const oddCharacter = /[\p{C}\p{M}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;
/** The longest value, in bytes, whose characters that look alike are marked. */
const longestMarked = 200;

/** The glyphs of a value: `{ text, isPlain, mark, count, endsLine }`. */
function glyphsOf(bytes) {
  const glyphs = [];
  for (let index = 0; index < bytes.length;) {
    if (bytes[index] === 0x20) {
      let count = 1;
      while (bytes[index + count] === 0x20) count += 1;
      const isSeen = count === 1 && index > 0 && index + 1 < bytes.length && isVisible(bytes[index - 1]) && isVisible(bytes[index + 1]);
      glyphs.push(isSeen ? glyph(" ", true, 1) : glyph(count === 1 ? "SP" : `SP x${count}`, false, count));
      index += count;
      continue;
    }
    const [codePoint, length] = characterAt(bytes, index);
    index += length;
    if (codePoint === null) glyphs.push(glyph(`byte ${hexadecimal(bytes[index - 1], 2)}`, false, 1));
    else if (namedCharacters.has(codePoint)) glyphs.push({ ...glyph(namedCharacters.get(codePoint), false, 1), endsLine: codePoint === 0x0a });
    else if (oddCharacter.test(String.fromCodePoint(codePoint))) glyphs.push(glyph(`U+${hexadecimal(codePoint, 4)}`, false, 1));
    else glyphs.push({ ...glyph(String.fromCodePoint(codePoint), true, 1), codePoint });
  }
  markAlikes(glyphs, bytes.length);
  return glyphs;
}

const glyph = (text, isPlain, count) => ({ text, isPlain, count, mark: "", endsLine: false, codePoint: 0 });
const isVisible = (byte) => byte > 0x20 && byte !== 0x7f;
const hexadecimal = (number, digits) => number.toString(16).toUpperCase().padStart(digits, "0");

/** The character at a place and its length; `null` for a byte that is not part of one (RFC 3629). */
function characterAt(bytes, index) {
  const first = bytes[index];
  if (first < 0x80) return [first, 1];
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || index + length > bytes.length) return [null, 1];
  let codePoint = first & (0x7f >> length);
  for (let offset = 1; offset < length; offset += 1) {
    if ((bytes[index + offset] & 0xc0) !== 0x80) return [null, 1];
    codePoint = (codePoint << 6) | (bytes[index + offset] & 0x3f);
  }
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000;
  const isCharacter = codePoint >= least && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
  return isCharacter ? [codePoint, length] : [null, 1];
}

/** Marks the characters that look like others, in a value that people type and that mixes kinds of characters. */
function markAlikes(glyphs, length) {
  if (length > longestMarked || glyphs.some((one) => one.endsLine)) return;
  const isMixed = glyphs.some((one) => one.isPlain && !(one.codePoint >= 0x61 && one.codePoint <= 0x7a) && one.text !== " " && one.text !== "-" && one.codePoint < 0x80);
  if (!isMixed) return;
  for (const one of glyphs) if (one.isPlain) one.mark = markUnder(one.codePoint);
}

function markUnder(codePoint) {
  switch (codePoint) {
    case 0x30: case 0x31: return "#";
    case 0x49: case 0x4f: return "^";
    case 0x6c: case 0x6f: return "_";
    case 0x7c: return "!";
    default: return "";
  }
}
