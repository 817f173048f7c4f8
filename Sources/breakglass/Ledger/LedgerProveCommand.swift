// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import MerkleLog

/// `breakglass ledger prove`
struct LedgerProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Write a proof that an entry is in the ledger; it verifies without the binder.",
        discussion: """
            The proof is a C2SP tlog-proof file with the first checkpoint that covers the entry and satisfies the \
            policy of `ledger trust`; if none does, with the first that shares cosigned, or else the newest. The proof \
            does not contain the entry: that is the line of ledger.jsonl with the same index.
            """)

    @Argument(help: "The entry's index, from 0.")
    var index: UInt64

    @Option(help: ArgumentHelp("Where the proof goes: - for the standard output, or a new file.", valueName: "path"))
    var output = "-"

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        let log: LogAudit
        let newest: [UInt8]
        do throws(BinderError) {
            log = try folder.read().log
            newest = try folder.checkpoint()
        } catch { throw CommandError(error) }
        if log.unsignedCount > 0 {
            Console.warn("\(log.unsignedCount) lines of the ledger are not signed and count for nothing")
        }
        guard log.signed > index else {
            throw CommandError(
                .usage, "there is no entry \(index): the ledger has \(min(log.signed, log.size)) entries",
                hint: "`breakglass ledger show`")
        }
        let proof: LogProof
        do throws(MerkleLogError) { proof = try EntryProofs(log, newest: newest).proof(of: index) } catch {
            throw CommandError(.badInput, "no proof can be made: \(error.words)", hint: "`breakglass ledger verify`")
        }
        try write(proof)
    }

    private func write(_ proof: LogProof) throws(CommandError) {
        guard output != "-" else {
            return Console.result(String(String(decoding: proof.bytes, as: UTF8.self).dropLast()))
        }
        try NewFile(output).write(proof.bytes)
    }
}

/// `breakglass ledger checkpoint`
struct LedgerCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Print the newest checkpoint: as a signed note, as the code that paper carries, or in words.")

    @Flag(help: "Print the code for a slip (BGK1…) instead of the note.")
    var code = false

    @Flag(help: "Print the number of entries and the root in 32 words, for reading aloud, instead of the note.")
    var words = false

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        do throws(BinderError) {
            let bytes = try folder.checkpoint()
            if words { return try readOut(bytes, of: folder) }
            guard code else { return Console.result(String(String(decoding: bytes, as: UTF8.self).dropLast())) }
            let log = try folder.read().log
            guard let key = log.keys?.newest, let origin = log.ledgerOrigin,
                let signed = try? SignedCheckpoint(bytes: bytes),
                let paper = signed.checkpoint.paper(key: key, origin: origin)
            else { throw BinderError.rewritten(path: folder.path) }
            Console.result(paper.text)
        } catch { throw CommandError(error) }
    }

    private func readOut(_ note: [UInt8], of folder: BinderFolder) throws(BinderError) {
        guard let checkpoint = (try? SignedCheckpoint(bytes: note))?.checkpoint else {
            throw .rewritten(path: folder.path)
        }
        Console.result("\(checkpoint.size.rawValue) entries")
        for line in SpokenHash.lines(checkpoint.root) { Console.result(line) }
    }
}

/// `breakglass ledger trust`
struct LedgerTrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Print a C2SP trust policy that trusts the quorums of the binder's sets in force.",
        discussion: "Edit it: add `witness auditor VKEY` and groups such as `group any-auditor any auditor`.")

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        do throws(BinderError) {
            let (log, state) = try folder.read()
            guard let text = Self.text(log, state) else { throw BinderError.notALedger(path: folder.path) }
            Console.result(text)
        } catch { throw CommandError(error) }
    }

    /// The trust policy; `nil` for a ledger without a key.
    static func text(_ log: LogAudit, _ state: BinderState) -> String? {
        TrustPolicyText.text(of: state.sets.filter { $0.isLive && !$0.isPractice }.compactMap { $0.manifest }, in: log)
    }
}
