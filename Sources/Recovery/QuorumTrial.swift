// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope

/// Tries which of the smallest quorums among some shares open a credential; what they open is wiped at once.
package struct QuorumTrial: Sendable {
    /// How many quorums there are.
    package let count: Int
    /// How many quorums were tried: all, up to a thousand.
    package let tried: Int
    /// The quorums that did not open it.
    package let failed: [[ShareNumber]]

    /// Tries the quorums.
    package init(_ quorum: Quorum, _ ciphertext: Ciphertext) {
        let rule = quorum.manifest.rule
        let all = rule.minimalQuorums(among: quorum.shares.map { $0.number })
        var (tried, failed, count) = (0, [[ShareNumber]](), 0)
        for numbers in all {
            count += 1
            guard tried < Quorum.trialLimit else { continue }
            tried += 1
            let shares = quorum.shares.filter { numbers.contains($0.number) }
            if (try? Quorum(shares, of: quorum.manifest).open(ciphertext)) == nil { failed.append(numbers) }
        }
        (self.count, self.tried, self.failed) = (count, tried, failed)
    }
}
