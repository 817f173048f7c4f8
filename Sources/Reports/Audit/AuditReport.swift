// SPDX-License-Identifier: Apache-2.0

package import Ledger

/// The result of an audit, for people.
package struct AuditReport {
    private let audit: LedgerAudit
    private let folder: BinderFolder?

    /// - Parameter folder: where the binder is, to distinguish a file that cannot be read from one that is missing.
    package init(_ audit: LedgerAudit, of folder: BinderFolder? = nil) {
        self.audit = audit
        self.folder = folder
    }

    /// The report in words.
    package var lines: [String] {
        var lines = [
            "Verdict   \(audit.verdict.rawValue)",
            "Ledger    \(audit.log.ledgerOrigin?.ledgerText ?? "none")", "Entries   \(audit.log.size)",
            "Root      \(root)",
            "Signed    \(audit.signed)", "Vouched   \(audit.vouched)",
        ]
        for witness in audit.witnesses.sorted(by: { $0.size < $1.size }) {
            lines.append("Vouches   \(witness.words): entries 0 to \(max(witness.size, 1) - 1)")
        }
        for set in audit.state.sets where audit.anchored.contains(set.identity) {
            lines.append(
                "Anchored  set \(set.identity.code), \(set.account), dealt in entry \(set.place) by \(set.created.program)"
            )
        }
        for finding in audit.findings.sorted(by: { ($0.place ?? EntryPlace(0)) < ($1.place ?? EntryPlace(0)) }) {
            let place = finding.place.map { "entry \($0): " } ?? ""
            lines.append("\(finding.level.column) \(finding.rule.rawValue)  \(place)\(words(of: finding))")
        }
        if let (size, names) = audit.trusted {
            let who = names.isEmpty ? "no witness is required" : names.joined(separator: ", ")
            lines.append("Trusted   the policy is met for \(size) entries: \(who)")
        }
        return lines + [""] + verdict
    }

    private func words(of finding: AuditFinding) -> String {
        let file: String
        switch finding.what {
        case .missingFile(let name), .otherManifestFile(let name): file = name
        default: return finding.words
        }
        guard let trouble = folder?.trouble(reading: file) else { return finding.words }
        return "\(file) cannot be read: \(trouble.reason); the ledger itself holds the manifest"
    }

    /// The root of the tree of all lines.
    var root: String { (try? audit.log.tree.root(at: audit.log.tree.size))?.ledgerText ?? "" }

    /// The verdict, and how many entries can be believed.
    var verdict: [String] {
        var lines = [sentence]
        if let first = audit.firstDoubtful, let proof = audit.contradictions.min(by: { $0.size < $1.size }) {
            lines.append(
                "It cannot be believed from entry \(first) on: \(proof.words) saw another ledger at \(proof.size) entries."
            )
        }
        if audit.log.origin != nil {
            lines.append("Believed up to: \(audit.believed) of \(audit.log.size) entries.")
        }
        return lines
    }

    private var sentence: String {
        switch audit.verdict {
        case .wrong: return "THE LEDGER CANNOT BE BELIEVED AS IT IS."
        case .disputed where isOfAnotherLedgerAlone:
            return
                "Nothing in the ledger is wrong, but the evidence belongs to another ledger or key: use this ledger's paper, "
                + "or find out why the other evidence is kept with this binder."
        case .disputed where isMisreadAlone:
            return "Nothing in the ledger is wrong. A code was misread: it counts neither for nor against the ledger."
        case .disputed:
            return "The evidence and this ledger disagree; one of them is false, and nothing here shows which."
        case .consistent:
            return
                "The ledger is consistent with itself. No one outside vouches for any of it: check it against a sheet or "
                + "a slip with `--printed`."
        case .vouched:
            let open = audit.log.size - audit.vouched
            return open == 0
                ? "The ledger is intact. Someone outside vouches for all of it."
                : "The ledger is intact. Someone outside vouches for its first \(audit.vouched) entries; for the \(open) after "
                    + "them only its own key does."
        }
    }
}

extension AuditReport {
    /// Whether every disputed finding is a code that was copied wrong.
    private var isMisreadAlone: Bool {
        audit.findings.filter { $0.level == .disputed }.allSatisfy {
            if case .misreadCode = $0.what { true } else { false }
        }
    }

    /// Whether every disputed finding is paper, or a file, of another ledger or key.
    private var isOfAnotherLedgerAlone: Bool {
        audit.findings.filter { $0.level == .disputed }.allSatisfy {
            if case .foreignEvidence = $0.what { true } else { false }
        }
    }
}

extension AuditLevel {
    /// The level, padded to the width of the column at the start of a line.
    fileprivate var column: String {
        switch self {
        case .wrong: "WRONG    "
        case .disputed: "DISPUTED "
        case .claim: "Claim    "
        case .void: "Void     "
        case .note: "Note     "
        }
    }
}
