// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import SecretSharing
package import ShareEnvelope

extension SetHistory {
    /// The custodian of a share, as the sheets name them.
    package func custodian(of share: ShareNumber) -> String {
        created.custodians.first { $0.share == share }?.name.description ?? "share \(share)"
    }

    /// The custodians of shares: "Ana Ruiz (g1m1), Bo Chen (g1m2)".
    package func custodians(of shares: [ShareNumber]) -> String {
        shares.map { "\(custodian(of: $0)) (\($0))" }.joined(separator: ", ")
    }
}

extension Manifest {
    /// "share 2 of 3 in Security"
    package func place(of number: ShareNumber) -> String {
        guard let group = try? group(of: number) else { return "share \(number)" }
        return "share \(number.member.rawValue) of \(group.threshold.total) in \(group.name)"
    }
}
