// SPDX-License-Identifier: Apache-2.0
//
// What to do at a ceremony, as a value. The paper is drawn from it, and the record puts entries next to its steps. It
// does not depend on pages.

public import Binder
import Foundation
import MerkleLog
public import SecretSharing
import ShareEnvelope

/// The script of a ceremony, fixed before it begins.
public struct CeremonyScript: Hashable, Sendable, Codable {
    /// A role in the ceremony.
    public struct Role: Hashable, Sendable, Codable {
        /// The name of the role.
        public let title: String
        /// What the person in the role does.
        public let duty: String
        /// The person in the role; `nil` if the name is written by hand.
        public let name: String?
    }

    /// A thing that the ceremony needs.
    public struct Material: Hashable, Sendable, Codable {
        /// What it is.
        public let name: String
        /// Its serial, or something else that distinguishes it from others of its kind.
        public let serial: String?
    }

    /// A sealed bag that is opened.
    public struct Bag: Hashable, Sendable, Codable {
        /// The share whose sheet is in it.
        public let share: ShareNumber
        /// The custodian who brings it.
        public let custodian: String
        /// The serial in the ledger.
        public let serial: String?
        /// Where it was kept.
        public let place: String?
    }

    /// A sheet that a custodian takes.
    public struct Handover: Hashable, Sendable, Codable {
        /// Its share.
        public let share: ShareNumber
        /// The custodian who takes it.
        public let custodian: String
        /// The custodian's group.
        public let group: String
        /// Where it is to be kept.
        public let place: String?
    }

    /// A step of the ceremony.
    public struct Step: Hashable, Sendable, Codable {
        /// Its title.
        public let title: String
        /// What to do.
        public let text: String
        /// A list to choose from, or to compare with.
        public let points: [String]
        /// What to type, one item per line.
        public let commands: [String]
        /// What should happen then.
        public let expected: String?
        /// The kinds of entries that it leaves in the ledger, whether it succeeds or fails.
        public let leaves: [EntryKind]
        /// The share that these entries are about; `nil` if any share will do.
        public let share: ShareNumber?

        init(
            _ title: String, _ text: String, points: [String] = [], type commands: [String] = [],
            expect expected: String? = nil,
            leaves: [EntryKind] = [], of share: ShareNumber? = nil
        ) {
            self.title = title
            self.text = text
            self.points = points
            self.commands = commands
            self.expected = expected
            self.leaves = leaves
            self.share = share
        }
    }

    /// Steps that belong together.
    public struct Phase: Hashable, Sendable, Codable {
        /// Their title.
        public let title: String
        /// The steps, in order.
        public let steps: [Step]

        init(_ title: String, _ steps: [Step]) {
            self.title = title
            self.steps = steps
        }
    }

    /// The set whose sheets are opened.
    public struct Sheets: Hashable, Sendable, Codable {
        /// Its code.
        public let code: String
        /// Its four words.
        public let words: [String]
        /// Whether its locked credential is on a vault sheet.
        public let hasVaultSheet: Bool
    }

    /// The ledger before the ceremony.
    public struct Ledger: Hashable, Sendable, Codable {
        /// Its origin.
        public let origin: String
        /// The code of its checkpoint: `BGK1…`.
        public let code: String
        /// How many entries it had.
        public let size: UInt64
        /// The root, in hexadecimal digits.
        public let root: String
        /// The root's four words.
        public let words: [String]
        /// The entry that put the policy into force, and the SHA-256 of the policy's text.
        public let policy: String
    }

    /// The version of this format: 1.
    public let format: Int
    /// The kind of ceremony.
    public let ceremony: PaperMade.Ceremony
    /// The organization that the policy names.
    public let organisation: String
    /// The account.
    public let account: String
    /// Which of the account's credentials.
    public let credential: String?
    /// Whether this is only practice.
    public let isPractice: Bool
    /// Who can open the credential together, in words: with the sheets that are made, or with those that are read.
    public let rule: String
    /// What follows from the rule, in words.
    public let figures: String
    /// The set in force, if there is one.
    public let sheets: Sheets?
    /// The ledger before it.
    public let ledger: Ledger
    /// The program that made the script.
    public let program: String
    /// Where it takes place.
    public let place: String?
    /// When it takes place.
    public let on: String?
    /// When the script was made.
    public let made: LedgerTime
    /// The person who made it.
    public let by: String
    /// The credential's earlier papers, in words.
    public let previous: [String]
    /// What is due after it, in words.
    public let due: [String]
    /// The people who take part.
    public let roles: [Role]
    /// The materials.
    public let materials: [Material]
    /// The bags to open.
    public let bags: [Bag]
    /// The sheets to hand over.
    public let handovers: [Handover]
    /// The steps, in phases.
    public let phases: [Phase]

    /// All steps, in order; the first is step 1.
    public var steps: [Step] { phases.flatMap(\.steps) }
}

extension CeremonyScript {
    /// The script's bytes, which its identity is computed from.
    ///
    /// - Throws: never, for a script that this program made.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return Array(try encoder.encode(self)) + [0x0A]
    }

    /// Reads a script's bytes.
    ///
    /// - Throws: `DecodingError`.
    public init(encoded bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(CeremonyScript.self, from: Data(bytes))
    }
}

/// The identity of a script: the SHA-256 of its bytes, cut to the length that file names use.
public struct ScriptIdentity: Hashable, Sendable, CustomStringConvertible {
    /// 128 bits: the minimum that the formats of this project compare for security.
    private static let byteCount = 16

    private let bytes: [UInt8]

    /// The identity of a script's bytes.
    public init(of encoded: [UInt8]) { bytes = Array(SHA256Digest.of(encoded)[0..<Self.byteCount]) }

    /// The hexadecimal digits.
    public var description: String { TreeHash(bytes: bytes + bytes).map { String($0.ledgerText.prefix(32)) } ?? "" }

    /// Four words with which people compare pages. For recognition, never for security.
    public var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }

    /// The name of the file to print.
    public var pageFile: String { "script-\(description).pdf" }

    /// The name of the file with the script's bytes.
    public var dataFile: String { "script-\(description).json" }

    /// The identity in the name of a script's printed file.
    ///
    /// - Returns: `nil` for any other file name.
    public init?(ofPageFile name: String) {
        guard name.hasPrefix("script-"), name.hasSuffix(".pdf") else { return nil }
        let digits = name.dropFirst(7).dropLast(4)
        guard digits.count == 2 * Self.byteCount, let hash = TreeHash(ledgerText: String(digits + digits)) else {
            return nil
        }
        bytes = Array(hash.bytes[0..<Self.byteCount])
    }
}
