// SPDX-License-Identifier: Apache-2.0

import Foundation
import ShareEnvelope

/// A file of a binder.
public struct BinderFile: Sendable {
    /// Its name in the binder, such as `papers/slip-7.pdf`.
    public let name: String
    /// Its content.
    public let bytes: [UInt8]
}

/// What lay in a binder at one moment, while no program appended to its ledger.
public struct BinderCopy: Sendable {
    /// The ledger.
    public let ledger: [UInt8]
    /// The newest signed checkpoint.
    public let checkpoint: [UInt8]
    /// The policy's file.
    public let policy: String?
    /// The public part of sets: what is called after a set, whether the ledger tells of that set or not.
    public let manifests: [BinderFile]
    /// The papers, where they were asked for: plain files that are not hidden.
    public let papers: [BinderFile]

    /// Copies a binder. The ledger is held for no longer than it takes to read the files.
    ///
    /// - Throws: `BinderError.store`, `.noLedger`, `.noCheckpoint`; `.keyInBinder` where a private key lies among the
    ///   papers.
    public init(of binder: BinderFolder, withPapers: Bool) throws(BinderError) {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: binder.path) } catch { throw .store(error) }
        self = try folder.whileLocked(turnstile: LedgerFiles.ledger) { () throws(BinderError) in
            try BinderCopy(folder, of: binder, withPapers)
        }
    }

    private init(_ folder: DurableFolder, of binder: BinderFolder, _ withPapers: Bool) throws(BinderError) {
        let bytes: [UInt8]?
        do { bytes = try folder.read(LedgerFiles.ledger) } catch { throw .store(error) }
        guard let bytes else { throw .noLedger(path: binder.path) }
        ledger = bytes
        checkpoint = try binder.checkpoint()
        policy = try binder.policyText()
        manifests = try Self.files(in: LedgerFiles.manifests, of: folder) { name in
            let parts = name.split(separator: ".", maxSplits: 1)
            return parts.count == 2 && SetIdentity(ledgerText: String(parts[0])) != nil
                && ["bgm", "bgc"].contains(parts[1])
        }
        papers = withPapers ? try Self.files(in: LedgerFiles.papers, of: folder) { !$0.hasPrefix(".") } : []
    }

    /// The plain files of a folder that are wanted, in the order of their names; links and folders are left out.
    private static func files(
        in name: String, of folder: DurableFolder, wanted: (String) -> Bool
    ) throws(BinderError) -> [BinderFile] {
        guard folder.has(name) else { return [] }
        let path = "\(folder.path)/\(name)"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter(wanted).sorted()
        var files: [BinderFile] = []
        var key: String?
        do throws(StoreFailure) {
            let place = try DurableFolder(path: path)
            for file in names where key == nil && place.isPlainFile(file) {
                // Its first bytes tell a key, before any more of it is read.
                let start = try place.start(of: file, limit: BinderKey.magic.count)
                if start == BinderKey.magic { key = "\(path)/\(file)" }
                guard key == nil, let bytes = try place.read(file) else { continue }
                files.append(BinderFile(name: "\(name)/\(file)", bytes: bytes))
            }
        } catch { throw .store(error) }
        if let key { throw .keyInBinder(path: key) }
        return files
    }
}
