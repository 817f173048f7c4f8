// SPDX-License-Identifier: Apache-2.0
//
// The evidence of an opening without a binder: a journal as `breakglass recover` writes it without one (docs/LEDGER.md,
// section 10). The shares that open the credential sign it, and `breakglass ledger merge` merges it.

import CSodium
import MerkleLog
import Recovery
import SecretMemory
import SecretSharing
import ShareEnvelope

/// A journal in memory.
struct Journal {
    /// Its name, 32 hexadecimal digits.
    let name: String
    private(set) var lines: [[UInt8]] = []
    private var tree = TreeFrontier()
    /// The entry of the statement that is being carried out.
    private var opening: UInt64 = 1
    private var named: SetIdentity?
    private(set) var isClosed = false

    /// Begins with the statement.
    init(_ stated: Stated, program: String, at time: UInt64) {
        let random = SecretBytes(randomCount: 16)
        let digits = Array("0123456789abcdef".utf8)
        var name: [UInt8] = []
        for index in 0..<random.count {
            name += [digits[Int(random.span[index] >> 4)], digits[Int(random.span[index] & 15)]]
        }
        self.name = String(decoding: name, as: UTF8.self)
        var first = JournalLine("journal opened", at: time)
        first.member("format", 1)
        first.member("journal", self.name)
        first.member("program", program)
        append(first)
        append(Self.statement(stated, of: nil, at: time))
        if let choice = stated.choice {
            remark(
                expected: "the set that the ledger has in force",
                happened: "no ledger was available; set \(choice.code) was named before any sheet was read",
                decided: "to open this set and no other", by: stated.author, isSuspicious: false, at: time)
        }
    }

    /// The file.
    var bytes: [UInt8] { lines.flatMap { $0 + [0x0A] } }

    /// States the other credential of the account, once the first is closed.
    mutating func state(_ stated: Stated, of other: Manifest?, at time: UInt64) {
        opening = UInt64(lines.count)
        named = nil
        isClosed = false
        append(Self.statement(stated, of: other, at: time))
    }

    private static func statement(_ stated: Stated, of set: Manifest?, at time: UInt64) -> JournalLine {
        var line = JournalLine("recovery opened", at: time)
        line.member("account", stated.account)
        line.member("credential", stated.credential)
        line.member("failure_mode", stated.failureMode)
        line.member("normal_path_down", stated.normalPathDown)
        line.member("reason", stated.reason)
        line.member("ticket", stated.ticket)
        line.member("operator", stated.operatedBy)
        line.member("approved_by", list: stated.approvedBy.map { $0.description })
        line.member("set", set?.identity.hexadecimal)
        // Without a ledger no shares are expected: the sheets' set is named by an entry of its own.
        line.member("shares", [ShareNumber]())
        if stated.isPractice { line.member("practice", true) }
        return line
    }

    /// Writes something that did not go as planned.
    mutating func remark(
        expected: String, happened: String, decided: String, by author: PublicText, isSuspicious: Bool, at time: UInt64
    ) {
        var line = JournalLine("exception", at: time)
        line.member("expected", expected)
        line.member("happened", happened)
        line.member("decided", decided)
        line.member("by", author)
        line.member("override", isSuspicious)
        append(line)
    }

    /// Writes that the program refused to act.
    mutating func refused(_ why: String, account: PublicText?, at time: UInt64) {
        var line = JournalLine("refused", at: time)
        line.member("act", "recover")
        line.member("account", account)
        line.member("why", why)
        append(line)
    }

    /// Names the set, has its shares consent to that entry, and writes that the credential is about to be shown.
    mutating func reveal(_ shares: [Share], of manifest: Manifest, at time: UInt64) {
        var line = JournalLine("recovery named", at: time)
        line.member("opening", opening)
        line.member("set", manifest.identity.hexadecimal)
        line.member("account", manifest.label)
        line.member("shares", manifest.rule.shareNumbers)
        line.member("manifest", Base64Text.of(manifest.encoded))
        append(line)
        named = manifest.identity

        guard let origin = KeyName("breakglass/journal/\(name)") else { fatalError("a journal's origin is a key name") }
        let checkpoint = Checkpoint(origin: origin, size: tree.size, root: tree.root)
        let message = Cosignature.message(of: checkpoint, at: time)
        var cosigned = JournalLine("cosigned", at: time)
        cosigned.member("size", checkpoint.size.rawValue)
        cosigned.member("root", Self.hexadecimal(checkpoint.root.bytes))
        cosigned.member("set", manifest.identity.hexadecimal)
        cosigned.signatures(
            shares.map { (share: $0.number, at: time, bytes: $0.signature(over: message, under: manifest)) })
        append(cosigned)

        var revealed = JournalLine("recovery revealed", at: time)
        revealed.member("opening", opening)
        revealed.member("set", manifest.identity.hexadecimal)
        revealed.member("shares", shares.map { $0.number })
        append(revealed)
    }

    /// Writes how an opening ended, only once.
    mutating func close(_ outcome: String, shares: [ShareNumber], detail: PublicText?, at time: UInt64) {
        guard !isClosed else { return }
        isClosed = true
        var line = JournalLine("recovery closed", at: time)
        line.member("opening", opening)
        line.member("outcome", outcome)
        line.member("set", named?.hexadecimal)
        line.member("shares", shares)
        line.member("detail", detail)
        append(line)
    }

    private mutating func append(_ line: JournalLine) {
        let bytes = line.bytes
        lines.append(bytes)
        tree.append(.leaf(bytes))
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
