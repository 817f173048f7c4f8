// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import CustodyPolicy

/// Which identities must give an alert, and where: from the policy, or from a file of its own.
struct ExpectedAlerts: ParsableArguments {
    @Option(help: "A JSON file with the keys of the policy's `cloud:`, of one account or a list.") var expect: String?
    @Option(help: "The policy, with `cloud:` under the account.") var policy: String?
    @Option(help: "The account, if more than one is described.") var account: String?

    /// Reads what is given.
    func expectation() throws(CommandFailure) -> AlertExpectation {
        switch (expect, policy) {
        case (let file?, nil):
            let text = try AlertFile.text(of: file)
            return try AlertFile.read(file) { () throws(AlertsError) in
                try AlertExpectation(JSONText.parse(text), account: account)
            }
        case (nil, let file?):
            let text = try AlertFile.text(of: file)
            let policy: Policy
            do throws(PolicyError) { policy = try PolicyFile.parse(text) } catch {
                throw CommandFailure(
                    .badInput, "\(file), line \(error.line): this is no policy",
                    hint: "`breakglass policy \(file)` says what is wrong")
            }
            return try expectation(of: policy, in: file)
        default:
            throw CommandFailure(
                .usage, "either --expect or --policy says which identities must give an alert",
                hint: "for example `glasswatch alerts rules.json --policy policy.yaml`")
        }
    }

    private func expectation(of policy: Policy, in file: String) throws(CommandFailure) -> AlertExpectation {
        let watched = policy.accounts.filter { $0.cloud != nil }
        let chosen = watched.filter { account == nil || $0.name.description == account }
        guard chosen.count == 1, let account = chosen.first, let cloud = account.cloud else {
            let names = watched.map { $0.name.description }.joined(separator: ", ")
            throw watched.isEmpty
                ? CommandFailure(.badInput, "\(file): no account has `cloud:`", hint: "docs/POLICY.md describes it")
                : chosen.isEmpty
                    ? CommandFailure(.notFound, "\(file) has no such account with `cloud:`", hint: "it has \(names)")
                    : CommandFailure(
                        .usage, "\(file) has several accounts with `cloud:`", hint: "give --account: \(names)")
        }
        return try AlertFile.read(file) { () throws(AlertsError) in
            var identities: [DeclaredIdentity] = []
            for arn in cloud.identities { identities.append(try DeclaredIdentity(arn.description)) }
            return AlertExpectation(
                name: account.name.description, identities: identities,
                regions: cloud.regions.map { $0.description }, channels: cloud.alerts.map { $0.description },
                within: cloud.alertWithin?.seconds)
        }
    }
}
