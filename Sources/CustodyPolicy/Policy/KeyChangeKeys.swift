// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.KeyChange {
    /// The keys of `key_change`.
    enum Keys {
        static let mapping = PolicyMapping("key_change", [account, credential]) { fields in
            Policy.KeyChange(account: try fields.required(account), credential: try fields.required(credential))
        }

        static let account = PolicyKey<Policy.KeyChange, PublicText>(
            "account", .text(Policy.Limit.name), "the name of one of the accounts", written: \.account)

        static let credential = PolicyKey<Policy.KeyChange, PublicText>(
            "credential", .text(Policy.Limit.credential), "the name of one of that account's credentials",
            written: \.credential)
    }
}
