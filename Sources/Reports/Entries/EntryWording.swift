// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope

/// An entry in words: what happened in a sentence, and every member that the line holds.
package struct EntryWording {
    private let place: EntryPlace
    private let entry: LedgerEntry

    package init(place: EntryPlace, entry: LedgerEntry) {
        self.place = place
        self.entry = entry
    }

    /// A heading, a sentence, and at least one line for each member.
    package var lines: [String] {
        let heading = "\(place)  \(entry.time)  \(entry.event.kind.rawValue)"
        let members = Mirror(reflecting: entry.event.body).children.compactMap { child -> (String, [String])? in
            guard let name = child.label, let words = words(child.value, of: name) else { return nil }
            return (Self.spaced(name), words)
        }
        let width = members.map { $0.0.count }.max() ?? 0
        return [heading, "    " + EntrySentence(place: place, event: entry.event).words]
            + members.flatMap { name, words in
                words.enumerated().map { number, line in
                    "      " + (number == 0 ? name : "").padded(to: width + 2) + line
                }
            }
    }

    /// Writes "failureMode" as "failure mode".
    private static func spaced(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }

    /// A member in one or more lines; `nil` when the entry leaves it out.
    private func words(_ value: Any, of name: String) -> [String]? {
        guard name == "content" else { return Self.words(value) }
        return (Self.words(value) ?? []) + ["its lines are shown after the entry of its last part"]
    }

    /// A value in one or more lines; `nil` when there is none.
    private static func words(_ value: Any) -> [String]? {
        switch value {
        // An empty array matches every array type.
        case let list as [Any] where list.isEmpty: return ["none"]
        case let set as SetIdentity: return ["\(set.code)  \(set.hexadecimal)"]
        case let hash as TreeHash: return [hash.ledgerText]
        case let bytes as LedgerBytes: return words(bytes)
        case let lines as [PolicyLine]: return lines.map { $0.ledgerText.isEmpty ? "|" : "| \($0.ledgerText)" }
        case let custodians as [SetCreated.Custodian]:
            return custodians.map { custodian in
                "\(custodian.share) \(custodian.name)" + (custodian.person.map { " (\($0))" } ?? "")
                    + (custodian.sealed ? ", sealed" : "") + (custodian.spare == true ? ", spare" : "")
            }
        case let signatures as [Cosigned.Signature]:
            return signatures.map { signed in
                let time = LedgerTime(posixSeconds: signed.at)?.description ?? "\(signed.at)"
                return "\(signed.share) at \(time) (\(signed.at)): \(signed.signature.ledgerText)"
            }
        case let files as [ReviewFiled.Evidence]:
            return files.map { "\($0.name), \($0.bytes) bytes, SHA-256 \($0.digest.ledgerText)" }
        case let alerts as [DrillClosed.TestedAlert]: return alerts.map(\.words)
        case let held as [CustodianLeft.Held]:
            return held.map { held in
                "\(held.set.code)  \(held.set.hexadecimal): \(held.shares.map(\.description).joined(separator: ", "))"
                    + ", by \(held.dealBy)"
            }
        case let shares as [ShareNumber]:
            return [shares.map(\.description).joined(separator: ", ")]
        case let texts as [PublicText]: return texts.map(\.description)
        case let text as any LedgerText: return [text.ledgerText]
        case let outcome as RecoveryClosed.Outcome: return [outcome.rawValue]
        case let way as DrillOpened.Way: return [way.rawValue]
        case let paper as PaperMade.Paper: return [paper.rawValue]
        case let ceremony as PaperMade.Ceremony: return [ceremony.rawValue]
        case let alerts as ReviewFiled.Alerts: return [alerts.rawValue]
        case let verdict as ReviewFiled.Verdict: return [verdict.rawValue]
        case let flag as Bool: return [flag ? "yes" : "no"]
        default: return unwrapped(value)
        }
    }

    /// A manifest as its content, a signature in full, other bytes as their digest.
    private static func words(_ bytes: LedgerBytes) -> [String] {
        guard bytes.bytes.count > signatureByteCount else { return [bytes.ledgerText] }
        let all = "\(bytes.bytes.count) bytes, SHA-256 \(digest(bytes.bytes))"
        guard let manifest = try? Manifest(encoded: bytes.bytes) else { return [all] }
        let wording = RuleWording(manifest)
        let created = LedgerTime(posixSeconds: manifest.created)?.description ?? "\(manifest.created)"
        return [
            all, "\(manifest.label), dealt \(created)", "opens with \(wording.rule)",
            "locks \(wording.locked)",
        ]
            + zip(manifest.rule.shareNumbers, manifest.verificationKeys).map { number, key in
                "\(number) is proven by \(LedgerBytes(key.bytes).ledgerText)"
            }
    }

    /// Ed25519 (RFC 8032).
    private static let signatureByteCount = 64

    private static func unwrapped(_ value: Any) -> [String]? {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return ["\(value)"] }
        return mirror.children.first.flatMap { words($0.value) }
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        TreeHash(bytes: SHA256Digest.of(bytes))?.ledgerText ?? ""
    }
}
