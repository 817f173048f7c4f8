// SPDX-License-Identifier: Apache-2.0

import Alerts
import LogDigests
import Watch

/// A kind of file that a command is given beside the logs.
struct InputKind {
    /// The most bytes.
    let limit: Int
    /// What to do about a file that cannot be read: the hint of an error.
    let hint: String

    static let openings = InputKind(
        limit: OpeningsFile.byteLimit, hint: "name the output of `breakglass ledger verify --openings`")
    static let accounts = InputKind(
        limit: OpeningsFile.byteLimit, hint: "name a list of accounts, as docs/OPENINGS.md describes it")
    static let keys = InputKind(
        limit: KeySet.byteLimit,
        hint: "name the output of `aws cloudtrail list-public-keys --start-time TIME --region REGION`")
    static let rules = InputKind(
        limit: JSONText.byteLimit, hint: "name files with rules, as docs/ALERTS.md describes them")
    static let alert = InputKind(
        limit: ArrivedAlert.byteLimit, hint: "save the message alone to a file, and name that")
}
