# SPDX-License-Identifier: Apache-2.0
"""A writer of Breakglass ledgers, written from docs/LEDGER.md alone, for test vectors and for ledgers that a dishonest
ledger keeper could write. All keys are derived from names, so that the same story gives the same bytes."""

import base64
import hashlib
import json
import time
from typing import NamedTuple

from nacl.signing import SigningKey

import verify_ledger

START = 1_795_000_000
MINUTE, DAY = 60, 86_400


def iso(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def base64_of(data):
    return base64.b64encode(data).decode()


def line_of(entry):
    """Returns an entry in canonical form, or as plain JSON when it has no canonical form."""
    order = ["kind", "time"] + [member.split(":")[0] for member in verify_ledger.KINDS[entry["kind"]].split()]
    ordered = {name: entry[name] for name in order if name in entry}
    try:
        return verify_ledger.canonical(ordered).encode()
    except verify_ledger.Wrong:
        return json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(name):
    """Returns the key pair derived from a name."""
    return SigningKey(hashlib.sha256(name.encode()).digest())


def vkey(name, kind, key):
    """Returns the vkey line of a key."""
    public = bytes(key.verify_key)
    return f"{name}+{verify_ledger.key_id(name, kind, public).hex()}+{base64_of(bytes([kind]) + public)}"


class ShareSet:
    """A set whose shares can sign."""

    def __init__(self, name, label, credential="", groups=(("Security", 2, 3),), groups_needed=1, is_practice=False,
                 is_apart=False):
        self.name, self.label, self.credential, self.is_practice = name, label, credential, is_practice
        self.shares = [f"g{group}m{member}" for group, (_, _, members) in enumerate(groups, 1)
                       for member in range(1, members + 1)]
        self.keys = {share: key_of(f"set {name} share {share}") for share in self.shares}
        manifest = b"BGM\1" + bytes([is_apart | 2 * is_practice]) + hashlib.sha256(name.encode()).digest()[:16]
        manifest += START.to_bytes(8, "big")
        for text in (label, credential):
            manifest += bytes([len(text.encode())]) + text.encode()
        manifest += bytes([groups_needed, len(groups)])
        for text, threshold, members in groups:
            manifest += bytes([threshold, members, len(text.encode())]) + text.encode()
        manifest += hashlib.sha256(b"commitment" + name.encode()).digest()
        manifest += b"".join(bytes(key.verify_key) for key in self.keys.values())
        manifest += (80).to_bytes(2, "big") + hashlib.sha256(b"ciphertext" + name.encode()).digest()
        self.manifest = manifest
        self.identity = hashlib.sha256(manifest).hexdigest()

    def custodians(self):
        return [{"share": share, "custodian": f"Keeper {share}", "sealed": False} for share in self.shares]

    def created(self, practice=None, custodians=None):
        entry = {"kind": "set created", "set": self.identity, "account": self.label}
        if self.credential:
            entry["credential"] = self.credential
        if practice:
            entry["practice"] = practice
        return {**entry, "custodians": custodians or self.custodians(), "manifest": base64_of(self.manifest), "program": "test"}


class Signed(NamedTuple):
    """A request to the writer to sign: the `cosigned` entry after another one."""
    set: ShareSet
    shares: tuple
    back: int = 1  # how many lines before this one the tree ends
    at: object = None  # seconds since 1970; None for the writer's clock
    change: object = None  # what a dishonest ledger keeper then does to the entry


class Writer:
    """A ledger, or a journal, that grows line by line."""

    def __init__(self, key="ledger", first=None, start=START):
        self.key, self.now = key_of(key), start
        self.keys = [(0, self.key)]  # each with the size from which it signs
        self.lines, self.tree, self.origin, self.is_journal = [], verify_ledger.Tree(), None, first is not None
        first = first or {"kind": "binder opened", "format": 1, "name": "example.com",
                          "key": bytes(self.key.verify_key).hex(), "program": "test"}
        self.add(first)
        line = self.lines[0]
        self.origin = (f"{first.get('ledger', 'breakglass')}/journal/{first['journal']}" if self.is_journal
                       else f"{first['name']}/{hashlib.sha256(line).hexdigest()[:16]}")

    def __len__(self):
        return len(self.lines)

    def add(self, entry, at=None):
        """Adds an entry a minute later, or at a given time, and returns its index."""
        self.now += MINUTE
        return self.add_line(line_of({"time": iso(at or self.now), **entry}))

    def add_line(self, line):
        self.lines.append(line)
        self.tree.append(line)
        return len(self.lines) - 1

    def checkpoint_text(self, size=None):
        size = len(self.lines) if size is None else size
        return verify_ledger.checkpoint_text(self.origin, size, self.tree.root(size))

    def sign(self, signed):
        """Adds the `cosigned` entry of shares, and returns its index."""
        size = len(self.lines) + 1 - signed.back
        text, at = self.checkpoint_text(size), signed.at if signed.at is not None else self.now
        message = f"cosignature/v1\ntime {at}\n".encode() + text
        entry = {"kind": "cosigned", "size": size, "root": self.tree.root(size).hex(), "set": signed.set.identity}
        if not self.is_journal:
            entry["log_signature"] = base64_of(self.key_at(size).sign(text).signature)
        entry["signatures"] = [
            {"share": share, "at": at, "signature": base64_of(signed.set.keys[share].sign(message).signature)}
            for share in signed.shares]
        return self.add(signed.change(entry) if signed.change else entry)

    def change_key(self, name):
        """Lets another key sign, from the tree of the last line on."""
        self.key = key_of(name)
        self.keys.append((len(self.lines), self.key))

    def key_at(self, size=None):
        """Returns the key that signs the tree of `size` lines."""
        size = len(self.lines) if size is None else size
        return [key for first, key in self.keys if first <= size][-1]

    def note(self, size=None, key=None):
        """Returns the signed checkpoint of `size` lines."""
        text, key = self.checkpoint_text(size), key or self.key_at(size)
        blob = verify_ledger.key_id(self.origin, 1, bytes(key.verify_key)) + key.sign(text).signature
        return text + f"\n— {self.origin} {base64_of(blob)}\n".encode()

    def code(self, size=None, key=None, root=None):
        """Returns the code that a sheet or a slip shows for `size` lines."""
        size = len(self.lines) if size is None else size
        body = verify_ledger.vkey_digest(self.origin, bytes((key or self.key_at(size)).verify_key))
        body += size.to_bytes(8, "big") + (root or self.tree.root(size))
        check = hashlib.blake2b(b"BGK1" + body, digest_size=16, person=b"BGv1 check".ljust(16, b"\0")).digest()[:4]
        return "BGK1" + base64.b32encode(body + check).decode().rstrip("=")

    def trust(self, dealt, shares, needed):
        """Returns a trust policy that requires `needed` of these shares."""
        lines = list(dict.fromkeys(f"log {vkey(self.origin, 1, key)}" for _, key in self.keys))
        for share in shares:
            name = f"{self.origin}/set/{dealt.identity[:32]}/{share}"
            lines.append(f"witness {share} {vkey(name, 4, dealt.keys[share])}")
        return "\n".join(lines + [f"group enough {needed} {' '.join(shares)}", "quorum enough", ""])

    @property
    def bytes(self):
        return b"".join(line + b"\n" for line in self.lines)

    def merged(self, journal, name, parts=1):
        """Returns the entries that merge a journal."""
        data, count = journal.bytes, len(journal)
        cut = [len(data) * part // parts for part in range(parts + 1)]
        return [{"kind": "journal merged", "journal": name, "entries": count, "root": journal.tree.root(count).hex(),
                 "part": part + 1, "parts": parts, "content": base64_of(data[cut[part]:cut[part + 1]])}
                for part in range(parts)]


POLICY = """version: 1
organisation: Example Corp

failure_modes:
  - id: idp-down
    means: The identity provider is down
    normal_path: Signing in through the portal

sites:
  - {id: hq, name: Headquarters}
  - {id: bank, name: Bank vault}
  - {id: depot, name: Depot}

people:
  - {id: ana, name: Ana Ruiz}
  - {id: bo, name: Bo Chen}
  - {id: cy, name: Cy Young}
  - {id: dana, name: Dana Levi}

accounts:
  - name: AWS root
    failure_modes: [idp-down]
    approvers: [dana]
    approvals: 1
    window: 4 h
    review_within: 5 d
    drill_every: 90 d
    credentials:
      - name: root password
        kind: password
        groups:
          - name: Security
            threshold: 2
            custodians:
              - {person: ana, site: hq, container: safe 1}
              - {person: bo, site: bank, container: box 2}
              - {person: cy, site: depot, container: locker 3}
      - name: one-time password
        kind: one-time-password
        groups:
          - name: Security
            threshold: 2
            custodians:
              - {person: ana, site: hq, container: safe 4}
              - {person: bo, site: bank, container: box 5}
              - {person: cy, site: depot, container: locker 6}

key_change:
  account: AWS root
  credential: root password
"""


def policy(text=POLICY, by="Ana Ruiz", **more):
    return {"kind": "policy changed", "by": by, "why": "the binder is opened", "changes": [], **more,
            "policy": text.rstrip("\n").split("\n")}
