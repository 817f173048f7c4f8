#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second verifier of Breakglass ledger 1, written from docs/LEDGER.md (and docs/FORMAT.md for manifests and codes),
in plain Python with PyNaCl and PyYAML, which reads key_change out of a policy when a ledger's key was changed.

    verify_ledger.py BINDER [--printed CODE]... [--checkpoint FILE]...
    verify_ledger.py BINDER --prove FILE

The second form holds one entry's proof file against the ledger's line. Findings go to standard output; the exit code
is 0 when the ledger is whole, 65 when it is not, 66 when a file cannot be read, and 70 when a module is missing."""

import argparse
import base64
import calendar
import hashlib
import json
import pathlib
import re
import sys
import time
from typing import NamedTuple

try:
    import yaml
    from nacl.bindings import crypto_core_ed25519_is_valid_point
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey
except ImportError as missing:
    print(f"verify_ledger.py: error: the module {missing.name} is not here: install the Debian packages python3-nacl and "
          "python3-yaml", file=sys.stderr)
    sys.exit(70)


class Wrong(Exception):
    """Something that section 13 calls wrong."""


def require(condition, why):
    if not condition:
        raise Wrong(why)


def sha256(data):
    return hashlib.sha256(data).digest()


def signed(key, message, signature):
    try:
        VerifyKey(key).verify(message, signature)
        return True
    except (BadSignatureError, ValueError):
        return False


# Section 3: a line

def canonical(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        require(value >= 0, "a number below zero")
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(canonical(name) + ":" + canonical(item) for name, item in value.items()) + "}"
    raise Wrong("a value that no line has")


# Section 4: forms of values

FORBIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
LARGEST = {"index": 2**64 - 1, "number": 2**63 - 1}


def utf8(value):
    """The bytes of a string; Wrong for half a surrogate, which UTF-8 has no bytes for."""
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise Wrong("a string that is no UTF-8") from None


def is_line(value):
    return isinstance(value, str) and len(utf8(value)) <= 2000 and not FORBIDDEN.search(value)


def is_text(value):
    return is_line(value) and value != ""


def seconds(value):
    """The seconds since 1970 of a time, or nothing."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", value):
        return None
    try:
        parsed = time.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None
    count = calendar.timegm(parsed)
    return count if count >= 0 and time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(count)) == value else None


def is_day(value):
    return isinstance(value, str) and value >= "2000" and seconds(value + "T00:00:00Z") is not None


def matches(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def bytes_of(value):
    """The bytes of base64 in its one form, or nothing."""
    try:
        data = base64.b64decode(value, validate=True)
    except (ValueError, TypeError):
        return None
    return data if base64.b64encode(data).decode() == value else None


def share_numbers(value):
    found = re.fullmatch(r"g([1-9][0-9]{0,2})m([1-9][0-9]{0,2})", value) if isinstance(value, str) else None
    numbers = tuple(int(number) for number in found.groups()) if found else None
    return numbers if numbers and max(numbers) <= 255 else None


def is_number(value, largest):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= largest


def is_place(value):
    found = re.fullmatch(r"(0|[1-9][0-9]{0,19})(?:\.(0|[1-9][0-9]{0,19}))?", value) if isinstance(value, str) else None
    return found is not None and all(int(part) <= LARGEST["index"] for part in found.groups() if part is not None)


HEX = "[0-9a-f]"
FORMS = {
    "text": is_text,
    "line": is_line,
    "time": lambda value: seconds(value) is not None,
    "hash": matches(HEX + "{64}"),
    "set": matches(HEX + "{64}"),
    "key": matches(HEX + "{64}"),
    "record name": matches(HEX + "{32}"),
    "nonce": matches(HEX + "{32}"),
    "name": matches(r"[a-z0-9._-]{1,64}"),
    "origin": matches(rf"[a-z0-9._-]{{1,64}}/{HEX}{{16}}"),
    "place": lambda value: is_place(value),
    "share": lambda value: share_numbers(value) is not None,
    "bytes": lambda value: isinstance(value, str) and bytes_of(value) is not None,
    "index": lambda value: is_number(value, LARGEST["index"]),
    "number": lambda value: is_number(value, LARGEST["number"]),
    "flag": lambda value: isinstance(value, bool),
    "mark": lambda value: value is True,
    "format": lambda value: is_number(value, 1) and value == 1,
    "outcome": lambda value: value in ("shown", "failed", "given up", "left open"),
    "alerts": lambda value: value in ("arrived", "late", "missing", "none"),
    "paper": lambda value: value in ("script", "record"),
    "file name": matches(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}"),
    "ceremony": lambda value: value in ("split", "reshare", "recovery", "drill", "rehearsal", "rotation"),
    "day": lambda value: is_day(value),
    "way": lambda value: value in ("in person", "by mail", "rehearsal"),
}

# Section 5: the members of each kind in order; `?` marks what may be left out, `[x]` an array of x.

OBJECTS = {
    "keeper": "share:share custodian:text person:text? sealed:flag spare:mark?",
    "signature": "share:share at:number signature:bytes",
    "evidence": "name:text digest:hash bytes:index",
    "held": "set:set shares:[share] deal_by:day",
}
KINDS = {
    "binder opened": "format:format name:name key:key program:text",
    "key changed": "key:key set:set shares:[share] by:text why:text",
    "policy changed": "by:text why:text changes:[text] policy:[line]",
    "set created": "set:set account:text credential:text? practice:set? keepers:[keeper] manifest:bytes program:text",
    "sheets let out": "set:set quorums_tried:number quorums:number",
    "sheets read back": "set:set shares:[share]",
    "set abandoned": "set:set why:text",
    "set retired": "set:set successor:set? rotated:flag by:text why:text shares:[share]?",
    "recovery opened": "account:text? credential:text? failure_mode:text? normal_path_down:text? reason:text "
                       "ticket:text? operator:text? approved_by:[text] window_seconds:number? set:set? shares:[share] "
                       "beside:index? practice:mark?",
    "recovery named": "opening:index set:set account:text shares:[share] manifest:bytes?",
    "cosigned": "size:number root:hash set:set log_signature:bytes? signatures:[signature]",
    "recovery revealed": "opening:index set:set shares:[share] field:text? until:time?",
    "recovery closed": "opening:index outcome:outcome set:set? shares:[share] detail:text?",
    "review filed": "opening:place broke:text done:text restored:text prevents:text operated_by:[text] alerts:alerts "
                    "evidence:[evidence] by:text",
    "drill opened": "set:set shares:[share] nonce:nonce way:way expires:time by:text",
    "rehearsed": "drill:index set:set shares:[share] quorums_tried:number quorums:number seconds:number",
    "drill closed": "drill:index proven:[share] unproven:[share] findings:text? by:text",
    "reshare opened": "set:set shares:[share] by:text why:text",
    "sheet received": "set:set share:share custodian:text person:text? bag:text? place:text? replaces:share?",
    "sheet destroyed": "set:set share:share how:text by:text",
    "sheet lost": "set:set share:share happened:text by:text",
    "custodian joined": "person:text custodian:text by:text why:text",
    "custodian left": "person:text custodian:text left:day holds:[held] successor:text? by:text why:text",
    "paper made": "paper:paper ceremony:ceremony account:text? credential:text? script:place? file:file_name digest:hash "
                  "by:text",
    "refused": "act:text account:text? why:text",
    "exception": "about:place? expected:text happened:text decided:text by:text override:flag",
    "countersigned": "exception:place by:text statement:text",
    "record opened": "format:format record:record_name ledger:origin? program:text",
    "record merged": "record:record_name entries:number root:hash part:number parts:number content:bytes",
}

ASKING_FOR_SHARES = (
    "recovery opened", "recovery named", "drill opened", "key changed", "reshare opened", "set retired")


# Section 10: what a record may hold
IN_RECORDS = ("record opened", "set created", "sheets let out", "sheets read back", "set abandoned", "recovery opened",
              "recovery named", "cosigned", "recovery revealed", "recovery closed", "refused", "exception")

# What the statements of one ceremony say alike
OF_ONE_CEREMONY = (
    "account", "practice", "failure_mode", "normal_path_down", "reason", "ticket", "operator", "approved_by")


def check_members(value, members):
    require(isinstance(value, dict), "no object")
    rest = list(value)
    for member in members.split():
        name, form = member.split(":")
        if rest and rest[0] == name:
            check_form(value[rest.pop(0)], form.rstrip("?").replace("_", " "), name)
        else:
            require(form.endswith("?"), f"no member {name}, or not in its place")
    require(not rest, f"an unknown member {rest[0] if rest else ''}")


def check_form(value, form, name):
    if form.startswith("["):
        require(isinstance(value, list), f"{name} is no array")
        for item in value:
            check_form(item, form[1:-1], name)
    elif form in OBJECTS:
        check_members(value, OBJECTS[form])
    else:
        require(FORMS[form](value), f"{name} has not the form of a {form}")


def read_line(line):
    """An entry, or Wrong when the line is not in its one form."""
    require(len(line) <= 65535, "over 65,535 bytes")
    try:
        entry = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Wrong("no JSON in UTF-8") from None
    require(isinstance(entry, dict) and isinstance(entry.get("kind"), str) and entry["kind"] in KINDS,
            "of an unknown kind")
    check_members(entry, "kind:line time:time " + KINDS[entry["kind"]])
    require(utf8(canonical(entry)) == line, "not in its one form")
    return entry


# Section 6: the tree

class Tree:
    def __init__(self):
        self.levels = [[]]

    def append(self, line):
        node, level = sha256(b"\0" + line), 0
        while True:
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node)
            if len(self.levels[level]) % 2:
                return
            left, right = self.levels[level][-2:]
            node, level = sha256(b"\1" + left + right), level + 1

    def root(self, size):
        """The root of the first lines: the whole subtrees of which it is made, joined from the right."""
        require(size <= len(self.levels[0]), f"{size} lines, and there are {len(self.levels[0])}")
        root, start = None, 0
        peaks = []
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                peaks.append(self.levels[level][start >> level])
                start += 1 << level
        for peak in reversed(peaks):
            root = peak if root is None else sha256(b"\1" + peak + root)
        return root if root is not None else sha256(b"")


def root_of_path(line, index, size, path):
    """Section 11, RFC 6962 section 2.1.1: the root that an inclusion proof leads to."""
    node, last = sha256(b"\0" + line), size - 1
    require(index < size, "an index beyond the tree")
    for sibling in path:
        require(last > 0, "a path that is too long")
        if index % 2 or index == last:
            node = sha256(b"\1" + sibling + node)
            while index % 2 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\1" + node + sibling)
        index, last = index >> 1, last >> 1
    require(last == 0, "a path that is too short")
    return node


# Section 7: origin, key, checkpoint

def key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def vkey_digest(origin, key):
    line = f"{origin}+{key_id(origin, 1, key).hex()}+{base64.b64encode(bytes([1]) + key).decode()}\n"
    return sha256(line.encode())[:16]


def checkpoint_text(origin, size, root):
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()


class Note(NamedTuple):
    origin: str
    size: int
    root: bytes
    text: bytes
    lines: list


def read_note(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("a checkpoint that is no UTF-8") from None
    body, gap, tail = text.rpartition("\n\n")
    require(gap and tail.endswith("\n"), "a checkpoint without signatures")
    lines = [re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line) for line in tail[:-1].split("\n")]
    require(all(lines) and len(lines) <= 100, "a checkpoint with a bad signature line")
    signatures = [(line[1], bytes_of(line[2])) for line in lines]
    require(all(blob and len(blob) > 4 for _, blob in signatures), "a checkpoint with a bad signature line")
    parts = body.split("\n")
    require(len(parts) == 3 and re.fullmatch("0|[1-9][0-9]{0,18}", parts[1]), "a checkpoint of another form")
    root = bytes_of(parts[2])
    require(root is not None and len(root) == 32, "a checkpoint of another form")
    return Note(parts[0], int(parts[1]), root, (body + "\n").encode(), signatures)


def is_signed_by_log(note, origin, key):
    return any(name == origin and blob[:4] == key_id(origin, 1, key) and signed(key, note.text, blob[4:])
               for name, blob in note.lines)


# docs/FORMAT.md, section 7: the one form of a manifest

class Manifest(NamedTuple):
    is_apart: bool
    is_practice: bool
    label: str
    credential: str | None
    groups_needed: int
    groups: list
    keys: dict
    ciphertext_length: int
    ciphertext_digest: bytes


def read_name(data, place, limit, least=1):
    """A name behind its length, and the place behind it."""
    length = data[place]
    try:
        name = data[place + 1:place + 1 + length].decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("a manifest with a name that is no UTF-8") from None
    require(least <= length <= limit and len(utf8(name)) == length and not FORBIDDEN.search(name),
            "a manifest with a name of another form")
    return name, place + 1 + length


def read_manifest(data):
    try:
        require(data[:4] == b"BGM\1" and data[4] <= 3, "no manifest")
        require(int.from_bytes(data[21:29], "big") <= 253_402_300_799, "a manifest of no year")
        label, place = read_name(data, 29, 64)
        credential, place = read_name(data, place, 32, least=0)
        groups_needed, count, place = data[place], data[place + 1], place + 2
        require(1 <= count <= 8 and 1 <= groups_needed <= count, "a manifest with a rule that nobody meets")
        groups, names = [], set()
        for _ in range(count):
            threshold, members = data[place], data[place + 1]
            require(1 <= threshold <= members <= 32, "a manifest with a rule that nobody meets")
            groups.append((threshold, members))
            name, place = read_name(data, place + 2, 32)
            names.add(name)
        require(len(names) == count, "a manifest with a name that stands twice")
        require(sum(members for _, members in groups) <= 32, "a manifest of too many shares")
        place += 32
        keys = {}
        for group, (_, members) in enumerate(groups, 1):
            for member in range(1, members + 1):
                key = data[place:place + 32]
                require(len(key) == 32 and crypto_core_ed25519_is_valid_point(key), "a manifest with a key that is none")
                keys[f"g{group}m{member}"] = key
                place += 32
        require(len(set(keys.values())) == len(keys), "a manifest with a key that stands twice")
        require(len(data) == place + 34, "a manifest of another length")
        length = int.from_bytes(data[place:place + 2], "big")
        require(80 <= length <= 16_464 and length % 64 == 16, "a manifest of no ciphertext's length")
        return Manifest(bool(data[4] & 1), bool(data[4] & 2), label, credential or None, groups_needed, groups, keys,
                        length, data[place + 2:])
    except IndexError:
        raise Wrong("no manifest") from None


def is_quorum(manifest, shares):
    met = [sum(share_numbers(share)[0] == group for share in set(shares) & set(manifest.keys)) >= threshold
           for group, (threshold, _) in enumerate(manifest.groups, 1)]
    return sum(met) >= manifest.groups_needed


# docs/POLICY.md: as much of a policy as says whose quorum may change the key

def key_holder(text):
    """Account and credential that key_change names, and the account's only credential, if it has one."""
    require(text is not None, "no policy")
    try:
        require(not any(getattr(event, "anchor", None) for event in yaml.parse(text, yaml.BaseLoader)),
                "a policy with anchors")
        policy = plain(yaml.compose(text, yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError):
        raise Wrong("a policy that is no YAML") from None
    require(isinstance(policy, dict), "a policy that is no mapping")
    holder = policy.get("key_change")
    require(isinstance(holder, dict) and set(holder) == {"account", "credential"}
            and all(isinstance(value, str) for value in holder.values()), "a policy by which nobody may change the key")
    accounts = policy.get("accounts")
    require(isinstance(accounts, list) and all(isinstance(account, dict) for account in accounts), "no accounts")
    named = [account for account in accounts if account.get("name") == holder["account"]]
    require(len(named) == 1 and isinstance(named[0].get("credentials"), list)
            and all(isinstance(credential, dict) for credential in named[0]["credentials"]), "no such account")
    credentials = [credential.get("name") for credential in named[0]["credentials"]]
    require(credentials.count(holder["credential"]) == 1, "no such credential")
    return (holder["account"], holder["credential"]), credentials[0] if len(credentials) == 1 else None


def plain(node):
    """Mappings, lists and strings without tags, in which no key stands twice."""
    kind = {yaml.ScalarNode: "str", yaml.SequenceNode: "seq", yaml.MappingNode: "map"}.get(type(node))
    require(kind is not None and node.tag == f"tag:yaml.org,2002:{kind}", "a policy with tags, or an empty one")
    if kind == "str":
        return node.value
    if kind == "seq":
        return [plain(item) for item in node.value]
    keys = [plain(key) for key, _ in node.value]
    require(all(isinstance(key, str) for key in keys) and len(set(keys)) == len(keys), "a policy with a key that stands twice")
    return dict(zip(keys, (plain(value) for _, value in node.value)))


# Section 13: verifying

class Finding(NamedTuple):
    index: str
    is_wrong: bool
    words: str


class Log:
    """A ledger, or a record that a ledger takes in, with what that one knows."""

    def __init__(self, data, ledger=None, at=None):
        self.at = at
        self.tree, self.entries, self.lines, self.findings = Tree(), [], [], []
        self.manifests = dict(ledger.manifests) if ledger else {}
        self.record_name = None
        self.created = dict(ledger.created) if ledger else {}  # by which record, or nothing for the ledger
        self.spares, self.lost, self.receipts = {}, set(), set()
        self.sets, self.revealed = {}, set()
        self.origin, self.keys = None, []
        self.consents, self.vouched = {}, []
        self.pieces, self.merged = [], {}
        lines = data.split(b"\n")
        for line in lines[:-1]:
            self.take(line)
        if not self.entries or self.origin is None:
            self.find(None, "no first line that opens it")
        if self.entries and self.entries[-1] and self.entries[-1]["kind"] == "key changed":
            self.find(len(self.entries) - 1, "a key without consent")
        self.check_pieces(len(self.entries) - 1, self.entries[-1] if self.entries else None, None)
        if lines[-1]:
            self.find(None, f"{len(lines[-1])} bytes behind the last line end", is_wrong=False)

    def find(self, index, words, is_wrong=True):
        place = index if self.at is None else f"{self.at}.{index}" if index is not None else self.at
        self.findings.append(Finding(str(place) if place is not None else "", is_wrong, words))

    def key(self, size):
        """The key that signs the tree of this size."""
        return [key for first, key in self.keys if first <= max(size, 1)][-1]

    def take(self, line):
        index = len(self.entries)
        self.tree.append(line)
        self.lines.append(line)
        try:
            entry = read_line(line)
        except Wrong as wrong:
            self.entries.append(None)
            return self.find(index, str(wrong))
        except Exception as error:  # whatever a line does to this program, it is no entry
            self.entries.append(None)
            return self.find(index, f"no entry: {type(error).__name__}")
        before = [earlier for earlier in self.entries[-1:] if earlier]
        if before and seconds(entry["time"]) < seconds(before[0]["time"]):
            self.find(index, "a time before that of the entry before", is_wrong=False)
        self.entries.append(entry)
        if index == 0:
            self.begin(entry, line)
        elif entry["kind"] in ("binder opened", "record opened"):
            self.find(index, "opens a log within one")
        if self.at is not None and entry["kind"] not in IN_RECORDS:
            return self.find(index, f"{entry['kind']} in a record")
        try:
            self.check_pieces(index - 1, before[0] if before else None, entry)
            if before and before[0]["kind"] == "key changed":
                self.check_key_change(before[0], index - 1, entry)
            getattr(self, "check_" + entry["kind"].replace(" ", "_"), lambda *_: None)(entry, index)
        except Wrong as wrong:
            self.find(index, str(wrong))
        except Exception as error:  # the same for what it says
            self.find(index, f"it cannot be judged: {type(error).__name__}")

    def begin(self, entry, line):
        if entry["kind"] == "binder opened" and self.at is None:
            self.origin = f"{entry['name']}/{sha256(line).hex()[:16]}"
            self.keys = [(1, bytes.fromhex(entry["key"]))]
        elif entry["kind"] == "record opened" and self.at is not None:
            self.origin = f"{entry.get('ledger', 'breakglass')}/record/{entry['record']}"
            self.record_name = entry["record"]

    # Rules 6 and 7

    def take_manifest(self, entry):
        data = bytes_of(entry["manifest"])
        require(sha256(data).hex() == entry["set"], "a manifest of another set")
        self.manifests[entry["set"]] = read_manifest(data)

    def refer(self, index, target, kind):
        require(target < index and self.entries[target] and self.entries[target]["kind"] == kind,
                f"entry {target} is no {kind}")

    def check_set_created(self, entry, index):
        identity = entry["set"]
        is_again = identity in self.created and (self.at is None or self.created[identity] != self.record_name)
        if is_again or identity in self.spares:
            self.find(index, "a set that was dealt before")
        else:
            self.created[identity] = self.record_name
            self.spares[identity] = {keeper["share"] for keeper in entry["keepers"] if "spare" in keeper}
        self.take_manifest(entry)
        manifest = self.manifests[identity]
        require(manifest.label == entry["account"], "an account that is not the manifest's label")
        require(manifest.credential == entry.get("credential"), "a credential that is not the manifest's")
        require(manifest.is_practice == ("practice" in entry), "a practice set without its practice, or practice without")
        if "practice" in entry:
            self.require_set(entry["practice"])
            require(entry["practice"] != identity and not self.manifests[entry["practice"]].is_practice,
                    "practice for a practice set")

    def require_set(self, identity):
        require(identity in self.manifests, "a set of which no entry before holds the manifest")

    def check_of_set(self, entry, index):
        self.require_set(entry["set"])

    check_set_retired = check_drill_opened = check_reshare_opened = check_sheet_destroyed = check_of_set

    def check_sheets_let_out(self, entry, index):
        self.require_set(entry["set"])
        require(self.at is None or entry["set"] in self.spares, "a set that the record did not deal")

    check_sheets_read_back = check_set_abandoned = check_sheets_let_out

    def check_sheet_received(self, entry, index):
        self.receipts.add(index)
        self.require_set(entry["set"])
        if "replaces" in entry:
            share, other = entry["share"], entry["replaces"]
            require(share in self.spares.get(entry["set"], ()) and (entry["set"], other) in self.lost
                    and share_numbers(share)[0] == share_numbers(other)[0],
                    "no spare of the group, or in the place of a sheet that is not lost")

    def check_sheet_lost(self, entry, index):
        self.lost.add((entry["set"], entry["share"]))
        self.require_set(entry["set"])

    def check_custodian_left(self, entry, index):
        for held in entry["holds"]:
            self.require_set(held["set"])

    def check_recovery_opened(self, entry, index):
        self.sets[index] = entry.get("set")
        if "beside" in entry:
            require(entry["beside"] + 1 == index, "beside an entry that is not the one before")
            self.refer(index, entry["beside"], "recovery opened")
            other = self.entries[index - 1]
            require("account" in entry and entry.get("credential") != other.get("credential")
                    and all(entry.get(name) == other.get(name) for name in OF_ONE_CEREMONY), "beside another ceremony")

    def check_paper_made(self, entry, index):
        if "script" in entry:
            require("." not in entry["script"], "a script in a record")
            self.refer(index, int(entry["script"]), "paper made")
            require(self.entries[int(entry["script"])]["paper"] == "script", "a record that follows no script")

    def check_recovery_named(self, entry, index):
        if "manifest" in entry:
            self.take_manifest(entry)
        self.refer(index, entry["opening"], "recovery opened")
        require(entry["opening"] not in self.revealed, "a set that is named after the revelation")
        self.sets[entry["opening"]] = entry["set"]
        self.require_set(entry["set"])
        require(self.manifests[entry["set"]].label == entry["account"], "an account that is not the manifest's label")

    def check_recovery_revealed(self, entry, index):
        missing = set(entry["shares"]) - self.consents.get((entry["opening"], entry["set"]), set())
        if missing:
            self.find(index, "revealed without the consent of " + ", ".join(sorted(missing)), is_wrong=False)
        self.refer(index, entry["opening"], "recovery opened")
        require(entry["opening"] not in self.revealed, "a second revelation of one opening")
        self.revealed.add(entry["opening"])
        require(self.sets[entry["opening"]] == entry["set"], "another set than that of the opening")

    def check_recovery_closed(self, entry, index):
        self.refer(index, entry["opening"], "recovery opened")

    def check_rehearsed(self, entry, index):
        self.refer(index, entry["drill"], "drill opened")

    check_drill_closed = check_rehearsed

    # Rule 5

    def check_cosigned(self, entry, index):
        size, root = entry["size"], bytes.fromhex(entry["root"])
        require(1 <= size <= index, f"a cosignature of {size} entries")
        text = checkpoint_text(self.origin, size, root)
        if "log_signature" in entry and self.keys:
            if not signed(self.key(size), text, bytes_of(entry["log_signature"])):
                self.find(index, "a false signature of the ledger's key")
        manifest = self.manifests.get(entry["set"])
        for signature in entry["signatures"]:
            share = signature["share"]
            if manifest is None or share not in manifest.keys:
                self.find(index, f"a cosigner of whom no entry before holds a manifest: {share}", is_wrong=False)
                continue
            message = f"cosignature/v1\ntime {signature['at']}\n".encode() + text
            if not signed(manifest.keys[share], message, bytes_of(signature["signature"])):
                self.find(index, f"a false cosignature of {share}")
                continue
            self.witness(size, root, f"share {share} of set {entry['set'][:16]}", index)
            asking = self.entries[size - 1] or {}
            asked = asking.get("shares", []) if asking.get("kind") in ASKING_FOR_SHARES else []
            if asking.get("kind") in ("sheet received", "sheet destroyed"):
                asked = [asking["share"]]
            if asking.get("set") == entry["set"] and share in asked:
                opening = asking["opening"] if asking["kind"] == "recovery named" else size - 1
                self.consents.setdefault((opening, entry["set"]), set()).add(share)
                if size - 1 in self.receipts:
                    self.receipts.remove(size - 1)
                    self.lost.discard((entry["set"], share))
            else:
                self.find(index, f"a cosignature of {share}, which the entry does not ask for")

    def witness(self, size, root, who, index=None):
        """Rules 4, 5 and 9: somebody saw a root."""
        is_ours = size <= len(self.lines) and self.tree.root(size) == root
        self.vouched.append((size, is_ours, who))
        if not is_ours:
            self.find(index, f"{who} saw another ledger at {size} entries")

    # Section 7: another key

    def check_key_changed(self, entry, index):
        require(self.keys, "a key change in a record")
        self.keys.append((index + 1, bytes.fromhex(entry["key"])))

    def check_key_change(self, change, index, consent):
        manifest = self.manifests.get(change["set"])
        try:
            quorum = self.key_quorum(index)
        except Wrong as wrong:
            return self.find(index, f"a key that nobody may change: {wrong}")
        stands = (self.keys and manifest and consent["kind"] == "cosigned" and consent["size"] == index + 1
                  and consent["set"] == change["set"]
                  and is_quorum(manifest, [signature["share"] for signature in consent["signatures"]])
                  and quorum == change["set"])
        if not stands:
            self.find(index, "a key without the consent of the quorum that the policy names")

    def key_quorum(self, index):
        """The set in force, before an entry, of the credential that key_change names; what records say does not count."""
        policy = None
        for entry in filter(None, self.entries[:index]):
            if entry["kind"] == "policy changed":
                policy = "".join(line + "\n" for line in entry["policy"])
        holder, only = key_holder(policy)
        dealt, out, over = {}, set(), set()
        for entry in filter(None, self.entries[:index]):
            if entry["kind"] == "set created" and "practice" not in entry:
                dealt.setdefault(entry["set"], (entry["account"], entry.get("credential", only)))
            if entry["kind"] == "sheets let out":
                out.add(entry["set"])
            if entry["kind"] in ("set abandoned", "set retired"):
                over.add(entry["set"])
        live = [identity for identity, name in dealt.items() if name == holder and identity in out and identity not in over]
        return live[-1] if live else None

    # Rule 8

    @staticmethod
    def is_next(before, entry):
        return (before and entry and before["kind"] == entry["kind"] == "record merged"
                and all(before[name] == entry[name] for name in ("record", "parts"))
                and before["part"] + 1 == entry["part"])

    def check_pieces(self, index, before, entry):
        if before and before["kind"] == "record merged" and before["part"] < before["parts"]:
            if not self.is_next(before, entry):
                self.find(index, "a record of which pieces are missing")

    def check_record_merged(self, entry, index):
        follows = entry["part"] == 1 or self.is_next(self.entries[index - 1], entry)
        if entry["part"] == 1:
            self.pieces = []
        if not follows or not 1 <= entry["part"] <= entry["parts"] or len(self.pieces) + 1 != entry["part"]:
            self.pieces = []
            raise Wrong("pieces of a record out of order")
        self.pieces.append(bytes_of(entry["content"]))
        if entry["part"] < entry["parts"]:
            return
        record = Log(b"".join(self.pieces), self, at=index)
        self.findings += record.findings
        first = record.entries[0] if record.entries else None
        require(first and first["kind"] == "record opened" and first["record"] == entry["record"]
                and len(record.lines) == entry["entries"]
                and record.tree.root(len(record.lines)).hex() == entry["root"], "the record is another")
        require(first.get("ledger", self.origin) == self.origin, "the record belongs to another ledger")
        size, root = self.merged.get(entry["record"], (0, None))
        require(size == 0 or size <= len(record.lines) and record.tree.root(size) == root,
                "the record began otherwise when it was taken in before")
        self.merged[entry["record"]] = len(record.lines), bytes.fromhex(entry["root"])
        self.manifests = {**record.manifests, **self.manifests}
        self.created = {**record.created, **self.created}

    # Rules 3, 4 and 9

    def check_checkpoint(self, data, who):
        try:
            note = read_note(data)
            require(note.origin == self.origin, f"{who}: of another ledger")
            require(is_signed_by_log(note, self.origin, self.key(note.size)), f"{who}: not signed by the ledger's key")
        except Wrong as wrong:
            return self.find(None, str(wrong))
        is_ours = note.size <= len(self.lines) and self.tree.root(note.size) == note.root
        if not is_ours:
            self.find(None, f"{who} is of another ledger, of {note.size} entries")
        return note, is_ours

    def check_code(self, text):
        data = read_code(text)
        size, root = int.from_bytes(data[16:24], "big"), data[24:56]
        if data[:16] != vkey_digest(self.origin, self.key(size)):
            return self.find(None, "the paper is of another ledger or key")
        self.witness(size, root, f"the paper at {size} entries")


def read_code(text):
    """docs/FORMAT.md, section 10."""
    letters = re.sub(r"[\s-]", "", text).upper()
    require(letters.startswith("BGK1"), "no code of a checkpoint")
    try:
        data = base64.b32decode(letters[4:] + "=" * (-len(letters[4:]) % 8))
    except ValueError:
        raise Wrong("no code of a checkpoint") from None
    check = hashlib.blake2b(b"BGK1" + data[:-4], digest_size=16, person=b"BGv1 check".ljust(16, b"\0")).digest()[:4]
    require(len(data) == 60 and data[-4:] == check, "a code that was misread")
    return data[:-4]


def check_files(log, folder):
    """Rule 10."""
    policy = None
    for entry in filter(None, log.entries):
        if entry["kind"] == "policy changed":
            policy = "".join(line + "\n" for line in entry["policy"]).encode()
        if entry["kind"] != "set created" or entry["set"] not in log.manifests:
            continue
        manifest, name = log.manifests[entry["set"]], folder / "manifests" / entry["set"]
        kept, ciphertext = name.with_suffix(".bgm"), name.with_suffix(".bgc")
        if not kept.exists():
            log.find(None, f"{kept.name} is missing", is_wrong=False)
        elif sha256(kept.read_bytes()).hex() != entry["set"]:
            log.find(None, f"{kept.name} is another")
        if ciphertext.exists():
            data = ciphertext.read_bytes()
            if manifest.is_apart or len(data) != manifest.ciphertext_length or sha256(data) != manifest.ciphertext_digest:
                log.find(None, f"{ciphertext.name} is another, or must not be here")
    path = folder / "policy.yaml"
    if policy is not None and (not path.exists() or path.read_bytes() != policy):
        log.find(None, "policy.yaml is not the policy in force", is_wrong=False)


def verify(folder, printed=(), checkpoints=()):
    """The log, whether it is whole, and the first entry that cannot be believed where somebody saw another."""
    log = Log((folder / "ledger.jsonl").read_bytes())
    if log.origin is None:
        return log, False, None
    own = None
    if (folder / "checkpoint").exists():
        own = log.check_checkpoint((folder / "checkpoint").read_bytes(), "the checkpoint")
    else:
        log.find(None, "no checkpoint")
    if own and own[0].size < len(log.lines):
        log.find(None, f"{len(log.lines) - own[0].size} entries behind the checkpoint", is_wrong=False)
    for code in printed:
        try:
            log.check_code(code)
        except Wrong as wrong:
            log.find(None, str(wrong))
    for path in checkpoints:
        note = log.check_checkpoint(path.read_bytes(), path.name)
        if note:
            log.vouched.append((note[0].size, note[1], path.name))
    if (folder / "manifests").is_dir():
        check_files(log, folder)
    contradicting = [size for size, is_ours, _ in log.vouched if not is_ours]
    if own and not own[1]:
        contradicting.append(own[0].size)
    doubtful = None
    if contradicting:
        first = min(contradicting)
        doubtful = max([size for size, is_ours, _ in log.vouched if is_ours and size < first], default=0)
    return log, not any(finding.is_wrong for finding in log.findings), doubtful


def check_proof(folder, data):
    """Section 11: a proof file holds the line of its index in the tree of a checkpoint that the ledger's key signed."""
    log = Log((folder / "ledger.jsonl").read_bytes())
    head, gap, note = data.decode("utf-8").partition("\n\n")
    lines = head.split("\n")
    require(gap and lines[0] == "c2sp.org/tlog-proof@v1", "no proof")
    index = re.fullmatch("index (0|[1-9][0-9]*)", lines[1])
    require(index is not None, "no proof")
    path = [bytes_of(line) for line in lines[2:]]
    require(all(node is not None and len(node) == 32 for node in path), "no proof")
    checkpoint, index = read_note(note.encode()), int(index[1])
    require(checkpoint.origin == log.origin, "a proof of another ledger")
    require(is_signed_by_log(checkpoint, log.origin, log.key(checkpoint.size)), "not signed by the ledger's key")
    require(index < len(log.lines), "an entry that is not here")
    require(root_of_path(log.lines[index], index, checkpoint.size, path) == checkpoint.root, "not in the tree")
    return index, checkpoint


def main():
    parser = argparse.ArgumentParser(description="Verify a Breakglass ledger.")
    parser.add_argument("binder", type=pathlib.Path)
    parser.add_argument("--printed", action="append", default=[], metavar="CODE")
    parser.add_argument("--checkpoint", action="append", default=[], type=pathlib.Path, metavar="FILE")
    parser.add_argument("--prove", type=pathlib.Path, metavar="FILE", help="hold a proof file against the ledger's line")
    arguments = parser.parse_args()
    if arguments.prove:
        try:
            index, checkpoint = check_proof(arguments.binder, arguments.prove.read_bytes())
        except Wrong as wrong:
            print(f"WRONG {wrong}")
            return 65
        except (UnicodeDecodeError, IndexError):
            print("WRONG no proof")
            return 65
        print(f"entry {index} is in the ledger of {checkpoint.size} entries")
        return 0
    log, is_whole, doubtful = verify(arguments.binder, arguments.printed, arguments.checkpoint)
    for size, is_ours, who in log.vouched:
        if is_ours:
            print(f"{who} vouches for {size} entries")
    for finding in log.findings:
        place = f"entry {finding.index}: " if finding.index else ""
        print(f"{'WRONG' if finding.is_wrong else 'note '} {place}{finding.words}")
    if doubtful is not None:
        print(f"it cannot be believed from entry {doubtful} on")
    print(f"{log.origin}: {len(log.lines)} entries, {'whole' if is_whole else 'NOT TO BE BELIEVED AS IT IS'}")
    return 0 if is_whole else 65


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        print(f"verify_ledger.py: error: {error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(66)
