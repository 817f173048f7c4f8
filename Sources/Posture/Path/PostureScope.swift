// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What an emergency path consists of in the cloud.
package struct PostureScope: Hashable, Sendable {
    /// The account's name in the policy; nil if there is no policy.
    package var name: String?
    package var accounts: [String]
    package var identities: [String]
    /// Where a sign-in is expected; none if the policy does not say.
    package var regions: [String]
    package var trails: [String]
    package var buckets: [String]
    package var secrets: [String]
    package var alerts: [String]

    package init(
        name: String? = nil, accounts: [String] = [], identities: [String] = [], regions: [String] = [],
        trails: [String] = [], buckets: [String] = [], secrets: [String] = [], alerts: [String] = []
    ) {
        self.name = name
        self.accounts = accounts
        self.identities = identities
        self.regions = regions
        self.trails = trails
        self.buckets = buckets
        self.secrets = secrets
        self.alerts = alerts
    }

    /// Regions whose rules must raise the alert: those of the policy, or where the root and global endpoints land.
    var alertRegions: [String] { regions.isEmpty ? ["us-east-1"] : regions.sorted() }

    /// Topics among the channels of the alert.
    var topics: [ARN] { alerts.compactMap(ARN.init).filter { $0.service == "sns" } }
}
