// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

extension PostureScope {
    /// What a policy declares of an account; nil if it says nothing about its cloud.
    package init?(_ account: Policy.Account) {
        guard let cloud = account.cloud else { return nil }
        self.init(
            name: account.name.description, accounts: cloud.accounts.map { $0.description },
            identities: cloud.identities.map { $0.description }, regions: cloud.regions.map { $0.description },
            trails: cloud.trails.map { $0.description }, buckets: cloud.buckets.map { $0.description },
            secrets: cloud.secrets.map { $0.description }, alerts: cloud.alerts.map { $0.description })
    }
}
