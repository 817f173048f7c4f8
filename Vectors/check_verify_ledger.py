#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds verify_ledger.py against the ledgers in ledger/: each is judged as its expected.json says."""

import json
import pathlib
import sys

import verify_ledger

failures = 0
folders = sorted(path for path in (pathlib.Path(__file__).parent / "ledger").iterdir() if path.is_dir())
for folder in folders:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    log, is_whole, doubtful = verify_ledger.verify(folder, expected["printed"])
    vouched = max([size for size, is_ours, _ in log.vouched if is_ours], default=0)
    wrong = sorted({finding.index for finding in log.findings if finding.is_wrong and finding.index})
    found = (is_whole, doubtful, vouched)
    wanted = (expected["whole"], expected.get("first_doubtful_entry"), expected["vouched_entries"])
    entries = sorted(str(entry) for entry in expected["wrong_entries"])
    if found != wanted or wrong != entries:
        failures += 1
        print(f"{folder.name}: {expected['why']}: {found} {wrong} instead of {wanted} {entries}", file=sys.stderr)
        for finding in log.findings:
            print(f"    {finding}", file=sys.stderr)
print(f"{len(folders) - failures} of {len(folders)} ledgers are judged as they should be")
sys.exit(1 if failures else 0)
