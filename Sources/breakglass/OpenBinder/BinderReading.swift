// SPDX-License-Identifier: Apache-2.0
//
// The binder for ceremonies that can wait: unlike a recovery, they refuse to run if the ledger cannot be written or
// trusted.

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import Recovery
import SecretSharing
import ShareEnvelope
import TerminalDialogue

extension OpenBinder {
    /// Opens a binder for a ceremony that can wait.
    ///
    /// - Throws: `CommandError` if the ledger cannot be written or trusted.
    init(_ binder: BinderArguments, _ key: BinderKeyArguments) throws(CommandError) {
        try self.init(writing: binder.folder(), key)
        try log.mustBeWhole(in: folder)
    }

    /// Opens a binder to write what a person says, even into a ledger that contradicts itself.
    ///
    /// - Throws: `CommandError` if the ledger cannot be written.
    init(writing folder: BinderFolder, _ key: BinderKeyArguments) throws(CommandError) {
        let store = try key.store(of: folder)
        do throws(BinderError) {
            self = try Progress.during("Reading the ledger") { () throws(BinderError) in
                try OpenBinder(folder, store) { Console.warn(of: $0) }
            }
        } catch { throw CommandError(error) }
    }

    /// Finds the credential that the arguments name, among those with a set in force.
    func life(_ arguments: CredentialArguments) throws(CommandError) -> CredentialStatus {
        try arguments.choose(
            among: state.lives(under: policy).filter { $0.liveSet != nil },
            orElse: "no credential of that name has a set in force", hint: "`breakglass split` deals one")
    }

    /// The same binder with what was written since.
    func reread() throws(CommandError) -> OpenBinder {
        do throws(BinderError) { return try again() } catch { throw CommandError(error) }
    }

    /// Finds the set by the code on its sheets.
    func set(named code: String) throws(CommandError) -> SetHistory { try state.set(named: code) }

    /// Refuses when a sheet shows a checkpoint that the ledger does not continue.
    ///
    /// - Parameter set: the sheet's set, if this ledger knows it; a ledger that was rolled back may not.
    func check(_ paper: PaperSources, of set: SetHistory?, for act: Act) throws(CommandError) {
        try gate(act, of: set?.created.account).pass([PaperRule(paper.checkpoints, on: log, state)])
    }

    /// Gathers sheets, and refuses when one shows a checkpoint that the ledger does not continue. This comes before
    /// anything else is said about the sheets: a ledger that was rolled back does not know their sets.
    func gather(_ paths: [String], at reader: SheetReader, for act: Act) async throws(CommandError) {
        func check() throws(CommandError) {
            try self.check(reader.paper, of: reader.set.flatMap { state.set($0) }, for: act)
        }
        do throws(CommandError) { try await reader.gather(paths) } catch {
            try check()
            throw error
        }
        try check()
    }

    /// Finds what the sheets belong to. If this ledger does not know it, the sheets may show why: it was rolled back.
    func find<Found>(
        for paths: [String], _ act: Act, _ find: () throws(CommandError) -> Found
    ) async throws(CommandError) -> Found {
        do throws(CommandError) { return try find() } catch {
            guard !paths.isEmpty else { throw error }
            let reader = SheetReader(passphrases: PassphraseInput(), allowsSwap: false, goal: .proof)
            try await reader.take(paths)
            try check(reader.paper, of: nil, for: act)
            throw error
        }
    }
}

extension BinderState {
    /// Finds the set by the code on its sheets.
    func set(named code: String) throws(CommandError) -> SetHistory {
        let meant = SetChoice(reading: code).map { choice in sets.filter { choice.means($0.identity) } } ?? []
        guard Set(meant.map { $0.identity }).count <= 1 else {
            throw CommandError(
                .badInput, "the ledger has several sets \(code)",
                hint: "name the set by the 64 digits of its manifest's SHA-256")
        }
        guard let set = meant.first else {
            let codes = sets.map { $0.identity.code }.joined(separator: ", ")
            throw CommandError(.notFound, "the ledger has no set \(code)", hint: "it has: \(codes)")
        }
        return set
    }
}
