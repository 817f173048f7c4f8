// SPDX-License-Identifier: Apache-2.0

/// An Amazon Resource Name, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
package struct ARN: Hashable, Sendable {
    /// The whole name.
    package let text: String
    package let partition: String
    package let service: String
    /// Empty where the resource is in no region.
    package let region: String
    /// Empty where the name of the resource is unique in all accounts.
    package let account: String
    package let resource: String

    /// Reads a name; `nil` for any other text.
    package init?(_ text: String) {
        guard text.utf8.starts(with: "arn:".utf8) else { return nil }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        self.text = text
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }
}
