// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Recovery
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning

/// Everything public about a number of files.
struct Inspection {
    private var session = RecoverySession(.anyOne)
    private var files: [InspectionReport.File] = []

    /// Takes one file.
    mutating func take(_ content: SheetFiles.Content, from path: String) {
        let source = Source(path)
        var pages: Int?
        var troubles: [String] = []
        switch content {
        case .manifest(let manifest): session.add(manifest, from: source)
        case .text(let text): session.add(text: text.bytes, from: source)
        case .scan(let scan):
            pages = scan.pages.count
            troubles = scan.troubles(in: path)
            session.add(scan, from: source)
            session.noteMissingShare(of: source)
        }
        let findings = session.settle()
        faults += troubles.count
        let isBlank = if case .scan(let scan) = content { scan.codes.isEmpty } else { false }
        if isBlank { faults += 1 }
        let notes = RecoveryWording(session).notes(findings).map { note in
            note.place.page == 0 ? note.words : "page \(note.place.page): \(note.words)"
        }
        let silence =
            switch content {
            case .scan(let scan) where isBlank: scan.blankness
            case .text(let text) where !text.holdsItems: "this text has no code, checked line or row of words"
            case .scan, .text, .manifest: "nothing new: the files before it showed all of this"
            }
        files.append(
            InspectionReport.File(
                path: path, pages: pages,
                notes: troubles + (notes.isEmpty ? [silence] : notes)))
        faults += findings.count { $0.event.isFault }
    }

    private var faults = 0

    /// The report on all files together.
    func report() -> InspectionReport {
        InspectionReport(
            files: files, sets: session.sets.map { InspectionReport.Set($0) }, unproven: session.unprovenCount,
            checkpoints: session.checkpoints.sorted { $0.size < $1.size }.map { InspectionReport.Checkpoint($0) },
            hasFault: faults > 0 || session.sets.isEmpty && session.letters.isEmpty && session.answers.isEmpty)
    }
}

/// The result of an inspection, for people and for machines.
struct InspectionReport: Encodable {
    struct File: Encodable {
        let path: String
        let pages: Int?
        let notes: [String]
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
            root = Self.hexadecimal(found.root)
            keyDigest = Self.hexadecimal(found.keyDigest)
            words = found.words.joined(separator: " ")
        }

        private static func hexadecimal(_ bytes: [UInt8]) -> String {
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    let files: [File]
    let sets: [Set]
    let unproven: Int
    let checkpoints: [Checkpoint]
    let hasFault: Bool

    /// The report in words.
    var lines: [String] {
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
            lines.append("\(unproven) shares are readable, but not proven: their manifest is missing")
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
        created = Date(timeIntervalSince1970: TimeInterval(manifest.created)).formatted(.iso8601)
        rule = wording.rule
        figures = wording.figures
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
                (number.description, key.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
            })
        shares =
            found.proven.map { InspectionReport.Share(number: $0.description, state: "whole") }
            + found.sealed.map { InspectionReport.Share(number: $0.description, state: "sealed") }
    }

    fileprivate var lines: [String] {
        let apart = isCiphertextApart ? "kept apart, on the vault sheet" : "on every sheet"
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
                "Locked    \(ciphertextByteCount) bytes, \(apart); \(hasCiphertext ? "whole here" : "not here")",
                "Shares    \(here.isEmpty ? "none here" : here)",
            ]
    }
}
