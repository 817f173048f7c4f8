// SPDX-License-Identifier: Apache-2.0
//
// What to do at a ceremony, as a value. The paper is drawn from it, and the record puts entries next to its steps. It
// does not depend on pages.

package import CustodyPolicy
import Foundation
package import Ledger
import MerkleLog
package import SecretSharing
import ShareEnvelope

/// The script of a ceremony, fixed before it begins.
package struct CeremonyScript: Hashable, Sendable, Codable {
    /// A role in the ceremony.
    package struct Role: Hashable, Sendable, Codable {
        /// The name of the role.
        package let title: String
        /// What the person in the role does.
        package let duty: String
        /// The person in the role; `nil` if the name is written by hand.
        package let name: String?
    }

    /// A thing that the ceremony needs.
    package struct Material: Hashable, Sendable, Codable {
        /// What it is.
        package let name: String
        /// Its serial, or something else that distinguishes it from others of its kind.
        package let serial: String?
    }

    /// A bag that is opened.
    package struct Bag: Hashable, Sendable, Codable {
        /// The share whose sheet is in it.
        package let share: ShareNumber
        /// The custodian who brings it.
        package let custodian: String
        /// The serial in the ledger.
        package let serial: String?
        /// Where it was kept.
        package let place: String?
    }

    /// A sheet that a custodian takes.
    package struct Handover: Hashable, Sendable, Codable {
        /// Its share.
        package let share: ShareNumber
        /// The custodian who takes it.
        package let custodian: String
        /// The custodian's group.
        package let group: String
        /// Where it is to be kept.
        package let place: String?
    }

    /// One time that a step is done: for one sheet.
    package struct Turn: Hashable, Sendable, Codable {
        /// The share whose sheet it is about.
        package let share: ShareNumber
        /// The custodian.
        package let custodian: String
        /// What to type, one item per line.
        package let commands: [String]
    }

    /// A step of the ceremony.
    package struct Step: Hashable, Sendable, Codable {
        /// Its title.
        package let title: String
        /// What to do.
        package let text: String
        /// A list to choose from, or to compare with.
        package let points: [String]
        /// What to type, one item per line.
        package let commands: [String]
        /// What should happen then.
        package let expected: String?
        /// The kinds of entries that it leaves in the ledger, whether it succeeds or fails.
        package let leaves: [EntryKind]
        /// The sheets that it is done for, one after the other; empty if it is done once.
        package let turns: [Turn]

        init(
            _ title: String, _ text: String, points: [String] = [], type commands: [String] = [],
            expect expected: String? = nil, leaves: [EntryKind] = [], forEach turns: [Turn] = []
        ) {
            self.title = title
            self.text = text
            self.points = points
            self.commands = commands
            self.expected = expected
            self.leaves = leaves
            self.turns = turns
        }
    }

    /// Steps that belong together.
    package struct Phase: Hashable, Sendable, Codable {
        /// Their title.
        package let title: String
        /// The steps, in order.
        package let steps: [Step]

        init(_ title: String, _ steps: [Step]) {
            self.title = title
            self.steps = steps
        }
    }

    /// The set whose sheets are opened.
    package struct Sheets: Hashable, Sendable, Codable {
        /// Its code.
        package let code: String
        /// Its four words.
        package let words: [String]
        /// Whether its locked credential is on a vault sheet.
        package let hasVaultSheet: Bool
    }

    /// The ledger before the ceremony.
    package struct Ledger: Hashable, Sendable, Codable {
        /// Its origin.
        package let origin: String
        /// The code of its checkpoint: `BGK1…`.
        package let code: String
        /// How many entries it had.
        package let size: UInt64
        /// The root, in hexadecimal digits.
        package let root: String
        /// The root's four words.
        package let words: [String]
        /// The entry that put the policy into force, and the SHA-256 of the policy's text.
        package let policy: String
    }

    /// The version of this format: 1.
    package let format: Int
    /// The kind of ceremony.
    package let ceremony: PaperMade.Ceremony
    /// The organization that the policy names.
    package let organisation: String
    /// The account.
    package let account: String
    /// Which of the account's credentials.
    package let credential: String?
    /// Whether this is only practice.
    package let isPractice: Bool
    /// Who can open the credential together, in words: with the sheets that are made, or with those that are read.
    package let rule: String
    /// What follows from the rule, in words.
    package let figures: String
    /// The set in force, if there is one.
    package let sheets: Sheets?
    /// The ledger before it.
    package let ledger: Ledger
    /// The program that made the script.
    package let program: String
    /// Where it takes place.
    package let place: String?
    /// When it takes place.
    package let on: String?
    /// When the script was made.
    package let made: LedgerTime
    /// The person who made it.
    package let by: String
    /// The credential's earlier papers, in words.
    package let previous: [String]
    /// What is due after it, in words.
    package let due: [String]
    /// The people who take part.
    package let roles: [Role]
    /// The materials.
    package let materials: [Material]
    /// The bags to open.
    package let bags: [Bag]
    /// The sheets to hand over.
    package let handovers: [Handover]
    /// The steps, in phases.
    package let phases: [Phase]

    /// All steps, in order; the first is step 1.
    package var steps: [Step] { phases.flatMap(\.steps) }
}

extension CeremonyScript {
    /// The script's bytes, which its identity is computed from.
    ///
    /// - Throws: never, for a script that this program made.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array(try encoder.encode(self)) + [0x0A]
    }

    /// Reads a script's bytes.
    ///
    /// - Throws: `DecodingError`.
    package init(encoded bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(CeremonyScript.self, from: Data(bytes))
    }
}

/// The identity of a script: the SHA-256 of its bytes, cut to the length that file names use.
package struct ScriptIdentity: Hashable, Sendable, CustomStringConvertible {
    /// 128 bits: the minimum that the formats of this project compare for security.
    private static let byteCount = 16

    private let bytes: [UInt8]

    /// The identity of a script's bytes.
    package init(of encoded: [UInt8]) { bytes = Array(SHA256Digest.of(encoded)[0..<Self.byteCount]) }

    /// The hexadecimal digits.
    package var description: String { TreeHash(bytes: bytes + bytes).map { String($0.ledgerText.prefix(32)) } ?? "" }

    /// Four words with which people compare pages. For recognition, never for security.
    package var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }

    /// The name of the file to print.
    package var pageFile: String { "script-\(description).pdf" }

    /// The name of the file with the script's bytes.
    package var dataFile: String { "script-\(description).json" }

    /// The identity in the name of a script's printed file.
    ///
    /// - Returns: `nil` for any other file name.
    package init?(ofPageFile name: String) {
        guard name.hasPrefix("script-"), name.hasSuffix(".pdf") else { return nil }
        let digits = name.dropFirst(7).dropLast(4)
        guard digits.count == 2 * Self.byteCount, let hash = TreeHash(ledgerText: String(digits + digits)) else {
            return nil
        }
        bytes = Array(hash.bytes[0..<Self.byteCount])
    }
}
