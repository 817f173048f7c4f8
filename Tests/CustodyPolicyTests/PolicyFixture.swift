// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CustodyPolicy

/// A policy about which lint has nothing to say, and what becomes of it by a change of a line or two.
enum PolicyFixture {
    /// The day of the tests.
    static let today = CalendarDay(year: 2027, month: 3, day: 1)!

    static let text = """
        version: 1
        organisation: Example Corp
        answer_grace: 3 d

        failure_modes:
          - id: idp-down
            means: The identity provider is down
            normal_path: Signing in through the portal
            shown_by: Two people fail to sign in from two networks
            breaks: [idp]
          - id: policy-lockout
            means: An access policy has locked all administrators out
            normal_path: The role of the administrator on call
            shown_by: Two administrators are refused after one change
            breaks: [access-policy]

        sites:
          - {id: hq, name: "Headquarters, room 12"}
          - {id: branch, name: Branch office}
          - {id: bank, name: Bank vault}
          - {id: lawyer, name: Law firm}
          - {id: archive, name: Archive}
          - {id: depot, name: Depot}

        people:
          - {id: ana, name: Ana Ruiz, contact: +34 600 000 001}
          - {id: bo, name: Bo Chen, contact: +34 600 000 002}
          - {id: chidi, name: Chidi Eze, contact: +34 600 000 003}
          - {id: dana, name: Dana Levi, contact: +34 600 000 004}
          - {id: emeka, name: Emeka Obi, contact: +34 600 000 005}
          - {id: fatima, name: Fatima Said, contact: +34 600 000 006}
          - {id: goran, name: Goran Ilić, contact: +34 600 000 007}
          - {id: hana, name: Hana Sato, contact: +34 600 000 008}
          - {id: iris, name: Iris Blom, contact: +34 600 000 009}
          - {id: jonas, name: Jonas Wolf, contact: +34 600 000 010}

        accounts:
          - name: AWS root, example.com
            failure_modes: [idp-down, policy-lockout]
            approvers: [iris, jonas]
            approvals: 1
            window: 4 h
            review_within: 5 d
            drill_every: 90 d
            networks: [192.0.2.0/24, "2001:db8::/32"]
            cloud:
              provider: aws
              accounts: ["111122223333"]
              identities: ["arn:aws:iam::111122223333:root"]
              regions: [us-east-1]
              endpoints: [vpce-0a1b2c3d4e5f60718]
              agents: [aws-cli/]
              trails: ["arn:aws:cloudtrail:us-east-1:111122223333:trail/organization"]
              buckets: [example-audit-logs]
              secrets: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:break-glass-AbCdEf"]
              alerts: ["arn:aws:sns:us-east-1:111122223333:break-glass"]
              alert_within: 5 min
            credentials:
              - name: root password
                kind: password
                depends_on: [network]
                groups_needed: 2
                groups:
                  - name: Security
                    threshold: 2
                    custodians:
                      - {person: ana, site: hq, container: safe 1, sealed: true}
                      - {person: bo, site: branch, container: safe 2}
                      - {person: chidi, site: bank, container: box 3}
                  - name: Operations
                    threshold: 1
                    custodians:
                      - {person: dana, site: hq, container: cabinet 4}
                      - {person: emeka, site: branch, container: cabinet 5}
              - name: root one-time password
                kind: one-time-password
                depends_on: [network, clock]
                groups:
                  - name: Platform
                    threshold: 2
                    custodians:
                      - {person: fatima, site: lawyer, container: file 6}
                      - {person: goran, site: archive, container: shelf 7}
                      - {person: hana, site: depot, container: locker 8}

          - name: Identity provider, tenant
            failure_modes: [policy-lockout]
            approvers: [jonas, iris]
            window: 8 h
            review_within: 7 d
            networks: [198.51.100.0/24]
            cloud:
              provider: aws
              accounts: ["444455556666"]
              identities: ["arn:aws:iam::444455556666:user/tenant"]
              buckets: [example-tenant-logs]
              alerts: [security@example.com]
            credentials:
              - name: tenant password
                kind: password
                depends_on: [internet]
                groups:
                  - name: Identity
                    threshold: 2
                    custodians:
                      - {person: bo, site: branch, container: drawer 9}
                      - {person: dana, site: hq, container: drawer 10}
                      - {person: chidi, site: bank, container: box 11}
              - name: tenant recovery codes
                kind: recovery-codes
                depends_on: [internet, mailroom]
                groups:
                  - name: Reserve
                    threshold: 2
                    custodians:
                      - {person: goran, site: archive, container: shelf 12}
                      - {person: hana, site: depot, container: locker 13}
                      - {person: emeka, site: lawyer, container: file 14}

        key_change: {account: "AWS root, example.com", credential: root password}
        """

    /// The second account, from its first line to its last.
    static let secondAccount: String = {
        let start = text.range(of: "  - name: Identity provider, tenant")!.lowerBound
        return String(text[start..<text.range(of: "key_change:")!.lowerBound])
    }()

    /// The text with each first part, which must stand in it exactly once, replaced by the second.
    static func text(_ edits: [(String, String)]) -> String {
        edits.reduce(text) { text, edit in
            let pieces = text.components(separatedBy: edit.0)
            #expect(pieces.count == 2, "\(edit.0) stands \(pieces.count - 1) times in the fixture")
            return pieces.joined(separator: edit.1)
        }
    }

    static func policy(_ edits: [(String, String)] = []) throws -> Policy { try PolicyFile.parse(text(edits)) }
}
