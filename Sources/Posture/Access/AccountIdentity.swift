// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A user or a role with everything that its permissions come from.
struct AccountIdentity: Sendable {
    /// A policy that applies to it.
    struct Source: Sendable {
        let document: PolicyDocument
        /// Where it comes from, in words.
        let words: String
        /// The arguments of `aws` that take it away.
        let removal: [String]
    }

    let arn: String
    let name: String
    let sources: [Source]
    let boundary: PolicyDocument?
    /// Policies that apply to it and that the export does not hold or that cannot be read.
    let unknownPolicies: [String]
    let managedPolicies: [String]
    /// Roles only.
    let trust: JSONValue?

    /// Whether a service of AWS owns it, so that nobody here can assume it.
    var isOfService: Bool { ARN(arn)?.resource.hasPrefix("role/aws-service-role/") ?? false }

    /// Whether it may do everything everywhere, so that no single permission adds to it.
    var isAdministrator: Bool {
        boundary == nil
            && sources.contains { source in
                source.document.statements.contains { statement in
                    !statement.isDenial && statement.condition.tests.isEmpty && !statement.actions.isNegated
                        && statement.actions.patterns.contains { $0.isEverything }
                        && statement.resources.map { names in
                            !names.isNegated && names.patterns.contains { $0.isEverything }
                        } ?? false
                }
            }
    }
}
