#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the second reader against the test vectors: it must read back every set from all of its texts, and refuse
everything that must fail."""

import contextlib
import io
import json
import os
import pathlib
import pty
import random
import subprocess
import sys
import tempfile
import time

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
    """Returns the bytes of parts or lines, in the order in which they are printed."""
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
    """Checks that any five wrong words, ten illegible ones, or three and four are corrected."""
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
    """Reads a must-fail vector as a reader would."""
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


def cut(data):
    """Returns what a text contains, in the form of Vectors/text/expected.json."""
    result = {"codes": [], "lines": [], "words": [], "refused": []}
    for piece in recover.cut_text(data):
        if isinstance(piece, recover.Refused):
            result["refused"].append(f"{piece.item}{': ' if piece.item == 'words' else ' in '}{piece.where}")
        elif isinstance(piece, recover.Line):
            result["lines"].append({"line": f"{piece.kind[2]}{piece.number:03}", "data": piece.data.hex(),
                                    "mayBeLast": piece.may_be_last, "mayBeOther": piece.may_be_other})
        elif isinstance(piece, list):
            values = map(recover.word_byte, piece)
            result["words"].append(" ".join("?" if value is None else recover.WORDS[value] for value in values))
        else:
            result["codes"].append(encoded(piece))
    return result


def encoded(piece):
    """Returns the text of the code of a share or a part."""
    if isinstance(piece, recover.Share):
        kind, numbers = "BGS1", bytes([piece.group, piece.member])
        body = bytes([0x10 + piece.is_sealed]) + piece.identity + numbers + piece.secret
    else:
        kind, body = piece.kind, piece.identity + bytes([piece.number, piece.count]) + piece.chunk
    check = recover.blake2b(16, b"", b"", b"BGv1 check", kind.encode() + body)[:4]
    text = kind + recover.to_base32(body + check + b"\0")
    return text[:4 + (len(body + check) * 8 + 4) // 5]


def check_texts():
    expected = json.loads((HERE / "text/expected.json").read_text(encoding="utf-8"))
    files = sorted(path.name for path in (HERE / "text").glob("*.txt"))
    check("text", "the files", files, sorted(expected))
    for name in files:
        found = cut((HERE / "text" / name).read_bytes())
        for key, value in found.items():
            check(f"text/{name}", key, value, expected[name][key])
    return len(files)


def refusal(act, *given):
    """Returns why something is refused; hides other messages."""
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            act(*given)
    except recover.FormatError as error:
        return str(error)
    return None


def check_choice():
    """Checks which set is opened when the sheets of several are present (section 16)."""
    one, two, practice = (json.loads((HERE / f"sets/{name}.json").read_text(encoding="utf-8"))
                          for name in ("one-of-one", "security-and-operations", "practice"))

    def sheet(vector, shares=1):
        codes = vector["manifestCodes"] + [share["code"] for share in vector["shares"][:shares]]
        return [(vector["label"], recover.read_code(code)) for code in codes]

    def chosen(found, wanted=None, is_practice=False):
        shares = [piece for _, piece in found if isinstance(piece, recover.Share)]
        with contextlib.redirect_stderr(io.StringIO()):
            try:
                return recover.choose_manifest(found, shares, wanted, is_practice).identity.hex()
            except recover.FormatError as error:
                return str(error)

    both = sheet(one) + sheet(two, 3)
    listed = chosen(both)
    check("choice", "the answer to several sets", listed.startswith("several sets are here"), True)
    for vector in one, two:
        check("choice", "the list names the set", vector["setCode"] in listed and vector["setWords"] in listed, True)
        for name in vector["setCode"], vector["setCode"].lower().replace("-", " "), vector["identity"].upper():
            check("choice", f"the set called {name}", chosen(both, name), vector["identity"])
    check("choice", "the only set with shares", chosen(sheet(one, 0) + sheet(two)), two["identity"])
    check("choice", "the only set", chosen(sheet(one, 0)), one["identity"])
    check("choice", "sets without shares", chosen(sheet(one, 0) + sheet(two, 0)).startswith("several sets"), True)
    check("choice", "a set that is not here", "no manifest of the set" in chosen(sheet(one), two["setCode"]), True)
    # A forged share that names a set does not make that set a choice.
    share = sheet(two)[-1][1]
    forged = share._replace(secret=bytes(48))
    check("choice", "a forged share", chosen(sheet(one) + sheet(two, 0) + [("forged", forged)]), one["identity"])

    check("practice", "a practice set", "--practice" in chosen(sheet(practice)), True)
    named = chosen(sheet(practice), practice["setCode"])
    check("practice", "a practice set that is named", "--practice" in named, True)
    check("practice", "a practice set for practice", chosen(sheet(practice), None, True), practice["identity"])
    check("practice", "another set for practice", "--practice" in chosen(sheet(one), None, True), True)
    check("practice", "a practice set beside another", chosen(sheet(practice) + sheet(one)), one["identity"])

    twins = [recover.parse_manifest(bytes.fromhex(vector["manifest"])) for vector in (one, two)]
    twins[1] = twins[1]._replace(identity=twins[0].identity[:10] + bytes(22))
    found = [("twins", twin) for twin in twins]
    check("choice", "two sets of one code", "several sets have the code" in chosen(found, one["setCode"]), True)
    check("choice", "one of two sets of one code", chosen(found, one["identity"]), one["identity"])


def check_passphrases():
    share = recover.parse_share(b"\x11" + bytes(16) + b"\1\1" + bytes(80))
    for passphrase in "", "p" * 1025, "é" * 513:
        why = refusal(recover.open_sealed, share, passphrase) or ""
        check("passphrase", f"{len(passphrase)} characters", "1 to 1,024 bytes" in why, True)
    why = refusal(recover.open_sealed, share, "é" * 512) or ""
    check("passphrase", "1,024 bytes", "does not open" in why, True)


def check_doubtful_lines():
    """Checks that a line that may or may not be the last is tried as both, in the first, middle and last places."""
    texts = (HERE / "text/lines-doubtful.txt").read_text(encoding="utf-8").splitlines()
    first, second = (recover.read_line(text) for text in texts)
    third = recover.Line("BGC1", 3, True, False, b"the end")
    whole = [first, second, third]
    for lines, expected in ([first], [first]), ([second, first], [first, second]), (whole, whole), (whole[::-1], whole):
        objects = recover.put_together("BGC1", [("typed", line) for line in lines], lambda data, _: data)
        check("lines", f"an object of {len(expected)} lines", b"".join(line.data for line in expected) in objects, True)
    again = second._replace(data=bytes(25))
    objects = recover.put_together("BGC1", [("typed", line) for line in (first, second, again)], lambda data, _: data)
    both = [first.data, first.data + second.data, first.data + again.data]
    check("lines", "two lines with one number", sorted(objects), sorted(both))


def check_files():
    """Checks that everything but images, PDFs and manifests is text, and that a PDF may begin after other bytes."""
    read = []
    recover.read_pdf, original = lambda name: read.append(name) or [], recover.read_pdf
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        path = pathlib.Path(folder) / "saved"
        for data, is_pdf in (b"%PDF-1.7", True), (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7", True), (b"\xfcber", False):
            path.write_bytes(data)
            found = recover.read_file(path)
            check("files", f"what {data!r} gives", (found, bool(read)), ([], is_pdf))
            read.clear()
    recover.read_pdf = original


# RFC 6238, appendix B: the seeds of each algorithm, and the codes of each time.
RFC_6238_SEEDS = {number: (b"1234567890" * 7)[:size] for number, size in ((1, 20), (2, 32), (3, 64))}
RFC_6238_CODES = {
    59: ("94287082", "46119246", "90693936"), 1111111109: ("07081804", "68084774", "25091201"),
    1111111111: ("14050471", "67062674", "99943326"), 1234567890: ("89005924", "91819424", "93441116"),
    2000000000: ("69279037", "90698825", "38618901"), 20000000000: ("65353130", "77737706", "47863826"),
}


def check_codes():
    """Checks the codes of a seed against the vectors of RFC 6238, and what a person reads."""
    for moment, codes in RFC_6238_CODES.items():
        for (number, key), code in zip(RFC_6238_SEEDS.items(), codes):
            for digits in 6, 7, 8:
                seed = recover.parse_seed(bytes([number, digits, 30]) + key)
                check("codes", f"{digits} digits of algorithm {number} at {moment}", seed.code(moment), code[-digits:])
    # A period of a minute counts as many minutes as 30 seconds count half minutes.
    slow = recover.parse_seed(b"\1\x08\x3c" + RFC_6238_SEEDS[1])
    check("codes", "a period of 60 s", slow.code(2 * 59), "94287082")
    check("codes", "a period of 60 s, from its first second", (slow.code(59) == slow.code(60), slow.code(60)),
          (False, "94287082"))
    seed = recover.parse_seed(b"\1\x08\x1e" + RFC_6238_SEEDS[1])
    check("codes", "the lines in the last but one second", seed.lines(58), [
        "code now        94287082, for 2 s more", "code after that 37359152, for 30 s",
        "seed in base32  GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ (SHA-1, 8 digits, every 30 s)"])
    for key, base32 in (b"f", "MY"), (b"foobar", "MZXW6YTBOI"):  # RFC 4648
        lines = recover.parse_seed(b"\3\6\x1e" + key).lines(0)
        check("codes", "a seed in base32", lines[2], f"seed in base32  {base32} (SHA-512, 6 digits, every 30 s)")


def written(texts, *options, at_terminal):
    """Returns the exit code and what the reader writes to a terminal, or to a pipe, from the texts of a set."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(texts))
        file.flush()
        ours, theirs = pty.openpty() if at_terminal else os.pipe()
        done = subprocess.run([sys.executable, "-B", str(HERE / "recover.py"), file.name, *options], stdout=theirs,
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        os.close(theirs)
        try:
            return done.returncode, os.read(ours, 65536).replace(b"\r\n", b"\n")
        except OSError:  # nothing was written to the terminal
            return done.returncode, b""
        finally:
            os.close(ours)


def typed(texts, *options, keys):
    """Returns the exit code and the whole screen of the reader at a terminal where a person types these keys."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(texts))
        file.flush()
        ours, theirs = pty.openpty()
        os.write(ours, keys)
        done = subprocess.run([sys.executable, "-B", str(HERE / "recover.py"), file.name, *options], stdout=theirs,
                              stdin=theirs, stderr=theirs, check=False)
        os.close(theirs)
        screen = b""
        try:
            while chunk := os.read(ours, 65536):
                screen += chunk
        except OSError:  # everything was read
            os.close(ours)
        return done.returncode, screen.decode()


def check_output():
    """Checks what a person at a terminal gets of each kind of field, and what a pipe gets."""
    vector = json.loads((HERE / "sets/every-kind.json").read_text(encoding="utf-8"))
    texts = vector["manifestCodes"] + vector["ciphertextCodes"] + [share["code"] for share in vector["shares"]]
    for field in vector["fields"]:
        value, of = bytes.fromhex(field["value"]), f"the {recover.KINDS[field['kind']]}"
        for at_terminal in False, True:
            raw = written(texts, "--field", field["name"], "--raw", at_terminal=at_terminal)
            check("output", f"{of} with --raw", raw, (0, value))
        piped, shown = (written(texts, "--field", field["name"], at_terminal=terminal) for terminal in (False, True))
        if field["kind"] == 3:
            seed, now = recover.parse_seed(value), int(time.time())
            codes = [seed.code(now + away * seed.period) for away in (-1, 0, 1)]
            check("output", f"{of} in a pipe is a code of now", (piped[0], piped[1].decode() in codes), (0, True))
            lines = shown[1].decode().splitlines()
            check("output", f"{of} at a terminal", (shown[0], [line[:16].strip() for line in lines]),
                  (0, ["code now", "code after that", "seed in base32", "this clock"]))
            check("output", f"{of} at a terminal is a code of now", lines[0][16:].split(",")[0] in codes, True)
            code, screen = typed(texts, "--field", field["name"], keys=b"\n\x04")
            check("output", f"{of} again after Enter, until Ctrl-D", (code, screen.count("code now ")), (0, 2))
        else:
            check("output", f"{of} in a pipe", piped, (0, value))
            is_text = recover.is_readable(value)
            check("output", f"{of} at a terminal", shown, (0, value + b"\n") if is_text else (64, b""))
    for value, is_text in (b"a b\tc\n", True), ("Zoë".encode(), True), (b"\x1b[2J", False), (b"\xff", False):
        check("output", f"{value!r} is text", recover.is_readable(value), is_text)


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
def check_what_is_missing():
    """Checks that a computer without PyNaCl, or without a program for scans, gets one error that names it."""
    vector = json.loads((HERE / "sets/every-kind.json").read_text(encoding="utf-8"))
    texts = vector["manifestCodes"] + vector["ciphertextCodes"] + [share["code"] for share in vector["shares"]]
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "scan.png").write_bytes(b"\x89PNG")
        (root / "scan.pdf").write_bytes(b"%PDF-1.7")
        (root / "typed.txt").write_text("\n".join(texts), encoding="utf-8")

        def ended(*arguments):
            done = subprocess.run([sys.executable, *arguments], cwd=folder, env={"PATH": folder}, capture_output=True,
                                  stdin=subprocess.DEVNULL, text=True, check=False)
            return done.returncode, done.stderr.splitlines()

        reader = str(HERE / "recover.py")
        # Neither the user's packages nor the site's are there with -S.
        check("missing", "PyNaCl", ended("-S", "-B", reader, "typed.txt"), (69, [
            "recover.py: error: PyNaCl is missing; hint: on Debian `apt install python3-nacl`, or `pip install pynacl` "
            "on another computer, before it goes offline"]))
        for file, program, package in (("scan.png", "zbarimg", "zbar-tools"),
                                       ("scan.pdf", "pdftoppm", "poppler-utils")):
            check("missing", program, ended("-B", reader, file), (69, [
                f"recover: {file}: cannot be read without {program}",
                f"recover.py: error: {program} is missing, and scans need it; hint: on Debian `apt install {package}`, "
                "before the computer goes offline; or type the sheets into a text file"]))
        field = vector["fields"][0]["name"]
        check("missing", "a program that nothing depends on",
              ended("-B", reader, "--raw", "--field", field, "scan.png", "typed.txt")[0], 0)


texts = check_texts()
check_choice()
check_passphrases()
check_doubtful_lines()
check_files()
check_codes()
check_output()
check_what_is_missing()
for fault in faults:
    print("check_recover: error:", fault, file=sys.stderr)
print(f"the second reader reads and corrects every set, cuts {texts} texts, and refuses {count} things that must fail")
sys.exit(1 if faults or count == 0 else 0)
