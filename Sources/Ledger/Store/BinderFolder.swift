// SPDX-License-Identifier: Apache-2.0
//
// The folder that an organization keeps. All of it is public; it may be on a USB stick, in git, in several copies.

package import CustodyPolicy
import Foundation
import Glibc
import MerkleLog
package import ShareEnvelope

/// A binder: its ledger, its policy, its manifests.
package struct BinderFolder: Sendable {
    /// The folder.
    package let path: String

    /// Refers to a binder's folder, which need not exist.
    package init(path: String) { self.path = path }

    /// Whether the folder has a ledger.
    package var isThere: Bool { unsafe access("\(path)/\(LedgerFiles.ledger)", F_OK) == 0 }

    // MARK: - Making

    /// Makes a new binder, completely or not at all.
    ///
    /// - Parameters:
    ///   - policy: the entry of the first policy, which was parsed before.
    ///   - instructions: files for people, by name, in the folder or in a folder of it.
    ///   - announce: receives the hidden folder that is renamed in the end, so that a signal handler can remove it.
    /// - Returns: the ledger's origin.
    /// - Throws: `BinderError`; no binder exists then.
    package func create(
        _ opened: BinderOpened, key: BinderKey, policy: PolicyChanged,
        instructions: [(name: String, bytes: [UInt8])], at time: LedgerTime,
        announce: (StagingFolder) -> Void = { _ in }
    ) throws(BinderError) -> LedgerOrigin {
        try checkIsNew()
        var template = Array("\(parent)/.binder.partial-XXXXXX".utf8CString)
        guard let made = unsafe mkdtemp(&template) else {
            throw .store(StoreFailure("be made", path, number: errno))
        }
        let staging = StagingFolder(path: unsafe String(cString: made))
        announce(staging)
        do throws(BinderError) {
            let origin = try Self.fill(staging.path, opened, key, policy, instructions, time)
            // File systems without permissions, such as FAT, refuse this: everyone can read the files there anyway.
            unsafe chmod(staging.path, 0o755)
            guard unsafe rename(staging.path, path) == 0 else {
                throw [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno)
                    ? BinderError.exists(path: path) : .store(StoreFailure("be made", path, number: errno))
            }
            return origin
        } catch {
            guard staging.remove() else { throw .leftBehind(path: staging.path, after: error) }
            throw error
        }
    }

    /// Refuses a place where no binder can be made.
    ///
    /// - Throws: `BinderError.exists`, `.store`.
    package func checkIsNew() throws(BinderError) {
        var status = stat()
        if unsafe lstat(path, &status) == 0 {
            let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
            guard isEmpty else { throw .exists(path: path) }
        }
        guard unsafe access(parent, W_OK | X_OK) == 0 else {
            throw .store(StoreFailure("be made", path, number: errno))
        }
    }

    private var parent: String {
        URL(filePath: path).standardizedFileURL.deletingLastPathComponent().path(percentEncoded: false)
    }

    private static func fill(
        _ path: String, _ opened: BinderOpened, _ key: BinderKey, _ policy: PolicyChanged,
        _ instructions: [(name: String, bytes: [UInt8])], _ time: LedgerTime
    ) throws(BinderError) -> LedgerOrigin {
        let folder: DurableFolder
        do throws(StoreFailure) {
            folder = try DurableFolder(path: path)
            try folder.makeFolder(LedgerFiles.manifests)
            try folder.makeFolder(LedgerFiles.papers)
            try folder.replace(LedgerFiles.policy, with: Array(PolicyLine.text(policy.policy).utf8))
            for (name, bytes) in instructions {
                let parts = name.split(separator: "/").map(String.init)
                guard parts.count > 1 else { try folder.replace(name, with: bytes); continue }
                try folder.makeFolder(parts[0])
                try folder.folder(parts[0]).replace(parts[1], with: bytes)
            }
            try folder.replace(LedgerFiles.gitAttributes, with: Array(LedgerFiles.gitAttributesText.utf8))
        } catch { throw .store(error) }
        try LedgerStore.begin(in: folder, with: LedgerEntry(time: time, event: .binderOpened(opened)), key: key)
        let store = try LedgerStore(folder: folder, key: key)
        _ = try store.append(LedgerEntry(time: time, event: .policyChanged(policy)))
        return store.origin
    }

    // MARK: - Reading

    /// The ledger's origin, from its first line.
    ///
    /// - Throws: `BinderError`.
    package func origin() throws(BinderError) -> LedgerOrigin { try LedgerFolder.origin(in: open()) }

    /// The latest time so far; `nil` if no entry can be read.
    ///
    /// - Throws: `BinderError.store`.
    package func latestTime() throws(BinderError) -> LedgerTime? {
        let folder = try open()
        do throws(StoreFailure) { return try LedgerFolder.latestTime(in: folder) } catch { throw .store(error) }
    }

    /// What the ledger says, and what follows from it.
    ///
    /// - Parameter until: entries with a later effective time are left out of the state; `nil` keeps all.
    /// - Throws: `BinderError.store`, `.noLedger`.
    package func read(until: LedgerTime? = nil) throws(BinderError) -> (log: LogAudit, state: BinderState) {
        let folder = try open()
        let snapshot: LedgerFolder.Snapshot
        do { snapshot = try LedgerFolder.snapshot(in: folder) } catch { throw .store(error) }
        guard let ledger = snapshot.ledger else { throw .noLedger(path: path) }
        try LineEnds.check(ledger, in: path)
        try LineEnds.checkCheckpoints(in: folder)
        // Lines that the ledger's key did not sign do not count.
        let checkpoint = (try? snapshot.checkpoint.get()).flatMap { $0 }
        let log = LogAudit(ledger: ledger, checkpoints: [checkpoint, snapshot.next].compactMap { $0 })
        return (log, BinderState(of: log, until: until))
    }

    /// The text of the policy's file, read by the rules of ``TextInput``. It counts only once the ledger holds it.
    ///
    /// - Throws: `BinderError.store`, `.notText`.
    package func policyText() throws(BinderError) -> String? {
        let bytes: [UInt8]?
        let folder = try open()
        do { bytes = try folder.read(LedgerFiles.policy, limit: PolicyFile.byteLimit) } catch { throw .store(error) }
        guard let bytes else { return nil }
        do throws(TextInputDefect) { return try TextInput.text(of: bytes) } catch {
            throw .notText(path: "\(path)/\(LedgerFiles.policy)", error)
        }
    }

    /// Writes a changed policy into its file, and then the entries that put it into force, together or not at all.
    ///
    /// The file counts only once the ledger holds it: a crash in between leaves a draft that can be adopted. If two
    /// programs change the policy at once, the second is refused: it would undo a change that it has not seen.
    ///
    /// - Parameters:
    ///   - text: the new content of the file.
    ///   - old: the content of the file when it was edited.
    ///   - size: how many entries the ledger had then.
    ///   - events: the change of the policy, and the entries that go with it.
    /// - Returns: the repairs that were needed first.
    /// - Throws: `BinderError`; the old policy stays in force then.
    package func adopt(
        _ text: String, insteadOf old: String, since size: UInt64, _ events: [LedgerEvent], in store: LedgerStore,
        at time: LedgerTime
    ) throws(BinderError) -> [LedgerRepair] {
        // Refuse what no ledger can hold before the file changes.
        for event in events {
            do throws(EntryDefect) { _ = try LedgerEntry(time: time, event: event).encodedLine() } catch {
                throw .entry(error)
            }
        }
        return try store.append(together: events, at: time) { () throws(BinderError) in
            let found = try policyText()
            guard found == old || found == text, try !hasNewPolicy(since: size) else {
                throw .policyChanged(path: "\(path)/\(LedgerFiles.policy)")
            }
            guard found != text else { return }
            let folder = try open()
            do throws(StoreFailure) { try folder.replace(LedgerFiles.policy, with: Array(text.utf8)) } catch {
                throw .store(error)
            }
        }
    }

    /// Whether a policy came into force after the first `size` entries.
    private func hasNewPolicy(since size: UInt64) throws(BinderError) -> Bool {
        let ledger: [UInt8]?
        let folder = try open()
        do { ledger = try LedgerFolder.bytes(in: folder) } catch {
            throw .store(error)
        }
        return (ledger ?? []).split(separator: 0x0A).dropFirst(Int(clamping: size)).contains { line in
            if case .policyChanged = try? LedgerEntry(line: Array(line)).event { true } else { false }
        }
    }

    /// The newest signed checkpoint's bytes.
    ///
    /// - Throws: `BinderError.store`, `.noCheckpoint`.
    package func checkpoint() throws(BinderError) -> [UInt8] {
        let bytes: [UInt8]?
        let folder = try open()
        do { bytes = try folder.read(LedgerFiles.checkpoint, limit: LedgerFiles.checkpointLimit) } catch {
            throw .store(error)
        }
        guard let bytes else { throw .noCheckpoint(path: path) }
        try LineEnds.checkCheckpoints(in: folder)
        return bytes
    }

    /// Refuses a ledger or a checkpoint whose line ends were converted, before other checks report something worse.
    ///
    /// - Throws: `BinderError.convertedLineEnds`; `.store` if a file cannot be read.
    package func checkLineEnds() throws(BinderError) {
        let folder = try open()
        let ledger: [UInt8]?
        do throws(StoreFailure) { ledger = try LedgerFolder.bytes(in: folder) } catch { throw .store(error) }
        try LineEnds.check(ledger ?? [], in: path)
        try LineEnds.checkCheckpoints(in: folder)
    }

    /// Saves a set's manifest, and its ciphertext unless that is to be kept apart.
    ///
    /// - Throws: `BinderError.store`.
    package func keep(_ manifest: Manifest, _ ciphertext: Ciphertext) throws(BinderError) {
        do throws(StoreFailure) {
            let folder = try DurableFolder(path: path).folder(making: LedgerFiles.manifests)
            try folder.replace("\(manifest.identity.hexadecimal).bgm", with: manifest.encoded)
            guard !manifest.isCiphertextApart else { return }
            try folder.replace("\(manifest.identity.hexadecimal).bgc", with: ciphertext.bytes)
        } catch { throw .store(error) }
    }

    /// The locked credential of a set.
    ///
    /// - Returns: `nil` if it is kept apart, is missing, or does not belong to the set.
    package func ciphertext(of manifest: Manifest) -> Ciphertext? {
        let name = "\(manifest.identity.hexadecimal).bgc"
        let bytes = try? DurableFolder(path: "\(path)/\(LedgerFiles.manifests)")
            .read(name, limit: manifest.ciphertextByteCount)
        return bytes.flatMap { $0 }.flatMap { try? manifest.ciphertext($0) }
    }

    /// Writes a new paper into the folder of papers.
    ///
    /// - Returns: its path.
    /// - Throws: `BinderError.store`.
    package func keep(paper name: String, _ bytes: [UInt8]) throws(BinderError) -> String {
        do throws(StoreFailure) {
            try DurableFolder(path: path).folder(making: LedgerFiles.papers).replace(name, with: bytes)
        } catch { throw .store(error) }
        return "\(path)/\(LedgerFiles.papers)/\(name)"
    }

    /// Checks that papers can be saved, before an entry names one. Makes the folder of papers if it is missing: git
    /// keeps no empty folders.
    ///
    /// - Throws: `BinderError.store`.
    package func checkPapers() throws(BinderError) { try check(LedgerFiles.papers) }

    private func check(_ name: String) throws(BinderError) {
        do throws(StoreFailure) {
            try DurableFolder(path: path).folder(making: name).checkWritable()
        } catch { throw .store(error) }
    }

    /// The bytes of a paper.
    ///
    /// - Returns: `nil` if the folder of papers has no regular file of that name.
    /// - Throws: `BinderError.store`.
    package func paper(_ name: String) throws(BinderError) -> [UInt8]? {
        guard PaperName(ledgerText: name) != nil else { return nil }
        do throws(StoreFailure) {
            let folder = try DurableFolder(path: path).folder(LedgerFiles.papers)
            return folder.isPlainFile(name) ? try folder.read(name, limit: BinderFile.paperLimit) : nil
        } catch {
            if error.isMissing { return nil }
            throw .store(error)
        }
    }

    /// The bytes of a file for people in the folder, such as the recovery page.
    ///
    /// - Parameter limit: the most bytes that it may have.
    /// - Returns: `nil` if there is no such file.
    /// - Throws: `StoreFailure`, also for a folder, a link and a file that is too long.
    package func instructions(_ name: String, limit: Int) throws(StoreFailure) -> [UInt8]? {
        try DurableFolder(path: path).read(name, limit: limit)
    }

    /// Why a file of the binder cannot be read; `nil` if it can be read or is missing.
    package func trouble(reading name: String) -> StoreFailure? {
        do throws(StoreFailure) {
            _ = try DurableFolder(path: path).read(name, limit: LedgerFiles.manifestLimit)
            return nil
        } catch { return error.isMissing ? nil : error }
    }

    private func open() throws(BinderError) -> DurableFolder {
        do { return try DurableFolder(path: path) } catch { throw .store(error) }
    }
}
