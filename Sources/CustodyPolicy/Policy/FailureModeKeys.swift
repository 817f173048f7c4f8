// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.FailureMode {
    /// The keys of a failure mode.
    enum Keys {
        static let mapping = PolicyMapping("a failure mode", [id, means, normalPath, shownBy, breaks]) { fields in
            Policy.FailureMode(
                id: try fields.required(id), means: try fields.required(means),
                normalPath: try fields.required(normalPath), shownBy: fields[shownBy], breaks: fields[breaks] ?? [])
        }

        static let id = PolicyKey<Policy.FailureMode, PolicyIdentifier>(
            "id", .declaration(of: .failureMode), "the identifier that statements use for it; unique", written: \.id)

        static let means = PolicyKey<Policy.FailureMode, PublicText>(
            "means", .sentence, "what has failed",
            written: \.means,
            changed: { $0.value("meaning of \($0.name)", \.means) })

        static let normalPath = PolicyKey<Policy.FailureMode, PublicText>(
            "normal_path", .sentence,
            "how people sign in when nothing has failed: the normal path, which must be shown to be down",
            written: \.normalPath,
            changed: { $0.value("normal path of \($0.name)", \.normalPath) })

        static let shownBy = PolicyKey<Policy.FailureMode, PublicText>(
            "shown_by", .sentence, "how the failure is confirmed", whenLeftOut: "not stated",
            written: \.shownBy,
            changed: { $0.value("confirmation of \($0.name)", \.shownBy) })

        static let breaks = PolicyKey<Policy.FailureMode, [PolicyIdentifier]>(
            "breaks", .identifiers(one: "dependency"), "dependencies that are gone; compared with `depends_on`",
            whenLeftOut: "none",
            written: \.breaks,
            changed: { $0.words("what \($0.name) breaks", \.breaks) })

        /// The lines about two lists of failure modes.
        static func changes(
            _ old: [Policy.FailureMode], _ new: [Policy.FailureMode], in policies: PolicyPair
        ) -> [String] {
            ListDifference(old, new, by: \.id).lines(order: "failure modes") {
                "failure mode \($0.id) removed: \(quoted($0.means))"
            } added: {
                "failure mode \($0.id) added: \(quoted($0.means))"
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: "failure mode \($1.id)", in: policies))
            }
        }
    }
}
