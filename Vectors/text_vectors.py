#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Vectors/text from Vectors/sets: texts, and what each contains by docs/FORMAT.md, section 12. The expected
results are written here by hand and do not come from a reader. With --check, writes nothing and fails when the files
differ."""

import base64
import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "text"
SET = json.loads((HERE / "sets/sealed.json").read_text(encoding="utf-8"))
ANA, BO = (share["words"].split() for share in SET["shares"])
SEALED = next(share["sealed"]["words"].split() for share in SET["shares"] if "sealed" in share)
ANA_CODE, BO_CODE = (share["code"] for share in SET["shares"])
MANIFEST, CIPHERTEXT = SET["manifestLines"], SET["ciphertextLines"]
MANIFEST_CODE, CIPHERTEXT_CODE = SET["manifestCodes"][0], SET["ciphertextCodes"][0]
files = {}
expected = {}


def text(name, data, why, codes=(), lines=(), words=(), refused=()):
    files[name + ".txt"] = data if isinstance(data, bytes) else data.encode("utf-8")
    expected[name + ".txt"] = {"why": why, "codes": list(codes), "lines": list(lines),
                               "words": [" ".join(share) for share in words], "refused": list(refused)}


def rows(words, mark=lambda letter: ""):
    return [mark("ABCDEFGHIJKL"[at // 8]) + " ".join(words[at:at + 8]) for at in range(0, len(words), 8)]


def colon(letter):
    return letter + ": "


def as_printed(letter):
    return letter + "  "


def wrapped(code, width, end):
    return end.join(code[at:at + width] for at in range(0, len(code), width))


def changed(printed, place):
    """Returns the text with another character at a place."""
    return printed[:place] + ("A" if printed[place] != "A" else "B") + printed[place + 1:]


def part(letters):
    """Returns the code of a manifest's only part with a chunk of these letters, eight for every five bytes."""
    body = bytes(8) + b"\1\1" + base64.b32decode(letters)
    check = hashlib.blake2b(b"BGM1" + body, digest_size=16, person=b"BGv1 check".ljust(16, b"\0")).digest()[:4]
    return "BGM1" + base64.b32encode(body + check).decode().rstrip("=")


def with_first(word, words):
    return [word] + words[1:]


def read(lines, at):
    """Returns what a line of the set says."""
    letters = lines[at].replace(" ", "")
    body = letters[4:-4]
    is_last = at == len(lines) - 1
    return {"line": letters[:4], "data": base64.b32decode(body + "=" * (-len(body) % 8)).hex(),
            "mayBeLast": is_last, "mayBeOther": not is_last}


def doubtful(number, value):
    """Returns a line whose check is right both for a last line and for another one; the value was found by trial."""
    data = value.to_bytes(25, "big")
    checks = {base64.b32encode(hashlib.blake2b(b"BGC1" + number.to_bytes(2, "big") + bytes([last]) + data,
                                               digest_size=16, person=b"BGv1 line" + bytes(7)).digest())[:4]
              for last in (0, 1)}
    assert len(checks) == 1
    printed = f"C{number:03} {base64.b32encode(data).decode()} {checks.pop().decode()}"
    return printed, {"line": f"C{number:03}", "data": data.hex(), "mayBeLast": True, "mayBeOther": True}


def make_codes():
    grouped = "b-g s\t1" + " ".join(BO_CODE[at:at + 4] for at in range(4, len(BO_CODE), 4)).lower()
    text("codes-with-prefixes",
         "\n".join(["]Q1" + ANA_CODE, "code 2: " + grouped, f"> {MANIFEST_CODE} {CIPHERTEXT_CODE}", f"«{ANA_CODE}-  "]),
         "what precedes a kind is ignored, in any case and grouping, and several codes stand in one line",
         [ANA_CODE, BO_CODE, MANIFEST_CODE, CIPHERTEXT_CODE, ANA_CODE])
    lines = [wrapped(MANIFEST_CODE, 76, "\r\n"), wrapped(ANA_CODE, 40, "\r\n"), MANIFEST[0]]
    start = "\r\n".join(lines) + "\r\n"
    text("codes-wrapped", f"{start}{BO_CODE[:60]}\r\n\r\n{BO_CODE[60:]}\r\n",
         "a code goes on in the next lines until it can be read, but not past an empty line, nor into a checked line",
         [MANIFEST_CODE, ANA_CODE], [read(MANIFEST, 0)], refused=[f"code in line {start.count(chr(10)) + 1}"])
    code = part("M222A333C777BCDEA2BCM3BCC4BCXYZW")
    text("codes-in-groups", f"{wrapped(code[:20], 4, '-')}-\n{wrapped(code[20:], 4, '-')}\n",
         "a code in groups goes on in the next line although that line looks like a checked line, which it is not",
         [code], refused=["checked line in line 2"])
    text("codes-of-later-versions", f"  BG S-2 AAAA\nsee BGB2 and BG72\nnote BGX1AAAA\n{ANA_CODE}\n",
         "a kind that is not known is refused at the start of a line, and is nothing elsewhere",
         [ANA_CODE], refused=["code in line 1"])
    text("codes-damaged", f"{changed(ANA_CODE, 50)}\n{BO_CODE}x9\n{BO_CODE}\n",
         "a misread code and one with a foreign character are refused, and cost no other code",
         [BO_CODE], refused=["code in line 1", "code in line 2"])


def make_characters():
    code = f"{ANA_CODE[:20]}\u00ad\u200b{ANA_CODE[20:60]}\u2011{ANA_CODE[60:]}"
    first, second = MANIFEST[0].replace(" ", "\u00a0"), "\u2013\u3000" + MANIFEST[1].replace(" ", "\u2009")
    text("characters",
         f"\ufeffFür den Notfall — Chloés Blatt\u2028{code}\u2029\f{first}\v{second}\u0085日本語のメモ\r"
         f"{BO_CODE[:8]}\0{BO_CODE[8:]}\r\n",
         "blanks, hyphens and line ends of every kind, characters that are dropped, and notes in any language",
         [ANA_CODE, BO_CODE], [read(MANIFEST, 0), read(MANIFEST, 1)])
    plain = f"a note from Chloé\r\n{ANA_CODE}\r\n{MANIFEST[0]}\r\n"
    text("utf-16-little", plain.encode("utf-16-le"), "UTF-16 without a byte order mark is told by its first characters",
         [ANA_CODE], [read(MANIFEST, 0)])
    text("utf-16-big", plain.encode("utf-16-be"), "UTF-16 of the other byte order", [ANA_CODE], [read(MANIFEST, 0)])
    text("utf-16-marked", b"\xff\xfe" + f"日本語のメモ\n{ANA_CODE}\n".encode("utf-16-le"),
         "UTF-16 with a byte order mark, whatever it begins with", [ANA_CODE])
    text("latin-1", f"für den Notfall\n{ANA_CODE} für Ana\n{MANIFEST[0]}\né{BO_CODE}\n".encode("latin-1"),
         "bytes that are not UTF-8 are in no item: they spoil a code that they follow, and none that they precede",
         [BO_CODE], [read(MANIFEST, 0)], refused=["code in line 2"])


def make_lines():
    groups = MANIFEST[2].split(" ")
    text("lines",
         "\n".join(["- " + MANIFEST[0].lower(), "line: " + MANIFEST[1], " ".join(groups[:6]), " ".join(groups[6:]),
                    changed(CIPHERTEXT[0], 6), CIPHERTEXT[1].replace(" ", "-"), "M000" + MANIFEST[0][4:],
                    "x" + MANIFEST[0], "C660" + CIPHERTEXT[1][4:], "m 0 0 1" + MANIFEST[0][4:]]),
         "checked lines behind marks and in two lines; with a wrong check; with numbers that no line has",
         lines=[read(MANIFEST, 0), read(MANIFEST, 1), read(MANIFEST, 2), read(CIPHERTEXT, 1), read(MANIFEST, 0)],
         refused=["checked line in line 5", "checked line in line 7", "checked line in line 9"])
    first, second = doubtful(1, 0x05DA8E), doubtful(2, 0x077EF5)
    text("lines-doubtful", f"{first[0]}\n{second[0]}\n",
         "the check of these lines is right for a last line and for another one", lines=[first[1], second[1]])


def make_words():
    close = [row.replace(": ", ":").lower() for row in reversed(rows(ANA, colon))]
    mixed = [row.replace(" ", ", ") if at % 2 else row.upper() for at, row in enumerate(rows(BO, colon))]
    text("words-with-letters", "\n".join(["Ana, share 1", *close, "Bo, share 2", "", *mixed]),
         "rows in any order, with and without a blank after the colon, in any case, with commas; two people",
         words=[ANA, BO])
    text("words-as-printed",
         "\n".join(["Ana", "I need help", "a safe", *("   " + row.replace(" ", "   ") for row in rows(ANA, as_printed)),
                    "E able able able", *rows(BO, as_printed)]),
         "a sheet's rows have their letters without colons; a single letter before fewer words is a note",
         words=[ANA, BO])
    text("words-short", "\n".join(" ".join(word[0] + word[-1] for word in ANA[at:at + 4]) for at in range(0, 64, 4)),
         "the first and the last letter of a word are enough, and a row may have any number of words", words=[ANA])
    misspelled = [word if at % 2 else f"{word[0]}xyz{word[-1]}" for at, word in enumerate(ANA)]
    text("words-half-exact", "\n".join(rows(misspelled)),
         "of half of the words of a row only the first and the last letter must be right", words=[ANA])
    text("words-missing-row", "\n".join(rows(ANA, colon)[:4] + rows(ANA, colon)[5:] + rows(BO, colon)),
         "a row that is missing costs its own share", words=[BO], refused=["words: row E"])
    unlisted = [*ANA[:20], "xxxx", *ANA[21:]]
    text("words-not-listed", "\n".join(rows(unlisted, colon) + rows(BO, colon)),
         "a word that is not in the list costs its own share", words=[BO], refused=["words: line 3"])
    text("notes",
         "the quick brown fox jumps over the lazy dog\nscan of 2024-03-01, page 1 of 2\nM12 C1\nA\nB: 12\n"
         "I think so, and you\n-----\n", "notes in which nothing is an item")


def make_words_without_letters():
    for name, word, why in (("illegible", "?", "illegible"), ("wrong", "zoom", "another word of the list")):
        text(f"words-first-{name}", "\n".join(rows(with_first(word, ANA)) + rows(BO)),
             f"64 words that heal are a plain share, although the first one is {why}", words=[with_first(word, ANA), BO])
        text(f"words-sealed-first-{name}", "\n".join(rows(with_first(word, SEALED)) + rows(BO)),
             f"a sealed share ends at 96 words, although the first one is {why}", words=[with_first(word, SEALED), BO])
    text("words-first-not-listed", "\n".join(rows(with_first("xxxx", ANA)) + rows(BO)),
         "64 words that heal with the first one illegible are a plain share", words=[BO], refused=["words: line 1"])
    damaged = list(ANA)
    for at in range(0, 63, 9):
        damaged[at] = "zoom" if ANA[at] != "zoom" else "able"
    text("words-beyond-healing", "\n".join(rows(damaged) + rows(BO)),
         "64 words that do not heal end where the next row begins as shares do", words=[damaged, BO])
    text("words-letters-after-none", "\n".join(rows(ANA)[:7] + rows(BO, colon) + rows(ANA)),
         "a row A after rows without letters begins another share, and so does a row without one after a complete share",
         words=[ANA[:56], BO, ANA])


for make in make_codes, make_characters, make_lines, make_words, make_words_without_letters:
    make()
files["expected.json"] = (json.dumps(expected, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode("utf-8")
if sys.argv[1:] == ["--check"]:
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    for name in sorted(files.keys() | there.keys()):
        if files.get(name) != there.get(name):
            sys.exit(f"text_vectors: error: Vectors/text/{name} is not what this program makes")
else:
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
