// SPDX-License-Identifier: Apache-2.0
//
// The content of sheets, as plain values. Public texts are strings. Secrets are SecretBytes and are borrowed.

package import SecretMemory

/// The facts that all sheets of one set share.
package struct SetFacts: Hashable, Sendable {
    /// What the credential opens: the manifest's label.
    package let account: String
    /// Which of the account's credentials it is, if it has a name.
    package let credential: String?
    /// The set code in four groups, `ABCD-EFGH-IJKL-MNOP`.
    package let setCode: String
    /// The four set words, in order.
    package let setWords: [String]
    /// Who can open the set.
    package let rule: SheetRule
    /// When the set was made.
    package let created: CreationTime
    /// The version of the program that made the sheets.
    package let version: String
    /// The names of the format and of its document: "Breakglass format 1, docs/FORMAT.md".
    package let formatName: String
    /// The first 16 hexadecimal digits of the document's SHA-256.
    package let formatDigest: String
    /// The 64 hexadecimal digits of the SHA-256 of the recovery page of this version.
    package let pageDigest: String
    /// Whether the outer face omits account, rule and people. With them, a thief knows what the sheet is for.
    package let isAnonymous: Bool
    /// Whether the set is for practice and locks nothing of value.
    package let isPractice: Bool
    /// Whether the ciphertext is on a vault sheet. No quorum can open anything without it.
    package let needsVaultSheet: Bool
    /// Where the program and its instructions are, if the organization says so.
    package let program: String?
    /// The ledger's checkpoint when the sheet was made, if there is a ledger.
    package let checkpoint: PrintedCheckpoint?

    /// Makes the facts of a set.
    package init(
        account: String, credential: String? = nil, setCode: String, setWords: [String], rule: SheetRule,
        created: CreationTime, version: String,
        formatName: String, formatDigest: String, pageDigest: String, isAnonymous: Bool = false,
        isPractice: Bool = false,
        needsVaultSheet: Bool = false, program: String? = nil,
        checkpoint: PrintedCheckpoint? = nil
    ) {
        self.account = account
        self.credential = credential
        self.setCode = setCode
        self.setWords = setWords
        self.rule = rule
        self.created = created
        self.version = version
        self.formatName = formatName
        self.formatDigest = formatDigest
        self.pageDigest = pageDigest
        self.isAnonymous = isAnonymous
        self.isPractice = isPractice
        self.needsVaultSheet = needsVaultSheet
        self.program = program
        self.checkpoint = checkpoint
    }
}

/// What a sheet or a slip shows of a ledger. Anyone with the paper can prove later that the ledger's past was changed.
package struct PrintedCheckpoint: Hashable, Sendable {
    /// The text of its code: `BGK1…`.
    package let code: String
    /// How many entries the ledger had.
    package let size: UInt64
    /// The 64 hexadecimal digits of the root.
    package let root: String
    /// Four words for recognition.
    package let words: [String]

    /// Makes a printed checkpoint.
    package init(code: String, size: UInt64, root: String, words: [String]) {
        self.code = code
        self.size = size
        self.root = root
        self.words = words
    }

    /// The root in four rows of sixteen digits, in groups of four.
    var rootRows: [String] {
        let groups = DigitGroups(root).groups
        return stride(from: 0, to: groups.count, by: 4).map { row in
            groups[row..<min(row + 4, groups.count)].joined(separator: " ")
        }
    }
}

extension SetFacts {
    /// Where the program is, as sheets say it; anonymous ones do not, because the address may name the organization.
    var programInWords: String? {
        isAnonymous ? nil : program.map { "Program and instructions: \(PrintedName.isolated($0))." }
    }

    /// What losing sheets means for this set, including the vault sheet.
    var lossInWords: String {
        rule.lockOutInWords + (needsVaultSheet ? " So can the loss of the vault sheet." : "")
    }
}

/// A QR code of public content: a part of the manifest or of the ciphertext.
package struct PublicCode: Hashable, Sendable {
    /// Its title, for people: "Manifest 1 of 2".
    package let title: String
    /// Its text in the QR alphanumeric set.
    package let text: String

    /// Makes a code.
    package init(title: String, text: String) {
        self.title = title
        self.text = text
    }
}

/// Lines for typing the content of a code. Each line has its own check.
package struct CheckedLines: Hashable, Sendable {
    /// Their title, for people: "Manifest".
    package let title: String
    /// The lines in order, already grouped.
    package let lines: [String]

    /// Makes a block of lines.
    package init(title: String, lines: [String]) {
        self.title = title
        self.lines = lines
    }
}

/// Everything that a custodian's sheet shows.
package struct CustodianSheet: ~Copyable, Sendable {
    /// The facts of the set.
    package let set: SetFacts
    /// The person who keeps this sheet.
    package let custodian: String
    /// The custodian's group, an index into the rule's groups.
    package let group: Int
    /// The share's number within its group, from 1.
    package let member: Int
    /// The day of the next drill, if one is set.
    package let nextDrill: String?
    /// Whether the share needs the custodian's passphrase.
    package let isSealed: Bool
    /// Whether the sheet is a spare, kept apart to replace a lost one.
    package let isSpare: Bool
    /// The QR text of the share.
    package let shareCode: SecretBytes
    /// The share's 64 or 96 word numbers.
    package let wordBytes: SecretBytes
    /// The parts of the manifest and, unless it is kept apart, of the ciphertext.
    package let codes: [PublicCode]
    /// The same for typing; empty if no second page is needed.
    package let checkedLines: [CheckedLines]

    /// Makes the content of a custodian's sheet.
    package init(
        set: SetFacts, custodian: String, group: Int, member: Int, nextDrill: String? = nil, isSealed: Bool,
        isSpare: Bool = false, shareCode: consuming SecretBytes, wordBytes: consuming SecretBytes, codes: [PublicCode],
        checkedLines: [CheckedLines] = []
    ) {
        precondition(set.rule.groups.indices.contains(group), "the group is in the rule")
        self.set = set
        self.custodian = custodian
        self.group = group
        self.member = member
        self.nextDrill = nextDrill
        self.isSealed = isSealed
        self.isSpare = isSpare
        self.shareCode = shareCode
        self.wordBytes = wordBytes
        self.codes = codes
        self.checkedLines = checkedLines
    }

    /// The share's number as codes and errors name it: `g1m2`.
    var shareNumber: String { "g\(group + 1)m\(member)" }

    /// "share 2 of 3 in Security"
    var shareInWords: String {
        let group = set.rule.groups[self.group]
        return "share \(member) of \(group.members) in \(PrintedName.isolated(group.name))"
    }
}

/// Everything that a vault sheet shows: public parts that are kept apart from the custodians. It has no share.
package struct VaultSheet: Sendable {
    /// The facts of the set.
    package let set: SetFacts
    /// All parts of the manifest and of the ciphertext.
    package let codes: [PublicCode]
    /// The same for typing; empty if they are not needed.
    package let checkedLines: [CheckedLines]

    /// Makes the content of a vault sheet.
    package init(set: SetFacts, codes: [PublicCode], checkedLines: [CheckedLines] = []) {
        self.set = set
        self.codes = codes
        self.checkedLines = checkedLines
    }
}

/// The word list for printing shares: one word for each byte.
package struct SheetWordList: Sendable {
    let letters: [UInt8]

    /// Takes 256 words of four ASCII letters each, concatenated in the order of their numbers.
    ///
    /// - Throws: `PrintingError.wrongWordList` for any other length.
    package init(letters: [UInt8]) throws(PrintingError) {
        guard letters.count == 1_024 else { throw .wrongWordList(byteCount: letters.count) }
        self.letters = letters
    }
}
