// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.Emergency {
    /// The keys of `emergency`.
    enum Keys {
        static let mapping = PolicyMapping("emergency", [binder, keys, machine]) { fields in
            Policy.Emergency(binder: fields[binder], keys: fields[keys], machine: fields[machine])
        }

        static let binder = PolicyKey<Policy.Emergency, PublicText>(
            "binder", .text(Policy.Limit.whereabouts), "where the binder lies", whenLeftOut: leftOut,
            written: \.binder)

        static let keys = PolicyKey<Policy.Emergency, PublicText>(
            "keys", .text(Policy.Limit.whereabouts), "where the binder's key and its copies lie", whenLeftOut: leftOut,
            written: \.keys)

        static let machine = PolicyKey<Policy.Emergency, PublicText>(
            "machine", .text(Policy.Limit.whereabouts), "where the offline laptop lies", whenLeftOut: leftOut,
            written: \.machine)

        private static let leftOut = "a line to fill in by hand"

        /// The lines about two policies: a section that is left out says as little as an empty one.
        static func changes(_ change: PolicyChange<Policy>) -> [String] {
            change.value("place of the binder") { $0.emergency?.binder }
                + change.value("place of the binder's key") { $0.emergency?.keys }
                + change.value("place of the offline laptop") { $0.emergency?.machine }
        }
    }
}
