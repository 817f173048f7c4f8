#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second reader of Breakglass format 1, written from docs/FORMAT.md alone, in plain Python with PyNaCl.

It recovers a credential from sheets: PDFs, images of pages, manifest.bgm, and text files with codes, checked lines, and
rows of words. It reads PDFs and images with pdftoppm and zbarimg. The value of the field goes to standard output;
everything else goes to standard error. A one-time-password seed is not what a person types: at a terminal it is shown
as the codes that follow from it, and a pipe gets the current code, or with --raw the bytes. Into a pipe nothing is
added.

It exists to check the format's description against the program. Python can neither wipe memory nor guarantee constant
time, so in a real emergency it is the second choice.

Its exit codes are Breakglass's: 3 a quorum or the locked credential is missing, 64 the command line is wrong, 65 an
input cannot be used, 66 a file or a field is not there, 69 PyNaCl, pdftoppm or zbarimg is missing on this computer."""

import argparse
import datetime
import getpass
import hashlib
import hmac
import itertools
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from typing import NamedTuple

try:
    from nacl import bindings
    from nacl.exceptions import CryptoError
except ImportError:
    print("recover.py: error: PyNaCl is missing; hint: on Debian `apt install python3-nacl`, or `pip install pynacl` "
          "on another computer, before it goes offline", file=sys.stderr)
    sys.exit(69)


class FormatError(Exception):
    """Something that a reader must refuse by FORMAT.md, or that is missing."""


class Lacking(FormatError):
    """The quorum, or the locked credential, is missing."""


class ProgramMissing(Exception):
    """A program that reads scans is not on this computer: its name, and that of its Debian package."""


def require(condition, why, refusal=FormatError):
    if not condition:
        raise refusal(why)


# Section 2: notation and primitives

def blake2b(size, key, salt, person, message):
    return hashlib.blake2b(message, digest_size=size, key=key, salt=salt, person=person.ljust(16, b"\0")).digest()


def derive(key, number, size):
    """The KDF of section 2."""
    return blake2b(size, key, number.to_bytes(8, "little") + bytes(8), b"BGv1keys", b"")


def unseal(key_and_nonce, head, box, why):
    """The OPEN of section 2."""
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, head, key_and_nonce[32:], key_and_nonce[:32])
    except CryptoError:
        raise FormatError(why) from None


class Bytes:
    """Reads fields from the front of a byte string."""

    def __init__(self, data, what):
        self.data, self.what, self.offset = bytes(data), what, 0

    def take(self, count):
        require(self.offset + count <= len(self.data), f"{self.what}: bytes are missing")
        self.offset += count
        return self.data[self.offset - count:self.offset]

    def number(self, size, low, high, name):
        value = int.from_bytes(self.take(size), "big")
        require(low <= value <= high, f"{self.what}: {name} is {value}, not {low} to {high}")
        return value

    def text(self, longest, name):
        return read_text(self.take(self.number(1, 1, longest, f"the length of {name}")), f"{self.what}: {name}")

    def optional_text(self, longest, name):
        length = self.number(1, 0, longest, f"the length of {name}")
        return read_text(self.take(length), f"{self.what}: {name}") if length else None

    def end(self):
        require(self.offset == len(self.data), f"{self.what}: bytes are left over")


# Section 3: text

FORBIDDEN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def read_text(data, what):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormatError(f"{what} is not UTF-8") from None
    require(not FORBIDDEN.search(text), f"{what} contains a character that is not allowed")
    return text


# Section 4: the field and sharing

EXP, LOG = [1] * 510, [0] * 256
for _power in range(1, 510):
    _double = EXP[_power - 1] << 1
    EXP[_power] = EXP[_power - 1] ^ (_double ^ 0x11B if _double > 255 else _double)
for _power in range(255):
    LOG[EXP[_power]] = _power


def multiply(a, b):
    return EXP[LOG[a] + LOG[b]] if a and b else 0


def divide(a, b):
    return EXP[LOG[a] + 255 - LOG[b]] if a else 0


def scale(vector, constant):
    """Returns a secret vector times a public constant, all bytes at once, without an index or a branch on a secret."""
    ones = int.from_bytes(b"\x01" * len(vector), "big")
    value, result = int.from_bytes(vector, "big"), 0
    while constant:
        if constant & 1:
            result ^= value
        value = ((value & ones * 0x7F) << 1) ^ ((value >> 7 & ones) * 0x1B)
        constant >>= 1
    return result.to_bytes(len(vector), "big")


def add(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def interpolate(points, at=0):
    """Returns the string at a place, from a dictionary of the strings at other places."""
    result = bytes(32)
    for here, value in points.items():
        factor = 1
        for other in points:
            if other != here:
                factor = multiply(factor, divide(other ^ at, other ^ here))
        result = add(result, scale(value, factor))
    return result


# Section 5: keys

def verification_key(share, manifest):
    seed = blake2b(32, share.secret, manifest.nonce, b"BGv1 share key", bytes([share.group, share.member]))
    return bindings.crypto_sign_seed_keypair(seed)[0]


# Section 6: the credential and the ciphertext

KINDS = {1: "text", 2: "secret", 3: "one-time-password seed", 4: "file"}


class Field(NamedTuple):
    kind: int
    name: str
    value: bytes


ALGORITHMS = {1: "SHA-1", 2: "SHA-256", 3: "SHA-512"}


class Seed(NamedTuple):
    """A one-time-password seed, and how codes follow from it (RFC 6238)."""
    algorithm: int
    digits: int
    period: int
    key: bytes

    def code(self, moment):
        """Returns the code of a POSIX time in whole seconds."""
        hash_name = ALGORITHMS[self.algorithm].replace("-", "").lower()
        mac = hmac.digest(self.key, (moment // self.period).to_bytes(8, "big"), hash_name)
        start = mac[-1] & 0x0F
        number = int.from_bytes(mac[start:start + 4], "big") & 0x7FFFFFFF
        return f"{number % 10 ** self.digits:0{self.digits}}"

    def lines(self, moment):
        """Returns what a person needs to sign in, and to set up another device."""
        left = self.period - moment % self.period
        base32 = to_base32(self.key + b"\0")[:(len(self.key) * 8 + 4) // 5]
        return [f"code now        {self.code(moment)}, for {left} s more",
                f"code after that {self.code(moment + left)}, for {self.period} s",
                f"seed in base32  {base32} ({ALGORITHMS[self.algorithm]}, {self.digits} digits, every {self.period} s)"]


def parse_seed(value):
    reader = Bytes(value, "one-time-password seed")
    algorithm, digits = reader.number(1, 1, 3, "the algorithm"), reader.number(1, 6, 8, "the number of digits")
    period, key = reader.number(1, 1, 255, "the period"), value[reader.offset:]
    require(key, "one-time-password seed: it is empty")
    return Seed(algorithm, digits, period, key)


def unpad(padded):
    content = padded.rstrip(b"\0")
    require(content.endswith(b"\x80") and len(padded) % 64 == 0, "the credential's padding is wrong")
    require(len(padded) - len(content) < 64, "the credential's padding is longer than 64 bytes")
    return content[:-1]


def parse_fields(data):
    require(1 <= len(data) <= 16384, "the field list is empty or too long")
    reader, fields = Bytes(data, "field list"), []
    for _ in range(reader.number(1, 1, 255, "the number of fields")):
        kind = reader.number(1, 1, 4, "a field's kind")
        name = reader.text(255, "a field's name")
        value = reader.take(reader.number(2, 1, 16384, "the length of a value"))
        if kind == 1:
            try:
                value.decode("utf-8")
            except UnicodeDecodeError:
                raise FormatError("field list: a text is not UTF-8") from None
        elif kind == 3:
            parse_seed(value)
        fields.append(Field(kind, name, value))
    reader.end()
    require(len({field.name for field in fields}) == len(fields), "field list: a name appears twice")
    return fields


def check_ciphertext(manifest, ciphertext):
    require(len(ciphertext) == manifest.ciphertext_length, "the ciphertext does not have the manifest's length")
    require(hashlib.sha256(ciphertext).digest() == manifest.ciphertext_hash, "this is another ciphertext")


def open_ciphertext(manifest, ciphertext, key):
    """Returns the field list, after checking length, hash, commitment, seal and padding, in this order."""
    check_ciphertext(manifest, ciphertext)
    require(is_committed(manifest, key), "the key is not the one that the manifest commits to")
    key_and_nonce = blake2b(56, key, b"", b"BGv1 aead", hashlib.sha256(manifest.head).digest())
    return parse_fields(unpad(unseal(key_and_nonce, manifest.head, ciphertext, "the key does not open the ciphertext")))


def is_committed(manifest, key):
    return hmac.compare_digest(derive(key, 1, 32), manifest.commitment)


# Section 7: the manifest

class Group(NamedTuple):
    threshold: int
    members: int
    name: str


class Manifest(NamedTuple):
    identity: bytes
    is_ciphertext_apart: bool
    is_practice: bool
    nonce: bytes
    created: int
    label: str
    credential: str | None
    groups_needed: int
    groups: list
    commitment: bytes
    keys: dict  # by (group, member)
    head: bytes
    ciphertext_length: int
    ciphertext_hash: bytes


def parse_manifest(data):
    reader = Bytes(data, "manifest")
    require(reader.take(3) == b"BGM", "manifest: it does not start with BGM")
    reader.number(1, 1, 1, "the version")
    flags = reader.number(1, 0, 3, "the flags' byte")
    nonce = reader.take(16)
    created = reader.number(8, 0, 253402300799, "the time of creation")
    label = reader.text(64, "the label")
    credential = reader.optional_text(32, "the credential's name")
    groups_needed = reader.number(1, 1, 8, "the group threshold")
    groups = []
    for _ in range(reader.number(1, groups_needed, 8, "the number of groups")):
        threshold = reader.number(1, 1, 32, "a threshold")
        groups.append(Group(threshold, reader.number(1, threshold, 32, "a group's size"),
                            reader.text(32, "a group's name")))
    require(len({group.name for group in groups}) == len(groups), "manifest: two groups have the same name")
    numbers = [(g, m) for g, group in enumerate(groups, 1) for m in range(1, group.members + 1)]
    require(len(numbers) <= 32, "manifest: there are more than 32 shares")
    commitment = reader.take(32)
    keys = {number: reader.take(32) for number in numbers}
    require(len(set(keys.values())) == len(keys), "manifest: two shares have the same verification key")
    require(all(bindings.crypto_core_ed25519_is_valid_point(key) for key in keys.values()),
            "manifest: a verification key is not valid")
    head = reader.data[:reader.offset]
    length = reader.number(2, 80, 16464, "the ciphertext's length")
    require(length % 64 == 16, "manifest: no ciphertext can have that length")
    digest = reader.take(32)
    reader.end()
    return Manifest(hashlib.sha256(data).digest(), bool(flags & 1), bool(flags & 2), nonce, created, label,
                    credential, groups_needed, groups, commitment, keys, head, length, digest)


# Section 8: the share

class Share(NamedTuple):
    identity: bytes  # 16 bytes; from words only 3, see section 11
    group: int
    member: int
    secret: bytes  # plain: y and r; sealed: salt and box
    is_sealed: bool

    @property
    def number(self):
        return f"g{self.group}m{self.member}"

    @property
    def y(self):
        return self.secret[:32]


def parse_share(data):
    reader = Bytes(data, "share")
    is_sealed = reader.number(1, 0x10, 0x11, "the first byte") == 0x11
    identity = reader.take(16)
    group, member = reader.number(1, 1, 8, "the group"), reader.number(1, 1, 32, "the member")
    share = Share(identity, group, member, reader.take(80 if is_sealed else 48), is_sealed)
    reader.end()
    return share


def prove(share, manifest):
    """Raises FormatError for a share that the manifest does not prove."""
    require(not share.is_sealed, f"share {share.number} is sealed")
    require(share.identity == manifest.identity[:16], f"share {share.number} belongs to another set")
    expected = manifest.keys.get((share.group, share.member))
    require(expected, f"the set has no share {share.number}")
    require(hmac.compare_digest(verification_key(share, manifest), expected),
            f"share {share.number} is not the one that the manifest names")


# Section 9: sealing with a passphrase

def open_sealed(share, passphrase):
    """Opens a share with the passphrase as typed or, failing that, in the form of generated ones."""
    require(1 <= len(passphrase.encode("utf-8")) <= 1024, "a passphrase has 1 to 1,024 bytes")
    small = "".join(chr(ord(letter) + 32) if "A" <= letter <= "Z" else letter for letter in passphrase)
    normal = " ".join(word for word in re.split("[ \t]+", small) if word)
    try:
        return open_exactly(share, passphrase)
    except FormatError:
        if normal in ("", passphrase):
            raise
        try:
            return open_exactly(share, normal)
        except FormatError:
            pass
        raise


def open_exactly(share, passphrase):
    require(share.is_sealed, f"share {share.number} is not sealed")
    start, salt = b"\x11" + share.identity + bytes([share.group, share.member]), share.secret[:16]
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    key_and_nonce = bindings.crypto_pwhash_alg(56, words, salt, 3, 256 << 20, bindings.crypto_pwhash_ALG_ARGON2ID13)
    secret = unseal(key_and_nonce, start, share.secret[16:], f"that passphrase does not open share {share.number}")
    return Share(share.identity, share.group, share.member, secret, False)


# Section 10: base32 and codes

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def to_base32(data):
    """Returns whole characters only: bits that do not fill one are dropped."""
    bits = "".join(f"{byte:08b}" for byte in data)
    return "".join(ALPHABET[int(bits[at:at + 5], 2)] for at in range(0, len(bits) - 4, 5))


def compact(text):
    """Returns the text in upper case, without the characters that reading skips."""
    require(text.isascii(), "a character does not belong to base32")
    return re.sub("[ \t\r\n-]", "", text).upper()


def from_base32(text):
    require(all(character in ALPHABET for character in text), "a character does not belong to base32")
    require(len(text) % 8 not in (1, 3, 6), "characters are missing or left over")
    value, loose = int("0" + "".join(f"{ALPHABET.index(c):05b}" for c in text), 2), len(text) * 5 % 8
    require(value & ((1 << loose) - 1) == 0, "unused bits at the end are not zero")
    return (value >> loose).to_bytes(len(text) * 5 // 8, "big")


CODE_KINDS = "BGS1", "BGM1", "BGC1", "BGK1", "BGL1", "BGA1"


class Part(NamedTuple):
    kind: str
    identity: bytes  # 8 bytes
    number: int
    count: int
    chunk: bytes


class Other(NamedTuple):
    """A code of a ledger or a drill, which opens nothing."""
    kind: str
    body: bytes


def read_code(text):
    """Returns a Share, a Part, or an Other."""
    text = compact(text)
    kind = text[:4]
    require(kind in CODE_KINDS, "this is not a code of Breakglass format 1")
    data = from_base32(text[4:])
    require(len(data) >= 4, "the code is too short")
    body, check = data[:-4], data[-4:]
    require(blake2b(16, b"", b"", b"BGv1 check", kind.encode() + body)[:4] == check, "the code's check is wrong")
    if kind == "BGS1":
        return parse_share(body)
    if kind in ("BGK1", "BGL1", "BGA1"):
        return Other(kind, body)
    reader = Bytes(body, "part")
    identity, index = reader.take(8), reader.number(1, 1, 49, "the index")
    count = reader.number(1, index, 5 if kind == "BGM1" else 49, "the count")
    chunk = body[reader.offset:]
    require(len(chunk) == 336 or index == count and 1 <= len(chunk) < 336, "part: the chunk has a wrong length")
    return Part(kind, identity, index, count, chunk)


# Section 11: words

WORDS = """
able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias
blue body brag brew bulb buzz calm cash cats chef city claw code cola cook cost
crux curl cusp cyan dark data days deli dice diet door down draw drop drum dull
duty each easy echo edge epic even exam exit eyes fact fair fern figs film fish
fizz flap flew flux foxy free frog fuel fund gala game gear gems gift girl glow
good gray grim guru gush gyro half hang hard hawk heat help high hill holy hope
horn huts iced idea idle inch inky into iris iron item jade jazz join jolt jowl
judo jugs jump junk jury keep keno kept keys kick kiln king kite kiwi knob lamb
lava lazy leaf legs liar limp lion list logo loud love luau luck lung main many
math maze memo menu meow mild mint miss monk nail navy need news next noon note
numb obey oboe omit onyx open oval owls paid part peck play plus poem pool pose
puff puma purr quad quiz race ramp real redo rich road rock roof ruby ruin runs
rust safe saga scar sets silk skew slot soap solo song stub surf swan taco task
taxi tent tied time tiny toil tomb toys trip tuna twin ugly undo unit urge user
vast very veto vial vibe view visa void vows wall wand warm wasp wave waxy webs
what when whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone zoom
""".split()
BY_LETTERS = {word[0] + word[-1]: byte for byte, word in enumerate(WORDS)}
HEALING = 10


def evaluate(polynomial, x):
    """Returns the value of a polynomial whose highest power comes first."""
    result = 0
    for coefficient in polynomial:
        result = multiply(result, x) ^ coefficient
    return result


def solve(rows):
    """Solves linear equations (coefficients, then the right side) by Gauss; returns None without a single solution."""
    rows, size = [list(row) for row in rows], len(rows[0]) - 1 if rows else 0
    for column in range(size):
        pivot = next((at for at in range(column, len(rows)) if rows[at][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [divide(value, rows[column][column]) for value in rows[column]]
        for at, row in enumerate(rows):
            if at != column and row[column]:
                rows[at] = [a ^ multiply(row[column], b) for a, b in zip(row, rows[column])]
    return None if any(row[size] for row in rows[size:]) else [row[size] for row in rows[:size]]


def heal(core, illegible):
    """Returns the codeword that differs from the core in e places besides the s illegible ones, 2e + s at most 10.

    Place i of n belongs to the power n - 1 - i of the polynomial, and therefore to the locator 3^(n - 1 - i)."""
    require(len(illegible) <= HEALING, "too many words are illegible")
    syndromes = [evaluate(core, EXP[power]) for power in range(HEALING)]
    locators = [EXP[len(core) - 1 - at] for at in range(len(core))]
    clean = syndromes  # what remains of the syndromes after removing the illegible places
    for at in illegible:
        clean = [b ^ multiply(a, locators[at]) for a, b in zip(clean, clean[1:])]
    for errors in range(len(clean) // 2 + 1):
        locator = solve([clean[row:row + errors + 1] for row in range(len(clean) - errors)])
        if locator is None:
            continue
        polynomial = [1] + locator[::-1]  # zero at the locator of each wrong place
        wrong = [at for at in range(len(core)) if at not in illegible and evaluate(polynomial, locators[at]) == 0]
        if len(wrong) != errors:
            continue
        places = [*illegible, *wrong]
        values = solve([[EXP[LOG[locators[at]] * power % 255] for at in places] + [syndromes[power]]
                        for power in range(HEALING)])
        if values is not None:
            healed = bytearray(core)
            for at, value in zip(places, values):
                healed[at] ^= value
            return bytes(healed)
    raise FormatError("the words cannot be corrected: more than five are wrong, or more than ten illegible")


def read_words(words):
    """Returns a Share with three bytes of identity, from the words of one sheet."""
    core, illegible = bytearray(), []
    for word in words:
        if word == "?":
            illegible.append(len(core))
        letters = word[0].lower() + word[-1].lower()
        require(word == "?" or len(word) > 1 and letters in BY_LETTERS, f"“{word}” is not in the list of words")
        core.append(BY_LETTERS.get(letters, 0))
    require(len(core) in (64, 96), f"there are {len(core)} words, not 64 or 96")
    healed = heal(bytes(core), illegible)[:-HEALING]
    is_sealed = len(core) == 96
    require(healed[0] == 0x10 + is_sealed and 1 <= healed[1] <= 8 and 1 <= healed[2] <= 32,
            "the words are not a share of format 1")
    return Share(healed[3:6], healed[1], healed[2], healed[6:], is_sealed)


# Section 12: checked lines

class Line(NamedTuple):
    kind: str
    number: int
    may_be_last: bool
    may_be_other: bool
    data: bytes


LINE_LIMITS = {"BGM1": 60, "BGC1": 659, "BGA1": 4}


def read_line(text):
    text = compact(text)
    require(re.match("[MCA][0-9]{3}", text) and len(text) > 8, "this is not a checked line")
    kind, number = "BG" + text[0] + "1", int(text[1:4])
    require(1 <= number <= LINE_LIMITS[kind], f"no line has the number {number}")
    data = from_base32(text[4:-4])
    require(len(data) <= 25, "the line is too long")

    def matches(last):
        message = kind.encode() + number.to_bytes(2, "big") + bytes([last]) + data
        return to_base32(blake2b(16, b"", b"", b"BGv1 line", message))[:4] == text[-4:]
    line = Line(kind, number, matches(1), len(data) == 25 and matches(0), data)
    require(line.may_be_last or line.may_be_other, "the line's check is wrong")
    return line


# Section 12: how text is cut into items

BLANKS = [0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
HYPHENS = [*range(0x2010, 0x2016), 0x2212]
NOTHING = [0, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]
CHARACTERS = {**dict.fromkeys(BLANKS, " "), **dict.fromkeys(HYPHENS, "-"), **dict.fromkeys(NOTHING)}
LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
FILLER = "[ \t-]*"
ANY_CASE = re.ASCII | re.IGNORECASE
MARK = re.compile("|".join(FILLER.join(kind) for kind in CODE_KINDS), ANY_CASE)
MARK_OF_LATER_VERSION = re.compile(FILLER + "(" + FILLER.join(["B", "G", "[A-Z]", "[0-9]"]) + ")", ANY_CASE)
LINE_MARK = re.compile("(?<![A-Z0-9])[MCA]" + 3 * (FILLER + "[0-9]"), ANY_CASE)
BASE32_LINE = re.compile("[A-Z2-7 \t-]*[A-Z2-7][A-Z2-7 \t-]*", ANY_CASE)
LETTER_AND_COLON = re.compile("([A-L]):(.*)", ANY_CASE)


def decode_text(data):
    """Returns the lines of a text from any system, in the format's characters; what is not UTF-8 becomes U+FFFD."""
    pairs = data[:64]
    encoding = "utf-8"
    if len(data) >= 4 and len(data) % 2 == 0:
        high_first, low_first = pairs[::2], pairs[1::2]
        if data[:2] == b"\xff\xfe" or not any(low_first) and all(high_first):
            encoding = "utf-16-le"
        elif data[:2] == b"\xfe\xff" or not any(high_first) and all(low_first):
            encoding = "utf-16-be"
    return LINE_END.split(data.decode(encoding, "replace").translate(CHARACTERS))


class Row(NamedTuple):
    letter: str | None
    words: list
    line: int


class Refused(NamedTuple):
    item: str  # "code", "checked line" or "words"
    where: str
    why: str


def is_exact(word):
    return word == "?" or word.lower() in WORDS or len(word) == 2 and word.lower() in BY_LETTERS


def is_listed(word):
    return word == "?" or word[0].lower() + word[-1].lower() in BY_LETTERS


def read_row(line, number):
    """Returns a Row, or None."""
    words = [word for word in re.split("[ \t,]+", line) if word]
    letter = None
    labelled = LETTER_AND_COLON.fullmatch(words[0]) if words else None
    if labelled:
        letter, rest = labelled.groups()
        words[:1] = [rest] if rest else []
    elif len(words) == 9 and re.fullmatch("[A-L]", words[0], ANY_CASE) and all(map(is_exact, words[1:])):
        letter = words.pop(0)
    if not words or not all(word == "?" or re.fullmatch("[A-Za-z]{2,}", word) for word in words):
        return None
    exact = sum(map(is_exact, words))
    if letter is None and exact < (len(words) if len(words) < 4 else len(words) / 2):
        return None
    return Row(letter and letter.upper(), words, number)


class WordRun:
    """The rows of one share."""

    def __init__(self, row):
        self.rows = [row]

    @property
    def letters(self):
        return [row.letter for row in self.rows if row.letter]

    @property
    def is_lettered(self):
        return len(self.letters) == len(self.rows)

    def ordered(self):
        return sorted(self.rows, key=lambda row: row.letter) if self.is_lettered else self.rows

    def words(self):
        return [word for row in self.ordered() for word in row.words]

    def missing_row(self):
        """Returns the first missing row of a share whose rows all have letters."""
        if self.is_lettered:
            rows = "ABCDEFGHIJKL"[:max(8, ord(max(self.letters)) - 64)]
            return next((letter for letter in rows if letter not in self.letters), None)
        return None

    def ends_before(self, row):
        if row.letter and self.letters:
            return row.letter in self.letters
        return row.letter == "A" or self.is_complete(row)

    def is_complete(self, row):
        if (self.missing_row() or "I") < "I":
            return False
        words = self.words()
        first = word_byte(words[0])
        if first == 0x10:
            return len(words) >= 64
        if first == 0x11 or len(words) != 64:
            return len(words) >= 96
        return word_byte(row.words[0]) in (0x10, 0x11) or heals_to_plain(words)


def word_byte(word):
    """Returns the byte of a word; None for `?` and for a word that is not in the list."""
    return None if word == "?" else BY_LETTERS.get(word[0].lower() + word[-1].lower())


def heals_to_plain(words):
    try:
        return not read_words([word if is_listed(word) else "?" for word in words]).is_sealed
    except FormatError:
        return False


def read_pieces(pieces, read, item, number):
    """Returns what the first piece is, alone or with the ones after it; otherwise why it cannot be read alone."""
    first = None
    for count in range(1, len(pieces) + 1):
        try:
            return read("".join(pieces[:count]))
        except FormatError as error:
            first = first or Refused(item, f"line {number}", str(error))
    return first


def cut_text(data):
    """Returns the codes, checked lines and shares in words of a text, as they are read, and what is Refused: codes and
    lines in order, then words, as lists of 64 or 96, or however many there are."""
    lines, found, runs = decode_text(data), [], []
    for number, line in enumerate(lines, 1):
        following = []
        for other in lines[number:number + 64]:
            if not BASE32_LINE.fullmatch(other):
                break
            following.append(other)
        starts = [match.start() for match in MARK.finditer(line)]
        later = MARK_OF_LATER_VERSION.match(line)
        if later and later.start(1) not in starts:
            starts.insert(0, later.start(1))
        for start, end in zip(starts, [*starts[1:], None]):
            pieces = [line[start:end], *(following if end is None else [])]
            found.append(read_pieces(pieces, read_code, "code", number))
        if starts:
            continue
        mark = LINE_MARK.search(line)
        if mark:
            found.append(read_pieces([line[mark.start():], *following[:1]], read_line, "checked line", number))
            continue
        row = read_row(line, number)
        if row and runs and not runs[-1].ends_before(row):
            runs[-1].rows.append(row)
        elif row:
            runs.append(WordRun(row))
    for run in runs:
        unlisted = next((row for row in run.ordered() if not all(map(is_listed, row.words))), None)
        if run.missing_row():
            found.append(Refused("words", f"row {run.missing_row()}", "this row of the words is missing"))
        elif unlisted:
            found.append(Refused("words", f"line {unlisted.line}", "a word is not in the list of words"))
        else:
            found.append(run.words())
    return found


# Section 16: recovery. First, combining: the quorum, then the commitment

def quorums(manifest, by_group, most=20000):
    """Yields minimal quorums: all of them or, when there are too many, random ones."""
    ready = [g for g, group in enumerate(manifest.groups, 1) if len(by_group.get(g, ())) >= group.threshold]
    needed = {g: manifest.groups[g - 1].threshold for g in ready}

    def enumerate_all():
        for groups in itertools.combinations(ready, manifest.groups_needed):
            choices = [itertools.combinations(sorted(by_group[g]), needed[g]) for g in groups]
            for members in itertools.product(*choices):
                yield dict(zip(groups, members))
    ways = math.prod(math.comb(len(by_group[g]), needed[g]) for g in ready)
    if ways * math.comb(len(ready), manifest.groups_needed) <= most:
        yield from enumerate_all()
    else:
        for _ in range(most):
            groups = random.sample(ready, manifest.groups_needed)
            yield {g: random.sample(sorted(by_group[g]), needed[g]) for g in groups}


def missing(manifest, by_group):
    """Returns what is missing for a quorum, in words for people; empty when nothing is missing."""
    counts = [(len(by_group.get(g, ())), group) for g, group in enumerate(manifest.groups, 1)]
    ready = sum(count >= group.threshold for count, group in counts)
    if ready >= manifest.groups_needed:
        return ""
    lacking = [f"{group.name}: {count} of the {group.threshold} shares needed"
               for count, group in counts if count < group.threshold]
    return f"{ready} of the {manifest.groups_needed} groups needed are complete ({'; '.join(lacking)})"


def by_number(shares):
    """Returns the values by group and member; two shares with the same number count as one."""
    groups = {}
    for share in shares:
        known = groups.setdefault(share.group, {}).setdefault(share.member, share.y)
        require(known == share.y, f"there are two different shares {share.number}")
    return groups


def find_quorum(manifest, groups):
    """Returns the strings of the groups of a quorum whose key is the manifest's, and the key."""
    lack = missing(manifest, groups)
    require(not lack, lack, Lacking)
    for quorum in quorums(manifest, groups):
        strings = {g: interpolate({m: groups[g][m] for m in members}) for g, members in quorum.items()}
        key = interpolate(strings)
        if is_committed(manifest, key):
            return strings, key
    raise FormatError("the shares do not give the key that the manifest commits to; try other shares")


def combine(manifest, shares):
    """Returns the key, from proven shares."""
    return find_quorum(manifest, by_number(shares))[1]


def misfits(manifest, shares):
    """Yields the numbers of proven shares that are not on the polynomials of the others."""
    groups = by_number(shares)
    strings, _ = find_quorum(manifest, groups)
    for g, values in sorted(groups.items()):
        for chosen in itertools.islice(itertools.combinations(values, manifest.groups[g - 1].threshold), 5000):
            points = {m: values[m] for m in chosen}
            if interpolate(points) == interpolate(strings, g):
                yield from (f"g{g}m{m}" for m in sorted(values) if interpolate(points, m) != values[m])
                break
        else:
            if len(values) >= manifest.groups[g - 1].threshold:
                yield f"g{g}"


# Section 16: assembling manifests and ciphertexts (sections 10 and 12)

def assemblies(pieces, most=5000):
    """Yields objects from parts or lines of one kind, given as a list of (source, number, count, bytes): each source's
    pieces alone, then all but one source's, then any combination."""
    for count in sorted({count for _, _, count, _ in pieces if count}):  # 0 for a line that is not the last
        sources = list(dict.fromkeys(piece[0] for piece in pieces))
        trials = [[source] for source in sources] + [[s for s in sources if s != out] for out in sources] + [sources]
        for trial in trials:
            slots = [list(dict.fromkeys(data for source, number, of, data in pieces
                                        if number == place and source in trial
                                        and (of == count or of == 0 and place < count)))
                     for place in range(1, count + 1)]
            for choice in itertools.islice(itertools.product(*slots), most if trial is trials[-1] else 16):
                yield b"".join(choice)


def put_together(kind, found, accept):
    """Returns everything that `accept` takes, from the parts (each identity separately) and the lines of that kind."""
    parts, typed = {}, {}
    for source, piece in found:
        if isinstance(piece, Part) and piece.kind == kind:
            parts.setdefault(piece.identity, []).append((source, piece.number, piece.count, piece.chunk))
        elif isinstance(piece, Line) and piece.kind == kind:
            typed.setdefault((source, piece.number), []).append(piece)
    lines = [(source, number, of, line.data) for (source, number), same in typed.items() for line in same[-8:]
             for of, may_be in ((number, line.may_be_last), (0, line.may_be_other)) if may_be]
    results = {}
    for identity, pieces in [*parts.items(), (b"", lines)]:
        for data in assemblies(pieces):
            try:
                results.setdefault(data, accept(data, identity))
            except FormatError:
                pass
    return results


def accept_manifest(data, identity):
    manifest = parse_manifest(data)
    require(manifest.identity.startswith(identity), "the manifest is not the one that its parts name")
    return manifest


# Section 16: reading files

def say(*what):
    print("recover:", *what, file=sys.stderr)


def read_texts(name, data):
    """Returns what a text contains, and reports what must be refused."""
    found = []
    for piece in cut_text(data):
        try:
            if isinstance(piece, Refused):
                raise FormatError(f"{piece.where}: {piece.why}")
            found.append(read_words(piece) if isinstance(piece, list) else piece)
        except FormatError as error:
            say(f"{name}: {error}")
    return found


def run_program(package, *command):
    """Returns what a program of a Debian package writes."""
    try:
        return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout
    except FileNotFoundError:
        raise ProgramMissing(command[0], package) from None
    except OSError as error:
        raise FormatError(f"cannot run {command[0]}: {error}") from None


def scan(name, image):
    codes = run_program("zbar-tools", "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", image)
    found = []
    for text in codes.decode("utf-8", "replace").splitlines():
        if text.upper().startswith("BG"):
            try:
                found.append(read_code(text))
            except FormatError as error:
                say(f"{name}: {error}")
    return found


def is_whole(found):
    """Returns whether a share and every part of a manifest and a ciphertext were found, so that nothing is missing."""
    parts = {}
    for piece in found:
        if isinstance(piece, Part):
            parts.setdefault((piece.kind, piece.count), set()).add(piece.number)
    return (any(isinstance(piece, Share) for piece in found) and {kind for kind, _ in parts} == {"BGM1", "BGC1"}
            and all(len(numbers) == count for (_, count), numbers in parts.items()))


def read_pdf(name):
    found = []
    for resolution in 300, 200:
        if not is_whole(found):
            with tempfile.TemporaryDirectory() as folder:
                run_program("poppler-utils", "pdftoppm", "-r", resolution, "-gray", name, pathlib.Path(folder) / "page")
                for page in sorted(pathlib.Path(folder).iterdir()):
                    found += [piece for piece in scan(f"{name}, {page.stem}", page) if piece not in found]
    return found


def read_file(name):
    """Returns the shares, parts, lines and manifests in a file."""
    try:
        data = pathlib.Path(name).read_bytes()
    except OSError as error:
        raise FormatError(str(error)) from None
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")):
        return scan(name, name)
    if b"%PDF-" in data[:1024]:
        return read_pdf(name)
    if data.startswith(b"BGM") and data[3:4] < b" ":
        return [parse_manifest(data)]
    return read_texts(name, data)


def describe(piece):
    if isinstance(piece, Share):
        return ("sealed " if piece.is_sealed else "") + f"share {piece.number}"
    if isinstance(piece, Manifest):
        return "a manifest"
    if isinstance(piece, Part):
        return f"{'manifest' if piece.kind == 'BGM1' else 'ciphertext'} {piece.number} of {piece.count}"
    if isinstance(piece, Other):
        return "a code of a ledger or a drill"
    return f"line {piece.kind[2]}{piece.number:03}"


# Section 16: the steps

def belongs(share, manifest):
    return manifest.identity.startswith(share.identity)


def set_code(manifest):
    """Returns the code of a set (section 13)."""
    return "-".join(re.findall("....", to_base32(manifest.identity[:10])))


def name_set(manifest):
    words = " ".join(WORDS[byte] for byte in manifest.identity[:4])
    credential = f" / {manifest.credential}" if manifest.credential else ""
    return f"{set_code(manifest)} ({words}), {manifest.label}{credential}{' (PRACTICE)' * manifest.is_practice}"


def is_named(manifest, wanted):
    wanted = re.sub("[ -]", "", wanted)
    return wanted.lower() == manifest.identity.hex() or wanted.upper() == set_code(manifest).replace("-", "")


def counts(share, manifest):
    """Returns whether a share is proven, or is sealed and cannot be proven yet."""
    if not belongs(share, manifest):
        return False
    if share.is_sealed:
        return (share.group, share.member) in manifest.keys
    try:
        prove(share._replace(identity=manifest.identity[:16]), manifest)
        return True
    except FormatError:
        return False


def choose_manifest(found, shares, wanted=None, is_practice=False):
    """Returns the requested set; otherwise the only one with shares; otherwise the only one."""
    manifests = {manifest.identity: manifest for manifest in put_together("BGM1", found, accept_manifest).values()}
    manifests |= {piece.identity: piece for _, piece in found if isinstance(piece, Manifest)}
    require(manifests, "no manifest is complete: scan or type it from one sheet of the set", Lacking)
    sets = []
    for manifest in manifests.values():
        if manifest.is_practice == is_practice:
            sets.append(manifest)
        else:
            say(f"set {name_set(manifest)} does not count: " + ("it is not for practice" if is_practice else
                                                                "it is for practice, and --practice is not given"))
    require(sets, "no set of this kind is here: with --practice, only practice sets count; without it, only others")
    if wanted is not None:
        sets = [manifest for manifest in sets if is_named(manifest, wanted)]
        require(sets, f"no manifest of the set {wanted} is here")
        require(len(sets) == 1, f"several sets have the code {wanted}: give the 64 digits of one of "
                + ", ".join(manifest.identity.hex() for manifest in sets))
    else:
        sets = [manifest for manifest in sets if any(counts(share, manifest) for share in shares)] or sets
        require(len(sets) == 1, "several sets are here; choose one with --set:"
                + "".join(f"\n  {name_set(manifest)}" for manifest in sets))
    say(f"set {name_set(sets[0])}")
    return sets[0]


def proven_shares(manifest, shares, passphrases):
    proven = []
    for share in shares:
        try:
            require(belongs(share, manifest), f"share {share.number} belongs to another set")
            share = share._replace(identity=manifest.identity[:16])
            if share.is_sealed:
                passphrase = passphrases.get(share.number)
                if passphrase is None and sys.stdin.isatty():
                    passphrase = getpass.getpass(f"Passphrase of share {share.number}, empty to continue without it: ")
                require(passphrase, f"share {share.number} is sealed, and its passphrase was not given")
                share = open_sealed(share, passphrase)
            prove(share, manifest)
            if share not in proven:
                proven.append(share)
                say(f"share {share.number} is proven")
        except FormatError as error:
            say(error)
    return proven


def recover(found, passphrases, wanted=None, is_practice=False):
    """Returns the field list, from all pieces found, each with the file that it came from."""
    shares = list(dict.fromkeys(piece for _, piece in found if isinstance(piece, Share)))
    manifest = choose_manifest(found, shares, wanted, is_practice)
    ciphertexts = put_together("BGC1", found, lambda data, _: check_ciphertext(manifest, data))
    proven = proven_shares(manifest, shares, passphrases)
    apart = ": it is on the vault sheet" if manifest.is_ciphertext_apart else ""
    lack = missing(manifest, by_number(proven))
    require(ciphertexts, "the manifest's ciphertext is missing" + apart + (f". {lack}" if lack else ""), Lacking)
    key = combine(manifest, proven)
    for number in misfits(manifest, proven):
        say(f"{number} does not fit the other shares: it was dealt wrong")
    return open_ciphertext(manifest, next(iter(ciphertexts)), key)


# What a person gets

def is_readable(value):
    """Returns whether a terminal shows a value as it is."""
    try:
        return not FORBIDDEN.search(value.decode("utf-8").replace("\n", "").replace("\t", ""))
    except UnicodeDecodeError:
        return False


def show_seed(seed, out):
    """Shows the codes of a seed, and again each time that the person presses Enter."""
    while True:
        moment = int(time.time())
        clock = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc)
        out.write("\n".join([*seed.lines(moment), f"this clock      {clock:%Y-%m-%d %H:%M:%S} UTC", ""]))
        out.flush()
        if not sys.stdin.isatty():
            return
        say("a service refuses the codes if that clock is wrong. Enter shows the codes again; Ctrl-D ends")
        try:
            if not sys.stdin.readline():
                return
        except KeyboardInterrupt:
            return


def write_field(field, is_raw):
    """Writes a field for whoever reads it: a person at a terminal, or a program."""
    is_seen = sys.stdout.isatty()
    if field.kind == 3 and not is_raw:
        seed = parse_seed(field.value)
        if is_seen:
            return show_seed(seed, sys.stdout)
        sys.stdout.write(seed.code(int(time.time())))
    else:
        require(is_raw or not is_seen or is_readable(field.value),
                f"{field.name} is not plain text: send it into a file with > FILE, or write it here with --raw")
        sys.stdout.buffer.write(field.value + (b"\n" if is_seen and not is_raw else b""))


def main():
    parser = argparse.ArgumentParser(description="Recover a credential from Breakglass sheets.")
    parser.add_argument("--field", metavar="NAME", help="the field to write, if there is more than one")
    parser.add_argument("--raw", action="store_true",
                        help="write the bytes of the field with nothing added, also of a one-time-password seed: "
                             "algorithm, digits, period, then the seed")
    parser.add_argument("--passphrase", metavar="SHARE=FILE", action="append", default=[],
                        help="a file whose first line is the passphrase of a sealed share, such as g1m2")
    parser.add_argument("--set", metavar="CODE", help="the set to recover: its code, or its manifest's SHA-256")
    parser.add_argument("--practice", action="store_true", help="use practice sets only")
    parser.add_argument("files", metavar="FILE", nargs="+")
    given, found, passphrases = parser.parse_args(), [], {}
    program = None
    try:
        for option in given.passphrase:
            number, _, name = option.partition("=")
            passphrases[number] = re.split("\r?\n", pathlib.Path(name).read_text(encoding="utf-8"))[0]
        for name in given.files:
            try:
                pieces = read_file(name)
                say(f"{name}: {', '.join(map(describe, pieces)) or 'nothing'}")
                found += [(name, piece) for piece in pieces]
            except ProgramMissing as missing_program:
                program = missing_program
                say(f"{name}: cannot be read without {program.args[0]}")
            except FormatError as error:
                say(f"{name}: {error}")
        fields = recover(found, passphrases, given.set, given.practice)
    except (FormatError, OSError, UnicodeDecodeError) as error:
        if program:
            print("recover.py: error: {0} is missing, and scans need it; hint: on Debian `apt install {1}`, before the "
                  "computer goes offline; or type the sheets into a text file".format(*program.args), file=sys.stderr)
            return 69
        say(f"error: {error}")
        is_missing = isinstance(error, OSError) or not all(pathlib.Path(name).exists() for name in given.files)
        return 66 if is_missing else 3 if isinstance(error, Lacking) else 65
    names = [field.name for field in fields]
    if given.field not in names and (given.field or len(names) > 1):
        say(f"error: choose a field with --field: {', '.join(names)}")
        return 66 if given.field else 64
    try:
        write_field(fields[names.index(given.field) if given.field else 0], given.raw)
    except FormatError as error:
        say(f"error: {error}")
        return 64
    return 0


if __name__ == "__main__":
    sys.exit(main())
