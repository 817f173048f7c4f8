// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy

/// The README of a bundle.
enum BundleReadme {
    static func text(_ ledger: String, entries: UInt64, _ time: LedgerTime) -> String {
        """
        A Breakglass bundle for auditors: the history of emergency credentials from the ledger
        \(ledger), with its \(entries) entries, as of \(time).

        Nothing in it is secret, and nothing in it opens anything. Start with report.html, in any browser.

          report.html          the state of each account, who keeps what, the timeline, every entry
          ledger.jsonl         everything that happened, one entry per line
          checkpoint           the signed size and root of the ledger
          policy.yaml          what counts as an emergency, who keeps what and where, who may approve
          trust-policy         whom to trust: the quorums of the sets in force (c2sp.org/tlog-policy); edit it
          manifests/           the public part of every set of sheets
          papers/              scripts and records that the ledger names, slips, letters of drills
          recovery.html        gets a credential back from its sheets, in any browser; auditors do not need it
          proofs/              for each entry, a proof that it is in the ledger (c2sp.org/tlog-proof)
          without-breakglass/  a verifier and a reader of sheets in Python, each written only from the
                               description beside it; its README.txt says how to use them

        You need not trust the person who gave you this. What you can trust is paper: ask custodians for the codes on
        the outside of their folded sheets and on their slips (BGK1...), and check the ledger against them. In the
        folder where you unpacked the bundle, run:

          breakglass ledger verify --binder . --printed BGK1... --printed BGK1... --trust trust-policy

        Or without Breakglass, with Python 3, PyNaCl and PyYAML (Debian: python3-nacl python3-yaml):

          python3 without-breakglass/verify_ledger.py . --printed BGK1... --printed BGK1...
          python3 without-breakglass/verify_ledger.py . --prove proofs/0.tlog-proof

        Both exit with 0 if nothing contradicts the ledger, and with 65 if something does. A verifier that came with
        what it verifies proves little: read it, or get your own copy from where Breakglass is published.

        """
    }
}
