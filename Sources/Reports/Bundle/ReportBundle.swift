// SPDX-License-Identifier: Apache-2.0
//
// What an auditor takes along: the binder's public files, the page about them, a proof of each entry, and a verifier
// that is independent of this program. Only the files that are named here are packed; the binder's key is not.

import CustodyPolicy
import Ledger
import MerkleLog
import ShareEnvelope

/// The files of an auditor's bundle.
package struct ReportBundle {
    /// The files, in the order in which they are packed.
    let files: [ZipArchive.File]
    /// Files in the folders of manifests and papers that are not packed.
    package let leftOut: [String]
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
            files.append(ZipArchive.File(name: ReportEntry.proofFile(of: index), bytes: Array(proof.utf8)))
        }
        self.files = files
        self.time = time
    }

    /// The bundle as one file.
    ///
    /// - Throws: `ZipArchive.Failure`.
    package func packed() throws(ZipArchive.Failure) -> [UInt8] {
        try ZipArchive(files, secondsSince1970: time.posixSeconds).bytes
    }
}
