// SPDX-License-Identifier: Apache-2.0
//
// What the descriptions of keys say without the types of their values. docs/POLICY.md and docs/policy.schema.json are
// held to it.

/// The form of a value in `policy.yaml`.
indirect enum PolicyForm: Sendable {
    case text(limit: Int)
    case identifier
    case number(ClosedRange<Int>)
    case flag
    case span
    case day
    case network
    case pattern(PolicyPattern)
    case choice([String])
    case list(of: PolicyForm, count: ClosedRange<Int>, isUnique: Bool)
    case mapping(PolicyMappingFacts)
}

/// What documents say about a key.
struct PolicyKeyFacts: Sendable {
    let name: String
    let form: PolicyForm
    let meaning: String
    /// What holds without the key; `nil` if the key is required.
    let whenLeftOut: String?

    var isRequired: Bool { whenLeftOut == nil }
}

/// What documents say about a mapping.
struct PolicyMappingFacts: Sendable {
    /// What errors call it, such as "an account".
    let name: String
    let keys: [PolicyKeyFacts]
}
