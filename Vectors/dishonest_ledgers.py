#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes ledgers that a dishonest ledger keeper could write, and compares the verifiers' judgements of each.

    dishonest_ledgers.py [--count N] [--seed S] [--only CASE] [--keep FOLDER] [--other PROGRAM]

A case is a story of up to about seventy entries with a few things wrong: an entry of any kind with a member that is
wrong, missing, repeated or has another date; entries moved, dropped or doubled; sets, policies, keys and journals that
the ledger keeper made up; signatures missing, forged or of somebody else; lines changed afterwards, with the ledger's
key and without it; checkpoints and paper that fit or do not. The second verifier must judge each within two seconds
and must not fail on any. PROGRAM gets the folder of all cases and prints a judgement as JSON for each, one per line,
in order; any difference is a failure. The same seed makes the same cases."""

import argparse
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import verify_ledger
from ledger_writer import DAY, POLICY, START, ShareSet, Signed, Writer, base64_of, iso, key_of, line_of, policy, vkey

LONGEST = 2.0  # seconds of processor time for a judgement, about fifty times what the slowest takes
OF_ONE = {"F13"}  # rules that only a program that knows the wording of docs/POLICY.md can check

GROUPS = (("Security", 2, 4),)
A = ShareSet("a", "AWS root", "root password", GROUPS)
B = ShareSet("b", "AWS root", "root password", (("Security", 2, 3), ("Operations", 1, 2)), 2)
OTHER = ShareSet("other", "AWS root", "one-time password")
PRACTICE = ShareSet("practice", "AWS root", "root password", is_practice=True)
MADE_UP = ShareSet("made up", "AWS root", "root password", (("Keeper", 1, 1),))
MADE_UP_OTHER = ShareSet("made up other", "AWS root", "one-time password", (("Keeper", 1, 1),))
UNKNOWN = ShareSet("unknown", "Elsewhere", "")
IN_JOURNAL = ShareSet("in a journal", "AWS root", "root password")
SETS = [A, B, OTHER, PRACTICE, MADE_UP, MADE_UP_OTHER, UNKNOWN, IN_JOURNAL]
BY_IDENTITY = {dealt.identity: dealt for dealt in SETS}
TWO = ("g1m1", "g1m2")
QUORUM = {B.identity: ("g1m1", "g1m2", "g2m1"), MADE_UP.identity: ("g1m1",), MADE_UP_OTHER.identity: ("g1m1",)}
JOURNAL = "0123456789abcdef0123456789abcdef"
MOVED = POLICY.replace("  credential: root password\n", "  credential: one-time password\n")
NOBODY = POLICY[:POLICY.index("\nkey_change")]
KEY_CHANGE = POLICY[POLICY.index("key_change:"):]
SHORT = "accounts: [{name: AWS root, credentials: [{name: root password}]}]\n" + KEY_CHANGE
# Policies that docs/POLICY.md refuses, and some of which a verifier must read all the same.
POLICIES = [
    POLICY, MOVED, NOBODY, POLICY.replace("5 d", "6 d"), "version: 1", "[" * 1900, "- &a b", "a: b\na: c", SHORT,
    "more: than POLICY.md knows\n" + SHORT, SHORT + "answer_grace: 30 d\n", SHORT + "answer_grace: 1h\n",
    SHORT + "answer_grace: 0 d\n", SHORT + "answer_grace: [1 d]\n", SHORT + "answer_grace: 3651 d\n", KEY_CHANGE,
    SHORT.replace("[{name: root password}]", "[{name: root password}, {name: root password}]"),
    SHORT.replace("[{name: root password}]", "[{name: [root password]}]"), SHORT.replace("[{name: root", "[{nom: root"),
    SHORT.replace("}]}]", "}]}, {name: AWS root, credentials: []}]"), SHORT.replace("}]}]", "}]}, {name: Other}]"),
    SHORT.replace("}]}]", "}]}, {name: '', credentials: []}]"), SHORT.replace("}]}]", "}]}, AWS root]"),
    SHORT + "  more: x\n", SHORT.replace("  account: AWS root\n", ""), SHORT.replace("key_change:", "key_change: x #"),
    SHORT.replace("key_change:", '"key\\x5fchange":'), SHORT.replace("AWS root", "!!str AWS root"),
    SHORT.replace("AWS root", "! AWS root"), SHORT.replace("AWS root", "!x AWS root"), SHORT.replace("[{", "!!seq [{", 1),
    SHORT.replace("AWS root", "&a AWS root", 1), SHORT.replace("  credential: root", "  credential: *root"),
    "# *a\n" + SHORT, "# 2*a\n" + SHORT, "# **\n" + SHORT, "x: é*a\n" + SHORT, SHORT + "---\nx: y\n", "--- \n" + SHORT,
    "x: " + "[" * 31 + "]" * 31 + "\n" + SHORT, "x: " + "[" * 32 + "]" * 32 + "\n" + SHORT,
    "? [x]\n: y\n" + SHORT, "é: 1\ne\u0301: 2\n" + SHORT, "x: {a: 1, a: 2}\n" + SHORT, "x: {a: 1, 'a': 2}\n" + SHORT,
    SHORT.replace("root password", "root passwo\u0308rd", 1), SHORT.replace("AWS root", "'AWS root'"), "7", "- x", "''",
    SHORT.replace("[{name: root password}]", "[]"), SHORT.replace("credentials: [", "credentials: x #["),
    '"\\uFEFFkey_change": x\n' + SHORT, SHORT.replace("key_change:", '"\\uFEFFkey_change":'),
    SHORT + '"\\U0000feffanswer_grace": 30 d\n', "é: 1\n" + SHORT, SHORT.replace("AWS root", "é"),
    SHORT.replace("AWS root", "e\u0301"), "x: " + "{? " * 40 + "a" + "}" * 40 + "\n" + SHORT]


class Ref:
    """The index of the entry with a label."""

    def __init__(self, label, is_place=False):
        self.label, self.is_place = label, is_place


# The honest story: a step is an entry with its label, or what is signed.

def quorum(dealt):
    return QUORUM.get(dealt.identity, TWO)


def dealing(dealt, practice=None, spare=None):
    entry = dealt.created(practice and practice.identity)
    for custodian in entry["custodians"]:
        if custodian["share"] == spare:
            custodian["spare"] = True
    yield f"set {dealt.name}", entry
    yield None, {"kind": "sheets released", "set": dealt.identity, "quorums_tried": 3, "quorums": 3}
    yield None, {"kind": "sheets read back", "set": dealt.identity, "shares": dealt.shares}
    yield None, Signed(dealt, tuple(dealt.shares))


def receipt(dealt, share, **more):
    yield None, {"kind": "sheet received", "set": dealt.identity, "share": share, "custodian": "Ana Ruiz", "person": "ana",
                 "bag": "B-17", "place": "Safe 3", **more}
    yield None, Signed(dealt, (share,))


def statement(dealt, **more):
    return {"kind": "recovery opened", "account": "AWS root", "failure_mode": "idp-down", "reason": "nobody can sign in",
            "approved_by": ["Dana Levi"], "window_seconds": 14_400, **({"set": dealt.identity} if dealt else {}),
            "shares": dealt.shares if dealt else [], **more}


def use(label, dealt, is_named=False, **more):
    yield label, statement(None if is_named else dealt, **more)
    if is_named:
        yield None, {"kind": "recovery named", "opening": Ref(label), "set": dealt.identity, "account": dealt.label,
                     "shares": dealt.shares}
    yield None, Signed(dealt, quorum(dealt))
    yield None, {"kind": "recovery revealed", "opening": Ref(label), "set": dealt.identity, "shares": list(quorum(dealt))}
    yield None, {"kind": "recovery closed", "opening": Ref(label), "outcome": "shown", "set": dealt.identity,
                 "shares": list(quorum(dealt))}


def review(label, **result):
    yield None, {"kind": "review filed", "opening": Ref(label, True), "broke": "portal", "done": "login", "restored": "yes",
                 "prevents": "two", "operated_by": ["Ana Ruiz"], "alerts": "arrived", "by": "Bo Chen", "evidence": [
                     {"name": "trail.json", "digest": "ab" * 32, "bytes": 4711}], **result}


def drill(label, dealt, way="in person", **result):
    yield label, {"kind": "drill opened", "set": dealt.identity, "shares": dealt.shares, "nonce": "ab" * 16, "way": way,
                  "expires": iso(START + 30 * DAY), "by": "Ana Ruiz"}
    yield None, Signed(dealt, quorum(dealt))
    if way == "rehearsal":
        yield None, {"kind": "rehearsed", "drill": Ref(label), "set": dealt.identity, "shares": list(quorum(dealt)),
                     "quorums_tried": 1, "quorums": 1, "seconds": 60}
    yield None, {"kind": "drill closed", "drill": Ref(label), "proven": list(quorum(dealt)), "unproven": [],
                 "by": "Ana Ruiz", **result}


def audited():
    yield from use("audited", A)
    yield from review("audited", result="cd" * 32, verdict="cannot be shown", follows="the logs are kept for a year")
    yield from drill("with alerts", A, result="ef" * 32, alerts=[{"channel": "the topic", "in_time": "no"}])


def key_change(dealt, key):
    yield None, {"kind": "key changed", "key": bytes(key_of(key).verify_key).hex(), "set": dealt.identity,
                 "shares": list(quorum(dealt)), "by": "Ana Ruiz", "why": "the laptop was lost"}
    yield None, Signed(dealt, quorum(dealt))


def override(label, by="Ana Ruiz", second="Bo Chen"):
    yield label, {"kind": "exception", "expected": "two", "happened": "one", "decided": "on", "by": by, "override": True}
    yield None, {"kind": "countersigned", "exception": Ref(label, True), "by": second, "statement": "I was there"}


def succession(dealt, heir):
    yield None, {"kind": "reshare opened", "set": dealt.identity, "shares": list(quorum(dealt)), "by": "Ana Ruiz",
                 "why": "people changed"}
    yield None, Signed(dealt, quorum(dealt))
    yield from dealing(heir)
    yield from retirement(dealt, heir)


def retirement(dealt, heir):
    yield None, {"kind": "set retired", "set": dealt.identity, "successor": heir.identity, "rotated": False,
                 "by": "Ana Ruiz", "why": "people changed", "shares": list(quorum(dealt))}
    yield None, Signed(dealt, quorum(dealt))


def people():
    yield None, {"kind": "custodian joined", "person": "cy", "custodian": "Cy Young", "by": "Ana Ruiz", "why": "new"}
    yield None, policy(POLICY.replace("5 d", "4 d"))
    held = {"set": A.identity, "shares": ["g1m2"], "deal_by": "2027-02-28"}
    yield None, {"kind": "custodian left", "person": "bo", "custodian": "Bo Chen", "left": "2027-02-15", "holds": [held],
                 "successor": "cy", "by": "Ana Ruiz", "why": "another job"}


def papers():
    yield "script", {"kind": "paper made", "paper": "script", "ceremony": "recovery", "account": "AWS root",
                     "file": "script.pdf", "digest": "cd" * 32, "by": "Ana Ruiz"}
    yield None, {"kind": "paper made", "paper": "night kit", "ceremony": "recovery", "account": "AWS root",
                 "file": "night.pdf", "digest": "cd" * 32, "by": "Ana Ruiz"}
    yield None, {"kind": "paper made", "paper": "record", "ceremony": "recovery", "script": Ref("script", True),
                 "file": "record.pdf", "digest": "ef" * 32, "by": "Ana Ruiz"}


def spare():
    yield None, {"kind": "sheet lost", "set": A.identity, "share": "g1m3", "happened": "water", "by": "Ana Ruiz"}
    yield from receipt(A, "g1m4", replaces="g1m3")


def beside():
    yield "first", statement(A, credential="root password")
    yield "second", statement(OTHER, credential="one-time password", beside=Ref("first"))
    yield None, {"kind": "recovery closed", "opening": Ref("first"), "outcome": "given up", "shares": []}
    yield None, {"kind": "recovery closed", "opening": Ref("second"), "outcome": "left open", "shares": []}


def destroyed(dealt, share):
    yield None, {"kind": "sheet destroyed", "set": dealt.identity, "share": share, "how": "shredder", "by": "Ana Ruiz"}
    yield None, Signed(dealt, (share,))


def refusal():
    yield None, {"kind": "refused", "act": "recover", "account": "AWS root", "why": "convenience"}


PARTS = [
    lambda: dealing(OTHER), lambda: receipt(A, "g1m1"), lambda: [*use("use", A), *review("use")],
    lambda: use("named", A, True),
    lambda: [*dealing(PRACTICE, A), *use("practice", PRACTICE, practice=True)], lambda: drill("drill", A),
    lambda: drill("rehearsal", A, "rehearsal"), lambda: override("override"), refusal, people, papers, spare, beside,
    lambda: key_change(A, "second"), lambda: destroyed(A, "g1m1"), lambda: receipt(A, "g1m1"),
    lambda: [(None, "journal")], lambda: succession(A, B), lambda: [(None, "another journal")], audited]
OF_B = [lambda: use("use of b", B), lambda: key_change(B, "third"), lambda: receipt(B, "g2m1"),
        lambda: drill("drill of b", B)]


def honest(random_):
    """Yields some parts of the whole story, in order."""
    yield None, policy()
    yield from dealing(A, spare="g1m4")
    steps = [step for part in PARTS if random_.random() < 0.4 for step in part()]
    if any(label == "set b" for label, _ in steps):
        steps += [step for part in OF_B if random_.random() < 0.6 for step in part()]
    yield from steps


# What a journal contains

def journal_steps(random_):
    abandoned = None, {"kind": "set abandoned", "set": IN_JOURNAL.identity, "why": "misprinted"}
    parts = [lambda: use("use", A), lambda: use("named", A, True), lambda: [
        *dealing(IN_JOURNAL), *([abandoned] if random_.random() < 0.5 else [])],
             lambda: [(None, {"kind": "exception", "expected": "x", "happened": "y", "decided": "z", "by": "Ana Ruiz",
                              "override": True})], refusal]
    for part in parts:
        if random_.random() < 0.5:
            yield from part()
    if random_.random() < 0.1:
        # A journal of every kind.
        steps = [step for part in PARTS + OF_B for step in part() if not isinstance(step[1], str)]
        yield random_.choice(steps)


# What a ledger keeper makes up

INVENTIONS = [
    lambda: dealing(MADE_UP), lambda: receipt(MADE_UP, "g1m1"), lambda: key_change(MADE_UP, "second"),
    lambda: dealing(MADE_UP_OTHER), lambda: key_change(MADE_UP_OTHER, "second"), lambda: retirement(A, MADE_UP),
    lambda: [(None, {"kind": "set retired", "set": A.identity, "successor": MADE_UP.identity, "rotated": True,
                     "by": "Ana Ruiz", "why": "x"})],
    lambda: [(None, {"kind": "set abandoned", "set": A.identity, "why": "misprinted"})],
    lambda: [(None, policy(MOVED))], lambda: [(None, policy(NOBODY))],
    lambda: [(None, policy(MOVED, set=A.identity, shares=list(TWO))), (None, Signed(A, TWO))],
    lambda: [(None, policy(MOVED, set=MADE_UP.identity, shares=["g1m1"])), (None, Signed(MADE_UP, ("g1m1",)))],
    lambda: use("made up", MADE_UP), lambda: dealing(MADE_UP, A), lambda: override("same", "Ana Ruiz", "ana  ruiz "),
    lambda: key_change(OTHER, "second"), lambda: destroyed(A, "g1m2"), lambda: succession(A, MADE_UP),
    lambda: dealing(B), lambda: key_change(B, "second"), lambda: key_change(A, "second")]


# What is wrong, before anything is signed

def another(value, form, random_):
    """Returns another value, usually of the same form."""
    if random_.random() < 0.08:
        return random_.choice([None, 7, "", -1, True, [], {}, "x" * 2001, "\u202e", 2**63, 1.5, "a\u0301"])
    if form == "set":
        return random_.choice(SETS).identity
    if form == "share":
        return random_.choice(["g1m1", "g1m2", "g1m3", "g1m4", "g2m1", "g9m9"])
    if form == "[share]":
        return random_.choice([[], ["g1m1"], ["g1m2", "g1m1"], ["g1m1", "g1m1"], list(A.shares), ["g9m9"]])
    if form in ("index", "number"):
        number = value if isinstance(value, int) else random_.randrange(12)
        return random_.choice([max(0, number - 1), number + 1, 0, random_.randrange(60), 2**62])
    if form == "place":
        return random_.choice([str(random_.randrange(60)), f"{random_.randrange(60)}.{random_.randrange(8)}", "0"])
    if form in ("flag", "mark"):
        return random_.choice([True, False])
    if form == "time":
        return iso(START + random_.choice([-400 * DAY, -DAY, 0, 3600, 10 * DAY, 400 * DAY]))
    if form == "day":
        return random_.choice(["2026-01-01", "2029-02-28", "2029-02-29"])
    if form == "bytes":
        return random_.choice([base64_of(random_.choice(SETS).manifest), base64_of(bytes(64)), "AA==", "AB=="])
    if form == "[line]":
        return random_.choice(POLICIES).rstrip("\n").split("\n")
    if form == "[custodian]":
        custodians = copy.deepcopy(value)
        random_.choice([custodians.reverse, custodians.pop, lambda: custodians.append(dict(custodians[0])),
                        lambda: custodians[0].update(spare=True), lambda: custodians[0].update(custodian="Nobody")])()
        return custodians
    if form == "text":
        return random_.choice(["Ana Ruiz", "Bo Chen", "AWS root", "one-time password", "root password", " ana ruiz", "x"])
    if form == "key":
        return bytes(key_of(random_.choice(["ledger", "second", "a thief"])).verify_key).hex()
    if form == "verdict":
        return random_.choice(["break-glass", "backdoor", "cannot be shown", "x"])
    if form == "[tested alert]":
        return random_.choice([[], [{"channel": "mail", "in_time": "yes"}], [{"channel": "mail", "in_time": "late"}], [{}]])
    if form == "outcome":
        return random_.choice(["shown", "failed", "given up", "left open", "done"])
    return random_.choice(["x", "script", "rehearsal", "split", "by mail", "none", value])


def members_of(kind):
    for member in verify_ledger.KINDS[kind].split():
        name, form = member.split(":")
        yield name, form.rstrip("?").replace("_", " "), form.endswith("?")


def odd_note(writer, random_):
    """Returns a note of an odd form that the ledger's key signed."""
    key, good = writer.key_at(), writer.checkpoint_text().decode()
    origin, size, root = good.split("\n")[:3]
    text = random_.choice([
        f"{origin}+x\n{size}\n{root}\n", f"{origin} x\n{size}\n{root}\n", f"\n{size}\n{root}\n", f"{origin}\n0\n{root}\n",
        f"{origin}\n0\n{base64_of(verify_ledger.sha256(b''))}\n", f"{origin}\n0{size}\n{root}\n", f"{good}more\n",
        f"{origin}\n{2**63}\n{root}\n", f"{origin}\n{2**63 - 1}\n{root}\n", f"{origin}\n{size}\n{root[:-4]}\n", good]).encode()
    blob = verify_ledger.key_id(writer.origin, 1, bytes(key.verify_key)) + key.sign(text).signature
    return text + f"\n— {writer.origin} {base64_of(blob)}\n".encode()


def odd_trust(text, random_):
    """Returns a trust policy with a line that changes what it asks for, or that makes it unreadable."""
    lines = text.split("\n")
    logs = [line for line in lines if line.startswith("log ")]
    witnesses = [line for line in lines if line.startswith("witness ")]
    shares = [line.split()[1] for line in witnesses]
    if not logs or not witnesses:
        return text
    other = vkey("example.org/log", 1, key_of("another log"))
    way = random_.randrange(6)
    if way == 0:
        return "\n".join(line for line in lines if not line.startswith("log "))
    if way == 1:
        return text.replace("quorum enough", random_.choice(["quorum none", f"quorum {shares[0]}", "quorum nobody", ""]))
    if way == 2:
        return "\n".join([f"log {other}"] + [line for line in lines if line not in logs[:1]])
    if way == 3:
        return text.replace("group enough", random_.choice([
            f"group one any {shares[0]}\ngroup enough", "group enough 0", "group none", "group", "\tgroup  enough",
            f"group {shares[0]}"]))
    if way == 4:
        here, there = random_.randrange(len(lines)), random_.randrange(len(lines))
        lines[here], lines[there] = lines[there], lines[here]
        return "\n".join(lines)
    line = random_.choice([
        "# a comment", "#", "\t", "x", "quorum none", "log", f"log {other} https://example.org", f"log {other} a b", logs[0],
        f"log {witnesses[0].split()[2]}", f"witness one {logs[0].split()[1]}", witnesses[0].replace(shares[0], "none"),
        witnesses[0].replace(f" {shares[0]} ", " again "), "# bell \u0007", f"log {other}\r", f"log {other}".replace("+", "-"),
        f"log {other}".upper(), f"log {other[:-1]}", f"witness far {vkey('a b', 4, key_of('far'))}",
        f"witness far {vkey('far', 4, key_of('far'))}", f"group pair all {shares[0]}", f"group pair any {shares[0]} x",
        "witness é " + vkey("é", 4, key_of("é"))])
    lines.insert(random_.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def change_entry(entry, random_):
    members = list(members_of(entry["kind"])) + [("time", "time", True)]
    name, form, is_optional = random_.choice(members)
    if name in entry and random_.random() < (0.4 if is_optional else 0.08):
        return {key: value for key, value in entry.items() if key != name}
    return {**entry, name: another(entry.get(name), form, random_)}


def change_signed(signed, random_):
    def forge(entry):
        random_.choice(entry["signatures"] or [{}])["signature"] = base64_of(bytes(64))
        return entry

    return random_.choice([
        lambda: signed._replace(set=random_.choice(SETS)),
        lambda: signed._replace(shares=tuple(share for share in signed.set.shares if random_.random() < 0.5)),
        lambda: signed._replace(shares=signed.shares[:1]),
        lambda: signed._replace(shares=tuple(sorted(signed.set.shares, key=verify_ledger.share_numbers))),
        lambda: signed._replace(shares=signed.shares[::-1]),
        lambda: signed._replace(shares=signed.shares + signed.shares[-1:]),
        lambda: signed._replace(back=random_.choice([0, 2, 3, 5])),
        lambda: signed._replace(at=START + random_.choice([-400 * DAY, 0, 3600, 31 * DAY, 10**10])),
        lambda: signed._replace(change=forge),
        lambda: signed._replace(change=lambda entry: change_entry(entry, random_)),
        lambda: signed._replace(change=lambda entry: {**entry, "log_signature": base64_of(bytes(64))}),
        lambda: signed._replace(change=lambda entry: {
            name: value for name, value in entry.items() if name != "log_signature"}),
    ])()


def change_steps(steps, random_):
    """Changes one thing in a story."""
    here, there = random_.randrange(len(steps)), random_.randrange(len(steps))
    way = random_.randrange(14)
    if way == 12:
        steps.insert(there, (None, policy(random_.choice(POLICIES))))
    elif way == 13:
        steps[0] = None, policy(random_.choice(POLICIES))
    elif way == 0:
        del steps[here]
    elif way == 1:
        steps.insert(there, steps[here])
    elif way == 2:
        steps.insert(there, steps.pop(here))
    elif way in (3, 4):
        steps[here:here] = list(random_.choice(INVENTIONS)())
    elif way == 5:
        steps.extend(random_.choice(INVENTIONS)())
    else:
        signed = [place for place, (_, step) in enumerate(steps) if isinstance(step, Signed)]
        if way in (6, 7) and signed:
            here = random_.choice(signed)
        label, step = steps[here]
        if isinstance(step, Signed):
            steps[here] = label, change_signed(step, random_)
        elif isinstance(step, dict):
            steps[here] = label, change_entry(step, random_)


# From a story to a ledger

def resolved(value, labels):
    if isinstance(value, Ref):
        index = labels.get(value.label, 0)
        return str(index) if value.is_place else index
    return value


def run(writer, steps, random_):
    """Writes a story."""
    labels = {}
    for label, step in steps:
        if isinstance(step, str):
            name = JOURNAL if step == "journal" or random_.random() < 0.1 else JOURNAL[::-1]
            journal = Writer(first={"kind": "journal opened", "format": 1, "journal": name, "ledger": random_.choice(
                [writer.origin] * 20 + ["example.org/0123456789abcdef"]), "program": "test"}, start=START + random_.choice(
                    [0, 3600, 5 * DAY]))
            inner = list(journal_steps(random_))
            if inner and random_.random() < 0.2:
                change_steps(inner, random_)
            run(journal, inner, random_)
            pieces = writer.merged(journal, name, random_.choice([1, 1, 2, 3]))
            if random_.random() < 0.05:
                random_.choice([pieces.reverse, pieces.pop, lambda: pieces.append(pieces[0])])()
            for piece in pieces:
                writer.add(piece if random_.random() < 0.98 else change_entry(piece, random_))
            continue
        if isinstance(step, Signed):
            if 1 <= len(writer) + 1 - step.back <= len(writer):
                usable = tuple(share for share in step.shares if share in step.set.keys)
                writer.sign(step._replace(shares=usable))
            continue
        entry = {name: resolved(value, labels) for name, value in step.items()}
        index = writer.add_line(line_of({"time": iso(writer.now + 60), **entry}))
        writer.now += 60
        if label:
            labels[label] = index
        if entry["kind"] == "key changed" and not writer.is_journal:
            for name in ("ledger", "second", "third", "a thief"):
                if bytes(key_of(name).verify_key).hex() == entry.get("key"):
                    writer.change_key(name)


def change_lines(lines, random_):
    """Changes a line afterwards; all consents after it are then of another ledger."""
    here, there = random_.choice([0, *range(len(lines))]), random_.randrange(len(lines))
    way = random_.randrange(9)
    if way == 0:
        del lines[here]
    elif way == 1:
        lines.insert(there, lines[here])
    elif way == 2:
        lines[here], lines[there] = lines[there], lines[here]
    elif way == 3:
        del lines[here + 1:]
    elif way == 4:
        lines[here] = lines[here].replace(*random_.choice([
            (b",", b", "), (b"{", b'{"kind":"refused",'), (b"true", b"null"), (b'":"', b'":"\\u0041'), (b":1", b":01"),
            (b"}", b'},"more":1}'), (b"\xc3", b"\xff"), (b'"', b""), (b"}", b"}\r")]), 1)
    elif way == 5:
        entry = json.loads(lines[here])
        names = list(entry)
        one, other = random_.randrange(len(names)), random_.randrange(len(names))
        names[one], names[other] = names[other], names[one]
        lines[here] = json.dumps({name: entry[name] for name in names}, ensure_ascii=False, separators=(",", ":")).encode()
    else:
        entry = json.loads(lines[here])
        lines[here] = line_of(change_entry(entry, random_))


def dishonest(seed, case):
    """Returns the files of a case, and the evidence that comes with it."""
    random_ = random.Random(f"{seed} {case}")
    steps = list(honest(random_))
    for _ in range(random_.choice([0, 0, 1, 1, 1, 2, 2, 4])):
        change_steps(steps, random_)
    writer = Writer()
    run(writer, steps, random_)
    files, before = {}, writer
    sheet = next((size for size in range(2, len(writer)) if b'"set created"' in writer.lines[size - 1]), 1)
    if random_.random() < 0.15:
        lines = list(writer.lines)
        try:
            for _ in range(random_.choice([1, 1, 2])):
                change_lines(lines, random_)
        except (ValueError, IndexError, AttributeError, TypeError):
            pass
        # A ledger without entries is a separate case, which the vectors cover.
        writer = rewritten(lines or before.lines[:1], before)
    honest_one = random_.choice([before, writer])
    files["ledger.jsonl"] = writer.bytes + (b'{"kind"' if random_.random() < 0.03 else b"")
    size = len(writer)
    signs = writer if random_.random() < 0.7 else before
    way = random_.random()
    if way < 0.8:
        files["checkpoint"] = signs.note()
    elif way < 0.9:
        files["checkpoint"] = signs.note(random_.randrange(1, len(signs) + 1))
        if random_.random() < 0.6:
            files["checkpoint.next"] = signs.note(random_.choice([len(signs), random_.randrange(1, len(signs) + 1)]))
    elif way < 0.93:
        files["checkpoint"] = signs.note(key=key_of("a thief"))
    elif way < 0.95:
        files["checkpoint"] = odd_note(signs, random_)
    elif way < 0.98:
        line = random_.choice([
            "— example.org/witness AAAAAAAA", "— exa\u0007mple AAAAAAAA", "— exa\u3000mple AAAAAAAA", "— a+b AAAAAAAA",
            "— example.org AAAA", "— example.org AAAAAAAB\n— example.org AAAAAAAC",
            "— example.org AAAAAAAB\n— example.com AAAAAAAC"])
        files["checkpoint"] = signs.note() + (line + "\n").encode()
    printed, kept, trust = [], {}, None
    if random_.random() < 0.6:
        printed.append(honest_one.code(min(sheet, len(honest_one))))
    if random_.random() < 0.25:
        printed.append(random_.choice([before, writer]).code(random_.randrange(1, min(len(before), size) + 1)))
    if random_.random() < 0.06:
        printed.append(random_.choice([Writer("another").code(), writer.code(root=bytes(32)), writer.code()[:-1] + "A",
                                       writer.code().lower(), writer.code(key=key_of("a thief"))]))
    if random_.random() < 0.15:
        one = random_.choice([before, writer])
        kept["kept"] = random_.choice([
            lambda: one.note(random_.randrange(1, len(one) + 1)), lambda: one.note(key=key_of("a thief")),
            lambda: Writer("another").note(), lambda: b"nothing\n", lambda: one.note() + b"x",
            lambda: odd_note(one, random_), lambda: odd_note(one, random_)])()
    if random_.random() < 0.2:
        dealt = random_.choice([A, A, B, OTHER, MADE_UP, PRACTICE])
        shares = random_.sample(dealt.shares, random_.randint(1, len(dealt.shares)))
        trust = random_.choice([before, writer]).trust(dealt, shares, random_.randint(1, len(shares)))
        while random_.random() < 0.5:
            trust = odd_trust(trust, random_)
        files["trust"] = trust.encode()
    files.update(kept)
    return files, {"printed": printed, "kept": sorted(kept), "trust": trust is not None}


def rewritten(lines, before):
    """Returns a ledger of other lines, with the same key."""
    writer = Writer()
    writer.lines, writer.tree = [], verify_ledger.Tree()
    for line in lines:
        for part in line.split(b"\n"):
            writer.add_line(part)
    writer.key, writer.keys = before.key, [(first, key) for first, key in before.keys if first <= len(writer.lines)]
    if writer.lines:
        writer.origin = before.origin.split("/")[0] + "/" + verify_ledger.sha256(writer.lines[0]).hex()[:16]
    return writer


# Judging

def judge(folder):
    brought = json.loads((folder / "brought.json").read_text("utf-8"))
    judgement = verify_ledger.Judgement(folder, brought["printed"], [folder / name for name in brought["kept"]],
                                        folder / "trust" if brought["trust"] else None)
    return json.loads(json.dumps(judgement.as_json()))


def differences(ours, theirs):
    """Yields where two verifiers differ about a ledger; facts are compared only when nothing is wrong."""
    names = list(ours) if ours["verdict"] != "wrong" else [name for name in ours if name != "facts"]
    for name in names:
        if name == "findings":
            one, other = ({(finding["rule"], finding["entry"]) for finding in judgement["findings"]
                           if finding["rule"] not in OF_ONE} for judgement in (ours, theirs))
            if one != other:
                yield f"findings: only here {sorted(one - other, key=str)}, only there {sorted(other - one, key=str)}"
        elif name == "facts":
            their_facts = theirs.get(name) or {}
            yield from facts_that_differ({key: ours[name][key] for key in their_facts}, their_facts, "facts")
        elif ours[name] != theirs.get(name):
            yield f"{name}: {ours[name]} here, {theirs.get(name)} there"


def facts_that_differ(ours, theirs, place):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in sorted(ours.keys() | theirs.keys()):
            yield from facts_that_differ(ours.get(name), theirs.get(name), f"{place}.{name}")
    elif ours != theirs:
        yield f"{place}: {ours} here, {theirs} there"


def main():
    parser = argparse.ArgumentParser(description="Judge ledgers that a dishonest ledger keeper could write.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", type=int, default=None, metavar="CASE")
    parser.add_argument("--keep", type=pathlib.Path, default=None, metavar="FOLDER")
    parser.add_argument("--other", default=None, metavar="PROGRAM")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(10**9)
    print(f"seed {seed}", flush=True)
    cases = range(arguments.count) if arguments.only is None else [arguments.only]
    with tempfile.TemporaryDirectory() as temporary:
        root = arguments.keep or pathlib.Path(temporary)
        return run_cases(root, seed, cases, arguments.other)


def run_cases(root, seed, cases, other):
    failures, judged, verdicts, rules, slowest = 0, {}, {}, {}, 0.0
    for case in cases:
        folder = root / f"{case:06}"
        folder.mkdir(parents=True)
        files, brought = dishonest(seed, case)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        (folder / "brought.json").write_text(json.dumps(brought), "utf-8")
        begin = time.process_time()
        judged[folder.name] = found = judge(folder)
        took = time.process_time() - begin
        slowest = max(slowest, took)
        verdicts[found["verdict"]] = verdicts.get(found["verdict"], 0) + 1
        for rule in {finding["rule"] for finding in found["findings"]}:
            rules[rule] = rules.get(rule, 0) + 1
        if took > LONGEST:
            failures += 1
            print(f"case {case}: it took {took:.1f} s", file=sys.stderr)
    if other:
        failures += compare(root, judged, other)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
          + f"; the slowest took {slowest:.2f} s")
    never = sorted(set(verify_ledger.LEVELS) - set(rules) - {"X1", "X2"})
    print("rules: " + " ".join(f"{rule}:{count}" for rule, count in sorted(rules.items()))
          + (f"; never {' '.join(never)}" if never else ""))
    return 1 if failures else 0


def compare(root, judged, other):
    """Returns how many ledgers another program judges differently, or not in time."""
    done = subprocess.run([other, str(root)], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(judged):
        print(f"{other} judged {len(lines)} of {len(judged)} ledgers and ended with {done.returncode}: "
              f"{done.stderr[-500:]}", file=sys.stderr)
        return 1
    failures = 0
    for (name, ours), line in zip(sorted(judged.items()), lines):
        theirs = json.loads(line)
        found = list(differences(ours, theirs))
        if theirs.get("seconds", 0) > LONGEST:
            found.append(f"it took {theirs['seconds']:.1f} s")
        failures += bool(found)
        for difference in found[:6]:
            print(f"{name}: {difference}", file=sys.stderr)
    print(f"{len(judged) - failures} of {len(judged)} ledgers are judged the same by both programs")
    return failures


if __name__ == "__main__":
    sys.exit(main())
