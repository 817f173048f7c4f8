#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes law/: ledgers for each rule of docs/LEDGER.md, sections 13 and 14, some that follow it and some that break
it, each named after its rule, with what every verifier must say about it.

    law_vectors.py [--check]

Each function below lists by hand the findings that there must be (`L7@4`: rule L7, naming entry 4), and what else
matters in the judgement. The second verifier must agree; then its whole judgement is written next to the ledger."""

import json
import pathlib
import shutil
import sys
import tempfile

import verify_ledger
from ledger_writer import DAY, MINUTE, POLICY, ShareSet, Signed, Writer, base64_of, iso, key_of, policy, vkey

FOLDER = pathlib.Path(__file__).parent / "law"
A = ShareSet("a", "AWS root", "root password")
B = ShareSet("b", "AWS root", "root password")
MADE_UP = ShareSet("made up", "AWS root", "root password", groups=(("Keeper", 1, 1),))
OTHER = ShareSet("other", "AWS root", "one-time password")
PRACTICE = ShareSet("practice", "AWS root", "root password", is_practice=True)
ONE, TWO = ("g1m1",), ("g1m1", "g1m2")
JOURNAL = "0123456789abcdef0123456789abcdef"
VECTORS = {}


class Story:
    """A ledger of one set, and the evidence that comes with it."""

    def __init__(self):
        self.ledger = Writer()
        self.files, self.printed, self.kept, self.trust = {}, [], {}, None
        self.checkpoint, self.checkpoint_next, self.has_checkpoint = None, None, True
        self.add(policy())
        self.deal(A)
        self.sheet = self.ledger.code(3)

    def add(self, entry, *signed):
        index = self.ledger.add(entry)
        for one in signed:
            self.ledger.sign(one)
        return index

    def deal(self, dealt, **more):
        index = self.add(dealt.created(**more))
        self.add({"kind": "sheets released", "set": dealt.identity, "quorums_tried": 3, "quorums": 3})
        return index

    def bring_sheet(self):
        """Adds the code on a sheet of the first set to the evidence."""
        self.printed.append(self.sheet)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.files.setdefault("ledger.jsonl", self.ledger.bytes)
        if self.has_checkpoint:
            self.files["checkpoint"] = self.checkpoint or self.ledger.note()
        if self.checkpoint_next:
            self.files["checkpoint.next"] = self.checkpoint_next
        self.files.update(self.kept)
        if self.trust:
            self.files["trust"] = self.trust.encode()
        for name, data in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)


def vector(why, *findings, **expected):
    """Registers a ledger that a function builds, and what must be found in it."""
    def register(build):
        VECTORS[build.__name__.replace("_", "-")] = (why, findings, expected, build)
        return build
    return register


# Entries

def opened(dealt=A, **more):
    entry = {"kind": "recovery opened", "account": "AWS root", "reason": "nobody can sign in", "approved_by": []}
    if "window" in more:
        entry["window_seconds"] = more.pop("window")
    if dealt:
        entry.update({"set": dealt.identity})
    return {**entry, "shares": dealt.shares if dealt else [], **more}


def revealed(opening, dealt=A, shares=TWO, **more):
    return {"kind": "recovery revealed", "opening": opening, "set": dealt.identity, "shares": list(shares), **more}


def closed(opening, outcome="shown", dealt=A, shares=TWO):
    return {"kind": "recovery closed", "opening": opening, "outcome": outcome, "set": dealt.identity,
            "shares": list(shares)}


def named(opening, dealt, account="AWS root"):
    return {"kind": "recovery named", "opening": opening, "set": dealt.identity, "account": account,
            "shares": dealt.shares}


def receipt(dealt=A, share="g1m1", **more):
    return {"kind": "sheet received", "set": dealt.identity, "share": share, "custodian": "Ana Ruiz", **more}


def read_back(dealt=A):
    return {"kind": "sheets read back", "set": dealt.identity, "shares": dealt.shares}


def retired(dealt=A, successor=None, shares=None, rotated=False):
    entry = {"kind": "set retired", "set": dealt.identity}
    if successor:
        entry["successor"] = successor.identity
    entry.update({"rotated": rotated, "by": "Ana Ruiz", "why": "people changed"})
    return {**entry, "shares": list(shares)} if shares else entry


def reshare(dealt=A, shares=TWO):
    return {"kind": "reshare opened", "set": dealt.identity, "shares": list(shares), "by": "Ana Ruiz", "why": "people"}


def key_changed(dealt=A, key="second", shares=TWO):
    return {"kind": "key changed", "key": bytes(key_of(key).verify_key).hex(), "set": dealt.identity,
            "shares": list(shares), "by": "Ana Ruiz", "why": "the laptop was lost"}


def drill(dealt=A, expires=30 * DAY, at=None):
    return {"kind": "drill opened", "set": dealt.identity, "shares": dealt.shares, "nonce": "ab" * 16, "way": "in person",
            "expires": iso(verify_ledger.seconds(at) + expires if at else 1_795_000_000 + expires), "by": "Ana Ruiz"}


def exception(by="Ana Ruiz"):
    return {"kind": "exception", "expected": "two approvals", "happened": "one came", "decided": "to go on", "by": by,
            "override": True}


def countersigned(place, by):
    return {"kind": "countersigned", "exception": str(place), "by": by, "statement": "I was there"}


def review(place, **result):
    return {"kind": "review filed", "opening": str(place), "broke": "the portal", "done": "a login", "restored": "by its "
            "vendor", "prevents": "a second one", "operated_by": ["Ana Ruiz"], "alerts": "arrived", "evidence": [],
            **result, "by": "Bo Chen"}


def drill_closed(index, **result):
    return {"kind": "drill closed", "drill": index, "proven": list(A.shares), "unproven": [], **result, "by": "Ana Ruiz"}


def lost(dealt=A, share="g1m1"):
    return {"kind": "sheet lost", "set": dealt.identity, "share": share, "happened": "water", "by": "Ana Ruiz"}


def use(story, outcome="shown", **more):
    """A use with the consent of two shares."""
    opening = story.add(opened(**more), Signed(A, TWO))
    story.add(revealed(opening))
    story.add(closed(opening, outcome))
    return opening


def journal(story=None, name=JOURNAL):
    more = {"ledger": story.ledger.origin} if story else {}
    return Writer(first={"kind": "journal opened", "format": 1, "journal": name, **more, "program": "test"},
                  start=1_795_000_000 + DAY)


def merge(story, one, parts=1, change=lambda entry: entry):
    for entry in story.ledger.merged(one, JOURNAL, parts):
        story.add(change(entry))


def change_key(story, dealt, consent, key="second"):
    """A change of the key: the checkpoint of its own entry is the new key's."""
    index = story.add(key_changed(dealt, key, consent or TWO))
    story.ledger.change_key(key)
    if consent:
        story.ledger.sign(Signed(dealt, consent))
    return index


V8 = "V8@"


# Lines and signatures

@vector("a ledger that agrees with itself, and nobody outside has vouched for it", "V7@5", V8, verdict="consistent",
        vouched=0)
def good_alone(story):
    use(story)


@vector("a sheet of the first set makes its shares witnesses: the consent covers five entries", verdict="vouched",
        vouched=5)
def good_with_a_sheet(story):
    use(story)
    story.bring_sheet()


@vector("there is nothing", "L1@", verdict="wrong", signed=0)
def L1_no_lines(story):
    story.files["ledger.jsonl"] = b""


@vector("the first line is another entry", "L1@0", verdict="wrong")
def L1_no_beginning(story):
    story.files["ledger.jsonl"] = b"\n".join(story.ledger.lines[1:]) + b"\n"


@vector("a second binder is opened in it", "L2@4", "T1@4", V8, believed=0)
def L2_opened_twice(story):
    story.ledger.add_line(story.ledger.lines[0])


@vector("a member stands twice in a line", "L3@4", believed=3)
def L3_member_twice(story):
    story.ledger.add_line(b'{"kind":"refused","time":"2026-11-18T13:00:00Z","act":"recover","act":"split","why":"x"}')
    story.bring_sheet()


@vector("the checkpoint is gone: nothing is signed", "L4@", "L7@0", V8, signed=0)
def L4_no_checkpoint(story):
    story.has_checkpoint = False


@vector("the checkpoint is gone, and a consent still shows a signature of the ledger's key", "L4@", "L7@5", "V7@5", V8,
        signed=5)
def L4_signed_by_a_consent(story):
    use(story)
    story.has_checkpoint = False


@vector("another key signed the checkpoint", "L5@", "L7@0", V8, signed=0)
def L5_another_key(story):
    story.checkpoint = story.ledger.note(key=key_of("a thief"))


@vector("two signature lines have one name and one key", "L5@", "L7@0", V8, signed=0)
def L5_two_lines_of_one_name(story):
    note = story.ledger.note()
    story.checkpoint = note + note.split(b"\n\n")[1]


@vector("the name of a foreign signature holds a control character", "L5@", "L7@0", V8, signed=0)
def L5_control_character(story):
    story.checkpoint = story.ledger.note() + "— exa\u202emple.org AAAAAAAA\n".encode()


@vector("a foreign signature is carried along", V8)
def L5_good_foreign_signature(story):
    story.checkpoint = story.ledger.note() + "— example.org/witness AAAAAAAA\n".encode()


@vector("the ledger was cut", "L6@", "L7@0", V8, signed=0)
def L6_cut(story):
    story.checkpoint = story.ledger.note()
    story.files["ledger.jsonl"] = b"\n".join(story.ledger.lines[:3]) + b"\n"


@vector("lines that nobody signed stand behind the checkpoint", "L7@4", V8, signed=4, verdict="wrong")
def L7_unsigned_lines(story):
    story.checkpoint = story.ledger.note()
    story.add(retired(rotated=True))


@vector("an unsigned line holds a genuine consent: it vouches for nothing", "L7@5", signed=5, vouched=3)
def L7_unsigned_consent(story):
    story.add(opened())
    story.checkpoint = story.ledger.note()
    story.ledger.sign(Signed(A, TWO))
    story.bring_sheet()


@vector("bytes stand behind the last line end", "L8@", V8)
def L8_torn_tail(story):
    story.files["ledger.jsonl"] = story.ledger.bytes + b'{"kind":'


@vector("the program was interrupted, and the next checkpoint signs the last line", "L9@", V8, signed=5)
def L9_good_next(story):
    story.checkpoint = story.ledger.note()
    story.add(lost())
    story.checkpoint_next = story.ledger.note()


# Manifests and entries

@vector("the manifest is another set's", "M1@4", "E1@4", "E1@5", "A5@4", V8, believed=0)
def M1_another_manifest(story):
    story.add({**B.created(), "manifest": base64_of(OTHER.manifest)})
    story.add({"kind": "sheets released", "set": B.identity, "quorums_tried": 3, "quorums": 3})


@vector("of two creations of a set the first counts, as far as its own manifest goes", "M1@4", "E1@4", "E3@5", V8,
        "V9@", anchored=[PRACTICE], verdict="wrong")
def E3_first_counts(story):
    story.add({**PRACTICE.created(), "manifest": base64_of(OTHER.manifest)})
    story.add(PRACTICE.created(practice=A.identity))
    story.trust = story.ledger.trust(PRACTICE, ONE, 1)


@vector("a flag that no manifest has", "M2@4", "E1@4", V8)
def M2_unknown_flag(story):
    broken = ShareSet("b", "AWS root", "root password")
    broken.manifest = broken.manifest[:4] + b"\4" + broken.manifest[5:]
    broken.identity = verify_ledger.sha256(broken.manifest).hex()
    story.add(broken.created())


@vector("a sheet of a set is lost that was never created", "E1@4", V8)
def E1_unknown_set(story):
    story.add(lost(B))


@vector("a revelation of what is no opening", "E2@4", "C8@4", "V8@")
def E2_no_opening(story):
    story.add(revealed(3))


@vector("a review of what is no opening", "E2@4", V8)
def E2_review_of_nothing(story):
    story.add(review(2))


@vector("a countersignature of what is neither exception nor policy", "E2@4", V8)
def E2_countersigned_nothing(story):
    story.add(countersigned(2, "Bo Chen"))


@vector("a set is entered twice", "E3@4", V8)
def E3_created_twice(story):
    story.add(A.created())


@vector("an account that is not the manifest's label", "E4@4", V8)
def E4_another_account(story):
    story.add({**B.created(), "account": "AWS test"})


@vector("a credential that is not the manifest's", "E4@4", V8)
def E4_another_credential(story):
    story.add({**B.created(), "credential": "one-time password"})


@vector("a practice set by its manifest that is entered as a real one", "E5@4", V8)
def E5_practice_unsaid(story):
    story.add(PRACTICE.created())


@vector("a real set that is entered as a practice set", "E5@4", V8)
def E5_practice_made_up(story):
    story.add(B.created(practice=A.identity))


@vector("a practice set is for practice, and nobody's credential", V8,
        facts=lambda facts: facts["sets"][PRACTICE.identity]["authority"] is None)
def E5_good_practice(story):
    story.deal(PRACTICE, practice=A.identity)


@vector("a custodian is missing", "E6@4", V8)
def E6_custodian_missing(story):
    story.add(B.created(custodians=B.custodians()[:2]))


@vector("custodians stand in another order", "E6@4", V8)
def E6_custodians_reversed(story):
    story.add(B.created(custodians=B.custodians()[::-1]))


@vector("another set is named after the revelation", "E7@8", "V7@5", V8)
def E7_named_late(story):
    opening = use(story)
    story.add(named(opening, A))


@vector("one opening is revealed twice", "E7@8", "V7@5", V8)
def E7_revealed_twice(story):
    opening = use(story)
    story.add(revealed(opening))


@vector("shares that signed what is no opening consented to nothing", "C8@6", "E2@6", "V7@5", V8)
def C8_no_opening(story):
    witnessed = story.add(read_back(), Signed(A, A.shares))
    story.add(revealed(witnessed))

@vector("another set is revealed than the one that the opening is of", "E8@8", "C8@8", "V7@7", V8)
def E8_another_set(story):
    story.deal(OTHER)
    opening = story.add(opened(), Signed(A, TWO))
    story.add(revealed(opening, OTHER))


@vector("a recovery is closed about another set than its opening", "E9@8", "V7@7", V8)
def E9_closed_about_another(story):
    story.deal(OTHER)
    opening = story.add(opened(), Signed(A, TWO))
    story.add(closed(opening, dealt=OTHER))


@vector("an opening stands beside one of another reason", "E10@5", V8)
def E10_another_reason(story):
    first = story.add(opened(credential="root password"))
    story.add({**opened(None, credential="one-time password"), "reason": "another", "beside": first})


@vector("a sheet that is no spare takes the place of a lost one", "E11@5", V8)
def E11_no_spare(story):
    story.add(lost(share="g1m2"))
    story.add(receipt(replaces="g1m2"))


@vector("the person who overrode a rule countersigns", "E12@5", V8)
def E12_same_person(story):
    story.add(countersigned(story.add(exception()), "Ana Ruiz"))


@vector("the same person countersigns in another spelling", "E12@5", V8)
def E12_same_person_spelled(story):
    story.add(countersigned(story.add(exception()), " ana  RUIZ"))


@vector("another person countersigns", V8, facts=lambda facts: facts["overrides"] == [])
def E12_good(story):
    story.add(countersigned(story.add(exception()), "Bo Chen"))


@vector("an opening is closed twice: the first one counts, and that it was shown counts too", "E13@6", V8,
        facts=lambda facts: facts["openings"]["4"]["closed"] == "failed" and facts["openings"]["4"]["opened"] == "said")
def E13_closed_twice(story):
    opening = story.add(opened())
    story.add(closed(opening, "failed", shares=()))
    story.add(closed(opening, "shown", shares=()))


@vector("a policy names shares that agree, and not their set", "E14@4", V8)
def E14_shares_without_set(story):
    story.add(policy(shares=["g1m1"]))


TESTED = [{"channel": "arn:aws:sns:us-east-1:111122223333:break-glass", "in_time": "yes"}]


@vector("a review and a drill name result files, and what they say", V8, "V7@5")
def E15_good(story):
    place = use(story)
    story.add(review(place, result="ab" * 32, verdict="break-glass"))
    story.add(review(place, result="cd" * 32, verdict="cannot be shown", follows="the bucket keeps its logs for a year"))
    index = story.add(drill())
    story.add(drill_closed(index, result="ef" * 32, alerts=TESTED))
    index = story.add(drill())
    story.add(drill_closed(index, result="ef" * 32, alerts=[]))


@vector("a review names a result file without its verdict", "E15@8", V8, "V7@5")
def E15_no_verdict(story):
    story.add(review(use(story), result="ab" * 32))


@vector("a review has a verdict, and no result file says it", "E15@8", V8, "V7@5")
def E15_no_file(story):
    story.add(review(use(story), verdict="backdoor", follows="the key is deleted"))


@vector("a review says what follows from no verdict", "E15@8", V8, "V7@5")
def E15_follows_from_nothing(story):
    story.add(review(use(story), follows="nothing"))


@vector("nothing is said to follow from the verdict backdoor", "E15@8", V8, "V7@5")
def E15_nothing_follows(story):
    story.add(review(use(story), result="ab" * 32, verdict="backdoor"))


@vector("a review of nothing names a result file without its verdict", "E15@4", "E2@4", V8)
def E15_of_nothing(story):
    story.add(review(2, result="ab" * 32))


@vector("a drill names a result file without its alerts", "E15@5", V8)
def E15_no_alerts(story):
    index = story.add(drill())
    story.add(drill_closed(index, result="ef" * 32))


@vector("a drill has tested alerts that no result file shows", "E15@5", V8)
def E15_alerts_of_no_file(story):
    index = story.add(drill())
    story.add(drill_closed(index, alerts=TESTED))


@vector("an alert that a drill tested arrived in time or not, and nothing else", "L3@5", V8)
def L3_alert_in_time(story):
    index = story.add(drill())
    story.add(drill_closed(index, result="ef" * 32, alerts=[{**TESTED[0], "in_time": "late"}]))


# Cosignatures

@vector("a cosignature of a tree that ends with itself", "C1@5", V8)
def C1_too_large(story):
    story.add(opened())
    story.ledger.sign(Signed(A, TWO, change=lambda entry: {**entry, "size": entry["size"] + 1}))


@vector("a cosigned entry without signatures", "C2@5", V8)
def C2_empty(story):
    story.add(opened(), Signed(A, ()))


@vector("signatures in another order", "C2@5", V8)
def C2_reversed(story):
    story.add(opened(), Signed(A, ("g1m2", "g1m1")))


@vector("a signature twice", "C2@5", V8)
def C2_doubled(story):
    story.add(opened(), Signed(A, ("g1m1", "g1m1")))


def rewritten(story, index, entry):
    """The same lines but one, signed by the ledger's key once more."""
    writer = Writer()
    for number, line in enumerate(story.ledger.lines[1:], 1):
        writer.add_line(verify_ledger.canonical(entry).encode() if number == index else line)
    story.ledger = writer


@vector("a line before a consent was changed by the holder of the key; the share is a witness", "C3@5",
        believed=4, doubtful=4)
def C3_rewritten(story):
    story.add(opened(), Signed(A, ONE))
    story.printed.append(story.ledger.code(4))
    entry = json.loads(story.ledger.lines[4])
    rewritten(story, 4, {**entry, "reason": "nothing much"})


@vector("the same, and nobody outside knows the share: nothing says from where the ledger cannot be believed", "C3@5",
        "V7@5", V8, believed=0, doubtful=None)
def C3_rewritten_alone(story):
    story.add(opened(), Signed(A, ONE))
    entry = json.loads(story.ledger.lines[4])
    rewritten(story, 4, {**entry, "reason": "nothing much"})


@vector("a forged signature of a share", "C4@5", V8)
def C4_forged(story):
    def forge(entry):
        entry["signatures"][0]["signature"] = base64_of(bytes(64))
        return entry
    story.add(opened(), Signed(A, ONE, change=forge))


@vector("a forged signature of the ledger's key under a consent", "C5@5", "V7@5", V8)
def C5_forged_log_signature(story):
    story.add(opened(), Signed(A, ONE, change=lambda entry: {**entry, "log_signature": base64_of(bytes(64))}))


@vector("a share signs an entry that does not ask for it", "C6@5", "V7@5", V8)
def C6_not_asked(story):
    story.add(lost(), Signed(A, ONE))


@vector("a share of a set that nobody knows signs", "C7@5", V8)
def C7_unknown_share(story):
    story.add(opened(), Signed(B, ONE))


@vector("a revelation lists a share that did not consent", "C8@6", "V7@5", V8)
def C8_without_consent(story):
    opening = story.add(opened(), Signed(A, ONE))
    story.add(revealed(opening))


# Keys

@vector("a quorum of the set in force changes the key", "V7@5", V8)
def K1_good(story):
    change_key(story, A, TWO)


@vector("nobody consents to another key", "K1@4", V8)
def K1_no_consent(story):
    change_key(story, A, None)


@vector("less than a quorum consents", "K1@4", "V7@5", V8)
def K1_no_quorum(story):
    change_key(story, A, ONE)


@vector("a set that the keeper made up changes the key: no quorum agreed to it", "K2@6", "A5@4", "V7@7", V8)
def K2_made_up_set(story):
    story.deal(MADE_UP)
    change_key(story, MADE_UP, ONE)


@vector("the keeper retires the set in force by his own word, and a set that he made up changes the key",
        "K2@7", "A5@4", "V7@8", V8)
def K2_retired_by_word(story):
    story.deal(MADE_UP)
    story.add(retired(successor=MADE_UP))
    change_key(story, MADE_UP, ONE)


@vector("the keeper abandons the set in force, and a set that he made up changes the key", "K2@7", "A5@4", "V7@8", V8)
def K2_abandoned_by_word(story):
    story.deal(MADE_UP)
    story.add({"kind": "set abandoned", "set": A.identity, "why": "misprinted"})
    change_key(story, MADE_UP, ONE)


@vector("a policy lowers the rule to one of one, and a set that was dealt by it changes the key", "K2@7", "A5@5", "V7@8",
        V8, others=["F13@4"])
def K2_lowered_rule(story):
    story.add(policy(POLICY.replace("threshold: 2", "threshold: 1", 1)))
    story.deal(MADE_UP)
    change_key(story, MADE_UP, ONE)


@vector("a paper covers a newer set, whose quorum changes the key", vouched=7)
def K2_good_with_paper(story):
    story.deal(B)
    story.printed.append(story.ledger.code(5))
    change_key(story, B, TWO)


@vector("the same change without the paper", "K2@6", "A5@4", "V7@7", V8)
def K2_without_paper(story):
    story.deal(B)
    change_key(story, B, TWO)


@vector("a policy moves the key rule to a credential of a set that the keeper made up", "K3@4", "K2@7", "V7@8", V8,
        others=["F13@4"])
def K3_moved_by_word(story):
    made_up = ShareSet("made up otp", "AWS root", "one-time password", groups=(("Keeper", 1, 1),))
    story.add(policy(MOVED))
    story.deal(made_up)
    change_key(story, made_up, ONE)


MOVED = POLICY.replace("  credential: root password\n", "  credential: one-time password\n")


@vector("a quorum agrees that the key rule moves", "V7@5", "V7@9", V8, others=["F13@4"],
        facts=lambda facts: facts["key_rule"] == ("AWS root", "one-time password"))
def K3_good(story):
    story.add(policy(MOVED, set=A.identity, shares=list(TWO)), Signed(A, TWO))
    story.deal(OTHER)
    change_key(story, OTHER, TWO)


@vector("the key rule moves by a policy alone as long as no set of its credential is out", "V7@6", V8,
        others=["F13@2"], facts=lambda facts: facts["key_rule"] == ("AWS root", "one-time password"))
def K3_good_before_a_set(story):
    story.ledger = Writer()
    story.add(policy())
    story.add(policy(MOVED))
    story.deal(OTHER)
    change_key(story, OTHER, TWO)


@vector("the key rule does not move by a policy alone where a set of its credential exists, let out or not", "K3@5",
        "V7@4", "K2@8", "V7@9", V8, others=["F13@5"])
def K3_never_let_out(story):
    story.ledger = Writer()
    story.add(policy())
    story.add(A.created())
    story.add(receipt(), Signed(A, ONE))
    story.add(policy(MOVED))
    story.deal(OTHER)
    change_key(story, OTHER, TWO)


@vector("a policy that names nobody does not take the key rule away", "K3@4", "V7@6", V8, others=["F13@4"])
def K3_nobody(story):
    story.add(policy(POLICY[:POLICY.index("key_change")]))
    change_key(story, A, TWO)


@vector("a policy of a thousand brackets is none, and costs no time", "K3@4", V8)
def K3_brackets(story):
    story.add(policy("[" * 1900 + "\n" + "{" * 1900))


SHORT = "answer_grace: 30 d\naccounts: [{name: AWS root, credentials: [{name: root password}, {name: one-time password}]}]\n"


@vector("a policy that docs/POLICY.md refuses names a holder all the same", "V7@5", "V7@9", V8,
        facts=lambda facts: facts["key_rule"] == ("AWS root", "one-time password"))
def K3_of_little(story):
    text = SHORT + "key_change: {account: AWS root, credential: one-time password}\nunknown: [x]\n"
    story.add(policy(text, set=A.identity, shares=list(TWO)), Signed(A, TWO))
    story.deal(OTHER)
    change_key(story, OTHER, TWO)


@vector("a policy that names a credential which its accounts do not have names no holder", "K3@4", "V7@6", V8)
def K3_unknown_credential(story):
    story.add(policy(SHORT + "key_change: {account: AWS root, credential: root passwor}\n"))
    change_key(story, A, TWO)


@vector("two policies that differ only in how an accent is spelled are two: the rule names the account of the second",
        "V7@6", V8)
def K2_good_by_the_spelling(story):
    """The first policy names the account of another set, to whose spelling a program might round."""
    story.ledger = Writer()
    text = POLICY.replace("AWS root", "Café")
    story.add(policy(text))
    story.add(policy(text.replace("Café", "Cafe\u0301")))
    story.deal(ACCENT)
    change_key(story, ACCENT, TWO)


ACCENT = ShareSet("accent", "Cafe\u0301", "root password")


@vector("a byte order mark in a key spells no other key", "K3@4", "V7@6", V8, others=[])
def K3_byte_order_mark(story):
    story.add(policy(POLICY.replace("key_change:", '"\\uFEFFkey_change":')))
    change_key(story, A, TWO)


@vector("a rule that moved by agreement to a credential without a set does not become free again", "V7@5", "K3@6", V8)
def K3_never_free_again(story):
    text = SHORT + "key_change: {account: AWS root, credential: one-time password}\n"
    story.add(policy(text, set=A.identity, shares=list(TWO)), Signed(A, TWO))
    story.add(policy(SHORT + "key_change: {account: AWS root, credential: root password}\n"))


@vector("an agreement to no holder is final", "V7@5", "K3@6", V8)
def K3_no_holder_is_final(story):
    story.add(policy(SHORT, set=A.identity, shares=list(TWO)), Signed(A, TWO))
    story.add(policy(SHORT + "key_change: {account: AWS root, credential: root password}\n"))


@vector("a policy with what could be an alias cannot be read, not even if it is in a comment", "K3@4", V8)
def K3_alias(story):
    story.add(policy(POLICY + "# *see below\n"))


@vector("a key change stands in a journal", "J1@5.1", "K4@5.1", V8)
def K4_in_a_journal(story):
    one = journal(story)
    one.add(key_changed())
    story.add(lost())
    merge(story, one)


# Authority

@vector("a quorum of the old set agrees to its successor, which then changes the key", "V7@7", "V7@9", V8,
        facts=lambda facts: facts["sets"][B.identity]["authority"] == "A2" and facts["sets"][A.identity]["agreed"])
def A2_good(story):
    story.deal(B)
    story.add(retired(successor=B, shares=TWO), Signed(A, TWO))
    change_key(story, B, TWO)


@vector("less than a quorum agrees to a successor", "A5@4", "V7@7", V8,
        facts=lambda facts: facts["sets"][B.identity]["authority"] == "A5" and not facts["sets"][A.identity]["agreed"])
def A2_no_quorum(story):
    story.deal(B)
    story.add(retired(successor=B, shares=TWO), Signed(A, ONE))


@vector("a successor of another credential gets nothing by it", "V7@7", V8,
        facts=lambda facts: facts["sets"][OTHER.identity]["authority"] == "A1")
def A2_another_credential(story):
    story.deal(OTHER)
    story.add(retired(successor=OTHER, shares=TWO), Signed(A, TWO))


@vector("a quorum agrees to a reshare: the set that follows has authority, the one behind it has not", "A5@8",
        "V7@5", V8, facts=lambda facts: facts["sets"][B.identity]["authority"] == "A3"
        and facts["sets"][MADE_UP.identity]["authority"] == "A5")
def A3_one_set(story):
    story.add(reshare(), Signed(A, TWO))
    story.deal(B)
    story.deal(MADE_UP)


@vector("less than a quorum agrees to a reshare", "A5@6", "V7@5", V8)
def A3_no_quorum(story):
    story.add(reshare(), Signed(A, ONE))
    story.deal(B)


@vector("a set that no quorum agreed to is a claim of the keeper", "A5@4", V8)
def A5_claim(story):
    story.deal(B)


@vector("a consent covers the set, and no paper does: it stays a claim, and vouches for nothing", "A5@4", "V7@9", vouched=7,
        anchored=[A], facts=lambda facts: facts["sets"][B.identity]["authority"] == "A5")
def A5_covered_by_a_consent(story):
    story.deal(B)
    story.add(receipt(A), Signed(A, ONE))
    story.add(receipt(B), Signed(B, ONE))
    story.bring_sheet()


@vector("a set that a journal dealt is covered by a slip: no key change rests on it", "K2@6",
        facts=lambda facts: facts["sets"][B.identity]["authority"] == "A4" and facts["key_set"] == A.identity)
def K2_set_of_a_journal(story):
    one = journal(story)
    one.add(B.created())
    one.add({"kind": "sheets released", "set": B.identity, "quorums_tried": 3, "quorums": 3})
    merge(story, one)
    story.add(lost())
    story.printed.append(story.ledger.code())
    change_key(story, B, TWO)


@vector("a slip that was made later covers the set: it has authority", vouched=6,
        facts=lambda facts: facts["sets"][B.identity]["authority"] == "A4")
def A4_good(story):
    story.deal(B)
    story.printed.append(story.ledger.code())


# Vouching

@vector("a set that the keeper made up vouches for nothing", "A5@4", "V7@7", vouched=3, anchored=[A])
def V2_made_up_witness(story):
    story.deal(MADE_UP)
    story.add(receipt(MADE_UP), Signed(MADE_UP, ONE))
    story.bring_sheet()


@vector("witnesses follow from witnesses: the first set covers the second, which covers the rest", vouched=11,
        anchored=[A, B], facts=lambda facts: facts["sets"][B.identity]["authority"] == "A3")
def V2_good_chain(story):
    story.add(reshare(), Signed(A, TWO))
    story.deal(B)
    story.add(receipt(A), Signed(A, ONE))
    story.add(receipt(B), Signed(B, ONE))
    story.add(lost(B, "g1m2"))
    story.bring_sheet()


@vector("only this ledger vouches for the set that signed", "A5@4", "V7@7", vouched=3, anchored=[A])
def V7_set_of_nobody(story):
    story.deal(B)
    story.add(receipt(B), Signed(B, ONE))
    story.printed.append(story.ledger.code(3))
    story.add(receipt(A, "g1m2"))


@vector("somebody brings nothing: nobody outside has vouched for any of it", V8, verdict="consistent", anchored=[])
def V8_no_anchor(story):
    story.add(lost())


@vector("a practice set vouches for nothing", "V7@7", vouched=5, anchored=[A])
def V2_practice(story):
    story.deal(PRACTICE, practice=A.identity)
    story.add(receipt(PRACTICE), Signed(PRACTICE, ONE))
    story.printed.append(story.ledger.code(5))


@vector("this paper and this ledger disagree", "V3@", verdict="disputed", vouched=3, doubtful=3)
def V3_paper_disagrees(story):
    story.bring_sheet()
    story.printed.append(story.ledger.code(4, root=bytes(32)))


@vector("a paper counts more entries than there are", "V3@", verdict="disputed", vouched=3, doubtful=3)
def V3_paper_of_more(story):
    story.bring_sheet()
    longer = Writer()
    for line in story.ledger.lines[1:] + [story.ledger.lines[3]]:
        longer.add_line(line)
    story.printed.append(longer.code())


@vector("the key signed two histories, as a kept checkpoint shows", "V4@", verdict="wrong", vouched=3, doubtful=3)
def V4_fork(story):
    story.bring_sheet()
    fork = Writer()
    for line in story.ledger.lines[1:3] + [story.ledger.lines[2]]:
        fork.add_line(line)
    story.kept["kept"] = fork.note()


@vector("a checkpoint that somebody kept vouches as far as it goes", vouched=4)
def V1_good_kept(story):
    story.kept["kept"] = story.ledger.note()


@vector("a code of another organization's ledger was brought for this one", "V5@", V8, verdict="disputed")
def V5_foreign_code(story):
    story.printed.append(Writer("another").code())


@vector("a kept checkpoint that the ledger's key did not sign", "V6@", V8, verdict="disputed")
def V6_unsigned_file(story):
    story.kept["kept"] = story.ledger.note(key=key_of("a thief"))


@vector("a trust policy names the set: its consent vouches", V8, vouched=5, anchored=[A])
def V1_good_trust(story):
    use(story)
    story.trust = story.ledger.trust(A, ONE, 1)


@vector("no tree has the cosignatures that the trust policy asks for", "V9@", V8, verdict="disputed")
def V9_quorum_not_met(story):
    use(story)
    story.trust = story.ledger.trust(A, ("g1m3",), 1)


@vector("a cosignature in the checkpoint's file, which no line of the ledger has, does not count", "V9@", V8,
        verdict="disputed")
def V9_in_the_file(story):
    share, at = ONE[0], story.ledger.now
    name = f"{story.ledger.origin}/set/{A.identity[:32]}/{share}"
    key, message = A.keys[share], f"cosignature/v1\ntime {at}\n".encode() + story.ledger.checkpoint_text(None)
    blob = verify_ledger.key_id(name, 4, bytes(key.verify_key)) + at.to_bytes(8, "big") + key.sign(message).signature
    story.checkpoint = story.ledger.note() + f"— {name} {base64_of(blob)}\n".encode()
    story.trust = story.ledger.trust(A, ONE, 1)


@vector("a cosignature that came too late for a key change counts for the trust policy", "K1@4", V8)
def V9_good_late(story):
    story.add(key_changed())
    story.ledger.change_key("second")
    story.add(lost())
    story.ledger.sign(Signed(A, TWO, back=2))
    story.trust = story.ledger.trust(A, TWO, 2)


@vector("a cosignature in a line with another, false one does not count", "C4@5", "V9@", V8)
def V9_beside_a_false_one(story):
    def forge(entry):
        entry["signatures"][1]["signature"] = base64_of(bytes(64))
        return entry

    story.add(opened())
    story.ledger.sign(Signed(A, TWO, change=forge))
    story.trust = story.ledger.trust(A, ONE, 1)


@vector("a trust policy names another key as the log's", "V9@", V8, verdict="disputed")
def V9_of_another_log(story):
    use(story)
    lines = story.ledger.trust(A, ONE, 1).split("\n")
    story.trust = "\n".join([f"log {vkey(story.ledger.origin, 1, key_of('a thief'))}"] + lines[1:])


@vector("a trust policy asks for nobody, and the checkpoint is the ledger's", V8)
def V9_good_for_nobody(story):
    story.trust = "quorum none\n"


@vector("a trust policy asks for nobody but names another log's key, which signed the checkpoint too", "V9@", V8,
        verdict="disputed")
def V9_for_nobody_of_another_log(story):
    thief = key_of("a thief")
    text = story.ledger.checkpoint_text()
    blob = verify_ledger.key_id(story.ledger.origin, 1, bytes(thief.verify_key)) + thief.sign(text).signature
    story.checkpoint = story.ledger.note() + f"— {story.ledger.origin} {base64_of(blob)}\n".encode()
    story.trust = f"log {vkey(story.ledger.origin, 1, thief)}\nquorum none\n"


@vector("a trust policy asks for nobody, but the checkpoint is of other lines", "L6@", "L7@0", "V9@", V8)
def V9_for_nobody_without_a_checkpoint(story):
    story.add(lost())
    story.checkpoint, lines = story.ledger.note(), story.ledger.lines[:-1]
    story.ledger.lines, story.ledger.tree = [], verify_ledger.Tree()
    for line in lines:
        story.ledger.add_line(line)
    story.add(lost(share="g1m2"))
    story.trust = "quorum none\n"


def refused_trust(name, why, change):
    """Registers a trust policy that must be refused whole."""
    def build(story):
        use(story)
        story.trust = change(story.ledger.trust(A, TWO, 1), story.ledger)

    build.__name__ = f"V6_trust_{name}"
    vector(f"a trust policy {why}", "V6@", "V7@5", V8, verdict="disputed")(build)


refused_trust("name", "calls a witness none", lambda text, _: text.replace("witness g1m1", "witness none").replace(
    "enough 1 g1m1", "enough 1 none"))
refused_trust("control", "has a control byte in a comment", lambda text, _: "# \u0007\n" + text)
refused_trust("type", "names a log's key as a witness", lambda text, ledger: text.replace(
    "group", f"witness log {vkey(ledger.origin, 1, key_of('ledger'))}\ngroup"))
refused_trust("repeated_key", "names one key twice", lambda text, ledger: text.replace(
    "group", text.split("\n")[1].replace("g1m1", "again", 1) + "\ngroup"))
refused_trust("log", "has a log whose key ID is another key's", lambda text, ledger: text.replace(
    "log ", f"log {vkey(ledger.origin, 1, key_of('a thief'))}".replace("+", "+0", 1) + "\nlog ", 1))
refused_trust("two_groups", "has a witness in two groups", lambda text, _: text.replace(
    "group", "group one any g1m1\ngroup", 1))
refused_trust("after_quorum", "has a word that nobody knows after its quorum", lambda text, _: text + "quorums 2\n")


def refused_note(name, why, change):
    """Registers a kept checkpoint that the ledger's key signed, and that is none."""
    def build(story):
        ledger = story.ledger
        text = change(ledger.checkpoint_text().decode().split("\n"), ledger).encode()
        key = ledger.key_at()
        blob = verify_ledger.key_id(ledger.origin, 1, bytes(key.verify_key)) + key.sign(text).signature
        story.kept["kept"] = text + f"\n— {ledger.origin} {base64_of(blob)}\n".encode()

    build.__name__ = f"V6_note_{name}"
    vector(f"a kept checkpoint {why}", "V6@", V8, verdict="disputed")(build)


refused_note("origin", "whose origin no key could have", lambda lines, _: "\n".join([lines[0] + "+x", *lines[1:]]))
refused_note("empty", "of no lines with the root of some", lambda lines, _: "\n".join([lines[0], "0", *lines[2:]]))
refused_note("size", "of 2^63 lines", lambda lines, _: "\n".join([lines[0], str(2**63), *lines[2:]]))


# Journals

@vector("a journal of a recovery is merged", V8, facts=lambda facts: facts["openings"]["5.1"]["opened"] == "agreed")
def J_good(story):
    one = journal(story)
    opening = one.add(opened())
    one.sign(Signed(A, TWO))
    one.add(revealed(opening))
    one.add(closed(opening))
    merge(story, one, 2)


@vector("a journal changes the policy", "J1@4.1", V8)
def J1_policy(story):
    one = journal(story)
    one.add(policy())
    merge(story, one)


@vector("a journal abandons a set of the ledger", "J2@4.1", V8)
def J2_foreign_set(story):
    one = journal(story)
    one.add({"kind": "set abandoned", "set": A.identity, "why": "misprinted"})
    merge(story, one)


@vector("the second piece of a journal is missing", "J3@4", V8)
def J3_piece_missing(story):
    one = journal(story)
    one.add(opened())
    story.add(story.ledger.merged(one, JOURNAL, 2)[0])


@vector("the second piece of a journal comes twice: what follows it follows nothing", "J3@5", "J3@6", "J3@7", V8)
def J3_piece_twice(story):
    one = journal()
    one.add(opened())
    one, two, three = story.ledger.merged(one, JOURNAL, 3)
    for piece in (one, two, two, three):
        story.add(piece)


@vector("a journal is another than its entry says", "J4@4", V8)
def J4_another(story):
    one = journal(story)
    merge(story, one, change=lambda entry: {**entry, "root": "00" * 32})


@vector("a journal belongs to another ledger", "J5@4", V8)
def J5_foreign(story):
    one = Writer(first={"kind": "journal opened", "format": 1, "journal": JOURNAL,
                        "ledger": "example.org/0123456789abcdef", "program": "test"})
    merge(story, one)


@vector("a journal that was merged before has a first line that is none: it is named where it stands now", "L1@5.0", V8)
def J6_no_first_line(story):
    merge(story, journal(story))
    other = journal(story)
    other.lines[0] = b"no line"
    merge(story, other)


@vector("a journal that was merged before began otherwise", "J6@5", V8)
def J6_rewritten(story):
    for reason in ("one", "another"):
        one = journal(story)
        one.add({**opened(), "reason": reason})
        merge(story, one)


@vector("a journal holds a signature of a ledger's key", "C5@4.2", V8)
def C5_in_a_journal(story):
    one = journal(story)
    one.add(opened())
    one.sign(Signed(A, TWO, change=lambda entry: {**entry, "log_signature": base64_of(bytes(64))}))
    merge(story, one)


# Times and facts

@vector("an entry is dated before the one before it: it takes effect when it was written", "T1@5", V8,
        facts=lambda facts: facts["openings"]["5"]["window_end"] is None)
def T1_dated_back(story):
    story.add(lost())
    story.ledger.add({**opened(), "time": iso(1_700_000_000)})


@vector("the keeper dates a receipt later than its signer: the signer's time counts", "V7@5", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["proven"] == 1_790_000_000)
def F2_signers_time(story):
    story.add(receipt(), Signed(A, ONE, at=1_790_000_000))


@vector("a signer's clock is ahead: the entry's time counts", "V7@5", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["proven"] < 1_796_000_000)
def F2_clock_ahead(story):
    story.add(receipt(), Signed(A, ONE, at=2_000_000_000))


@vector("a read-back that no share signed proves nothing", "F1@4", V8,
        facts=lambda facts: all(share["proven"] is None for share in facts["sets"][A.identity]["shares"].values()))
def F1_unsigned(story):
    story.add(read_back())


@vector("a read-back that two of three shares signed proves two", "F1@4", "V7@5", V8,
        facts=lambda facts: [share["proven"] is not None for share in facts["sets"][A.identity]["shares"].values()]
        == [True, True, False])
def F1_partly_signed(story):
    story.add(read_back(), Signed(A, TWO))


@vector("a read-back that all shares signed", "V7@5", V8)
def F1_good(story):
    story.add(read_back(), Signed(A, A.shares))


@vector("a quorum consented, no revelation is written, and the recovery is closed as failed: it counts as opened", "V7@5",
        V8, facts=lambda facts: facts["openings"]["4"]["opened"] == "agreed"
        and facts["sets"][A.identity]["opened"])
def F4_failed_after_consent(story):
    opening = story.add(opened(), Signed(A, TWO))
    story.add(closed(opening, "failed"))


@vector("a quorum consented, no revelation is written, and the recovery is closed as shown", "V7@5", V8,
        facts=lambda facts: facts["openings"]["4"]["opened"] == "agreed" and facts["openings"]["4"]["closed"] == "shown")
def F4_shown_without_revelation(story):
    opening = story.add(opened(), Signed(A, TWO))
    story.add(closed(opening))


@vector("a recovery is closed as shown, and nobody consented: the suspicion stays", V8,
        facts=lambda facts: facts["openings"]["4"]["opened"] == "said" and facts["sets"][A.identity]["opened"])
def F4_shown_by_word(story):
    opening = story.add(opened())
    story.add(closed(opening))


@vector("a quorum of a practice set consents to practice: nothing was opened", "V7@7", V8,
        facts=lambda facts: facts["openings"]["6"]["opened"] is None and facts["openings"]["6"]["practice"])
def F4_good_practice(story):
    story.deal(PRACTICE, practice=A.identity)
    story.add(opened(PRACTICE, practice=True), Signed(PRACTICE, TWO))


@vector("the window ends later than the signed statement says: the signed one counts", "F5@6", "V7@5", V8,
        facts=lambda facts: facts["openings"]["4"]["window_end"] == 1_795_000_000 + 5 * MINUTE + 3600)
def F5_window_extended(story):
    opening = story.add(opened(window=3600), Signed(A, TWO, at=1_795_000_000 + 5 * MINUTE))
    story.add(revealed(opening, until=iso(1_795_000_000 + 30 * DAY)))


@vector("a window that is longer than there are years ends with the last one", "V7@5", V8,
        facts=lambda facts: facts["openings"]["4"]["window_end"] == 253402300799)
def F5_longest(story):
    use(story, window=2 ** 62)


@vector("a window without a statement of one counts for nothing", "F5@6", "V7@5", V8,
        facts=lambda facts: facts["openings"]["4"]["window_end"] is None)
def F5_window_made_up(story):
    opening = story.add(opened(), Signed(A, TWO))
    story.add(revealed(opening, until=iso(1_795_000_000 + DAY)))


@vector("a review is filed before its use: it ends no duty", "F12@5", "V7@6", V8,
        facts=lambda facts: facts["openings"]["4"]["opened"] == "agreed" and not facts["openings"]["4"]["reviewed"])
def F12_before_the_use(story):
    opening = story.add(opened())
    story.add(review(opening))
    story.ledger.sign(Signed(A, TWO, back=2))
    story.add(revealed(opening))
    story.add(closed(opening))


@vector("a review is filed after the consent and before the revelation: it ends no duty", "F12@6", "V7@5", V8,
        facts=lambda facts: not facts["openings"]["4"]["reviewed"])
def F12_before_the_revelation(story):
    opening = story.add(opened(), Signed(A, TWO))
    story.add(review(opening))
    story.add(revealed(opening))


@vector("an end as shown is said, and reviewed, before the quorum consents and the credential is revealed: it ends no duty",
        "F12@6", "V7@7", V8,
        facts=lambda facts: facts["openings"]["4"]["opened"] == "agreed" and not facts["openings"]["4"]["reviewed"])
def F12_after_a_lie(story):
    opening = story.add(opened())
    story.add(closed(opening))
    story.add(review(opening))
    story.ledger.sign(Signed(A, TWO, back=3))
    story.add(revealed(opening))


@vector("a review before the use is followed by one after it", "F12@5", "V7@6", V8,
        facts=lambda facts: facts["openings"]["4"]["reviewed"])
def F12_filed_again(story):
    opening = story.add(opened())
    story.add(review(opening))
    story.ledger.sign(Signed(A, TWO, back=2))
    story.add(revealed(opening))
    story.add(review(opening))


@vector("a review is filed after its use", "V7@5", V8, facts=lambda facts: facts["openings"]["4"]["reviewed"])
def F12_good(story):
    opening = use(story)
    story.add(review(opening))


@vector("a set is abandoned after one of its sheets was proven: it stays", "F6@6", "V7@5", V8,
        facts=lambda facts: facts["sets"][A.identity]["ended"] is None)
def F6_abandoned_after_proof(story):
    story.add(receipt(), Signed(A, ONE))
    story.add({"kind": "set abandoned", "set": A.identity, "why": "misprinted"})


@vector("a set is abandoned before any of its sheets was proven", V8,
        facts=lambda facts: facts["sets"][A.identity]["ended"] == "abandoned")
def F6_good(story):
    story.add({"kind": "set abandoned", "set": A.identity, "why": "misprinted"})


@vector("the keeper retires a set by his own word", V8,
        facts=lambda facts: facts["sets"][A.identity]["ended"] == "retired" and not facts["sets"][A.identity]["agreed"])
def F7_by_word(story):
    story.add(retired())


def destroyed(share="g1m1"):
    return {"kind": "sheet destroyed", "set": A.identity, "share": share, "how": "shredder", "by": "Ana Ruiz"}


@vector("a set is abandoned after one of its sheets was proven, and each of them is destroyed then", "F6@6", "V7@5", V8,
        facts=lambda facts: facts["sets"][A.identity]["ended"] == "abandoned")
def F6_destroyed(story):
    F6_abandoned_after_proof(story)
    for share in A.shares:
        story.add(destroyed(share), Signed(A, (share,)))


@vector("a set is abandoned after one of its sheets was proven; one is destroyed, one by word, and one is lost", "F6@6",
        "V7@5", V8, facts=lambda facts: facts["sets"][A.identity]["ended"] is None)
def F6_destroyed_in_part(story):
    F6_abandoned_after_proof(story)
    story.add(destroyed(), Signed(A, ONE))
    story.add(destroyed("g1m2"))
    story.add(lost(share="g1m3"))


@vector("a sheet was destroyed, and is received afterwards: it can be brought again", "V7@5", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["state"] == "in hand")
def F8_received_after(story):
    story.add(destroyed(), Signed(A, ONE))
    story.add(receipt(), Signed(A, ONE))


@vector("the keeper says that a sheet was destroyed, and its share did not sign", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["state"] == "in hand")
def F8_destroyed_by_word(story):
    story.add(destroyed())


@vector("an older set is in force beside a newer one", "V7@5", V8,
        facts=lambda facts: [one["out"] and one["ended"] is None for one in facts["sets"].values()] == [True, True])
def F9_two_in_force(story):
    story.add(reshare(), Signed(A, TWO))
    story.deal(B)


@vector("an answer to a drill comes after it was closed: it proves nothing", "V7@6", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["proven"] is None)
def F3_after_the_end(story):
    index = story.add(drill())
    story.add(drill_closed(index))
    story.ledger.sign(Signed(A, ONE, back=2))


def late_answer(story, grace):
    """Twenty days after a drill of ten days expired, its answer reaches the ledger."""
    accounts = "accounts: [{name: AWS root, credentials: [{name: root password}]}]\n"
    story.add(policy(f"{grace}{accounts}key_change: {{account: AWS root, credential: root password}}\n"))
    story.add(drill(expires=10 * DAY))
    at = story.ledger.now
    story.ledger.now += 30 * DAY
    story.ledger.sign(Signed(A, ONE, at=at))


@vector("an answer counts within the grace of a policy that docs/POLICY.md refuses", "V7@6", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["proven"] is not None)
def F3_good_grace(story):
    late_answer(story, "answer_grace: 30 d\n")


@vector("a grace of more than ten years is none, and three days count", "V7@6", V8,
        facts=lambda facts: facts["sets"][A.identity]["shares"]["g1m1"]["proven"] is None)
def F3_grace_too_long(story):
    late_answer(story, "answer_grace: 3651 d\n")


# Files

@vector("a manifest's file is missing", "X3@", V8)
def X3_manifest_missing(story):
    story.files["policy.yaml"] = POLICY.encode()


@vector("a manifest that only a journal holds has no file", "X3@", "M1@4", "E1@4", "E3@5.1", "J2@5.2", V8)
def X3_of_a_journal(story):
    story.files["policy.yaml"] = POLICY.encode()
    story.add({**B.created(), "manifest": base64_of(OTHER.manifest)})
    one = journal(story)
    one.add(B.created())
    one.add({"kind": "sheets released", "set": B.identity, "quorums_tried": 3, "quorums": 3})
    merge(story, one)


@vector("policy.yaml is not the policy in force", "X4@", V8)
def X4_another_policy(story):
    story.files[f"manifests/{A.identity}.bgm"] = A.manifest
    story.files["policy.yaml"] = POLICY.replace("5 d", "6 d").encode()


@vector("what a policy is said to change is not what it changes", V8, others=["F13@4"])
def F13_other_words(story):
    story.add({**policy(POLICY.replace("5 d", "6 d")), "changes": ["a comma"]})


@vector("a manifest's file is another", "X1@", "X4@", V8)
def X1_another_manifest(story):
    story.files[f"manifests/{A.identity}.bgm"] = A.manifest + b"x"


@vector("a ciphertext is another", "X2@", "X4@", V8)
def X2_another_ciphertext(story):
    story.files[f"manifests/{A.identity}.bgm"] = A.manifest
    story.files[f"manifests/{A.identity}.bgc"] = b"x" * 80


def judge(folder, expected):
    """Returns the second verifier's judgement of a vector's folder."""
    kept = [folder / name for name in expected["kept"]]
    return verify_ledger.Judgement(folder, expected["printed"], kept, folder / "trust" if expected["trust"] else None)


def write(name, root):
    """Writes a vector; returns where the second verifier disagrees."""
    why, findings, wanted, build = VECTORS[name]
    story, folder = Story(), root / name
    build(story)
    story.write(folder)
    expected = {"why": why, "printed": story.printed, "kept": sorted(story.kept), "trust": story.trust is not None}
    judgement = judge(folder, expected)
    found = judgement.as_json()
    told = [f"{finding['rule']}@{finding['entry'] or ''}" for finding in found["findings"]]
    # Most of these folders contain only the ledger's files.
    told = sorted(finding for finding in told if finding in findings or finding not in ("X3@", "X4@"))
    faults = [] if told == sorted(findings) else [f"{told} instead of {sorted(findings)}"]
    for key, member in {"verdict": "verdict", "vouched": "vouched", "signed": "signed", "believed": "believed_up_to",
                        "doubtful": "cannot_be_believed_from"}.items():
        if key in wanted and found[member] != wanted[key]:
            faults.append(f"{member} is {found[member]} instead of {wanted[key]}")
    if "anchored" in wanted and found["anchored"] != sorted(one.identity for one in wanted["anchored"]):
        faults.append(f"anchored are {found['anchored']}")
    if "facts" in wanted and not wanted["facts"](found["facts"]):
        faults.append(f"other facts: {json.dumps(found['facts'])}")
    for other in wanted.get("others", ()):
        # Only a program that knows the wording of docs/POLICY.md can find this.
        rule, entry = other.split("@")
        found["findings"].append({"rule": rule, "level": "note", "entry": entry})
    found["findings"].sort(key=lambda finding: finding["rule"])
    (folder / "expected.json").write_text(json.dumps({**expected, "judgement": found}, indent=1) + "\n", "utf-8")
    return faults


def main():
    is_check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not is_check:
        print("usage: law_vectors.py [--check]", file=sys.stderr)
        return 2
    failures = 0
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary) / "law"
        for name in VECTORS:
            for fault in write(name, root):
                failures += 1
                print(f"{name}: {fault}", file=sys.stderr)
        if is_check:
            made, kept = ({path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
                          for top in (root, FOLDER))
            for path in sorted(made.keys() | kept.keys()):
                if made.get(path) != kept.get(path):
                    failures += 1
                    print(f"law/{path} is not what the code makes", file=sys.stderr)
        elif not failures:
            shutil.rmtree(FOLDER, ignore_errors=True)
            shutil.copytree(root, FOLDER)
    print(f"{len(VECTORS)} ledgers, {failures} faults")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
