// SPDX-License-Identifier: Apache-2.0

/// The keys of one kind of mapping in the file; docs/policy.schema.json has the same keys.
struct PolicyKeys {
    let required: [String]
    let optional: [String]

    var known: [String] { required + optional }

    static let policy = PolicyKeys(
        required: ["version", "organisation", "accounts"],
        optional: ["program", "answer_grace", "failure_modes", "sites", "people", "key_change", "not_emergencies"])
    static let failureMode = PolicyKeys(required: ["id", "means", "normal_path"], optional: ["shown_by", "breaks"])
    static let site = PolicyKeys(required: ["id", "name"], optional: [])
    static let person = PolicyKeys(required: ["id", "name"], optional: ["contact", "left"])
    static let account = PolicyKeys(
        required: ["name", "credentials"],
        optional: [
            "failure_modes", "approvers", "approvals", "window", "review_within", "drill_every", "networks",
        ])
    static let credential = PolicyKeys(
        required: ["name", "kind", "groups"], optional: ["depends_on", "groups_needed"])
    static let group = PolicyKeys(required: ["name", "threshold", "custodians"], optional: [])
    static let custodian = PolicyKeys(required: ["person", "site", "container"], optional: ["sealed", "spare"])
    static let keyChange = PolicyKeys(required: ["account", "credential"], optional: [])

    static let all = [policy, failureMode, site, person, account, credential, group, custodian, keyChange]
}
