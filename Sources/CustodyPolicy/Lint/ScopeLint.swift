// SPDX-License-Identifier: Apache-2.0
//
// The policy as a whole.

import NetworkRanges
import SecretSharing

/// Rules about accounts, networks, the binder's key, and sealing.
enum ScopeLint {
    static let oneAccount = LintRule(
        "BG090", "one-account", .note,
        """
        There is only one emergency account. If it is locked or deleted, or its sheets are lost, there is no other way \
        in.
        """,
        standard:
            """
            Microsoft Entra, Manage emergency access accounts; Google Cloud, Super administrator account best \
            practices
            """,
        fix: "Set up a second emergency account with other custodians.")
    static let noNetworks = LintRule(
        "BG091", "no-networks", .note,
        """
        The policy does not say from which networks use of the account is expected, so use from anywhere looks the \
        same.
        """,
        standard: "NIST SP 800-53 r5 AC-2(12), AC-2(11); Microsoft Entra, Manage emergency access accounts",
        fix: "Under networks, list the networks of the workstations that are set aside for emergencies.")
    static let wideNetwork = LintRule(
        "BG092", "wide-network", .warning,
        "A network from which use is expected is so wide that use by anyone looks expected.",
        standard: "NIST SP 800-53 r5 AC-2(12), AC-2(11)",
        fix: "List the ranges of your own workstations: /16 or narrower for IPv4, /32 or narrower for IPv6.")
    static let noKeyChange = LintRule(
        "BG093", "no-key-change", .warning,
        """
        The policy names no credential whose quorum may replace the binder's key. If the key is lost, the ledger can't \
        continue with everyone's trust.
        """,
        standard: "NIST SP 800-53 r5 AU-10, SC-12; PCI DSS v4 3.7.5",
        fix: "Under key_change, name an account and its credential.")
    static let allSheetsSealed = LintRule(
        "BG094", "all-sheets-sealed", .note,
        """
        Every quorum needs passphrases. People forget what they type once a year, and a forgotten passphrase is a lost \
        sheet.
        """,
        standard: "NIST SP 800-53 r5 CP-9, CP-4",
        fix: "Leave enough sheets for a quorum unsealed, in good containers, or have passphrases typed at drills.")

    static let rules = [oneAccount, noNetworks, wideNetwork, noKeyChange, allSheetsSealed]

    /// Shorter prefixes are not one organization's workstations: a /16 has 65,536 addresses, and a provider gets a /32.
    private static let shortestPrefix = (v4: 16, v6: 32)

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        let policy = subject.policy
        var found: [LintFinding] = []
        if policy.accounts.count == 1 {
            found.append(LintFinding(oneAccount, "this is the only account", account: policy.accounts[0]))
        }
        for account in policy.accounts {
            if account.networks.isEmpty {
                found.append(LintFinding(noNetworks, "use is expected from anywhere", account: account))
            }
            for network in account.networks {
                let shortest = network.address.bytes.count == 4 ? shortestPrefix.v4 : shortestPrefix.v6
                guard network.prefixLength < shortest else { continue }
                found.append(LintFinding(wideNetwork, "use is expected from all of \(network)", account: account))
            }
        }
        if policy.keyChange == nil { found.append(LintFinding(noKeyChange, "key_change is not set")) }
        for (account, credential) in subject.credentials {
            let sheets = subject.sheets(of: credential)
            guard sheets.contains(where: \.custodian.isSealed) else { continue }
            guard !credential.rule.isMet(by: sheets.filter { !$0.custodian.isSealed }) else { continue }
            let what = "every quorum needs a passphrase"
            found.append(LintFinding(allSheetsSealed, what, account: account, credential: credential))
        }
        return found
    }
}
