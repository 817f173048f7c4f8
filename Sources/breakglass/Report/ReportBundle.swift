// SPDX-License-Identifier: Apache-2.0
//
// What an auditor takes along: the binder's public files, the page about them, a proof of each entry, and a verifier
// that is independent of this program. Only the files that are named here are packed; the binder's key is not.

import CustodyPolicy
import Ledger
import MerkleLog
import ShareEnvelope

/// The files of an auditor's bundle.
struct ReportBundle {
    /// The files, in the order in which they are packed.
    let files: [ZipArchive.File]
    /// Files in the folders of manifests and papers that are not packed.
    let leftOut: [String]
    private let time: LedgerTime

    /// Collects the files of a binder's copy.
    ///
    /// - Parameter path: the binder's folder.
    /// - Throws: `BinderError.secretInBinder`.
    init(
        _ copy: BinderCopy, of path: String, _ log: LogAudit, _ state: BinderState, page: String, at time: LedgerTime
    ) throws(BinderError) {
        let papers = PublicPapers(in: copy, made: state.papers.map(\.made))
        for file in copy.manifests + papers.files {
            if let secret = file.secret { throw .secretInBinder(path: "\(path)/\(file.name)", what: secret) }
        }
        if let secret = copy.policy.flatMap({ BinderFile.secret(in: Array($0.utf8)) }) {
            throw .secretInBinder(path: "\(path)/policy.yaml", what: secret)
        }
        leftOut = copy.leftOut + papers.leftOut
        let proofs = EntryProofs(log, newest: copy.checkpoint)
        let name = log.ledgerOrigin?.ledgerText ?? "an unnamed ledger"
        var files = [
            ZipArchive.File(name: "README.txt", bytes: Array(BundleReadme.text(name, entries: log.size, time).utf8)),
            ZipArchive.File(name: "report.html", bytes: Array(page.utf8)),
            ZipArchive.File(name: "ledger.jsonl", bytes: copy.ledger),
            ZipArchive.File(name: "checkpoint", bytes: copy.checkpoint),
        ]
        if let policy = copy.policy { files.append(ZipArchive.File(name: "policy.yaml", bytes: Array(policy.utf8))) }
        if let trust = TrustPolicyText.text(of: state, in: log) {
            files.append(ZipArchive.File(name: "trust-policy", bytes: Array((trust + "\n").utf8)))
        }
        files += WithoutBreakglass.files.map { ZipArchive.File(name: $0.name, bytes: $0.bytes) }
        files += (copy.manifests + papers.files).map { ZipArchive.File(name: $0.name, bytes: $0.bytes) }
        for index in 0..<log.size {
            guard let proof = proofs.text(of: index) else { continue }
            files.append(ZipArchive.File(name: Self.proofFile(of: index), bytes: Array(proof.utf8)))
        }
        self.files = files
        self.time = time
    }

    /// The name of an entry's proof in the bundle.
    static func proofFile(of index: UInt64) -> String { "proofs/\(index).tlog-proof" }

    /// The bundle as one file.
    func packed() throws(CommandError) -> [UInt8] {
        do throws(ZipArchive.Failure) {
            return try ZipArchive(files, secondsSince1970: time.posixSeconds).bytes
        } catch { throw CommandError(.fault, "the bundle cannot be packed: \(error.reason)") }
    }
}

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
