// SPDX-License-Identifier: Apache-2.0
//
// What is to be done at a ceremony, as a value: the paper is drawn from it, and the record is made against it. It knows
// no page.

public import Binder
import Foundation
import MerkleLog
public import SecretSharing
import ShareEnvelope

/// The script of a ceremony, fixed before it begins.
public struct CeremonyScript: Hashable, Sendable, Codable {
    /// Somebody with a part in it, or a place where the name is written by hand.
    public struct Role: Hashable, Sendable, Codable {
        /// What the part is called.
        public let title: String
        /// What the part is for.
        public let duty: String
        /// Who has it.
        public let name: String?
    }

    /// A thing that is brought.
    public struct Material: Hashable, Sendable, Codable {
        /// What it is.
        public let name: String
        /// Its serial, or what else tells it from others of its kind.
        public let serial: String?
    }

    /// A sealed bag that is opened.
    public struct Bag: Hashable, Sendable, Codable {
        /// The share whose sheet is in it.
        public let share: ShareNumber
        /// Who brings it.
        public let custodian: String
        /// The serial that the ledger knows.
        public let serial: String?
        /// Where it was kept.
        public let place: String?
    }

    /// A sheet that a custodian takes along.
    public struct Handover: Hashable, Sendable, Codable {
        /// Its share.
        public let share: ShareNumber
        /// Who takes it.
        public let custodian: String
        /// The custodian's group.
        public let group: String
        /// Where it is to be kept.
        public let place: String?
    }

    /// One thing to do.
    public struct Step: Hashable, Sendable, Codable {
        /// What it is called.
        public let title: String
        /// What is to be done.
        public let text: String
        /// What there is to choose from, or to compare.
        public let points: [String]
        /// What is typed, a line each.
        public let commands: [String]
        /// What is to be seen then.
        public let expected: String?
        /// The kinds of entries that it leaves in the ledger, or that its failing does.
        public let leaves: [EntryKind]
        /// The share whose entries these are; nothing for those of any.
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
        /// What they are called.
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
        /// The entry that brought the policy into force, and the SHA-256 of the policy's text.
        public let policy: String
    }

    /// The form of this value: 1.
    public let format: Int
    /// What people come together for.
    public let ceremony: PaperMade.Ceremony
    /// Whose policy it is under.
    public let organisation: String
    /// The account.
    public let account: String
    /// Which of the account's credentials.
    public let credential: String?
    /// Whether people only practise.
    public let isPractice: Bool
    /// Who can open the credential together, in words: by the sheets that are opened, or by those that are made.
    public let rule: String
    /// What follows from the rule, in words.
    public let figures: String
    /// The set that is opened, where there is one.
    public let sheets: Sheets?
    /// The ledger before it.
    public let ledger: Ledger
    /// The program that made the script.
    public let program: String
    /// Where it is to be.
    public let place: String?
    /// When it is to be.
    public let on: String?
    /// When the script was made.
    public let made: LedgerTime
    /// Who made it.
    public let by: String
    /// The papers of the ceremony before, in words.
    public let previous: [String]
    /// What is due after it, in words.
    public let due: [String]
    /// Who takes part.
    public let roles: [Role]
    /// What is brought.
    public let materials: [Material]
    /// What is opened.
    public let bags: [Bag]
    /// What is handed over.
    public let handovers: [Handover]
    /// What is done.
    public let phases: [Phase]

    /// All steps, in order; the first is step 1.
    public var steps: [Step] { phases.flatMap(\.steps) }
}

extension CeremonyScript {
    /// The bytes that its identity is taken from.
    ///
    /// - Throws: nothing that a script of this program's could bring about.
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

/// What a script is called by: the SHA-256 of its bytes, as far as it stands in names of files.
public struct ScriptIdentity: Hashable, Sendable, CustomStringConvertible {
    /// 128 bits: the least that formats here ever compare for security.
    private static let byteCount = 16

    private let bytes: [UInt8]

    /// The identity of a script's bytes.
    public init(of encoded: [UInt8]) { bytes = Array(SHA256Digest.of(encoded)[0..<Self.byteCount]) }

    /// The hexadecimal digits.
    public var description: String { TreeHash(bytes: bytes + bytes).map { String($0.ledgerText.prefix(32)) } ?? "" }

    /// Four words for people to compare pages by. For recognition, never for security.
    public var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }

    /// The name of the file that is printed.
    public var pageFile: String { "script-\(description).pdf" }

    /// The name of the file with the script's own bytes.
    public var dataFile: String { "script-\(description).json" }

    /// The identity of the script that is printed from a file.
    ///
    /// - Returns: nothing for a file of another name.
    public init?(ofPageFile name: String) {
        guard name.hasPrefix("script-"), name.hasSuffix(".pdf") else { return nil }
        let digits = name.dropFirst(7).dropLast(4)
        guard digits.count == 2 * Self.byteCount, let hash = TreeHash(ledgerText: String(digits + digits)) else {
            return nil
        }
        bytes = Array(hash.bytes[0..<Self.byteCount])
    }
}
