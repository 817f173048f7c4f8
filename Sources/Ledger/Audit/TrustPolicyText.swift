// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import SecretSharing
import ShareEnvelope

/// Writes quorum rules as a trust policy (c2sp.org/tlog-policy), for the person who relies on it to edit.
package enum TrustPolicyText {
    /// A policy that believes the ledger's key and asks for a quorum of any set in force.
    ///
    /// - Returns: `nil` for a log without a key.
    package static func text(of state: BinderState, in log: LogAudit) -> String? {
        let sets = state.sets.filter { $0.isLive && !$0.isPractice }.compactMap { $0.manifest }
        guard let origin = log.origin, let keys = log.keys else { return nil }
        var lines = ["# Trust policy for \(origin)"] + keys.verifiers(origin).map { "log \($0.vkey)" }
        for (number, set) in sets.enumerated() {
            lines += ["", "# set \(set.identity.code), \(set.label)"] + group(set, called: "set-\(number + 1)", origin)
        }
        lines.append("")
        if sets.isEmpty {
            lines.append("quorum none")
        } else {
            lines.append("group sets any \(sets.indices.map { "set-\($0 + 1)" }.joined(separator: " "))")
            lines.append("quorum sets")
        }
        return lines.joined(separator: "\n")
    }

    private static func group(_ set: Manifest, called name: String, _ origin: KeyName) -> [String] {
        var lines: [String] = []
        var groups: [String] = []
        for (index, group) in set.groups.enumerated() {
            let members = set.rule.shareNumbers.filter { Int($0.group.rawValue) == index + 1 }
            for member in members {
                guard let verifier = set.verifier(of: member, in: origin) else { continue }
                lines.append("witness \(name)-\(member) \(verifier.vkey)")
            }
            let list = members.map { "\(name)-\($0)" }.joined(separator: " ")
            lines += ["# \(group.name)", "group \(name)-group-\(index + 1) \(group.threshold.needed) \(list)"]
            groups.append("\(name)-group-\(index + 1)")
        }
        return lines + ["group \(name) \(set.rule.groupThreshold.needed) \(groups.joined(separator: " "))"]
    }
}
