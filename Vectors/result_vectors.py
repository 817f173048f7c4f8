#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Vectors/results: audit results that a reader must take, and files that it must refuse, by docs/RESULT.md. What
is wrong with each is written here by hand and does not come from a reader. With --check, writes nothing and fails when
the files differ."""

import copy
import hashlib
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent / "results"
README = """# Audit results

Files for anyone who reads or writes audit results by [docs/RESULT.md](../../docs/RESULT.md). A reader must take each
`good-*.json`, and refuse each `bad-*.json`. `expected.json` says of each file `why` it is there, and of a bad one its
`defect`, with the member that it is about: `format` and `version` (not a result, or not of this version), `syntax` (not
in the one form), `missing` and `unexpected` (members), `form` (a value that does not have its form), `contradiction`
(two members that do not go together). `Vectors/result_vectors.py` makes the files.
"""
TOPIC = "arn:aws:sns:us-east-1:111122223333:break-glass"
files, expected = {}, {}


def listed(*inputs):
    """Section 3: the inputs with their digest."""
    inputs = sorted(({"name": name, "bytes": size, "digest": digest * 32} for name, size, digest in inputs),
                    key=lambda one: one["name"].encode())
    text = "".join(f"{one['digest']}  {one['bytes']}  {one['name']}\n" for one in inputs)
    return {"count": len(inputs), "bytes": sum(one["bytes"] for one in inputs),
            "digest": hashlib.sha256(text.encode()).hexdigest(), "files": inputs}


def spans(count):
    return [{"from": f"2027-03-01T{at // 60:02}:{at % 60:02}:00Z", "until": f"2027-03-01T{at // 60:02}:{at % 60:02}:59Z"}
            for at in range(0, 2 * count, 2)]


GOOD = {
    "format": "breakglass audit result", "version": 1, "program": "glasswatch 1.0.0", "time": "2027-03-02T09:00:00Z",
    "account": "AWS root", "opening": {"ledger": "example.com/0123456789abcdef", "entry": "17"},
    "inputs": listed(("one.json.gz", 4711, "ab"), ("another.json.gz", 12, "cd")), "verdict": "break-glass", "failed": [],
    "sessions": {"count": 2, "first": "2027-03-01T02:10:00Z", "last": "2027-03-01T03:40:09Z"},
    "standing": {"count": 0, "changes": []},
    "alerts": [{"channel": TOPIC, "arrived": "2027-03-01T02:11:30Z", "in_time": "yes"}], "coverage": {"digests": "all"}}
BACKDOOR = {
    **GOOD, "verdict": "backdoor",
    "failed": [{"finding": "weakening-stands", "count": 21, "events": [f"event-{at}" for at in range(20)]}],
    "standing": {"count": 1, "changes": [{"event": "event-0", "act": "iam:CreateAccessKey", "close": [
        "aws iam delete-access-key --user-name \"a \\ b\" --access-key-id AKIAEXAMPLE"]}]},
    "alerts": [{"channel": TOPIC, "arrived": "2027-03-01T02:41:30Z", "in_time": "no"},
               {"channel": "soc@example.com", "in_time": "cannot tell"}],
    "coverage": {"digests": "part", "count": 1, "uncovered": spans(1)}}


def add(name, why, content, defect=None):
    if not isinstance(content, bytes):
        content = (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    files[f"{name}.json"] = content
    expected[f"{name}.json"] = {"why": why} | ({"defect": defect} if defect else {})


def bad(name, why, defect, change, base=GOOD):
    """A good result after a change of its members, or of its bytes."""
    one = copy.deepcopy(base)
    changed = change(one)
    add(f"bad-{name}", why, one if changed is None else changed, defect)


def text(one):
    return (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def put(path, value):
    def change(one):
        *way, last = path.split(".")
        for name in way:
            one = one[int(name) if isinstance(one, list) else name]
        one[int(last) if isinstance(one, list) else last] = value
    return change


def drop(path):
    def change(one):
        *way, last = path.split(".")
        for name in way:
            one = one[int(name) if isinstance(one, list) else name]
        del one[last]
    return change


def make_good():
    add("good", "a use that is what the ledger says", GOOD)
    add("good-backdoor", "what failed, what stands, alerts, and uncovered time", BACKDOOR)
    add("good-cannot-be-shown", "no digests, no log files, no sessions",
        {**GOOD, "verdict": "cannot be shown", "failed": [{"finding": "no-entry", "count": 0, "events": []}],
         "inputs": listed(), "sessions": {"count": 0}, "alerts": [], "coverage": {"digests": "none"}})
    add("good-no-ledger", "an audit without a ledger", {name: value for name, value in GOOD.items() if name != "opening"})
    add("good-journal", "an opening in a merged journal",
        {**GOOD, "opening": {"ledger": "example.com/0123456789abcdef", "entry": "17.3"}})
    add("good-many", "the longest lists, of which more than the kept beginning was there",
        {**BACKDOOR, "inputs": {"count": 101, "bytes": 4711, "digest": "ef" * 32, "files": []},
         "failed": [{"finding": f"finding-{at}", "count": 1, "events": ["é"]} for at in range(50)],
         "standing": {"count": 60, "changes": [
             {"event": f"event-{at}", "act": "iam:CreateUser", "close": ["aws"] * 4} for at in range(50)]},
         "alerts": [{"channel": f"channel {at}", "in_time": "no"} for at in range(20)],
         "coverage": {"digests": "part", "count": 51, "uncovered": spans(50)}})


def make_bad_form():
    bad("format", "another format", "format", put("format", "breakglass audit results"))
    bad("empty", "no bytes", "format", lambda one: b"")
    bad("version", "a later version", "version", put("version", 2))
    bad("white-space", "a blank after a comma", "syntax", lambda one: text(one).replace(b',"time"', b', "time"'))
    bad("no-line-end", "no line end", "syntax", lambda one: text(one)[:-1])
    bad("more", "a second line", "syntax", lambda one: text(one) * 2)
    bad("cut", "half of the file", "syntax", lambda one: text(one)[:300])
    bad("escape", "a character that is escaped in another way", "syntax", lambda one: text(one).replace(b"root", b"\\u0072oot"))
    bad("utf8", "bytes that are not UTF-8", "syntax", lambda one: text(one).replace(b"root", b"r\xff\xfft"))
    bad("null", "null in place of a member that is left out", "syntax", put("opening", None))
    bad("time-missing", "no time", "unexpected account", drop("time"))
    bad("coverage-missing", "the last member is missing", "missing coverage", drop("coverage"))
    bad("member-unknown", "a member that the format does not have", "unexpected more", put("more", 1))
    bad("member-twice", "a member twice", "unexpected verdict",
        lambda one: text(one).replace(b'"failed"', b'"verdict":"break-glass","failed"'))
    bad("member-inside", "an unknown member inside another", "unexpected sessions.more", put("sessions.more", 1))
    bad("text-empty", "an empty text", "form account", put("account", ""))
    bad("text-long", "a text that is too long", "form account", put("account", "x" * 65))
    bad("text-direction", "a text that changes its direction", "form account", put("account", "a\u202eb"))
    bad("time-day", "a day that does not exist", "form time", put("time", "2027-02-29T09:00:00Z"))
    bad("hash-uppercase", "a hash in capitals", "form inputs.digest", put("inputs.digest", "AB" * 32))
    bad("number-zeros", "a number with a leading zero", "form inputs.bytes",
        lambda one: text(one).replace(b'"bytes":4723', b'"bytes":04723'))
    bad("number-large", "a number beyond the range", "form inputs.bytes", put("inputs.bytes", 2**63))
    bad("entry", "a place that is none", "form opening.entry", put("opening.entry", "017"))
    bad("entry-deep", "a place with three numbers", "form opening.entry", put("opening.entry", "1.2.3"))
    bad("verdict", "a verdict that is none", "form verdict", put("verdict", "clean"))
    bad("in-time", "an answer that is none", "form alerts.in_time", put("alerts.0.in_time", "late"))
    bad("digests", "a word for the coverage that is none", "form coverage.digests", put("coverage.digests", "most"))
    bad("alerts-many", "more alerts than there may be", "form alerts",
        put("alerts", [{"channel": f"channel {at}", "in_time": "no"} for at in range(21)]))
    bad("commands-many", "more commands than there may be", "form standing.changes.close",
        put("standing.changes.0.close", ["aws"] * 5), BACKDOOR)


def make_contradictions():
    bad("failed-nothing", "a backdoor, and nothing failed", "contradiction failed", put("failed", []), BACKDOOR)
    bad("failed-break-glass", "break-glass, and something failed", "contradiction failed",
        put("verdict", "break-glass"), BACKDOOR)
    bad("files-digest", "a digest that is not that of the list", "contradiction inputs", put("inputs.digest", "ab" * 32))
    bad("files-bytes", "sizes that do not add up", "contradiction inputs", put("inputs.bytes", 4711))
    bad("files-count", "another number of files", "contradiction inputs", put("inputs.count", 3))
    bad("files-order", "files in another order", "contradiction inputs", lambda one: one["inputs"]["files"].reverse())
    bad("events-count", "fewer events than the number says", "contradiction failed.events",
        put("failed.0.count", 19), BACKDOOR)
    bad("changes-count", "fewer changes than the number says", "contradiction standing.changes",
        put("standing.count", 2), BACKDOOR)
    bad("sessions-order", "the last time is before the first", "contradiction sessions",
        put("sessions.last", "2027-03-01T02:09:59Z"))
    bad("alert-without-time", "in time, and no time", "contradiction alerts", drop("alerts.0.arrived"))
    bad("alert-twice", "two alerts of one channel", "contradiction alerts",
        put("alerts.1.channel", TOPIC), BACKDOOR)
    bad("uncovered-nothing", "a part is covered, and nothing is not", "contradiction coverage",
        put("coverage", {"digests": "part", "count": 0, "uncovered": []}))
    bad("uncovered-order", "a time that ends before it begins", "contradiction coverage.uncovered",
        put("coverage.uncovered.0.until", "2027-02-28T00:00:00Z"), BACKDOOR)


for make in make_good, make_bad_form, make_contradictions:
    make()
files["expected.json"] = (json.dumps(expected, indent=1, ensure_ascii=False) + "\n").encode()
files["README.md"] = README.encode()
if sys.argv[1:] == ["--check"]:
    there = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    for name in sorted(files.keys() | there.keys()):
        if files.get(name) != there.get(name):
            sys.exit(f"result_vectors: error: Vectors/results/{name} is not what this program makes")
else:
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
