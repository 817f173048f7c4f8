#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks verify_ledger.py against kinds.json and against the ledgers in ledger/ and law/: it must judge each as its
expected.json says, within two seconds of processor time. Given the path of another program, checks that one against
the ledgers too."""

import json
import pathlib
import re
import sys
import time

import dishonest_ledgers
import verify_ledger

HERE = pathlib.Path(__file__).parent
NAMES = {"name": "ledger name", "format": "format"}


def kinds_that_differ():
    """Yields the differences between the program's tables and kinds.json."""
    data = json.loads((HERE / "ledger" / "kinds.json").read_text("utf-8"))
    tables = {**verify_ledger.KINDS, **verify_ledger.OBJECTS}
    told = {kind["kind"]: kind["members"] for kind in data["kinds"]} | data["objects"]
    for name in sorted(tables.keys() | told.keys()):
        ours = []
        for member in tables.get(name, "").split():
            member, form = member.split(":")
            plain = form.rstrip("?").replace("_", " ")
            ours.append({"name": member, "form": NAMES.get(plain, plain)} | ({"optional": True} if form[-1] == "?" else {}))
        if ours != told.get(name):
            yield f"kinds.json and the program differ about {name}"
    for kind in data["kinds"]:
        name = kind["kind"]
        asks = name in verify_ledger.ASKING_FOR_SHARES + verify_ledger.ASKING_FOR_ONE
        names_set = {"member": "set", "to": "set"} in kind.get("refers", [])
        if (asks, name in verify_ledger.IN_JOURNALS, name in verify_ledger.OF_A_KNOWN_SET) != (
                "asks" in kind, kind["in_journals"], names_set):
            yield f"kinds.json and the program differ about what {name} asks, what it refers to, or where it can be"
    for name, string in data["strings"].items():
        form = verify_ledger.FORMS[{"ledger name": "name"}.get(name, name)]
        right = string.get("one_of") or [re.sub(r"\[a-z0-9._-\]\{1,64\}", "a", re.sub(
            r"\[0-9a-f\]\{(\d+)\}", lambda found: "0" * int(found[1]), string["pattern"]))]
        if "file" not in name and not all(form(value) for value in right) or form("\n"):
            yield f"kinds.json and the program differ about a {name}"


def wanted(folder):
    """Returns the evidence that comes with a ledger, and its expected judgement."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    if folder.parent.name == "ledger":
        # The expected judgements are of ledgers without a folder: all of them are missing the binder's files.
        expected["judgement"]["findings"] += [
            {"rule": rule, "level": "note", "entry": None} for rule, kind in (("X3", "set created"), ("X4", "policy changed"))
            if has(folder, kind, expected["judgement"]["signed"])]
    return expected


def has(folder, kind, count):
    """Returns whether one of the first lines is of a kind, with the manifest of its own set, if it has one."""
    for line in (folder / "ledger.jsonl").read_bytes().split(b"\n")[:count]:
        try:
            entry = verify_ledger.read_line(line)
        except verify_ledger.Wrong:
            continue
        if entry["kind"] == kind and ("manifest" not in entry or verify_ledger.sha256(
                verify_ledger.bytes_of(entry["manifest"])).hex() == entry["set"]):
            return True
    return False


def faults_of(folder):
    """Returns how a ledger's judgement differs from the expected one."""
    expected = wanted(folder)
    kept = [folder / name for name in expected.get("kept", [])]
    begin = time.process_time()
    judgement = verify_ledger.Judgement(
        folder, expected["printed"], kept, folder / "trust" if expected.get("trust") else None)
    found = json.loads(json.dumps(judgement.as_json()))
    took = time.process_time() - begin
    if took > dishonest_ledgers.LONGEST:
        yield f"it took {took:.1f} s"
    yield from dishonest_ledgers.differences(expected["judgement"], found)


def main():
    failures = list(kinds_that_differ())
    folders = sorted(path for name in ("ledger", "law") for path in (HERE / name).iterdir() if path.is_dir())
    wrong = 0
    for folder in folders:
        faults = list(faults_of(folder))
        wrong += bool(faults)
        failures += [f"{folder.parent.name}/{folder.name}: {fault}" for fault in faults]
    for other in sys.argv[1:]:
        for name in ("ledger", "law"):
            judged = {folder.name: wanted(folder)["judgement"]
                      for folder in folders if folder.parent.name == name}
            if dishonest_ledgers.compare(HERE / name, judged, other):
                failures.append(f"{other} judges ledgers in {name}/ differently")
    for failure in failures:
        print(f"check_verify_ledger.py: error: {failure}", file=sys.stderr)
    print(f"{len(folders) - wrong} of {len(folders)} ledgers are judged as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
