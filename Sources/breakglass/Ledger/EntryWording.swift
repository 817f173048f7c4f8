// SPDX-License-Identifier: Apache-2.0

import Binder
import MerkleLog
import SecretSharing
import ShareEnvelope

/// An entry in words: what happened, and every member that the line holds.
struct EntryWording {
    let place: EntryPlace
    let entry: LedgerEntry

    /// A heading and a line for each member.
    var lines: [String] {
        let heading = "\(place)  \(entry.time)  \(entry.event.kind.rawValue)"
        let members = Mirror(reflecting: entry.event.content).children.compactMap { child -> (String, [String])? in
            guard let name = child.label, let words = Self.words(child.value) else { return nil }
            return (Self.spaced(name), words)
        }
        let width = members.map { $0.0.count }.max() ?? 0
        return [heading]
            + members.flatMap { name, words in
                words.enumerated().map { number, line in
                    let label = number == 0 ? name : ""
                    return "    " + label + String(repeating: " ", count: width - label.count + 2) + line
                }
            }
    }

    /// "failureMode" as "failure mode"
    private static func spaced(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }

    /// A value in one or more lines; nothing for a member that the line leaves out.
    private static func words(_ value: Any) -> [String]? {
        switch value {
        case let set as SetIdentity: return ["\(set.code)  \(set.hexadecimal)"]
        case let hash as TreeHash: return [hash.ledgerText]
        case let bytes as LedgerBytes: return ["\(bytes.bytes.count) bytes, SHA-256 \(digest(bytes.bytes))"]
        case let lines as [PolicyLine]: return lines.map { "| \($0.ledgerText)" }
        case let keepers as [SetCreated.Keeper]:
            return keepers.map { keeper in
                "\(keeper.share) \(keeper.custodian)" + (keeper.person.map { " (\($0))" } ?? "")
                    + (keeper.sealed ? ", sealed" : "")
            }
        case let signatures as [Cosigned.Signature]:
            return signatures.map { signed in
                let time = LedgerTime(posixSeconds: signed.at)?.description ?? "\(signed.at)"
                return "\(signed.share) at \(time): \(signed.signature.ledgerText)"
            }
        case let shares as [ShareNumber]:
            return [shares.isEmpty ? "none" : shares.map(\.description).joined(separator: ", ")]
        case let texts as [PublicText]: return texts.isEmpty ? ["none"] : texts.map(\.description)
        case let text as any LedgerText: return [text.ledgerText]
        case let outcome as RecoveryClosed.Outcome: return [outcome.rawValue]
        case let flag as Bool: return [flag ? "yes" : "no"]
        default: return unwrapped(value)
        }
    }

    private static func unwrapped(_ value: Any) -> [String]? {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return ["\(value)"] }
        return mirror.children.first.flatMap { words($0.value) }
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        TreeHash(bytes: SHA256Digest.of(bytes))?.ledgerText ?? ""
    }
}
