// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
package import Recovery
import SecretSharing
import ShareEnvelope

/// The result of an inspection, for people and for machines.
package struct InspectionReport: Encodable {
    package struct File: Encodable {
        let path: String
        let pages: Int?
        let notes: [String]

        /// - Parameter pages: `nil` for a file without pages.
        package init(path: String, pages: Int?, notes: [String]) {
            self.path = path
            self.pages = pages
            self.notes = notes
        }
    }

    struct Group: Encodable {
        let name: String
        let threshold: Int
        let members: Int
    }

    struct Share: Encodable {
        let number: String
        let state: String
    }

    struct Set: Encodable {
        let identity: String
        let code: String
        let words: String
        let account: String
        let credential: String?
        let isPractice: Bool
        let created: String
        let rule: String
        let figures: String
        let locked: String
        let groups: [Group]
        let groupsNeeded: Int
        let isCiphertextApart: Bool
        let hasCiphertext: Bool
        let ciphertextByteCount: Int
        let verificationKeys: [String: String]
        let shares: [Share]
    }

    struct Checkpoint: Encodable {
        let size: UInt64
        let root: String
        let keyDigest: String
        let words: String

        init(_ found: CheckpointCode) {
            size = found.size
            root = found.root.hexadecimal
            keyDigest = found.keyDigest.hexadecimal
            words = found.words.joined(separator: " ")
        }
    }

    let files: [File]
    let sets: [Set]
    let unproven: Int
    let checkpoints: [Checkpoint]
    /// Whether something is wrong, or nothing was found.
    package let hasFault: Bool

    /// - Parameter hasFaults: whether something was wrong with a file.
    package init(_ files: [File], of session: RecoverySession, hasFaults: Bool) {
        self.files = files
        sets = session.sets.map { Set($0) }
        unproven = session.unprovenCount
        checkpoints = session.checkpoints.sorted { $0.size < $1.size }.map { Checkpoint($0) }
        hasFault = hasFaults || session.sets.isEmpty && session.letters.isEmpty && session.answers.isEmpty
    }

    /// The report in words.
    package var lines: [String] {
        var lines: [String] = []
        for file in files {
            for note in file.notes { lines.append("\(file.path): \(note)") }
        }
        for set in sets { lines += [""] + set.lines }
        for checkpoint in checkpoints {
            lines += [
                "", "Ledger    checkpoint at \(checkpoint.size) entries  (\(checkpoint.words))",
                "Root      \(checkpoint.root)", "Its key   \(checkpoint.keyDigest)",
            ]
        }
        if unproven > 0 {
            lines.append("")
            lines.append(
                unproven.counted("share is readable, but not proven: its", "shares are readable, but not proven: their")
                    + " manifest is missing")
        }
        return lines
    }
}

extension InspectionReport.Set {
    init(_ found: RecoverySession.FoundSet) {
        let manifest = found.manifest
        let wording = RuleWording(manifest)
        identity = manifest.identity.hexadecimal
        code = manifest.identity.code
        words = manifest.identity.words.joined(separator: " ")
        account = manifest.label.description
        credential = manifest.credential?.description
        isPractice = manifest.isPractice
        created = LedgerTime(posixSeconds: manifest.created)?.description ?? "\(manifest.created)"
        rule = wording.rule
        figures = wording.figures
        locked = wording.locked
        groups = manifest.groups.map { group in
            InspectionReport.Group(
                name: group.name.description, threshold: group.threshold.needed, members: group.threshold.total)
        }
        groupsNeeded = manifest.rule.groupThreshold.needed
        isCiphertextApart = manifest.isCiphertextApart
        hasCiphertext = found.hasCiphertext
        ciphertextByteCount = manifest.ciphertextByteCount
        verificationKeys = Dictionary(
            uniqueKeysWithValues: zip(manifest.rule.shareNumbers, manifest.verificationKeys).map { number, key in
                (number.description, key.bytes.hexadecimal)
            })
        shares =
            found.proven.map { InspectionReport.Share(number: $0.description, state: "whole") }
            + found.sealed.map { InspectionReport.Share(number: $0.description, state: "sealed") }
    }

    fileprivate var lines: [String] {
        let here = shares.map { "\($0.number) \($0.state)" }.joined(separator: ", ")
        return [
            "Set       \(code)  (\(words))",
            "Identity  \(identity)",
            "Account   \(account)",
        ] + (credential.map { ["Credential  \($0)"] } ?? [])
            + (isPractice ? ["Practice  it opens nothing of value"] : []) + [
                "Created   \(created)",
                "Opens     \(rule)",
                "          \(figures)",
                "Locked    \(locked); \(hasCiphertext ? "whole here" : "not here")",
                "Shares    \(here.isEmpty ? "none here" : here)",
            ]
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
