#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Recovers a credential from Breakglass sheets: a second reader, made from docs/FORMAT.md and nothing else.

    recover.py [--field NAME] [--passphrase SHARE=FILE]... FILE...

Files are PDFs, page images, manifest.bgm, and text files with codes, checked lines or rows of words. The value of the
field goes to the standard output, everything else to the error output. Needs PyNaCl, and for pages the programs
pdftoppm and zbarimg. It shows that the format is complete; it does not guard its memory as the real program does.
"""

import argparse
import dataclasses
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

from nacl import bindings


class FormatError(Exception):
    """Something that section 17 tells a reader to refuse."""


def refuse_unless(condition, reason):
    if not condition:
        raise FormatError(reason)


# Section 2: primitives.

def H(size, person, message, key=b"", salt=b""):
    return hashlib.blake2b(message, digest_size=size, key=key, salt=salt.ljust(16, b"\0"),
                           person=person.ljust(16, b"\0")).digest()


def KDF(key, number, size):
    return hashlib.blake2b(b"", digest_size=size, key=key, salt=number.to_bytes(8, "little").ljust(16, b"\0"),
                           person=b"BGv1keys".ljust(16, b"\0")).digest()


def OPEN(key_and_nonce, associated, box):
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            box, associated, key_and_nonce[32:], key_and_nonce[:32])
    except Exception as error:
        raise FormatError("the seal does not open") from error


class Reader:
    """Takes bytes in order and refuses to run past the end."""

    def __init__(self, data, what):
        self.data, self.what, self.place = data, what, 0

    def take(self, count):
        refuse_unless(self.place + count <= len(self.data), f"the {self.what} breaks off")
        self.place += count
        return self.data[self.place - count:self.place]

    def number(self, size, low, high, name):
        value = int.from_bytes(self.take(size), "big")
        refuse_unless(low <= value <= high, f"the {self.what} has a {name} of {value}")
        return value

    def end(self):
        refuse_unless(self.place == len(self.data), f"bytes are left over after the {self.what}")


# Section 3: text.

FORBIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def read_text(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError("a text is not UTF-8") from error
    refuse_unless(text, "a text is empty")
    refuse_unless(not FORBIDDEN.search(text), "a text holds a forbidden character")
    return text


# Section 4: the field and sharing.

def multiply(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


POWERS = [1]
while len(POWERS) < 255:
    POWERS.append(multiply(POWERS[-1], 3))
LOGARITHM = {power: exponent for exponent, power in enumerate(POWERS)}


def divide(a, b):
    return 0 if a == 0 else POWERS[(LOGARITHM[a] - LOGARITHM[b]) % 255]


def interpolate_at_zero(points):
    """The string at x = 0 of the polynomial through {x: string}."""
    refuse_unless(points and 0 not in points, "there are no points, or one at 0")
    result = bytes(len(next(iter(points.values()))))
    for x, value in points.items():
        factor = 1
        for other in points:
            if other != x:
                factor = multiply(factor, divide(other, other ^ x))
        result = bytes(have ^ multiply(byte, factor) for have, byte in zip(result, value))
    return result


# Section 6: the credential.

@dataclasses.dataclass
class Field:
    kind: int
    name: str
    value: bytes


def remove_padding(padded):
    end = len(padded.rstrip(b"\0"))
    refuse_unless(end and padded[end - 1] == 0x80 and len(padded) - end < 64, "the padding is wrong")
    return padded[:end - 1]


def parse_fields(data):
    refuse_unless(len(data) <= 16_384, "the field list is too long")
    reader = Reader(data, "field list")
    fields = []
    for _ in range(reader.number(1, 1, 255, "number of fields")):
        kind = reader.number(1, 1, 4, "field kind")
        name = read_text(reader.take(reader.number(1, 1, 255, "name length")))
        value = reader.take(reader.number(2, 1, 65_535, "value length"))
        if kind == 3:
            seed = Reader(value, "one-time-password seed")
            seed.number(1, 1, 3, "algorithm")
            seed.number(1, 6, 8, "number of digits")
            seed.number(1, 1, 255, "period")
            seed.take(1)
        refuse_unless(all(field.name != name for field in fields), "two fields have the same name")
        fields.append(Field(kind, name, value))
    reader.end()
    return fields


# Section 7: the manifest.

@dataclasses.dataclass
class Group:
    threshold: int
    members: int
    name: str


@dataclasses.dataclass
class Manifest:
    data: bytes
    is_apart: bool
    nonce: bytes
    label: str
    groups_needed: int
    groups: list
    commitment: bytes
    keys: dict
    ciphertext_length: int
    ciphertext_digest: bytes

    @property
    def head(self):
        return self.data[:-34]

    @property
    def identity(self):
        return hashlib.sha256(self.data).digest()


def parse_manifest(data):
    reader = Reader(data, "manifest")
    refuse_unless(reader.take(4) == b"BGM\x01", "this is no manifest of version 1")
    flags = reader.number(1, 0, 1, "flags byte")
    nonce = reader.take(16)
    reader.number(8, 0, 253_402_300_799, "creation time")
    label = read_text(reader.take(reader.number(1, 1, 64, "label length")))
    needed = reader.number(1, 1, 8, "group threshold")
    groups = []
    for _ in range(reader.number(1, 1, 8, "number of groups")):
        threshold, members = reader.number(1, 1, 32, "threshold"), reader.number(1, 1, 32, "number of members")
        refuse_unless(threshold <= members, "a threshold is over the number of members")
        groups.append(Group(threshold, members, read_text(reader.take(reader.number(1, 1, 32, "name length")))))
    refuse_unless(needed <= len(groups), "more groups are needed than there are")
    refuse_unless(len({group.name for group in groups}) == len(groups), "two groups have the same name")
    refuse_unless(sum(group.members for group in groups) <= 32, "there are more than 32 shares")
    commitment = reader.take(32)
    keys = {(g, m): reader.take(32) for g, group in enumerate(groups, 1) for m in range(1, group.members + 1)}
    refuse_unless(len(set(keys.values())) == len(keys), "a verification key stands there twice")
    refuse_unless(all(map(bindings.crypto_core_ed25519_is_valid_point, keys.values())), "a key is no valid point")
    length = reader.number(2, 80, 16_464, "ciphertext length")
    refuse_unless(length % 64 == 16, "the ciphertext has an impossible length")
    digest = reader.take(32)
    reader.end()
    return Manifest(data, flags == 1, nonce, label, needed, groups, commitment, keys, length, digest)


# Section 8: the share.

@dataclasses.dataclass
class Share:
    is_sealed: bool
    set_start: bytes
    group: int
    member: int
    body: bytes

    @property
    def number(self):
        return f"g{self.group}m{self.member}"


def parse_share(data):
    reader = Reader(data, "share")
    form = reader.number(1, 0x10, 0x11, "first byte")
    share = Share(form == 0x11, reader.take(16), reader.number(1, 1, 8, "group"), reader.number(1, 1, 32, "member"),
                  reader.take(80 if form == 0x11 else 48))
    reader.end()
    return share


def prove(share, manifest):
    refuse_unless(not share.is_sealed, f"share {share.number} is sealed")
    refuse_unless(share.set_start == manifest.identity[:16], f"share {share.number} is of another set")
    key = manifest.keys.get((share.group, share.member))
    refuse_unless(key, f"the set has no share {share.number}")
    seed = H(32, b"BGv1 share key", bytes([share.group, share.member]), key=share.body, salt=manifest.nonce)
    refuse_unless(bindings.crypto_sign_seed_keypair(seed)[0] == key, f"share {share.number} is forged or changed")


# Section 9: sealing.

def open_sealed(share, passphrase):
    refuse_unless(share.is_sealed, f"share {share.number} is not sealed")
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    key_and_nonce = bindings.crypto_pwhash_alg(
        56, secret, share.body[:16], 3, 256 << 20, bindings.crypto_pwhash_ALG_ARGON2ID13)
    head = bytes([0x11]) + share.set_start + bytes([share.group, share.member])
    return dataclasses.replace(share, is_sealed=False, body=OPEN(key_and_nonce, head, share.body[16:]))


# Section 10: base32 and codes.

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def condensed(text):
    return re.sub("[ \t\r\n-]", "", text).upper()


def decode_base32(text):
    refuse_unless(all(letter in ALPHABET for letter in text), "a character is not in base32")
    refuse_unless(len(text) % 8 not in (1, 3, 6), "base32 of an impossible length")
    number = 0
    for letter in text:
        number = number << 5 | ALPHABET.index(letter)
    loose = len(text) * 5 % 8
    refuse_unless(number & (1 << loose) - 1 == 0, "unused bits are set")
    return (number >> loose).to_bytes(len(text) * 5 // 8, "big")


def encode_base32(data):
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << length * 5 - len(data) * 8
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


@dataclasses.dataclass
class Part:
    kind: str
    set_start: bytes
    index: int
    count: int
    chunk: bytes


def read_code(text):
    """A Share or a Part."""
    text = condensed(text)
    kind = text[:4]
    refuse_unless(kind in ("BGS1", "BGM1", "BGC1"), "this is no code of format 1")
    framed = decode_base32(text[4:])
    refuse_unless(len(framed) > 4, "the code breaks off")
    body = framed[:-4]
    refuse_unless(H(16, b"BGv1 check", kind.encode() + body)[:4] == framed[-4:], "the code does not match its check")
    if kind == "BGS1":
        return parse_share(body)
    reader = Reader(body, "part")
    start = reader.take(8)
    index, count = reader.number(1, 1, 49, "index"), reader.number(1, 1, 5 if kind == "BGM1" else 49, "count")
    chunk = body[10:]
    refuse_unless(index <= count, "the part's index is over its count")
    refuse_unless(len(chunk) == 336 if index < count else 1 <= len(chunk) <= 336, "the part's chunk has a wrong length")
    return Part(kind, start, index, count, chunk)


# Section 11: words.

WORDS = (
    "able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias blue body brag brew bulb buzz "
    "calm cash cats chef city claw code cola cook cost crux curl cusp cyan dark data days deli dice diet door down "
    "draw drop drum dull duty each easy echo edge epic even exam exit eyes fact fair fern figs film fish fizz flap "
    "flew flux foxy free frog fuel fund gala game gear gems gift girl glow good gray grim guru gush gyro half hang "
    "hard hawk heat help high hill holy hope horn huts iced idea idle inch inky into iris iron item jade jazz join "
    "jolt jowl judo jugs jump junk jury keep keno kept keys kick kiln king kite kiwi knob lamb lava lazy leaf legs "
    "liar limp lion list logo loud love luau luck lung main many math maze memo menu meow mild mint miss monk nail "
    "navy need news next noon note numb obey oboe omit onyx open oval owls paid part peck play plus poem pool pose "
    "puff puma purr quad quiz race ramp real redo rich road rock roof ruby ruin runs rust safe saga scar sets silk "
    "skew slot soap solo song stub surf swan taco task taxi tent tied time tiny toil tomb toys trip tuna twin ugly "
    "undo unit urge user vast very veto vial vibe view visa void vows wall wand warm wasp wave waxy webs what when "
    "whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone zoom").split()
BYTE_OF_WORD = {word[0] + word[-1]: byte for byte, word in enumerate(WORDS)}


def evaluate(polynomial, x):
    """Horner; the first coefficient is that of the highest power."""
    result = 0
    for coefficient in polynomial:
        result = multiply(result, x) ^ coefficient
    return result


def solve(matrix):
    """Gauss over the field: the solution of a square system with its right side as last column, or None."""
    size = len(matrix)
    rows = [row[:] for row in matrix]
    for column in range(size):
        pivot = next((row for row in range(column, size) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [divide(value, lead) for value in rows[column]]
        for row in range(size):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [value ^ multiply(factor, other) for value, other in zip(rows[row], rows[column])]
    return [row[-1] for row in rows]


def heal(core, illegible):
    """Peterson's decoder: erasures are taken out of the syndromes, then the error locator is solved for."""
    refuse_unless(len(illegible) <= 10, "more than ten words are illegible")
    size = len(core)
    core = [0 if place in illegible else byte for place, byte in enumerate(core)]
    syndromes = [evaluate(core, POWERS[exponent]) for exponent in range(10)]
    if not any(syndromes):
        return bytes(core)
    locators = [POWERS[(size - 1 - place) % 255] for place in illegible]
    reduced = syndromes
    for locator in locators:
        reduced = [reduced[i + 1] ^ multiply(locator, reduced[i]) for i in range(len(reduced) - 1)]
    for errors in range(len(reduced) // 2, -1, -1):
        matrix = [[reduced[row + column] for column in range(errors)] + [reduced[row + errors]]
                  for row in range(errors)]
        solution = solve(matrix)
        if solution is None:
            continue
        # z^e + c(e-1) z^(e-1) + ... + c0 vanishes at the locators of the errors.
        polynomial = [1] + solution[::-1]
        found = [place for place in range(size) if place not in illegible
                 and evaluate(polynomial, POWERS[(size - 1 - place) % 255]) == 0]
        refuse_unless(len(found) == errors, "too many words are wrong")
        places = list(illegible) + found
        roots = [POWERS[(size - 1 - place) % 255] for place in places]
        powers = [1] * len(places)
        system = []
        for row in range(len(places)):
            system.append(powers + [syndromes[row]])
            powers = [multiply(power, root) for power, root in zip(powers, roots)]
        for place, value in zip(places, solve(system) or []):
            core[place] ^= value
        refuse_unless(not any(evaluate(core, POWERS[exponent]) for exponent in range(10)), "too many words are wrong")
        return bytes(core)
    raise FormatError("too many words are wrong")


def read_words(words):
    """The share of 64 or 96 words, with three bytes of its set's identity instead of sixteen."""
    words = [word.lower() for word in words if not re.fullmatch("[A-La-l]:", word)]
    refuse_unless(len(words) in (64, 96), f"there are {len(words)} words, not 64 or 96")
    illegible = [place for place, word in enumerate(words) if word == "?"]
    core = []
    for place, word in enumerate(words):
        known = word == "?" or len(word) >= 2 and word[0] + word[-1] in BYTE_OF_WORD
        refuse_unless(known, f"word {place + 1} is not in the list")
        core.append(0 if word == "?" else BYTE_OF_WORD[word[0] + word[-1]])
    core = heal(core, illegible)
    refuse_unless(len(core) == {0x10: 64, 0x11: 96}.get(core[0]), "the words are of no known share")
    refuse_unless(1 <= core[1] <= 8 and 1 <= core[2] <= 32, "the words name no group or member")
    return Share(core[0] == 0x11, core[3:6], core[1], core[2], core[6:-10])


# Section 12: checked lines.

@dataclasses.dataclass
class Line:
    kind: str
    number: int
    is_last: bool
    data: bytes


def read_line(text):
    text = condensed(text)
    match = re.fullmatch("([MC])([0-9]{3})(.+)(.{4})", text)
    refuse_unless(match, "this is no checked line")
    kind, number = "BGM1" if match[1] == "M" else "BGC1", int(match[2])
    refuse_unless(number, "lines are numbered from 1")
    data = decode_base32(match[3])
    refuse_unless(1 <= len(data) <= 25, "a line has 1 to 25 bytes")
    for is_last in True, False:
        message = kind.encode() + number.to_bytes(2, "big") + bytes([is_last]) + data
        if encode_base32(H(16, b"BGv1 line", message))[:4] == match[4] and (is_last or len(data) == 25):
            return Line(kind, number, is_last, data)
    raise FormatError("the line does not match its check")


# Section 16: recovering.

def check_ciphertext(manifest, ciphertext):
    refuse_unless(len(ciphertext) == manifest.ciphertext_length, "the ciphertext has another length")
    refuse_unless(hashlib.sha256(ciphertext).digest() == manifest.ciphertext_digest, "this is another ciphertext")


def combine(manifest, shares):
    """K, from proven shares."""
    outer = {}
    for g, group in enumerate(manifest.groups, 1):
        present = {share.member: share.body[:32] for share in shares if share.group == g}
        if len(present) >= group.threshold:
            outer[g] = interpolate_at_zero(dict(sorted(present.items())[:group.threshold]))
    refuse_unless(len(outer) >= manifest.groups_needed, "the quorum is not met")
    key = interpolate_at_zero(dict(sorted(outer.items())[:manifest.groups_needed]))
    refuse_unless(KDF(key, 1, 32) == manifest.commitment, "the key is not the one that the manifest commits to")
    return key


def open_ciphertext(manifest, ciphertext, key):
    check_ciphertext(manifest, ciphertext)
    key_and_nonce = H(56, b"BGv1 aead", hashlib.sha256(manifest.head).digest(), key=key)
    return parse_fields(remove_padding(OPEN(key_and_nonce, manifest.head, ciphertext)))


class Desk:
    """What lies on the table."""

    def __init__(self):
        self.shares, self.parts, self.lines, self.manifests = [], [], {}, []

    def take(self, text, source):
        """One code, one checked line, or all the words of a sheet."""
        try:
            if re.match("bg.[0-9]", condensed(text)[:4], re.I):
                found = read_code(text)
                (self.shares if isinstance(found, Share) else self.parts).append(found)
            elif re.match("[mc][0-9]{3}", condensed(text)[:4], re.I):
                line = read_line(text)
                self.lines[line.kind, line.number] = line
            else:
                self.shares.append(read_words(re.split("[ \t\r\n,]+", text.strip())))
        except FormatError as error:
            print(f"{source}: {error}", file=sys.stderr)

    def objects(self, kind):
        """The byte strings that parts and lines make."""
        heads = {(part.set_start, part.count) for part in self.parts if part.kind == kind}
        for start, count in heads:
            chunks = {part.index: part.chunk for part in self.parts if (part.set_start, part.count) == (start, count)
                      and part.kind == kind}
            if len(chunks) == count:
                yield b"".join(chunks[index] for index in range(1, count + 1))
        data, number = b"", 1
        while (kind, number) in self.lines:
            data += self.lines[kind, number].data
            if self.lines[kind, number].is_last:
                yield data
            number += 1

    def recover(self, passphrases):
        """The fields of the credential."""
        for data in self.objects("BGM1"):
            try:
                self.manifests.append(parse_manifest(data))
            except FormatError as error:
                print(error, file=sys.stderr)
        refuse_unless(self.manifests, "no manifest is whole")
        belongs = lambda share, manifest: manifest.identity.startswith(share.set_start)
        manifest = max(self.manifests, key=lambda each: sum(belongs(share, each) for share in self.shares))
        proven = {}
        for share in self.shares:
            if belongs(share, manifest):
                share = dataclasses.replace(share, set_start=manifest.identity[:16])
            try:
                if share.is_sealed:
                    refuse_unless(share.number in passphrases, f"share {share.number} needs its passphrase")
                    share = open_sealed(share, passphrases[share.number])
                prove(share, manifest)
                proven[share.number] = share
                print(f"share {share.number} is whole", file=sys.stderr)
            except FormatError as error:
                print(error, file=sys.stderr)
        key = combine(manifest, proven.values())
        for ciphertext in self.objects("BGC1"):
            if hashlib.sha256(ciphertext).digest() == manifest.ciphertext_digest:
                return open_ciphertext(manifest, ciphertext, key)
        raise FormatError("the locked credential is missing")


# Files.

def codes_of_pages(path):
    """The texts of all QR codes, read by zbarimg; a PDF is drawn by pdftoppm first."""
    with tempfile.TemporaryDirectory() as folder:
        pages = [path]
        if path.suffix.lower() == ".pdf":
            subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", path, f"{folder}/page"], check=True)
            pages = sorted(pathlib.Path(folder).iterdir())
        found = []
        for page in pages:
            run = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", page],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
            found += run.stdout.decode("ascii", "replace").split("\n")
        return [text for text in found if text]


def put_on(desk, path):
    start = path.read_bytes()[:8]
    if start.startswith(b"BGM\x01"):
        desk.manifests.append(parse_manifest(path.read_bytes()))
    elif start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"II*\0", b"MM\0*")):
        for text in codes_of_pages(path):
            desk.take(text, path)
    else:
        lines = path.read_text(encoding="utf-8").splitlines()
        coded = [line for line in lines if re.match("(bg.|[mc][0-9]{2})[0-9]", condensed(line), re.I)]
        for line in coded:
            desk.take(line, path)
        words = " ".join(line for line in lines if line not in coded).strip()
        if words:
            desk.take(words, path)


def main():
    parser = argparse.ArgumentParser(description="Recovers a credential from Breakglass sheets.")
    parser.add_argument("--field", help="the field to write; may be left out when there is one only")
    parser.add_argument("--passphrase", action="append", default=[], metavar="SHARE=FILE")
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE")
    arguments = parser.parse_args()
    passphrases = {}
    for pair in arguments.passphrase:
        number, _, path = pair.partition("=")
        passphrases[number] = pathlib.Path(path).read_text(encoding="utf-8").removesuffix("\n")
    desk = Desk()
    try:
        for path in arguments.files:
            put_on(desk, path)
        fields = desk.recover(passphrases)
        chosen = [field for field in fields if arguments.field in (None, field.name)]
        refuse_unless(len(chosen) == 1, "name one of these fields: " + ", ".join(field.name for field in fields))
    except FormatError as error:
        sys.exit(f"recover.py: {error}")
    sys.stdout.buffer.write(chosen[0].value)


if __name__ == "__main__":
    main()
