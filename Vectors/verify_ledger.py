#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second verifier of Breakglass ledger 1, written from docs/LEDGER.md alone, in plain Python with PyNaCl and, to read
policies, PyYAML.

    verify_ledger.py BINDER [--printed CODE]... [--checkpoint FILE]... [--trust FILE] [--json]
    verify_ledger.py BINDER --prove FILE

The second form checks an entry's proof file against the ledger's line. Findings go to standard output, each with the
identifier of its rule in docs/LEDGER.md. The exit code is 0 when nothing is wrong or disputed, 65 when something is, 66
when a file cannot be read, and 70 when a module is missing."""

import argparse
import base64
import calendar
import errno
import functools
import hashlib
import json
import pathlib
import re
import stat
import sys
import time
from typing import NamedTuple

try:
    import yaml
    from nacl.bindings import crypto_core_ed25519_is_valid_point
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey
except ImportError as missing:
    print(f"verify_ledger.py: error: the module {missing.name} is missing: install the Debian packages "
          "python3-nacl and python3-yaml", file=sys.stderr)
    sys.exit(70)


class Wrong(Exception):
    """Something that does not follow docs/LEDGER.md."""


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
        require(value >= 0, "a negative number")
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(canonical(name) + ":" + canonical(item) for name, item in value.items()) + "}"
    raise Wrong("a value of a type that no line can have")


# Section 4: forms of values

FORBIDDEN = re.compile("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
LARGEST = {"index": 2**64 - 1, "number": 2**63 - 1}


def utf8(value):
    """Returns the bytes of a string; raises Wrong for half a surrogate pair, which UTF-8 cannot encode."""
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise Wrong("a string that is not UTF-8") from None


def is_line(value):
    return isinstance(value, str) and len(utf8(value)) <= 2000 and not FORBIDDEN.search(value)


def is_text(value):
    return is_line(value) and value != ""


LAST_SECOND = 253402300799  # of the year 9999; no time is later


def seconds(value):
    """Returns the seconds since 1970 of a time, or None."""
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
    """Returns the bytes of canonical base64, or None."""
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
    "journal name": matches(HEX + "{32}"),
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
    "verdict": lambda value: value in ("break-glass", "backdoor", "cannot be shown"),
    "in time": lambda value: value in ("yes", "no", "cannot tell"),
    "paper": lambda value: value in ("script", "record", "night kit"),
    "file name": matches(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}"),
    "ceremony": lambda value: value in ("split", "reshare", "recovery", "drill", "rehearsal", "rotation"),
    "day": lambda value: is_day(value),
    "way": lambda value: value in ("in person", "by mail", "rehearsal"),
}

# Section 5: the members of each kind, in order. `?` marks an optional member, `[x]` an array of x.

OBJECTS = {
    "custodian": "share:share custodian:text person:text? sealed:flag spare:mark?",
    "signature": "share:share at:number signature:bytes",
    "evidence": "name:text digest:hash bytes:index",
    "tested alert": "channel:text in_time:in_time",
    "held": "set:set shares:[share] deal_by:day",
}
KINDS = {
    "binder opened": "format:format name:name key:key program:text",
    "key changed": "key:key set:set shares:[share] by:text why:text",
    "policy changed": "by:text why:text changes:[text] set:set? shares:[share]? policy:[line]",
    "set created": "set:set account:text credential:text? practice:set? custodians:[custodian] manifest:bytes program:text",
    "sheets released": "set:set quorums_tried:number quorums:number",
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
                    "evidence:[evidence] result:hash? verdict:verdict? follows:text? by:text",
    "drill opened": "set:set shares:[share] nonce:nonce way:way expires:time by:text",
    "rehearsed": "drill:index set:set shares:[share] quorums_tried:number quorums:number seconds:number",
    "drill closed": "drill:index proven:[share] unproven:[share] findings:text? result:hash? "
                    "alerts:[tested_alert]? by:text",
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
    "journal opened": "format:format journal:journal_name ledger:origin? program:text",
    "journal merged": "journal:journal_name entries:number root:hash part:number parts:number content:bytes",
}

# Section 13, rule E1: the kinds whose member `set` names a set that must be known; so must `practice` and `holds`.
OF_A_KNOWN_SET = ("set created", "sheets released", "sheets read back", "set abandoned", "set retired", "recovery named",
                  "key changed", "drill opened", "rehearsed", "reshare opened", "sheet received", "sheet destroyed",
                  "sheet lost")
# Section 8: the kinds that ask several shares to sign.
ASKING_FOR_SHARES = ("recovery opened", "recovery named", "drill opened", "key changed", "policy changed",
                     "reshare opened", "set retired", "sheets read back")
ASKING_FOR_ONE = ("sheet received", "sheet destroyed")
ASKING_THE_NEXT = ("key changed", "policy changed", "reshare opened")  # only the entry directly after them counts

# Section 10: the kinds that a journal can contain
IN_JOURNALS = ("journal opened", "set created", "sheets released", "sheets read back", "set abandoned", "recovery opened",
              "recovery named", "cosigned", "recovery revealed", "recovery closed", "refused", "exception")

# The members that are equal in the statements of one ceremony
OF_ONE_CEREMONY = (
    "account", "practice", "failure_mode", "normal_path_down", "reason", "ticket", "operator", "approved_by")


def check_members(value, members):
    require(isinstance(value, dict), "not an object")
    rest = list(value)
    for member in members.split():
        name, form = member.split(":")
        if rest and rest[0] == name:
            check_form(value[rest.pop(0)], form.rstrip("?").replace("_", " "), name)
        else:
            require(form.endswith("?"), f"member {name} is missing or out of place")
    require(not rest, f"an unknown member {rest[0] if rest else ''}")


def check_form(value, form, name):
    if form.startswith("["):
        require(isinstance(value, list), f"{name} is not an array")
        for item in value:
            check_form(item, form[1:-1], name)
    elif form in OBJECTS:
        check_members(value, OBJECTS[form])
    else:
        require(FORMS[form](value), f"{name} does not have the form of a {form}")


def read_line(line):
    """Returns an entry; raises Wrong when the line is not in canonical form."""
    require(len(line) <= 65535, "longer than 65,535 bytes")
    try:
        entry = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Wrong("not JSON in UTF-8") from None
    require(isinstance(entry, dict) and isinstance(entry.get("kind"), str) and entry["kind"] in KINDS,
            "of an unknown kind")
    check_members(entry, "kind:line time:time " + KINDS[entry["kind"]])
    require(utf8(canonical(entry)) == line, "not in canonical form")
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
        """Returns the root of the first lines: joins the complete subtrees from the right."""
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
    """Returns the root that an inclusion proof leads to (section 11; RFC 6962, section 2.1.1)."""
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


WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000+]")


def is_key_name(name):
    return name != "" and not WHITE_SPACE.search(name) and not any(letter < " " for letter in name)


def read_note(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("a checkpoint that is not UTF-8") from None
    require(not FORBIDDEN.search(text.replace("\n", "")), "a checkpoint with control characters")
    body, gap, tail = text.rpartition("\n\n")
    require(gap and tail.endswith("\n"), "a checkpoint without signatures")
    lines = [re.fullmatch("— (.+) ([A-Za-z0-9+/=]+)", line) for line in tail[:-1].split("\n")]
    require(all(lines) and 1 <= len(lines) <= 100, "a checkpoint with a bad signature line")
    signatures = [(line[1], bytes_of(line[2])) for line in lines]
    require(all(blob and len(blob) > 4 and is_key_name(name) for name, blob in signatures),
            "a checkpoint with a bad signature line")
    require(len({(name, blob[:4]) for name, blob in signatures}) == len(signatures), "two signatures of a name and key")
    parts = body.split("\n")
    require(len(parts) == 3 and is_key_name(parts[0]) and re.fullmatch("0|[1-9][0-9]{0,18}", parts[1])
            and int(parts[1]) < 2**63, "a malformed checkpoint")
    root = bytes_of(parts[2])
    require(root is not None and len(root) == 32 and (int(parts[1]) or root == sha256(b"")), "a malformed checkpoint")
    return Note(parts[0], int(parts[1]), root, (body + "\n").encode(), signatures)


def is_signed_by_log(note, origin, key):
    return any(name == origin and blob[:4] == key_id(origin, 1, key) and signed(key, note.text, blob[4:])
               for name, blob in note.lines)


# Section 13: the canonical form of a manifest

class Manifest(NamedTuple):
    is_apart: bool
    is_practice: bool
    label: str
    credential: str
    groups_needed: int
    groups: list
    keys: dict
    ciphertext_length: int
    ciphertext_digest: bytes


def read_name(data, place, shortest, longest):
    """Returns the name after its length, and the offset after the name."""
    length = data[place]
    try:
        name = data[place + 1:place + 1 + length].decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("a manifest with a name that is not UTF-8") from None
    require(shortest <= length <= longest and len(utf8(name)) == length and not FORBIDDEN.search(name),
            "a manifest with a malformed name")
    return name, place + 1 + length


def read_manifest(data):
    try:
        require(data[:4] == b"BGM\1" and data[4] <= 3, "not a manifest")
        require(int.from_bytes(data[21:29], "big") <= 253_402_300_799, "a manifest with an impossible time")
        label, place = read_name(data, 29, 1, 64)
        credential, place = read_name(data, place, 0, 32)
        groups_needed, count, place = data[place], data[place + 1], place + 2
        require(1 <= count <= 8 and 1 <= groups_needed <= count, "a manifest with a rule that nobody can meet")
        groups, names = [], set()
        for _ in range(count):
            threshold, members = data[place], data[place + 1]
            require(1 <= threshold <= members <= 32, "a manifest with a rule that nobody can meet")
            groups.append((threshold, members))
            name, place = read_name(data, place + 2, 1, 32)
            names.add(name)
        require(len(names) == count, "a manifest with a repeated name")
        require(sum(members for _, members in groups) <= 32, "a manifest with too many shares")
        place += 32
        keys = {}
        for group, (_, members) in enumerate(groups, 1):
            for member in range(1, members + 1):
                key = data[place:place + 32]
                require(len(key) == 32 and crypto_core_ed25519_is_valid_point(key), "a manifest with an invalid key")
                keys[f"g{group}m{member}"] = key
                place += 32
        require(len(set(keys.values())) == len(keys), "a manifest with a repeated key")
        require(len(data) == place + 34, "a manifest with a wrong length")
        length = int.from_bytes(data[place:place + 2], "big")
        require(80 <= length <= 16_464 and length % 64 == 16, "a manifest with an impossible ciphertext length")
        return Manifest(bool(data[4] & 1), bool(data[4] & 2), label, credential, groups_needed, groups, keys, length,
                        data[place + 2:])
    except IndexError:
        raise Wrong("not a manifest") from None


def is_quorum(manifest, shares):
    met = [sum(share_numbers(share)[0] == group for share in set(shares) & set(manifest.keys)) >= threshold
           for group, (threshold, _) in enumerate(manifest.groups, 1)]
    return sum(met) >= manifest.groups_needed


# Section 13, "Keys": what these rules read of a policy, whether or not it is valid by docs/POLICY.md

# Without a limit, a line of brackets would take minutes.
DEEPEST = 32
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
PLAIN_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
# An asterisk at the start of a word could be an alias.
ALIAS = re.compile(r"(?:^|[^\x00-\x7f]|[ \t\r\n\-:?\[\]{},\"'])\*[A-Za-z0-9_-]")

# PyYAML's and other libraries disagree about a byte order mark within a value.
MARK = re.compile(r"\\[uU](?:0000)?[fF][eE][fF][fF]")


class Policy(NamedTuple):
    holder: object  # account and credential, or None
    credentials: dict  # the names of each account's credentials
    grace: int  # seconds


@functools.lru_cache(maxsize=64)
def read_policy(text):
    """Returns what a policy says, part by part; a part that cannot be read says nothing."""
    try:
        policy = read_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError, Wrong):
        policy = None
    policy = policy if isinstance(policy, dict) else {}
    credentials = read_accounts(policy.get("accounts"))
    return Policy(read_holder(policy.get("key_change"), credentials), credentials, read_grace(policy.get("answer_grace")))


def read_accounts(accounts):
    if not isinstance(accounts, list) or not all(map(is_named, accounts)):
        return {}
    credentials = {}
    for account in accounts:
        listed = account.get("credentials")
        if account["name"] in credentials or not isinstance(listed, list) or not all(map(is_named, listed)):
            return {}
        credentials[account["name"]] = [credential["name"] for credential in listed]
    return credentials


def read_holder(holder, credentials):
    if not isinstance(holder, dict) or set(holder) != {"account", "credential"}:
        return None
    account, credential = holder["account"], holder["credential"]
    if not isinstance(account, str) or credentials.get(account, []).count(credential) != 1:
        return None
    return account, credential


def read_grace(grace):
    found = re.fullmatch("([0-9]{1,7}) ?(d|h|min)", grace) if isinstance(grace, str) else None
    length = int(found[1]) * {"d": 86_400, "h": 3600, "min": 60}[found[2]] if found else 0
    return length if 1 <= length <= 3650 * 86_400 else 3 * 86_400


def is_there(path):
    return path.is_symlink() or path.exists()


def content_of(path):
    """Returns what a file of the binder has; nothing for one that is too large or no regular file."""
    is_regular = stat.S_ISREG(path.lstat().st_mode) and path.lstat().st_size <= 1_048_576
    return path.read_bytes() if is_regular else b""


def is_named(value):
    return isinstance(value, dict) and is_text(value.get("name"))


def read_yaml(text):
    """Reads one document of mappings, lists and strings, without anchors, tags or repeated keys."""
    require(not ALIAS.search(text) and not MARK.search(text), "a policy that may have an alias, or spells U+FEFF")
    root = []
    stack = [root]
    for event in yaml.parse(text, Loader):
        if isinstance(event, yaml.NodeEvent):
            require(not isinstance(event, yaml.AliasEvent) and event.anchor is None and event.tag in PLAIN_TAGS,
                    "a policy with anchors, aliases or tags")
        if isinstance(event, yaml.ScalarEvent):
            stack[-1].append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append([])
            require(len(stack) <= DEEPEST + 1, "a policy with too many levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            items = stack.pop()
            stack[-1].append(mapping(items) if isinstance(event, yaml.MappingEndEvent) else items)
    require(len(root) == 1, "a policy with no document, or with several")
    return root[0]


def mapping(items):
    keys = items[::2]
    require(all(isinstance(key, str) and key.isascii() for key in keys) and len(set(keys)) == len(keys),
            "a policy with a repeated key, or one that is not ASCII")
    return dict(zip(keys, items[1::2]))


# Section 13: verifying

LEVELS = {rule: level for level, rules in {
    "wrong": "L1 L2 L3 L4 L5 L6 L7 M1 M2 E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E14 E15 C1 C2 C3 C4 C5 C6 K1 K2 K4 V4 "
             "J1 J2 J3 J4 J5 J6 X1 X2",
    "disputed": "V3 V5 V6 V9",
    "claim": "A5",
    "void": "E13 C7 K3 F1 F5 F6 F12",
    "note": "L8 L9 C8 V7 V8 T1 X3 X4",
}.items() for rule in rules.split()}


class Finding(NamedTuple):
    rule: str
    place: object  # a tuple of the index and, for an entry of a journal, the index in the journal; or None
    words: str

    @property
    def level(self):
        return LEVELS[self.rule]

    @property
    def entry(self):
        return None if self.place is None else ".".join(map(str, self.place))


class Signature(NamedTuple):
    """A valid cosignature."""
    place: tuple  # of the `cosigned` entry
    size: int
    is_ours: bool
    set: str
    share: str
    at: int
    counts: bool


def is_beside(entry, index, other):
    """Returns whether a statement is of the same ceremony as the one directly before it, for the account's other
    credential."""
    return (entry["beside"] + 1 == index and other and other["kind"] == "recovery opened" and "account" in entry
            and entry.get("credential") != other.get("credential")
            and all(entry.get(name) == other.get(name) for name in OF_ONE_CEREMONY))


class Log:
    """A ledger, or a journal merged into it, judged on its own."""

    def __init__(self, data, ledger=None, at=None):
        self.ledger, self.at = ledger, at
        self.tree, self.entries, self.lines, self.findings = Tree(), [], [], []
        self.manifests = dict(ledger.manifests) if ledger else {}
        self.created = dict(ledger.created) if ledger else {}  # by which journal, or None for the ledger
        self.own, self.spares, self.lost, self.receipts = set(), {}, set(), set()
        self.sets, self.revealed, self.closed = {}, set(), set()
        self.consents, self.signatures = {}, []
        self.pieces, self.journals, self.places = [], {}, {}
        self.void = set()  # the lines that break J1 or J2
        self.log_signed = []  # sizes for which a `cosigned` entry has the key's signature
        self.log_signed_at = set()  # the places of these entries
        self.origin, self.keys, self.journal_name = None, [], None
        *lines, torn = data.split(b"\n")
        self.begin(lines)
        if self.origin is None:
            return
        last = None
        for index, line in enumerate(lines):
            entry = self.take(index, line)
            if entry:
                if last and seconds(entry["time"]) < seconds(last["time"]):
                    self.find("T1", index, "a time earlier than that of the entry before")
                last = entry
        if self.pieces:
            self.find("J3", len(lines) - 1, "the next piece of a journal is missing")
        if torn:
            self.find("L8", None, f"{len(torn)} bytes after the last line end")

    def place(self, index):
        return (index,) if self.at is None else (self.at, index)

    def find(self, rule, index, words):
        place = self.place(index) if index is not None else None if self.at is None else (self.at,)
        self.findings.append(Finding(rule, place, words))

    def key(self, size):
        """Returns the key that signs the tree of this size."""
        return [key for first, key in self.keys if first <= max(size, 1)][-1]

    def begin(self, lines):
        """Checks the first line (rule L1)."""
        try:
            first = read_line(lines[0]) if lines else None
        except Exception:  # a line that makes this program fail is not an entry
            first = None
        if first and first["kind"] == "binder opened" and self.at is None:
            self.origin = f"{first['name']}/{sha256(lines[0]).hex()[:16]}"
            self.keys = [(1, bytes.fromhex(first["key"]))]
        elif first and first["kind"] == "journal opened" and self.at is not None:
            self.origin = f"{first.get('ledger', 'breakglass')}/journal/{first['journal']}"
            self.journal_name = first["journal"]
        else:
            self.find("L1", 0 if lines else None, "no first line that opens the log")

    def take(self, index, line):
        self.tree.append(line)
        self.lines.append(line)
        entry = None
        try:
            entry = read_line(line)
        except Wrong as wrong:
            self.find("L3", index, str(wrong))
        except Exception as error:
            self.find("L3", index, f"not an entry: {type(error).__name__}")
        self.entries.append(entry)
        self.check_pieces(index, entry)
        if entry is None:
            return None
        if index and entry["kind"] in ("binder opened", "journal opened"):
            self.find("L2", index, "opens a log inside another")
        if self.at is not None and entry["kind"] not in IN_JOURNALS:
            self.find("J1", index, f"{entry['kind']} in a journal")
            self.void.add(index)
            if entry["kind"] == "key changed":
                self.find("K4", index, "a key change in a journal")
            return entry
        self.take_manifest(entry, index)
        self.check_sets(entry, index)
        self.check_what_needs_no_reference(entry, index)
        if self.check_references(entry, index):
            getattr(self, "check_" + entry["kind"].replace(" ", "_"), lambda *_: None)(entry, index)
        return entry

    def check_what_needs_no_reference(self, entry, index):
        """Checks rules E4, E15 and C8, also for entries whose references are wrong."""
        if entry["kind"] == "recovery named":
            manifest = self.manifests.get(entry["set"])
            if manifest and manifest.label != entry["account"]:
                self.find("E4", index, "an account that is not the manifest's label")
        if entry["kind"] == "recovery revealed":
            missing = set(entry["shares"]) - self.consents.get((entry["opening"], entry["set"]), set())
            if missing:
                self.find("C8", index, "revealed without the consent of " + ", ".join(sorted(missing)))
        if entry["kind"] == "review filed":
            verdict = entry.get("verdict")
            if ("result" in entry) != (verdict is not None) or verdict is None and "follows" in entry:
                self.find("E15", index, "a result file without its verdict, or the other way around")
            elif verdict not in (None, "break-glass") and "follows" not in entry:
                self.find("E15", index, "a verdict that is not break-glass, and nothing that follows from it")
        if entry["kind"] == "drill closed" and ("result" in entry) != ("alerts" in entry):
            self.find("E15", index, "a result file without its alerts, or the other way around")

    # Rules M1, M2, E1 and E2

    def take_manifest(self, entry, index):
        if "manifest" not in entry:
            return
        data = bytes_of(entry["manifest"])
        is_of_set = sha256(data).hex() == entry["set"]
        if not is_of_set:
            self.find("M1", index, "a manifest of another set")
        try:
            manifest = read_manifest(data)
            if is_of_set:
                self.manifests[entry["set"]] = manifest
        except Wrong as wrong:
            self.find("M2", index, str(wrong))

    def check_sets(self, entry, index):
        named = [entry["set"]] if entry["kind"] in OF_A_KNOWN_SET else []
        named += [entry["practice"]] if entry["kind"] == "set created" and "practice" in entry else []
        named += [held["set"] for held in entry["holds"]] if entry["kind"] == "custodian left" else []
        for identity in named:
            if identity not in self.manifests:
                self.find("E1", index, f"no earlier entry has the manifest of set {set_code(identity)}")
        if entry["kind"] in ("sheets released", "sheets read back", "set abandoned") and self.at is not None:
            if entry["set"] not in self.own:
                self.find("J2", index, "a set that the journal did not create")
                self.void.add(index)

    def check_references(self, entry, index):
        kind = entry["kind"]
        if kind in ("recovery named", "recovery revealed", "recovery closed"):
            return self.refer(index, entry["opening"], "recovery opened")
        if kind in ("rehearsed", "drill closed"):
            return self.refer(index, entry["drill"], "drill opened")
        if kind == "review filed":
            return self.refer_to_place(index, entry["opening"], "recovery opened")
        if kind == "countersigned":
            return self.refer_to_place(index, entry["exception"], "exception", "policy changed")
        if kind == "paper made" and "script" in entry:
            script = self.refer_to_place(index, entry["script"], "paper made") if "." not in entry["script"] else None
            if script is not True or self.entries[int(entry["script"])]["paper"] != "script":
                if script is not False:
                    self.find("E2", index, f"entry {entry['script']} is not a script")
                return False
        return True

    def refer(self, index, target, kind):
        if target < index and self.entries[target] and self.entries[target]["kind"] == kind:
            return True
        self.find("E2", index, f"entry {target} is not an earlier `{kind}`")
        return False

    def at_place(self, text):
        """Returns the entry at a place, if it is an earlier one."""
        place = tuple(map(int, text.split(".")))
        if len(place) == 2:
            return self.places.get(place)
        return self.entries[place[0]] if place[0] < len(self.entries) - 1 else None

    def refer_to_place(self, index, text, *kinds):
        entry = self.at_place(text)
        if entry and entry["kind"] in kinds:
            return True
        self.find("E2", index, f"entry {text} is not an earlier {' or '.join(kinds)}")
        return False

    # Rules E3 to E15

    def check_set_created(self, entry, index):
        identity = entry["set"]
        is_again = identity in self.created and (self.at is None or self.created[identity] != self.journal_name)
        if is_again or identity in self.own:
            self.find("E3", index, "a set that was already created")
        else:
            self.created[identity] = self.journal_name
            self.own.add(identity)
            self.spares[identity] = {custodian["share"] for custodian in entry["custodians"] if "spare" in custodian}
        manifest = self.manifests.get(identity)
        if manifest is None:
            return
        if manifest.label != entry["account"] or manifest.credential != entry.get("credential", ""):
            self.find("E4", index, "an account or a credential that is not the manifest's")
        practised = self.manifests.get(entry.get("practice"))
        if manifest.is_practice != ("practice" in entry) or entry.get("practice") == identity or (
                practised and practised.is_practice):
            self.find("E5", index, "practice that contradicts the manifest, or not for a real set")
        if [custodian["share"] for custodian in entry["custodians"]] != list(manifest.keys):
            self.find("E6", index, "custodians that are not the manifest's shares")

    def check_recovery_opened(self, entry, index):
        self.sets[index] = entry.get("set")
        if "beside" in entry and not is_beside(entry, index, self.entries[index - 1]):
            self.find("E10", index, "beside another ceremony, or not directly after it")

    def check_recovery_named(self, entry, index):
        if entry["opening"] in self.revealed:
            return self.find("E7", index, "a set that is named after the credential was revealed")
        self.sets[entry["opening"]] = entry["set"]

    def check_recovery_revealed(self, entry, index):
        if entry["opening"] in self.revealed:
            self.find("E7", index, "an opening that reveals twice")
        self.revealed.add(entry["opening"])
        if self.sets[entry["opening"]] != entry["set"]:
            self.find("E8", index, "not the set of the opening")

    def check_recovery_closed(self, entry, index):
        expected = self.sets[entry["opening"]]
        if "set" in entry and expected is not None and entry["set"] != expected:
            self.find("E9", index, "closed for another set than that of the opening")
        if entry["opening"] in self.closed:
            self.find("E13", index, "closed again")
        self.closed.add(entry["opening"])

    def check_sheet_received(self, entry, index):
        self.receipts.add(index)
        if "replaces" in entry:
            share, other = entry["share"], entry["replaces"]
            if not (share in self.spares.get(entry["set"], ()) and (entry["set"], other) in self.lost
                    and share_numbers(share)[0] == share_numbers(other)[0]):
                self.find("E11", index, "not a spare of the group, or in place of a sheet that is not lost")

    def check_sheet_lost(self, entry, index):
        self.lost.add((entry["set"], entry["share"]))

    def check_countersigned(self, entry, index):
        if same_name(entry["by"]) == same_name(self.at_place(entry["exception"])["by"]):
            self.find("E12", index, "countersigned by the same person")

    def check_policy_changed(self, entry, index):
        if ("set" in entry) != ("shares" in entry):
            self.find("E14", index, "a set without shares, or shares without their set")

    def check_key_changed(self, entry, index):
        self.keys.append((index + 1, bytes.fromhex(entry["key"])))

    # Rules C1 to C7

    def check_cosigned(self, entry, index):
        size, root = entry["size"], bytes.fromhex(entry["root"])
        if not 1 <= size <= index:
            return self.find("C1", index, f"a cosignature of {size} entries")
        shares = [share_numbers(signature["share"]) for signature in entry["signatures"]]
        if not shares or any(one >= other for one, other in zip(shares, shares[1:])):
            return self.find("C2", index, "no signatures, or signatures out of order or repeated")
        text, is_ours = checkpoint_text(self.origin, size, root), self.tree.root(size) == root
        if "log_signature" in entry:
            if self.at is not None or not signed(self.key(size), text, bytes_of(entry["log_signature"])):
                self.find("C5", index, "a false signature of the ledger's key")
            elif is_ours:
                self.log_signed.append(size)
                self.log_signed_at.add(self.place(index))
        manifest, asking = self.manifests.get(entry["set"]), self.entries[size - 1]
        asked = asked_shares(asking, entry["set"])
        for signature in entry["signatures"]:
            share = signature["share"]
            if manifest is None or share not in manifest.keys:
                self.find("C7", index, f"no earlier entry has a manifest for this cosigner: {share}")
                continue
            message = f"cosignature/v1\ntime {signature['at']}\n".encode() + text
            if not signed(manifest.keys[share], message, bytes_of(signature["signature"])):
                self.find("C4", index, f"a false cosignature of {share}")
                continue
            if not is_ours:
                self.find("C3", index, f"{share} saw another ledger at {size} entries")
            if share not in asked:
                self.find("C6", index, f"a cosignature of {share}, which the entry does not ask for")
            is_late = asking and asking["kind"] in ASKING_THE_NEXT and size != index
            counts = is_ours and share in asked and not is_late
            self.signatures.append(
                Signature(self.place(index), size, is_ours, entry["set"], share, signature["at"], counts))
            if counts:
                opening = {"recovery named": asking.get("opening"), "recovery opened": size - 1}.get(asking["kind"])
                self.consents.setdefault((opening, entry["set"]), set()).add(share)
                if size - 1 in self.receipts:
                    self.receipts.remove(size - 1)
                    self.lost.discard((entry["set"], share))

    # Rules J3 to J6

    def check_pieces(self, index, entry):
        """Checks rule J3 before an entry: when a piece is expected and something else follows, the piece is missing."""
        if not self.pieces:
            return
        first = self.pieces[0]
        if not (entry and entry["kind"] == "journal merged" and entry["part"] == len(self.pieces) + 1
                and all(first[name] == entry[name] for name in ("journal", "parts"))):
            self.find("J3", index - 1, "the next piece of a journal is missing")
            self.pieces = []

    def check_journal_merged(self, entry, index):
        if entry["part"] != len(self.pieces) + 1 or entry["part"] > entry["parts"]:
            return self.find("J3", index, "pieces of a journal out of order")
        self.pieces.append(entry)
        if entry["part"] < entry["parts"]:
            return
        pieces, self.pieces = self.pieces, []
        journal = Log(b"".join(bytes_of(piece["content"]) for piece in pieces), self, at=index)
        self.findings += journal.findings
        if journal.origin is None:
            return
        count, first = len(journal.lines), journal.entries[0]
        if (first["journal"], count, journal.tree.root(count).hex()) != (entry["journal"], entry["entries"], entry["root"]):
            self.find("J4", index, "not the journal that the entry names")
        if first.get("ledger", self.origin) != self.origin:
            self.find("J5", index, "the journal belongs to another ledger")
        before = self.journals.get(entry["journal"], [])
        size, root = (before[-1].size, before[-1].root) if before else (0, None)
        if size > count or size and journal.tree.root(size) != root:
            self.find("J6", index, "the journal's earlier lines were different when it was merged before")
        if any(finding.place == (index,) and finding.rule in ("J4", "J5", "J6") for finding in self.findings):
            return
        places = (before[-1].places if before else []) + [(index, number) for number in range(size, count)]
        self.places.update((place, journal.entries[number]) for number, place in enumerate(places) if number >= size)
        self.journals.setdefault(entry["journal"], []).append(
            Merged(index, size, count, journal.tree.root(count), places, journal))
        self.manifests = {**journal.manifests, **self.manifests}
        self.created = {**journal.created, **self.created}


class Merged(NamedTuple):
    """A journal that counts, as one entry merged it."""
    index: int
    known: int  # how many of its entries had already been merged
    size: int
    root: bytes
    places: list
    log: Log


def same_name(name):
    """Returns what two spellings of one person's name have in common (rule E12)."""
    return re.sub(" +", " ", re.sub("[A-Z]+", lambda letters: letters[0].lower(), name)).strip(" ")


def asked_shares(entry, identity):
    """Returns the shares of a set that an entry asks to sign."""
    if entry is None or entry.get("set") != identity:
        return ()
    if entry["kind"] in ASKING_FOR_ONE:
        return (entry["share"],)
    return entry.get("shares", ()) if entry["kind"] in ASKING_FOR_SHARES else ()


# Section 14: one pass over what counts

class Step(NamedTuple):
    """An entry that counts, in the order in which it takes effect."""
    place: tuple
    entry: dict
    effective: int
    deadline: int  # the effective time, or the time that a journal's writer gave if that is earlier
    target: object  # of a `cosigned` entry, the place of what was signed; else that of the opening or drill it names
    before: object  # the place directly before, in the same log


class Replay:
    """What follows from the first lines of a ledger. Paper and files show some of them, and witnesses cover more."""

    def __init__(self, log, limit, shown, covered, trusted):
        self.log, self.shown, self.covered, self.trusted = log, shown, covered, trusted
        self.findings = []
        self.signatures = {}
        for signature in log.signatures:
            self.signatures.setdefault(signature.place, []).append(signature)
        for merged in (one for again in log.journals.values() for one in again):
            for signature in merged.log.signatures:
                number = signature.place[1]
                if number >= merged.known:
                    self.signatures.setdefault(merged.places[number], []).append(signature)
        self.sets, self.openings, self.openings_of, self.besides, self.drills, self.overrides = {}, {}, {}, {}, {}, {}
        self.policy = read_policy("")
        self.limit, self.key_rule, self.is_bound, self.key_changes = limit, None, False, {}
        self.authority, self.first_out, self.reshares, self.created = {}, {}, {}, set()
        self.agreed, self.requests, self.statements, self.read_back = {}, {}, {}, {}
        self.reviews = set()
        for step in steps(log, limit):
            self.take(step)
        self.finish()

    def find(self, rule, place, words):
        self.findings.append(Finding(rule, place, words))

    def take(self, step):
        entry, kind = step.entry, step.entry["kind"]
        is_ledger = len(step.place) == 1
        if kind == "set created":
            self.take_set(step, is_ledger)
        elif kind == "sheets released":
            self.take_out(step, is_ledger)
        elif kind == "set abandoned" and entry["set"] in self.sets:
            state = self.sets[entry["set"]]
            if any(sheet["proven"] is not None for sheet in state["shares"].values()):
                self.find("F6", step.place, "abandoned after a sheet was proven: it remains until all are destroyed")
            state["abandoned"] = True
        elif kind == "set retired" and entry["set"] in self.sets:
            state = self.sets[entry["set"]]
            state["retired"] = True
            state["rotated"] |= entry["rotated"]
        elif kind == "policy changed":
            self.take_policy(step)
        elif kind == "key changed" and is_ledger:
            self.key_changes[step.place[0]] = (self.key_rule, self.key_set())
        elif kind == "recovery opened":
            self.take_opening(step)
        elif kind == "recovery named" and step.target in self.openings:
            opening = self.openings[step.target]
            self.openings_of[step.place] = step.target
            opening["touched"].append(entry["set"])
            if opening["revealed"] is None:
                opening["set"] = entry["set"]
        elif kind == "recovery revealed" and step.target in self.openings:
            self.take_revelation(step)
        elif kind == "recovery closed" and step.target in self.openings:
            opening = self.openings[step.target]
            opening["closed"] = opening["closed"] or entry["outcome"]
            if entry["outcome"] == "shown":
                self.take_showing(opening)
                opening["shown"] = True
        elif kind == "review filed":
            about = tuple(map(int, entry["opening"].split(".")))
            for place in [about] + self.besides.get(about, []):
                if place in self.openings:
                    opening = self.openings[place]
                    self.reviews.add(step.place)
                    if self.is_opened(opening):
                        opening["reviews"].add(step.place)
        elif kind == "drill opened":
            self.drills[step.place] = {"step": step, "answers": {}, "grace": self.policy.grace, "closed": False}
        elif kind == "drill closed" and step.target in self.drills:
            self.drills[step.target]["closed"] = True
        elif kind == "sheet lost" and entry["set"] in self.sets:
            self.change_sheet(entry["set"], entry["share"], state="lost", replaces=None)
        elif kind == "exception":
            if entry["override"]:
                self.overrides[step.place] = False
        elif kind == "countersigned":
            about = tuple(map(int, entry["exception"].split(".")))
            if about in self.overrides:
                self.overrides[about] = True
        if kind == "cosigned":
            self.take_signatures(step)
        elif asked_shares(entry, entry.get("set")):
            self.requests[step.place] = entry
            if kind == "sheets read back":
                self.read_back[step.place] = set(entry["shares"])

    # Authority

    def take_set(self, step, is_ledger):
        entry = step.entry
        identity, manifest = entry["set"], None
        if identity in self.sets:
            return
        if sha256(bytes_of(entry["manifest"])).hex() == identity:
            manifest = self.log.manifests.get(identity)
        only = self.policy.credentials.get(entry["account"], [])
        name = (entry["account"], entry.get("credential") or (only[0] if len(only) == 1 else ""))
        is_practice = manifest.is_practice if manifest else "practice" in entry
        self.sets[identity] = {
            "place": step.place, "credential": name, "practice": is_practice, "out": False,
            "abandoned": False, "retired": False,
            "agreed": False, "rotated": False, "opened": False, "rules": set(), "shares": {
                custodian["share"]: {"proven": None, "state": "in hand", "custodian": custodian["custodian"], "replaces": None}
                for custodian in entry["custodians"]}}
        if is_practice:
            return
        self.created.add(name)
        if is_ledger:
            for parent in self.reshares.pop(name, ()):
                self.give(identity, "A3", parent)
        if step.place[0] < self.shown or identity in self.trusted:
            self.give(identity, "A4", None)

    def take_out(self, step, is_ledger):
        identity = step.entry["set"]
        state = self.sets.get(identity)
        if state is None:
            return
        state["out"] = True
        if is_ledger and len(state["place"]) == 1 and not state["practice"] and state["credential"] not in self.first_out:
            self.first_out[state["credential"]] = identity
            self.give(identity, "A1", None)

    def give(self, identity, rule, parent):
        """Gives a set authority, and keeps track of all sets that it succeeds."""
        state = self.sets[identity]
        state["rules"].add(rule)
        self.authority.setdefault(identity, set()).update({parent} - {None})

    def has_quorum(self, identity, shares):
        manifest = self.log.manifests.get(identity)
        return manifest is not None and is_quorum(manifest, shares)

    def key_set(self):
        """Returns the set whose quorum can change the key now."""
        states = [(identity, self.sets[identity]) for identity in self.authority]
        live = [identity for identity, state in states if state["credential"] == self.key_rule and state["out"]
                and not state["agreed"] and (len(state["place"]) == 1 or "A2" in state["rules"])]
        return max(live, key=lambda identity: self.sets[identity]["place"], default=None)

    def take_policy(self, step):
        self.policy = read_policy("".join(line + "\n" for line in step.entry["policy"]))
        # Before the holder's credential had a set, nobody could agree; from then on, nothing else moves the rule.
        self.is_bound = self.is_bound or self.key_rule in self.created
        if not self.is_bound:
            self.key_rule = self.policy.holder
        elif self.policy.holder != self.key_rule:
            expected, index = self.key_set(), step.place[0]
            if expected and step.entry.get("set") == expected and self.is_agreed_right_behind(index, expected):
                self.key_rule = self.policy.holder
            else:
                self.find("K3", step.place, "a policy that moves the key rule without the agreement of its quorum")

    def is_agreed_right_behind(self, index, identity):
        shares = {signature.share for signature in self.signatures.get((index + 1,), ())
                  if signature.counts and signature.size == index + 1 and signature.set == identity}
        return index + 1 < self.limit and self.has_quorum(identity, shares)

    # Uses

    def take_opening(self, step):
        entry = step.entry
        first = self.openings.get(step.before)
        if "beside" in entry and first and is_beside(entry, step.place[-1], first["step"].entry):
            self.besides.setdefault(step.before, []).append(step.place)
        self.openings[step.place] = {
            "step": step, "set": entry.get("set"), "touched": [entry["set"]] if "set" in entry else [], "consents": {},
            "revealed": None, "closed": None, "shown": False, "reviews": set(),
            "practice": "practice" in entry}

    def take_revelation(self, step):
        opening, entry = self.openings[step.target], step.entry
        opening["touched"].append(entry["set"])
        if opening["revealed"] is not None:
            return
        opening["reviews"].clear()
        opening["revealed"], opening["revealed_at"] = entry, step.place

    @staticmethod
    def take_showing(opening):
        """Drops reviews filed before anything was shown, because they are not about a use (F12)."""
        if opening["revealed"] is None and not opening["shown"]:
            opening["reviews"].clear()

    def is_opened(self, opening):
        """Returns whether the entries so far say that the credential was opened (F4)."""
        return (opening["revealed"] is not None or opening["shown"]
                or any(self.has_quorum(identity, shares) for identity, shares in opening["consents"].items()))

    @staticmethod
    def window_end(opening):
        """Returns the end of the window by rule F5, except for `until`."""
        statement = opening["step"]
        times = opening["consents"].get(opening["set"], {}).values()
        span = statement.entry.get("window_seconds")
        return None if span is None else min(max(times, default=statement.deadline) + span, LAST_SECOND)

    # Signatures

    def take_signatures(self, step):
        request = self.requests.get(step.target)
        for signature in self.signatures.get(step.place, ()):
            if not signature.counts or request is None:
                continue
            time = min(signature.at, step.effective)
            share, identity, kind = signature.share, signature.set, request["kind"]
            agreed = self.agreed.setdefault(step.target, set())
            if share in agreed or kind == "drill opened" and not self.is_answer(step, signature):
                continue  # when one share signs an entry several times, the first signature counts
            agreed.add(share)
            if identity in self.sets and share in self.sets[identity]["shares"]:
                sheet = self.sets[identity]["shares"][share]
                sheet["proven"] = max(time, -1 if sheet["proven"] is None else sheet["proven"])
            if kind in ("recovery opened", "recovery named"):
                place = step.target if kind == "recovery opened" else self.openings_of.get(step.target)
                opening = self.openings.get(place)
                if opening:
                    opening["touched"].append(identity)
                    consents = opening["consents"].setdefault(identity, {})
                    was_met = self.has_quorum(identity, consents)
                    consents.setdefault(share, time)
                    if not was_met and self.has_quorum(identity, consents):
                        opening["reviews"].clear()
            elif kind in ASKING_FOR_ONE and identity in self.sets:
                self.take_statement(request)
            elif kind == "set retired":
                self.take_retirement(step, request, agreed)
            elif kind == "reshare opened":
                self.take_reshare(step, identity)
            elif kind == "sheets read back":
                self.read_back[step.target].discard(share)

    def is_answer(self, step, signature):
        drill = self.drills[step.target]
        opened = drill["step"].entry
        if drill["closed"] or signature.share in drill["answers"]:
            return False
        drill["answers"][signature.share] = signature.at
        expires = seconds(opened["expires"])
        return (seconds(opened["time"]) - 86_400 <= signature.at <= expires
                and step.effective <= expires + drill["grace"])

    def take_statement(self, request):
        if request["kind"] == "sheet destroyed":
            return self.change_sheet(request["set"], request["share"], state="destroyed", replaces=None)
        change = {"state": "in hand", "custodian": request["custodian"]}
        if "replaces" in request:
            change["replaces"] = request["replaces"]
        self.change_sheet(request["set"], request["share"], **change)

    def change_sheet(self, identity, share, **change):
        if share in self.sets[identity]["shares"]:
            self.sets[identity]["shares"][share].update(change)

    def take_retirement(self, step, request, agreed):
        identity, successor = request["set"], request.get("successor")
        if identity not in self.sets or self.sets[identity]["agreed"] or not self.has_quorum(identity, agreed):
            return
        had_authority = identity in self.authority
        self.sets[identity]["agreed"] = True
        heir = self.sets.get(successor)
        if (len(step.place) == 1 and had_authority and heir and not heir["practice"] and successor != identity
                and heir["place"] < step.target and heir["credential"] == self.sets[identity]["credential"]):
            self.give(successor, "A2", identity)

    def take_reshare(self, step, identity):
        if len(step.place) == 1 and step.place[0] == step.target[0] + 1 and identity in self.authority:
            if self.is_agreed_right_behind(step.target[0], identity):
                self.reshares.setdefault(self.sets[identity]["credential"], set()).add(identity)

    # What is known at the end

    def finish(self):
        for place, shares in self.read_back.items():
            if shares:
                self.find("F1", place, "read back without the signature of " + ", ".join(sorted(shares)))
        for place in self.reviews.difference(*(opening["reviews"] for opening in self.openings.values())):
            self.find("F12", place, "a review filed before the use was in the ledger")
        for opening in self.openings.values():
            entry, end = opening["revealed"] or {}, self.window_end(opening)
            if "until" in entry and (end is None or seconds(entry["until"]) > end):
                self.find("F5", opening["revealed_at"], "a window that ends later than the signed statement says")
            practice = opening["practice"] and all(
                identity in self.sets and self.sets[identity]["practice"] for identity in opening["touched"])
            opening["practice"] = practice
            opening["opened"] = None
            if practice:
                continue
            if opening["revealed"] or opening["shown"]:
                opening["opened"] = "said"
                named = opening["revealed"]["set"] if opening["revealed"] else opening["set"]
                if named in self.sets:
                    self.sets[named]["opened"] = True
            for identity, shares in opening["consents"].items():
                if self.has_quorum(identity, shares):
                    opening["opened"] = "agreed"
                    if identity in self.sets:
                        self.sets[identity]["opened"] = True
        for identity, state in self.sets.items():
            if state["out"] and not state["practice"] and identity not in self.authority:
                self.find("A5", state["place"], f"set {set_code(identity)} is only a claim of the ledger keeper")

    def anchored(self):
        """Returns the sets that anchors cover, that the trust policy names, or that succeed such a set (rule V2)."""
        found = {identity for identity, state in self.sets.items()
                 if identity in self.authority and (identity in self.trusted or state["place"][0] < self.covered)}
        while True:
            heirs = {identity for identity, parents in self.authority.items() if parents & found} - found
            if not heirs:
                return found
            found |= heirs

    @staticmethod
    def end(state):
        """Returns how a set ended. A set with a proven share is abandoned only when all sheets are destroyed (F6)."""
        is_proven = any(sheet["proven"] is not None for sheet in state["shares"].values())
        is_destroyed = all(sheet["state"] == "destroyed" for sheet in state["shares"].values())
        is_out = is_proven and not is_destroyed
        return "retired" if state["retired"] else "abandoned" if state["abandoned"] and not is_out else None

    def facts(self):
        """Returns the facts for comparison with another program's judgement."""
        sets = {}
        for identity, state in self.sets.items():
            sets[identity] = {
                "place": ".".join(map(str, state["place"])), "account": state["credential"][0],
                "practice": state["practice"],
                "authority": min(state["rules"], default="A5" if state["out"] and not state["practice"] else None),
                "out": state["out"], "ended": self.end(state), "agreed": state["agreed"], "rotated": state["rotated"],
                "opened": state["opened"], "shares": state["shares"]}
        openings = {}
        for place, opening in self.openings.items():
            end = self.window_end(opening) if opening["opened"] else None
            if end is not None and opening["revealed"] and "until" in opening["revealed"]:
                end = min(end, seconds(opening["revealed"]["until"]))
            openings[".".join(map(str, place))] = {
                "set": opening["set"], "consents": sorted(opening["consents"].get(opening["set"], ()), key=share_numbers),
                "practice": opening["practice"], "opened": opening["opened"], "window_end": end,
                "closed": opening["closed"], "reviewed": bool(opening["reviews"])}
        return {"sets": sets, "openings": openings, "key_rule": self.key_rule, "key_set": self.key_set(),
                "overrides": [".".join(map(str, place)) for place, is_over in self.overrides.items() if not is_over]}


def steps(log, limit):
    """Yields the entries of the first lines, and of journals merged by them, in the order in which they take effect."""
    merged = {one.index: one for again in log.journals.values() for one in again}
    latest = 0
    for index, entry in enumerate(log.entries[:limit]):
        if entry is None:
            continue
        latest = max(latest, seconds(entry["time"]))
        yield Step((index,), entry, latest, latest, *targets(entry, lambda number: (number,), index))
        if index not in merged:
            continue
        one = merged[index]
        for number, inner in enumerate(one.log.entries):
            if inner is None:
                continue
            if number < one.known or number in one.log.void:
                continue
            deadline = min(seconds(inner["time"]), latest)
            yield Step(one.places[number], inner, latest, deadline, *targets(
                inner, lambda other: one.places[other] if other < len(one.places) else None, number))


def targets(entry, place, index):
    """Returns the place that an entry refers to, and the place before it."""
    number = {"cosigned": lambda: entry["size"] - 1, "recovery named": lambda: entry["opening"],
              "recovery revealed": lambda: entry["opening"], "recovery closed": lambda: entry["opening"],
              "rehearsed": lambda: entry["drill"], "drill closed": lambda: entry["drill"]}.get(entry["kind"])
    target = number() if number else None
    return place(target) if target is not None and target >= 0 else None, place(index - 1) if index else None



# Section 13: evidence from outside

class Judgement:
    """A ledger checked against all evidence from custodians and auditors."""

    def __init__(self, folder, printed=(), checkpoints=(), trust=None):
        self.log = log = Log((folder / "ledger.jsonl").read_bytes())
        self.findings = log.findings
        self.signed = self.vouched = self.misread = 0
        self.doubtful, self.anchored, self.replay, self.seen = None, set(), None, []
        if log.origin is None:
            return
        self.sizes = list(log.log_signed)
        self.own = own = self.check_own(folder)
        anchors = [anchor for anchor in map(self.check_code, printed) if anchor]
        anchors += [anchor for anchor in (self.check_file(path.read_bytes(), path.name) for path in checkpoints) if anchor]
        self.trust = None
        trusted = self.read_trust(trust) if trust else set()
        self.signed = max([size for size in self.sizes if size <= len(log.lines)], default=0)
        if self.signed < len(log.lines):
            count = len(log.lines) - self.signed
            self.find("L7", (self.signed,), f"nobody signed {count} lines from here on: they count for nothing")
        elif own is not None and own < self.signed == self.next:
            self.find("L9", None, "the program was interrupted while it wrote")
        if self.trust is not None:
            self.check_quorum()
        self.vouch(anchors, trusted)
        self.check_keys()
        self.check_files(folder)

    def find(self, rule, place, words):
        self.findings.append(Finding(rule, place, words))

    def is_own(self, size, root):
        return size <= len(self.log.lines) and self.log.tree.root(size) == root

    # Rules L4 to L6

    def check_own(self, folder):
        """Returns the size of the binder's own checkpoint, or None when it is not valid."""
        self.next = None
        path = folder / "checkpoint.next"
        if is_there(path):
            try:
                note = self.signed_note(content_of(path))
                if self.is_own(note.size, note.root):
                    self.next = note.size
                    self.sizes.append(note.size)
            except Wrong:
                pass
        path = folder / "checkpoint"
        if not is_there(path):
            self.find("L4", None, "there is no checkpoint")
            return None
        try:
            note = self.signed_note(content_of(path))
        except Wrong as wrong:
            self.find("L5", None, f"the checkpoint: {wrong}")
            return None
        if not self.is_own(note.size, note.root):
            self.find("L6", None, f"the checkpoint is of another ledger, of {note.size} entries")
            return None
        self.sizes.append(note.size)
        return note.size

    def signed_note(self, data):
        note = read_note(data)
        require(note.origin == self.log.origin, "of another ledger")
        require(is_signed_by_log(note, self.log.origin, self.log.key(note.size)), "not signed by the ledger's key")
        return note

    # Rules V1 to V6

    def check_code(self, text):
        try:
            data = read_code(text)
        except Wrong as wrong:
            self.misread += 1
            return self.find("V6", None, str(wrong))
        size, root = int.from_bytes(data[16:24], "big"), data[24:56]
        if data[:16] != vkey_digest(self.log.origin, self.log.key(size)):
            return self.find("V5", None, "the paper is of another ledger or key")
        return size, root, f"the paper at {size} entries", "V3"

    def check_file(self, data, name):
        try:
            note = read_note(data)
            if note.origin != self.log.origin:
                return self.find("V5", None, f"{name} is of another ledger")
            if not is_signed_by_log(note, self.log.origin, self.log.key(note.size)):
                is_older = any(is_signed_by_log(note, self.log.origin, key) for _, key in self.log.keys)
                return self.find("V5" if is_older else "V6", None, f"{name} is not signed by the ledger's key of its size")
        except Wrong as wrong:
            return self.find("V6", None, f"{name}: {wrong}")
        if self.is_own(note.size, note.root):
            self.sizes.append(note.size)
        return note.size, note.root, name, "V4"

    def read_trust(self, path):
        """Returns the sets whose shares a trust policy names, and keeps the policy."""
        try:
            self.trust = TrustPolicy(path.read_bytes())
        except Wrong as wrong:
            self.find("V6", None, f"{path.name}: {wrong}")
            return set()
        return {identity for vkey in self.trust.witnesses.values() for identity, _ in self.shares_of(vkey)}

    def shares_of(self, vkey):
        """Returns the set and share whose key a witness has."""
        name, key = vkey
        share = name.rpartition("/")[2]
        return {(identity, share) for identity, manifest in self.log.manifests.items()
                if name == f"{self.log.origin}/set/{identity[:32]}/{share}" and manifest.keys.get(share) == key}

    def check_quorum(self):
        """Checks the quorum of the trust policy (rule V9)."""
        def is_believed(size):
            return not self.trust.logs or (self.log.origin, self.log.key(size)) in self.trust.logs

        flawed = {finding.place for finding in self.log.findings if finding.rule[0] == "C"}
        signers, by_log = {}, set()
        for one in self.log.signatures:
            if one.place not in flawed and one.place[0] < self.signed:
                signers.setdefault(one.size, set()).add((one.set, one.share))
                if one.place in self.log.log_signed_at:
                    by_log.add(one.size)
        trees = [signers[size] for size in by_log if is_believed(size)]
        if self.trust.quorum is None and self.own is not None and is_believed(self.own):
            trees.append(set())
        if not any(self.trust.is_met({name for name, vkey in self.trust.witnesses.items() if self.shares_of(vkey) & met})
                   for met in trees):
            self.find("V9", None, "no tree has the cosignatures that the trust policy requires")

    # Rules V2 to V4, V7, V8

    def vouch(self, anchors, trusted):
        covered, contradicting = 0, []
        for size, root, who, rule in anchors:
            if self.is_own(size, root):
                covered = max(covered, size)
                self.seen.append((size, who))
            else:
                contradicting.append(size)
                self.find(rule, None, f"{who} and this ledger disagree: it saw another one"
                          + ("; one of the two is false" if rule == "V3" else ""))
        if not self.seen:
            self.find("V8", None, "nobody outside has vouched for any of it: supply the code of a sheet or a slip")
        sizes, shown = [size for size, _ in self.seen], covered
        while True:
            self.replay = Replay(self.log, self.signed, shown, covered, trusted)
            self.anchored = self.replay.anchored()
            standing = [signature for signature in self.log.signatures if signature.set in self.anchored]
            reached = [signature.size for signature in standing
                       if signature.is_ours and signature.place[0] < self.signed]
            if max(reached, default=0) <= covered:
                break
            covered = max(reached)
        self.vouched, self.shown, self.trusted = covered, shown, trusted
        sizes += reached
        contradicting += [signature.size for signature in standing if not signature.is_ours]
        if contradicting:
            first = min(contradicting)
            self.doubtful = max([size for size in sizes if size < first], default=0)
        unknown = {}
        for signature in self.log.signatures:
            if signature.set not in self.anchored:
                unknown.setdefault(signature.set, signature.place)
        for identity, place in unknown.items():
            self.find("V7", place, f"only this ledger vouches for set {set_code(identity)}, which signed here")
        self.findings += self.replay.findings

    # Rules K1 and K2

    def check_keys(self):
        changes = [index for index, entry in enumerate(self.log.entries) if entry and entry["kind"] == "key changed"]
        if not changes:
            return
        every = Replay(self.log, len(self.log.lines), self.shown, self.vouched, self.trusted)
        for index in changes:
            named = self.log.entries[index]["set"]
            if not every.is_agreed_right_behind(index, named):
                self.find("K1", (index,), "a key without the consent of a quorum directly after it")
            rule, expected = every.key_changes[index]
            if rule is None or named != expected:
                self.find("K2", (index,), "a key change by a set that may not make it")

    # Rules X1 to X4

    def check_files(self, folder):
        policy = None
        for entry in filter(None, self.log.entries[:self.signed]):
            if entry["kind"] == "policy changed":
                policy = "".join(line + "\n" for line in entry["policy"]).encode()
            if entry["kind"] != "set created" or sha256(bytes_of(entry["manifest"])).hex() != entry["set"]:
                continue
            if entry["set"] not in self.log.manifests:
                continue
            manifest, name = self.log.manifests[entry["set"]], folder / "manifests" / entry["set"]
            kept, ciphertext = name.with_suffix(".bgm"), name.with_suffix(".bgc")
            if not is_there(kept):
                self.find("X3", None, f"{kept.name} is missing")
            elif sha256(content_of(kept)).hex() != entry["set"]:
                self.find("X1", None, f"{kept.name} is not the manifest in the ledger")
            if is_there(ciphertext):
                data = content_of(ciphertext)
                if (manifest.is_apart or len(data) != manifest.ciphertext_length
                        or sha256(data) != manifest.ciphertext_digest):
                    self.find("X2", None, f"{ciphertext.name} is not the set's ciphertext, or must not be here")
        path = folder / "policy.yaml"
        if policy is not None and (not is_there(path) or content_of(path) != policy):
            self.find("X4", None, "policy.yaml is not the policy in force")

    # The verdict

    @property
    def verdict(self):
        levels = {finding.level for finding in self.findings}
        return ("wrong" if "wrong" in levels else "disputed" if "disputed" in levels
                else "vouched" if self.vouched else "consistent")

    @property
    def is_whole(self):
        return self.verdict in ("vouched", "consistent")

    @property
    def believed(self):
        """How many entries can be believed."""
        wrong = [finding.place[0] for finding in self.findings if finding.level == "wrong" and finding.place]
        return min([self.vouched, self.signed] + wrong + ([self.doubtful] if self.doubtful is not None else []))

    def as_json(self):
        findings = sorted({(finding.rule, finding.place or ()) for finding in self.findings})
        return {
            "verdict": self.verdict, "entries": len(self.log.lines), "signed": self.signed, "vouched": self.vouched,
            "believed_up_to": self.believed, "cannot_be_believed_from": self.doubtful, "anchored": sorted(self.anchored),
            "findings": [{"rule": rule, "level": LEVELS[rule], "entry": ".".join(map(str, place)) or None}
                         for rule, place in findings],
            "facts": self.replay.facts() if self.replay else None}


class TrustPolicy:
    """A trust policy (c2sp.org/tlog-policy)."""

    def __init__(self, data):
        self.logs, self.witnesses, self.groups = set(), {}, {}
        self.quorum, self.members, has_quorum = None, set(), False
        for line in data.split(b"\n"):
            require(not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), "a trust policy with control characters")
            words = re.split(rb"[ \t]+", line.strip(b" \t"))
            if not words[0] or words[0].startswith(b"#"):
                continue
            if words[0] == b"log" and len(words) in (2, 3):
                log = read_vkey(words[1], 1)
                require(all(key != log[1] for _, key in self.logs), "a repeated key")
                self.logs.add(log)
            elif words[0] == b"witness" and len(words) in (3, 4):
                self.check_name(words[1])
                witness = read_vkey(words[2], 4)
                require(all(key != witness[1] for _, key in self.witnesses.values()), "a repeated key")
                self.witnesses[words[1]] = witness
            elif words[0] == b"group" and len(words) > 3:
                self.take_group(words[1], words[2], words[3:])
            elif words[0] == b"quorum" and len(words) == 2 and not has_quorum:
                require(words[1] == b"none" or words[1] in self.witnesses or words[1] in self.groups, "an unknown quorum")
                has_quorum, self.quorum = True, None if words[1] == b"none" else words[1]
            else:
                raise Wrong("a malformed line of a trust policy")
        require(has_quorum, "a trust policy without quorum")

    def check_name(self, name):
        require(name != b"none" and name not in self.witnesses and name not in self.groups, "a repeated name")

    def take_group(self, name, needed, members):
        self.check_name(name)
        needed = {b"any": b"1", b"all": str(len(members)).encode()}.get(needed, needed)
        require(re.fullmatch(rb"[1-9][0-9]{0,17}", needed) and int(needed) <= len(members), "a malformed threshold")
        for member in members:
            require(member in self.witnesses or member in self.groups, "an unknown member")
            require(member not in self.members, "a member of two groups")
            self.members.add(member)
        self.groups[name] = int(needed), members

    def is_met(self, met):
        """Returns whether these witnesses are a quorum. A group's members come before it."""
        for name, (needed, members) in self.groups.items():
            if sum(member in met for member in members) >= needed:
                met.add(name)
        return self.quorum is None or self.quorum in met


def read_vkey(text, kind):
    """Returns the name and the public key of a vkey (c2sp.org/signed-note) of a kind."""
    try:
        name, *rest = text.decode("utf-8").split("+", 2)
    except UnicodeDecodeError:
        raise Wrong("a key that is not UTF-8") from None
    key = bytes_of(rest[1]) if len(rest) == 2 else None
    require(is_key_name(name) and key and len(key) == 33 and key[0] == kind
            and rest[0] == key_id(name, kind, key[1:]).hex(), "a malformed key")
    return name, key[1:]


def read_code(text):
    """Returns the bytes of a checkpoint code (docs/FORMAT.md, section 10)."""
    letters = re.sub(r"[ \t\r\n-]", "", text).upper()
    require(letters.startswith("BGK1") and letters.isascii(), "not the code of a checkpoint")
    try:
        data = base64.b32decode(letters[4:] + "=" * (-len(letters[4:]) % 8))
    except ValueError:
        raise Wrong("not the code of a checkpoint") from None
    check = hashlib.blake2b(b"BGK1" + data[:-4], digest_size=16, person=b"BGv1 check".ljust(16, b"\0")).digest()[:4]
    require(len(data) == 60 and data[-4:] == check and base64.b32encode(data).decode().rstrip("=") == letters[4:],
            "a code that was misread")
    return data[:-4]


def check_proof(folder, data):
    """Checks that a proof file's line is in the tree of a checkpoint that the ledger's key signed (section 11)."""
    log = Log((folder / "ledger.jsonl").read_bytes())
    require(log.origin is not None, "the ledger has no first line that opens it")
    head, gap, note = data.decode("utf-8").partition("\n\n")
    lines = head.split("\n")
    require(gap and lines[0] == "c2sp.org/tlog-proof@v1", "not a proof")
    index = re.fullmatch("index (0|[1-9][0-9]*)", lines[1])
    require(index is not None, "not a proof")
    path = [bytes_of(line) for line in lines[2:]]
    require(all(node is not None and len(node) == 32 for node in path), "not a proof")
    checkpoint, index = read_note(note.encode()), int(index[1])
    require(checkpoint.origin == log.origin, "a proof of another ledger")
    require(is_signed_by_log(checkpoint, log.origin, log.key(checkpoint.size)), "not signed by the ledger's key")
    require(index < len(log.lines), "an entry that the ledger does not have")
    require(root_of_path(log.lines[index], index, checkpoint.size, path) == checkpoint.root, "not in the tree")
    return index, checkpoint


def main():
    parser = argparse.ArgumentParser(description="Verify a Breakglass ledger.")
    parser.add_argument("binder", type=pathlib.Path)
    parser.add_argument("--printed", action="append", default=[], metavar="CODE")
    parser.add_argument("--checkpoint", action="append", default=[], type=pathlib.Path, metavar="FILE")
    parser.add_argument("--trust", type=pathlib.Path, metavar="FILE", help="a trust policy whose witnesses are believed")
    parser.add_argument("--json", action="store_true", help="print the judgement as JSON")
    parser.add_argument("--prove", type=pathlib.Path, metavar="FILE", help="check a proof file against the ledger")
    arguments = parser.parse_args()
    if arguments.prove:
        try:
            index, checkpoint = check_proof(arguments.binder, arguments.prove.read_bytes())
        except Wrong as wrong:
            print(f"WRONG {wrong}")
            return 65
        except (UnicodeDecodeError, IndexError):
            print("WRONG not a proof")
            return 65
        print(f"entry {index} is in the ledger of {checkpoint.size} entries")
        return 0
    for text in arguments.printed:
        # A code has no dots and no slashes, so this is the name of a file: a picture, which this program cannot read.
        if re.search("[./]", text) and not pathlib.Path(text).exists():
            raise FileNotFoundError(errno.ENOENT, "there is no such file, and it is not the code of a checkpoint", text)
    judgement = Judgement(arguments.binder, arguments.printed, arguments.checkpoint, arguments.trust)
    if arguments.json:
        print(json.dumps(judgement.as_json(), indent=2))
    else:
        print("\n".join(report(judgement)))
    return 0 if judgement.is_whole else 65


def set_code(identity):
    """Returns a set's name for people (docs/LEDGER.md, section 13)."""
    letters = base64.b32encode(bytes.fromhex(identity)[:10]).decode()
    return "-".join(letters[place:place + 4] for place in range(0, 16, 4))


def verdict_in_words(judgement):
    """Returns the verdict as a sentence."""
    disputed = [finding.rule for finding in judgement.findings if finding.level == "disputed"]
    size, vouched = len(judgement.log.lines), judgement.vouched
    if judgement.verdict == "wrong":
        return "THE LEDGER CANNOT BE BELIEVED AS IT IS."
    if judgement.verdict == "disputed" and set(disputed) == {"V5"}:
        return ("Nothing in the ledger is wrong, but the evidence belongs to another ledger or key: use this ledger's paper, "
                "or find out why the other evidence is kept with this binder.")
    if judgement.verdict == "disputed" and set(disputed) == {"V6"} and judgement.misread == len(disputed):
        return "Nothing in the ledger is wrong. A code was misread: it counts neither for nor against the ledger."
    if judgement.verdict == "disputed":
        return "The evidence and this ledger disagree; one of them is false, and nothing here shows which."
    if judgement.verdict == "consistent":
        return ("The ledger is consistent with itself. No one outside vouches for any of it: check it against a sheet or a "
                "slip with `--printed`.")
    if vouched >= size:
        return "The ledger is intact. Someone outside vouches for all of it."
    return (f"The ledger is intact. Someone outside vouches for its first {vouched} entries; for the {size - vouched} after "
            "them only its own key does.")


def report(judgement):
    """Yields the judgement as lines for people."""
    log = judgement.log
    yield f"Verdict   {judgement.verdict}"
    yield f"Ledger    {log.origin or 'none'}"
    yield f"Entries   {len(log.lines)}"
    yield f"Signed    {judgement.signed}"
    yield f"Vouched   {judgement.vouched}"
    yield from (f"Vouches   {who}: entries 0 to {max(size, 1) - 1}" for size, who in judgement.seen)
    for identity in sorted(judgement.anchored):
        sizes = [one.size for one in log.signatures if one.set == identity and one.is_ours]
        yield f"Anchored  set {set_code(identity)}" + (f", which vouches for {max(sizes)} entries" if sizes else "")
    for finding in judgement.findings:
        level = finding.level.upper() if finding.level in ("wrong", "disputed") else finding.level.capitalize()
        place = f"entry {finding.entry}: " if finding.place else ""
        yield f"{level:9} {finding.rule}  {place}{finding.words}"
    yield ""
    yield verdict_in_words(judgement)
    if judgement.doubtful is not None:
        yield f"It cannot be believed from entry {judgement.doubtful} on."
    if log.origin is not None:
        yield f"Believed up to: {judgement.believed} of {len(log.lines)} entries."


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        print(f"verify_ledger.py: error: {error.filename}: {error.strerror}", file=sys.stderr)
        sys.exit(66)
