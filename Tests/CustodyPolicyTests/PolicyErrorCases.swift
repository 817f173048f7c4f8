// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CustodyPolicy

/// A change of the good policy that makes it none, and what is said about it.
struct PolicyErrorCase: Sendable, CustomTestStringConvertible {
    let edits: [(String, String)]
    /// What stands at the error's place.
    let place: String
    let message: String
    /// Whether the schema refuses it too: it can't count bytes, resolve references or tell that something stands twice.
    let isSchemaMatter: Bool

    var testDescription: String { message }

    init(_ old: String, _ new: String, at place: String, _ message: String, schema: Bool = true) {
        edits = [(old, new)]
        self.place = place
        self.message = message
        isSchemaMatter = schema
    }

    static let all: [PolicyErrorCase] = [
        .init("version: 1", "version: 2", at: "2\n", "version is not a number from 1 to 1"),
        .init("version: 1", "version: \"1\"", at: "\"1\"", "version is not a number from 1 to 1"),
        .init("version: 1\n", "", at: "organisation", "version is missing"),
        .init(
            "organisation: Example Corp", "organization: Example Corp", at: "organization",
            "organization is not a known key"),
        .init(
            "organisation: Example Corp", "organisation: no", at: "no\n",
            "organisation can be read as something other than text"),
        .init(
            "organisation: Example Corp", "organisation: 2027-01-31", at: "2027-01-31\n",
            "organisation can be read as something other than text", schema: false),
        .init("organisation: Example Corp", "organisation: [Example Corp]", at: "[Example", "organisation is not text"),
        .init(
            "organisation: Example Corp", "organisation: \"a\\tb\"", at: "\"a\\tb",
            "organisation has an invisible character: U+0009"),
        .init(
            "organisation: Example Corp", "organisation: \"a\\u202Eb\"", at: "\"a\\u202Eb",
            "organisation has an invisible character: U+202E"),
        .init("organisation: Example Corp", "organisation: \"\"", at: "\"\"", "organisation is empty"),
        .init(
            "answer_grace: 3 d", "program: " + String(repeating: "a", count: 65), at: "aaa",
            "program has 65 bytes, 1 too many"),
        .init(
            "answer_grace: 3 d", "emergency: {binder: " + String(repeating: "a", count: 65) + "}", at: "aaa",
            "binder has 65 bytes, 1 too many"),
        .init(
            "organisation: Example Corp", "organisation: " + String(repeating: "a", count: 65), at: "aaa",
            "organisation has 65 bytes, 1 too many"),
        .init(
            "organisation: Example Corp", "organisation: " + String(repeating: "é", count: 33), at: "ééé",
            "organisation has 66 bytes, 2 too many", schema: false),
        .init("answer_grace: 3 d", "answer_grace: 3 days", at: "3 days", "answer_grace is not a length of time"),
        .init("answer_grace: 3 d", "answer_grace: 0 d", at: "0 d", "answer_grace is not a length of time"),
        .init(
            "answer_grace: 3 d", "answer_grace: 3651 d", at: "3651 d", "answer_grace is not a length of time",
            schema: false),
        .init("- id: idp-down", "- id: IdP down", at: "IdP down", "id is not a valid identifier"),
        .init(
            "- id: policy-lockout", "- id: idp-down", at: "idp-down\n    means: An access",
            "failure mode idp-down appears twice", schema: false),
        .init("breaks: [idp]", "breaks: [idp, idp]", at: "idp]\n", "dependency idp appears twice"),
        .init("breaks: [idp]", "breaks: idp", at: "idp\n  - id: policy-lockout", "breaks is not a list"),
        .init(
            "name: Bo Chen", "name: \"2\"", at: "\"2\"", "name has no letter, so it names no person", schema: false),
        .init("{id: ana, ", "{id: bo, ", at: "bo, name: Bo Chen", "person bo appears twice", schema: false),
        .init("000 003}", "000 003, left: 2027-02-29}", at: "2027-02-29", "left is not a day", schema: false),
        .init("000 003}", "000 003, left: soon}", at: "soon}", "left is not a day"),
        .init("{id: depot, name: Depot}", "depot", at: "depot\n", "a site is not a mapping"),
        .init(
            "approvers: [iris, jonas]", "approvers: [iris, kim]", at: "kim]", "there is no person kim", schema: false),
        .init("approvals: 1", "approvals: 3", at: "3\n", "3 approvals from 2 approvers", schema: false),
        .init("approvals: 1", "approvals: one", at: "one\n", "approvals is not a number from 0 to 1000"),
        .init("approvals: 1", "approvals: 0x1", at: "0x1\n", "approvals is not a number from 0 to 1000", schema: false),
        .init("approvals: 1", "approvals: 1_0", at: "1_0\n", "approvals is not a number from 0 to 1000", schema: false),
        .init("approvals: 1", "approvals: +1", at: "+1\n", "approvals is not a number from 0 to 1000", schema: false),
        .init(
            "organisation: Example Corp", "organisation: \"\u{A0}\u{200B}\"", at: "\"\u{A0}",
            "organisation is blank", schema: false),
        .init("approvals: 1", "approvals: 01", at: "01\n", "approvals is not a number from 0 to 1000", schema: false),
        .init(
            "failure_modes: [policy-lockout]", "failure_modes: [lockout]", at: "lockout]",
            "there is no failure mode lockout",
            schema: false),
        .init(
            "provider: aws\n      accounts: [\"4", "provider: gcp\n      accounts: [\"4", at: "gcp\n",
            "provider has an unknown value"),
        .init(
            "accounts: [\"444455556666\"]", "accounts: [444455556666]", at: "444455556666]",
            "the account number can be read as something other than text"),
        .init(
            "accounts: [\"444455556666\"]", "accounts: [\"4444-5555-6666\"]", at: "\"4444-5555-6666\"]",
            "this is not an account number"),
        .init("accounts: [\"444455556666\"]", "accounts: []", at: "[]", "accounts is empty"),
        .init(
            "arn:aws:iam::444455556666:user/tenant", "arn:aws:sts::444455556666:user/tenant", at: "\"arn:aws:sts",
            "this is not an ARN of a root, user or role"),
        .init(
            "buckets: [example-tenant-logs]", "buckets: [Example_Logs]", at: "Example_Logs", "this is not a bucket name"
        ),
        .init(
            "regions: [us-east-1]", "regions: [us-east-1, us-east-1]", at: "us-east-1]\n      endpoints",
            "region us-east-1 appears twice"),
        .init("192.0.2.0/24", "192.0.2.1/24", at: "192.0.2.1/24", "a network is not an address range", schema: false),
        .init("192.0.2.0/24", "192.0.2.0", at: "192.0.2.0,", "a network is not an address range"),
        .init("192.0.2.0/24, ", "\"2001:db8::/32\", ", at: "\"2001:db8::/32\"]", "network 2001:db8::/32 appears twice"),
        .init("kind: recovery-codes", "kind: codes", at: "codes\n", "kind has an unknown value"),
        .init(
            "groups_needed: 2", "groups_needed: 3", at: "3\n        groups:",
            "groups_needed is not a number from 1 to 2", schema: false),
        .init(
            "groups_needed: 2", "groups_needed: 0", at: "0\n        groups:",
            "groups_needed is not a number from 1 to 2"),
        .init(
            "name: Operations", "name: Security", at: "name: Security\n            threshold: 1",
            "group Security appears twice", schema: false),
        .init(
            "{person: ana, site: hq", "{person: ana, site: here", at: "here,", "there is no site here", schema: false),
        .init(
            "safe 1, sealed: true", "safe 1, sealed: yes", at: "yes}", "sealed is neither true nor false", schema: false
        ),
        .init("safe 1, sealed: true", "safe 1, sealed: maybe", at: "maybe}", "sealed is neither true nor false"),
        .init(", container: safe 2}", "}", at: "{person: bo, site: branch}", "container is missing"),
        .init(
            "credential: root password}", "credential: password}", at: "password}", "there is no credential password",
            schema: false),
        .init(
            "account: \"AWS root, example.com\"", "account: AWS", at: "AWS, credential", "there is no account AWS",
            schema: false),
        .init(
            "key_change:", "not_emergencies: [slow, slow]\nkey_change:", at: "slow]", "word slow appears twice"),
    ]
}
