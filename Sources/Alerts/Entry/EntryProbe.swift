// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// One way into one identity in one region, with the events that EventBridge would get.
package struct EntryProbe: Hashable, Sendable {
    /// One case that an alert must not miss: with or without a factor, by one caller or another.
    package struct Case: Hashable, Sendable {
        package var title: String
        /// The events of one act; the alert may follow any of them.
        package var events: [JSONValue]
    }

    package var identity: EntryIdentity
    package var way: EntryWay
    package var region: String
    package var cases: [Case]

    /// Whether the way is only there under a condition that the rules do not tell.
    package var isConditional: Bool

    /// Where a user's sign-in at the global endpoint lands.
    static let globalRegions = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"]

    /// All ways into all identities, in the order of the identities.
    package static func all(for expectation: AlertExpectation) -> [EntryProbe] {
        let users = expectation.identities.filter { $0.kind == .user }
        return expectation.identities.flatMap { identity in
            identity.ways.filter { expectation.ways?.contains($0) ?? true }.flatMap { way in
                regions(of: way, expectation.regions, partition: identity.partition).map { region in
                    EntryProbe(
                        identity: identity, way: way, region: region,
                        cases: ProbeEvents(identity: identity, region: region, users: users).cases(of: way),
                        isConditional: expectation.ways == nil && way.condition != nil
                            && !(way == .saml && identity.isOfIdentityCenter))
                }
            }
        }
    }

    private static func regions(of way: EntryWay, _ declared: [String], partition: String) -> [String] {
        let global: [String]
        switch (way, partition) {
        case (.assumeRoot, _): global = declared.isEmpty ? ["us-east-1"] : []
        case (_, "aws-cn"): global = ["cn-north-1"]
        case (_, "aws-us-gov"): global = ["us-gov-west-1"]
        case (.userConsole, _), (.switchRole, _): global = globalRegions
        default: global = ["us-east-1"]
        }
        // Root has one place to sign in.
        guard way != .rootConsole else { return global }
        return global + declared.filter { !global.contains($0) }
    }
}
