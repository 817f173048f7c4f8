// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    private var rootARN: String { "arn:\(export.partition):iam::\(account):root" }

    /// P-29 and P-31 to P-34.
    mutating func checkAccount() {
        checkPasswordPolicy()
        let line: CredentialReport.Line?
        let made: EventTime?
        switch export.credentialReport {
        case .success(let report):
            line = report.lines.first { $0["user"] == "<root_account>" }
            made = report.made
            if line == nil {
                gap(rootARN, "its keys, factor and last use", because: "the credential report has no line for it")
            }
        case .failure(let missing):
            (line, made) = (nil, nil)
            gap(
                rootARN, "its keys, factor and last use", because: missing.why,
                command: ExportCall.credentialReport.command)
        }
        checkRoot(line)
        if let line { checkRootUse(line, made) }
    }

    private mutating func checkPasswordPolicy() {
        let place = "account \(account)"
        let fix = [
            "iam", "update-account-password-policy", "--minimum-password-length", "14", "--password-reuse-prevention",
            "24",
        ]
        switch known(.passwordPolicy, place, "what passwords must be", absent: ["NoSuchEntity"]) {
        case nil: break
        case .absent: find(.passwordPolicy, place, "no password policy is set", fix: fix)
        case .value(let value):
            let length = value.text(at: "PasswordPolicy.MinimumPasswordLength").flatMap { Int($0) } ?? 6
            let reuse = value.text(at: "PasswordPolicy.PasswordReusePrevention").flatMap { Int($0) } ?? 0
            if length < 14 || reuse < 24 {
                find(
                    .passwordPolicy, place, "at least \(length) characters; the last \(reuse) cannot come back",
                    fix: fix)
            }
        }
    }

    /// Keys and factor, from the credential report or, where it says neither, from the account's summary.
    private mutating func checkRoot(_ line: CredentialReport.Line?) {
        var summary: JSONValue?
        if case .value(let value) = export.answer(.summary) { summary = value["SummaryMap"] }
        let keys =
            line.flatMap { line in
                line.truth("access_key_1_active").flatMap { one in
                    line.truth("access_key_2_active").map { one || $0 }
                }
            } ?? summary?.text(at: "AccountAccessKeysPresent").map { $0 != "0" }
        switch keys {
        case nil: gap(rootARN, "whether it has access keys", .summary)
        case true:
            find(
                .rootKeys, rootARN, "it has an active access key; sign in as the root to delete it",
                fix: ["iam", "delete-access-key", "--access-key-id", "AKIAIOSFODNN7EXAMPLE"])
        default: break
        }
        switch line?.truth("mfa_active") ?? summary?.text(at: "AccountMFAEnabled").map({ $0 != "0" }) {
        case nil: gap(rootARN, "whether it has a second factor", .summary)
        case false:
            find(
                .rootFactor, rootARN, "it has none; sign in as the root to enroll one",
                fix: [
                    "iam", "create-virtual-mfa-device", "--virtual-mfa-device-name", "root", "--outfile", "root.png",
                    "--bootstrap-method", "QRCodePNG",
                ])
        default: break
        }
    }

    private mutating func checkRootUse(_ line: CredentialReport.Line, _ made: EventTime?) {
        let uses = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"]
        guard let last = uses.compactMap({ line.time($0) }).max() else { return }
        let fix = [
            "cloudtrail", "lookup-events", "--lookup-attributes", "AttributeKey=Username,AttributeValue=root",
            "--region", "us-east-1",
        ]
        if scope.identities.contains(rootARN) {
            find(.rootLastUse, rootARN, "last used on \(last)", fix: fix)
        } else if let made {
            if made.seconds - last.seconds < 90 * 86_400 { find(.rootUse, rootARN, "last used on \(last)", fix: fix) }
        } else {
            gap(
                rootARN, "whether it was used in the last 90 days",
                because: "credential-report.csv does not say when it was made")
        }
    }
}
