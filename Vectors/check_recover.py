#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the second reader against the test vectors: every set is read back from all of its texts, and everything
that must fail fails."""

import json
import pathlib
import random
import sys

import recover

HERE = pathlib.Path(__file__).resolve().parent
faults = []


def vectors(folder):
    for path in sorted((HERE / folder).glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def check(name, what, found, expected):
    if found != expected:
        faults.append(f"{name}: {what} is {found!r}, not {expected!r}")


def whole(readings, name):
    """The bytes that parts or lines carry, in the order in which they are printed."""
    return b"".join(reading.chunk if hasattr(reading, "chunk") else reading.data for reading in readings)


def check_set(name, vector):
    manifest = recover.parse_manifest(bytes.fromhex(vector["manifest"]))
    check(name, "identity", manifest.identity.hex(), vector["identity"])
    check(name, "label", (manifest.label, manifest.credential, manifest.is_practice),
          (vector["label"], vector.get("credential"), vector["isPractice"]))
    ciphertext = bytes.fromhex(vector["ciphertext"])
    for kind, expected in ("manifest", bytes.fromhex(vector["manifest"])), ("ciphertext", ciphertext):
        codes = [recover.read_code(text) for text in vector[kind + "Codes"]]
        lines = [recover.read_line(text) for text in vector[kind + "Lines"]]
        check(name, kind + " codes", whole(codes, name), expected)
        check(name, kind + " lines", whole(lines, name), expected)
    shares = []
    for entry in vector["shares"]:
        share = recover.parse_share(bytes.fromhex(entry["bytes"]))
        recover.prove(share, manifest)
        recover.prove(recover.read_code(entry["code"]), manifest)
        shares.append(share)
        check_healing(f"{name} {entry['number']}", entry["words"].split())
        sealed = entry.get("sealed")
        if sealed:
            opened = recover.open_sealed(recover.read_code(sealed["code"]), sealed["passphrase"])
            recover.prove(opened, manifest)
    key = recover.combine(manifest, shares)
    check(name, "key", key.hex(), vector["key"])
    fields = recover.open_ciphertext(manifest, ciphertext, key)
    found = [(field.kind, field.name, field.value.hex()) for field in fields]
    check(name, "fields", found, [(field["kind"], field["name"], field["value"]) for field in vector["fields"]])


def check_healing(name, words):
    """Any five wrong words, ten illegible ones, or three and four, are healed."""
    generator = random.Random(name)
    whole = recover.read_words(words)
    for wrong, illegible in (5, 0), (0, 10), (3, 4), (1, 8):
        places = generator.sample(range(len(words)), wrong + illegible)
        damaged = list(words)
        for place in places[:wrong]:
            damaged[place] = generator.choice([word for word in recover.WORDS if word != words[place]])
        for place in places[wrong:]:
            damaged[place] = "?"
        check(name, f"{wrong} wrong and {illegible} illegible words", recover.read_words(damaged), whole)


def attempt(vector):
    """Does with a must-fail vector what a reader would do."""
    encoding, given = vector["encoding"], vector["input"]
    manifest = recover.parse_manifest(bytes.fromhex(vector["manifest"])) if vector.get("manifest") else None
    if encoding == "manifest":
        recover.parse_manifest(bytes.fromhex(given[0]))
    elif encoding == "code":
        recover.read_code(given[0])
    elif encoding == "line":
        recover.read_line(given[0])
    elif encoding == "words":
        recover.read_words(given[0].split())
    elif encoding == "ciphertext":
        recover.check_ciphertext(manifest, bytes.fromhex(given[0]))
    else:
        shares = [recover.parse_share(bytes.fromhex(text)) for text in given]
        if "passphrase" in vector:
            shares = [recover.open_sealed(share, vector["passphrase"]) for share in shares]
        for share in shares:
            recover.prove(share, manifest)
        if encoding == "shares":
            key = recover.combine(manifest, shares)
            recover.open_ciphertext(manifest, bytes.fromhex(vector["ciphertext"]), key)


for name, vector in vectors("sets"):
    try:
        check_set(name, vector)
    except recover.FormatError as error:
        faults.append(f"{name}: refused: {error}")
count = 0
for name, vector in vectors("must-fail"):
    try:
        attempt(vector)
        faults.append(f"{name}: accepted, although {vector['why']}")
    except recover.FormatError:
        count += 1
for fault in faults:
    print("check_recover: error:", fault, file=sys.stderr)
print(f"the second reader reads and heals every set, and refuses {count} things that must fail")
sys.exit(1 if faults or count == 0 else 0)
