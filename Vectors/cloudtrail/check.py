#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the labelled corpus of CloudTrail logs: its form, and that its labels agree with each other.

Reads every NNN-name.json beside it. Prints the counts, or every defect, and then ends with 1.
It knows the format and the table of findings in README.md. It does not know what a call means:
the labels are written by hand, and no program confirms them.
"""

import datetime
import ipaddress
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
BACKDOOR, MISSING, NOTE = "backdoor", "missing", "note"
FINDINGS = {
    "unopened-use": BACKDOOR, "opening-said": MISSING, "outside-window": BACKDOOR, "opening-kind": BACKDOOR,
    "unused-opening": NOTE,
    "no-second-factor": BACKDOOR, "factor-unknown": MISSING, "unexpected-network": BACKDOOR,
    "unexpected-agent": NOTE, "unexpected-region": NOTE, "no-entry": MISSING, "nobody-named": MISSING,
    "assumed-root": None, "weakening-stands": BACKDOOR, "log-touched": BACKDOOR, "descendant-alive": BACKDOOR,
    "custody-read": BACKDOOR, "conflicting-copies": MISSING, "broken-file": MISSING, "attempt-failed": NOTE,
    "changed-and-reverted": NOTE, "credentials-off-machine": BACKDOOR,
}
WITHOUT_EVENTS = {"unused-opening", "broken-file"}
CATEGORIES = set("UKIPTMLCX")
KINDS = set("user role key session group profile provider instance function stack permission-set".split())
ALIVE = {"user", "role", "key", "instance", "function"}
BACKINGS = {"said", "agreed", "vouched"}
OPENING_KINDS = {"emergency", "practice", "drill", "rehearsal"}
ACCOUNTS = {"111122223333", "444455556666", "999988887777"}
ROOT = "arn:aws:iam::444455556666:root"
ADDRESS = re.compile(r"^(192\.0\.2|198\.51\.100|203\.0\.113|10\.0\.\d+)\.\d+$|^2001:db8:", re.I)
TRAPS = {f"3.7.{n}" for n in range(1, 26)} - {"3.7.22", "3.7.24"} | {"3.1." + w for w in (
    "containers version duplicates order identity-type null-identity role-session source-identity mfa failed-login "
    "check-mfa login-region switch-role shared-event address error addendum truncated console-proxied versioned-name "
    "lifecycle-name issued-key data-events").split()}
MUST_HAVE = TRAPS - {"3.1.order"}  # the same trap as 3.7.25
# Writes that are uses or heartbeats: README.md, "What is a change".
NOT_CHANGES = {
    "signin": {"ConsoleLogin", "SwitchRole", "CheckMfa", "GetSigninToken", "AuthorizeOAuth2Access",
               "CreateOAuth2Token", "PasswordRecoveryRequested"},
    "rolesanywhere": {"CreateSession"}, "cloudshell": {"SendHeartBeat"},
    "iam": {"GenerateCredentialReport", "GenerateServiceLastAccessedDetails"},
    "ssm": {"UpdateInstanceInformation", "PutInventory"},
}
MEMBERS = {
    "scenario": "title trap source cloud files expected",
    "cloud": "account provider accounts identities regions networks agents trails buckets secrets",
    "opening": "index account kind from until people backing planned",
    "expected": "verdict sessions descendants changes findings",
    "session": "entry events secondFactor network opening",
    "descendant": "kind name from certain",
    "change": "event rule category direction outcome after",
    "finding": "finding events",
}
VALUES = {
    "kind": {"opening": OPENING_KINDS, "descendant": KINDS},
    "secondFactor": {"session": {"yes", "no", "unknown"}},
    "network": {"session": {"expected", "unexpected", "service", "unknown"}},
    "backing": {"opening": BACKINGS},
    "planned": {"opening": {True, False}},
    "certain": {"descendant": {True, False}},
    "direction": {"change": {"weakens", "strengthens", "neutral", "unknown"}},
    "outcome": {"change": {"done", "failed", "retried"}},
    "after": {"change": {"stands", "undone", "reverted", "moot"}},
    "category": {"change": CATEGORIES | {None}},
    "finding": {"finding": set(FINDINGS)},
}
READ = re.compile(r"^(Get|List|Describe|Head|Lookup|BatchGet)")


class Scenario:
    def __init__(self, path, problems):
        self.path, self.problems = path, problems
        self.doc = json.loads(path.read_text("utf-8"), object_pairs_hook=self.members)
        self.records, self.copies = {}, []

    def members(self, pairs):
        if len({k for k, _ in pairs}) != len(pairs):
            self.wrong("a member is there twice")
        return dict(pairs)

    def wrong(self, message):
        self.problems.append(f"{self.path.name}: {message}")

    def want(self, truth, message):
        if not truth:
            self.wrong(message)

    def form(self, what, value, optional=()):
        self.want(set(value) - set(optional) == set(MEMBERS[what].split()), f"members of the {what}: {sorted(value)}")
        for member, allowed in VALUES.items():
            if what in allowed:
                self.want(value[member] in allowed[what], f"{member} {value[member]} of a {what}")

    def check(self):
        d = self.doc
        self.form("scenario", d, ["openings"])
        self.want(d["trap"] is None or d["trap"] in TRAPS, f"unknown trap {d['trap']}")
        self.want(d["title"].strip() and d["source"].strip(), "title or source is empty")
        for c in d["cloud"]:
            self.form("cloud", c, ["alerts"])
        self.ledger = d.get("openings")
        self.openings = {o["index"]: o for o in self.ledger or []}
        for o in self.openings.values():
            self.form("opening", o, ["quorum"])
            self.want(("quorum" in o) == (o["backing"] != "said"), f"the quorum of opening {o['index']}")
            self.want(o["from"] < o["until"], f"the window of opening {o['index']}")
            self.want(o["account"] in [c["account"] for c in d["cloud"]], f"the account of opening {o['index']}")
        self.read_files()
        e = d["expected"]
        self.form("expected", e)
        self.check_sessions(e)
        self.check_descendants(e)
        self.check_changes(e)
        self.check_findings(e)
        self.check_findings_of_sessions(e)
        self.check_openings(e)
        self.check_verdict(e)
        self.check_completeness(e)

    def read_files(self):
        names = [f["name"] for f in self.doc["files"]]
        self.want(len(set(names)) == len(names), "two files of one name")
        self.events = 0
        for f in self.doc["files"]:
            self.want(set(f) in ({"name", "Records"}, {"name", "text"}), f"members of file {f['name']}")
            for r in f.get("Records", []):
                if not isinstance(r, dict):
                    continue
                self.events += 1
                i = r.get("eventID") or r.get("eventId")
                ours = f"00000000-0000-4000-8000-{int(self.path.name[:3]):08d}"
                self.want(re.fullmatch(ours + r"\d{4}", i or ""), f"event id {i}")
                if i in self.records and canonical(self.records[i]) != canonical(r):
                    self.copies.append(i)
                self.records.setdefault(i, r)
                ip = r.get("sourceIPAddress", "")
                if self.doc["trap"] != "3.1.address" and re.match(r"^[\d.]+$|^[\da-fA-F:]+$", ip):
                    self.want(ADDRESS.match(ip), f"address {ip} is not for documentation")
                for account in re.findall(r"(?<![\da-fA-F-])\d{12}(?![\da-fA-F])", json.dumps(r)):
                    self.want(account in ACCOUNTS, f"account {account} is not for documentation")

    def time(self, i):
        return self.records[i]["eventTime"]

    def known(self, ids, where):
        for i in ids:
            self.want(i in self.records, f"{where}: no event {i}")
        ids = [i for i in ids if i in self.records]
        self.want(ids == self.in_order(ids), f"{where}: not in order of time, or twice")

    def in_order(self, ids):
        return sorted(set(ids), key=lambda i: (self.time(i), i))

    def check_sessions(self, e):
        for s in e["sessions"]:
            self.form("session", s)
            self.known(s["events"], "session")
            self.want(s["entry"] in [None, *s["events"]], f"the entry {s['entry']} is not in its session")
            o = self.openings.get(s["opening"])
            self.want(s["opening"] is None or o, f"no opening {s['opening']}")
            begin = self.time(first(s))
            if o:
                self.want(start(o) <= begin <= o["until"], f"opening {s['opening']} does not cover {begin}")
            seen = {self.network(i) for i in s["events"]}
            network = [n for n in ("unexpected", "expected", "unknown", "service") if n in seen][0]
            self.want(s["network"] == network, f"network {s['network']}, the events say {network}")

    def check_descendants(self, e):
        for x in e["descendants"]:
            self.form("descendant", x)
            self.known([x["from"]], "descendant")

    def check_changes(self, e):
        self.known([c["event"] for c in e["changes"]], "changes")
        for c in e["changes"]:
            self.form("change", c)
            r = self.records[c["event"]]
            name = r["eventSource"].split(".")[0] + ":" + re.sub(r"\d{8}(v\d+)?$", "", r["eventName"])
            self.want(c["rule"] in (None, name), f"rule {c['rule']} of {name}")
            self.want((c["rule"] is None) == (c["category"] is None), f"category of {name}")
            self.want(c["rule"] is not None or c["direction"] == "unknown", f"{name} has a direction without a rule")
            failed = all("errorCode" in x for x in self.all_copies(c["event"]))
            self.want((c["outcome"] == "failed") == failed, f"outcome of {name}")
            standing = c["direction"] == "weakens" and c["outcome"] != "failed"
            self.want((c["after"] != "moot") == standing, f"after of {name}")
            self.want(r.get("readOnly") is not True, f"{name} only reads")
            self.want(not r["userIdentity"].get("invokedBy"), f"{name} is an onward call")

    def all_copies(self, i):
        records = [r for f in self.doc["files"] for r in f.get("Records", [])]
        return [r for r in records if isinstance(r, dict) and r.get("eventID") == i]

    def equal(self, finding, ids):
        labels, ids = self.found.get(finding, []), self.in_order(ids)
        self.want(labels == ids, f"{finding}: {labels} is not {ids}")

    def check_findings(self, e):
        """The findings that follow from the other labels of the changes and the descendants."""
        self.found = {f["finding"]: f["events"] for f in e["findings"]}
        self.want(len(self.found) == len(e["findings"]), "a finding is there twice")
        for f in e["findings"]:
            self.form("finding", f)
            self.known(f["events"], f["finding"])
            self.want(bool(f["events"]) != (f["finding"] in WITHOUT_EVENTS), f"events of {f['finding']}")
        weak = [c for c in e["changes"] if c["direction"] == "weakens"]
        self.equal("weakening-stands", [c["event"] for c in weak if c["after"] == "stands"])
        reverted = [c for c in weak if c["after"] == "reverted"]
        self.equal("changed-and-reverted", [c["event"] for c in reverted if c["category"] == "T"])
        self.equal("log-touched", [c["event"] for c in weak if self.touches_logs(c)])
        failed = [c["event"] for c in weak if c["outcome"] == "failed"]
        self.equal("attempt-failed", failed + self.failed_sign_ins(e))
        # What an onward call begot has no change that tells its fate.
        fates = {c["event"]: c["after"] for c in e["changes"]}
        begot = {x["from"] for x in e["descendants"] if x["kind"] in ALIVE}
        onward = (begot - set(fates)) & set(self.found.get("descendant-alive", []))
        self.equal("descendant-alive", {i for i in begot if fates.get(i) == "stands"} | onward)
        issued = {s["entry"] for s in e["sessions"]} | {x["from"] for x in e["descendants"]}
        self.equal("assumed-root", [i for i in issued if i and self.records[i]["eventName"] == "AssumeRoot"])
        self.equal("conflicting-copies", self.copies)

    def failed_sign_ins(self, e):
        entries = [seconds(self.time(s["entry"])) for s in e["sessions"] if s["entry"]]
        answers = {i: r.get("responseElements") or {} for i, r in self.records.items()}
        failures = [i for i, answer in answers.items() if answer.get("ConsoleLogin") == "Failure" and self.declared(i)]
        return [i for i in failures if not any(0 <= t - seconds(self.time(i)) <= 120 for t in entries)]

    def check_findings_of_sessions(self, e):
        sessions = e["sessions"]
        self.equal("unopened-use", [first(s) for s in sessions if s["opening"] is None and self.ledger is not None])
        said = [s for s in sessions if s["opening"] is not None and not agreed(self.openings[s["opening"]])]
        self.equal("opening-said", map(first, said))
        self.equal("no-second-factor", [first(s) for s in sessions if s["secondFactor"] == "no"])
        self.equal("factor-unknown", [first(s) for s in sessions if s["secondFactor"] == "unknown"])
        self.equal("no-entry", [first(s) for s in sessions if s["entry"] is None and self.temporary(s)])
        self.equal("nobody-named", [first(s) for s in sessions if not self.names_somebody(s)])
        every = [i for s in sessions for i in s["events"]]
        self.equal("unexpected-network", [i for i in every if self.network(i) == "unexpected"])
        cloud = self.doc["cloud"][0]
        if len(self.doc["cloud"]) == 1:
            regions, agents = cloud["regions"], tuple(cloud["agents"])
            entries = [s["entry"] for s in sessions if s["entry"]] if regions else []
            self.equal("unexpected-region", [i for i in entries if self.records[i]["awsRegion"] not in regions])
            signed = every if agents else []
            self.equal("unexpected-agent", [i for i in signed if not self.records[i]["userAgent"].startswith(agents)])

    def check_openings(self, e):
        sessions, weak = e["sessions"], []
        for c in e["changes"]:
            if c["direction"] == "weakens" and c["outcome"] != "failed":
                weak.append(c["event"])
        covering = [(s, self.openings[s["opening"]]) for s in sessions if s["opening"] is not None]
        tried = [i for s, o in covering if o["kind"] != "emergency" for i in s["events"]]
        self.equal("opening-kind", set(tried) & set(weak))
        late = {i for s, o in covering for i in s["events"] if self.time(i) > o["until"]}
        if len(covering) == len(sessions) == 1:
            begotten = {i for i in self.events_of_descendants(e) if not self.use(i)}
            late |= {i for i in begotten if self.time(i) > covering[0][1]["until"]}
        self.equal("outside-window", late)
        emergencies = [o for o in self.openings.values() if o["kind"] == "emergency"]
        unused = [o for o in emergencies if not any(self.meets(s, o) for s in sessions)]
        self.want(("unused-opening" in self.found) == bool(unused), "unused-opening and the openings")

    def meets(self, s, o):
        overlap = self.time(s["events"][0]) <= o["until"] and self.time(s["events"][-1]) >= start(o)
        return overlap and (s["opening"] == o["index"] or len(self.doc["cloud"]) == 1)

    def network(self, i):
        r = self.records[i]
        networks = [n for c in self.doc["cloud"] for n in c["networks"]]
        endpoint, text = r.get("vpcEndpointId"), r.get("sourceIPAddress") or ""
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            address = None
        inside = address and any(address in ipaddress.ip_network(n) for n in networks if not n.startswith("vpce-"))
        if endpoint:
            return "expected" if endpoint in networks or inside else "unexpected"
        if address:
            return "expected" if inside or not networks else "unexpected"
        return "service" if text == "AWS Internal" or text.endswith(".amazonaws.com") else "unknown"

    def check_verdict(self, e):
        covered = {s["entry"] for s in e["sessions"] if s["opening"] is not None}
        effects = set()
        for f in e["findings"]:
            effect = FINDINGS[f["finding"]]
            if f["finding"] == "assumed-root":
                effect = NOTE if set(f["events"]) <= covered else BACKDOOR
            effects.add(effect)
        if BACKDOOR in effects:
            verdict = "backdoor"
        elif MISSING in effects or (self.ledger is None and e["sessions"]):
            verdict = "cannot be shown"
        else:
            verdict = "break-glass"
        self.want(e["verdict"] == verdict, f"verdict {e['verdict']}, the findings say {verdict}")

    def check_completeness(self, e):
        """Every write of a session is a change, a use, a heartbeat or a failure that a retry folds away."""
        listed = {c["event"] for c in e["changes"]}
        retried = {call(self.records[c["event"]]) for c in e["changes"] if c["outcome"] == "retried"}
        for i in {i for s in e["sessions"] for i in s["events"]} | self.events_of_descendants(e):
            r = self.records[i]
            write = r["readOnly"] is False if "readOnly" in r else not READ.match(r["eventName"])
            folded = "errorCode" in r and call(r) in retried
            if write and not self.use(i) and not folded:
                self.want(i in listed, f"{r['eventName']} {i} is a write and no change")

    def events_of_descendants(self, e):
        """What is told by a key or by the name of a session alone; a name that was used twice needs more."""
        names = {x["name"] for x in e["descendants"] if x["kind"] in ("key", "session")} - {ROOT}
        identities = {i: r.get("userIdentity") or {} for i, r in self.records.items()}
        own = {i for s in e["sessions"] for i in s["events"]}
        return {i for i, w in identities.items()
                if {w.get("accessKeyId"), w.get("arn")} & names and not w.get("invokedBy")} - own

    def use(self, i):
        r = self.records[i]
        return r["eventName"] in NOT_CHANGES.get(r["eventSource"].split(".")[0], ())

    def touches_logs(self, change):
        r = self.records[change["event"]]
        if r["eventSource"].split(".")[0] not in {"s3", "sns", "sqs", "lambda"}:
            return change["category"] == "L" and not self.of_another_trail(r)
        declared = {b for c in self.doc["cloud"] for b in [*c["buckets"], *c.get("alerts", {}).get("channels", [])]}
        return any(v in declared for v in (r["requestParameters"] or {}).values() if isinstance(v, str))

    def of_another_trail(self, r):
        declared = {t for c in self.doc["cloud"] for t in c["trails"]}
        trail = next((v for k, v in (r["requestParameters"] or {}).items() if k in {"name", "trailName"}), None)
        if r["eventSource"] != "cloudtrail.amazonaws.com" or not declared or not trail:
            return False
        arn = f"arn:aws:cloudtrail:{r['awsRegion']}:{r['recipientAccountId']}:trail/{trail.split('/')[-1]}"
        return r.get("errorCode") != "TrailNotFoundException" and arn not in declared

    def temporary(self, s):
        return any((self.records[i]["userIdentity"].get("accessKeyId") or "").startswith("ASIA") for i in s["events"])

    def names_somebody(self, s):
        if self.openings.get(s["opening"], {}).get("people"):
            return True
        for r in (self.records[i] for i in s["events"]):
            context = r["userIdentity"].get("sessionContext") or {}
            additional = r.get("additionalEventData") or {}
            if context.get("sourceIdentity") or r["userIdentity"].get("onBehalfOf") or additional.get("SwitchFrom"):
                return True
        return False

    def declared(self, i):
        arn = (self.records[i].get("userIdentity") or {}).get("arn")
        return any(arn in c["identities"] for c in self.doc["cloud"])


def start(opening):
    return max(opening["from"], opening.get("quorum", ""))


def agreed(opening):
    return opening["backing"] != "said" and opening["planned"]


def first(session):
    return session["entry"] or session["events"][0]


def seconds(text):
    return datetime.datetime.fromisoformat(text).timestamp()


def call(r):
    return canonical([r["eventSource"], r["eventName"], r["requestParameters"]])


def canonical(value):
    return json.dumps(value, sort_keys=True)


def main():
    problems, traps, verdicts, findings, categories, rules = [], {}, {}, {}, {}, {}
    events, seen = 0, set()
    paths = sorted(HERE.glob("[0-9][0-9][0-9]-*.json"))
    for n, path in enumerate(paths, 1):
        s = Scenario(path, problems)
        if int(path.name[:3]) != n:
            s.wrong(f"number {n} expected")
        try:
            s.check()
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            s.wrong(f"cannot be checked: {error!r}")
            continue
        events += s.events
        if s.doc["title"] in seen:
            s.wrong("another scenario has this title")
        seen.add(s.doc["title"])
        traps[s.doc["trap"]] = traps.get(s.doc["trap"], 0) + 1
        e = s.doc["expected"]
        verdicts[e["verdict"]] = verdicts.get(e["verdict"], 0) + 1
        for f in e["findings"]:
            findings[f["finding"]] = findings.get(f["finding"], 0) + 1
        for c in e["changes"]:
            k = (c["category"] or "-", c["direction"], c["outcome"])
            categories[k] = categories.get(k, 0) + 1
            if c["rule"] and rules.setdefault(c["rule"], c["category"]) != c["category"]:
                s.wrong(f"{c['rule']} has two categories")
    problems += [f"no scenario for the trap {t}" for t in sorted(MUST_HAVE - set(traps))]
    problems += [f"no scenario with the finding {f}" for f in sorted(set(FINDINGS) - set(findings))]
    weakened = {category for category, direction, _ in categories if direction == "weakens"}
    problems += [f"no change of category {c} that weakens" for c in "KIPTMLX" if c not in weakened]
    for p in problems:
        print(p)
    if problems:
        return 1
    trapping = sum(traps.values()) - traps[None]
    print(f"{len(paths)} scenarios, {events} events, {len(rules)} rules")
    print(f"traps: {len(traps) - 1} in {trapping} scenarios")
    print("verdicts:", ", ".join(f"{v} {n}" for v, n in sorted(verdicts.items())))
    print("findings:", ", ".join(f"{f} {n}" for f, n in sorted(findings.items())))
    print("changes:", ", ".join(f"{' '.join(k)} {n}" for k, n in sorted(categories.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
