// SPDX-License-Identifier: Apache-2.0
//
// The files of a binder that lie beside its ledger, for whoever takes a copy with them.

import Foundation

/// A file of a binder.
public struct BinderFile: Sendable {
    /// Its name in the binder, such as `papers/slip-7.pdf`.
    public let name: String
    /// Its content.
    public let bytes: [UInt8]
}

extension BinderFolder {
    /// Does something while no program appends to the ledger.
    ///
    /// - Throws: `BinderError.store`, or what it throws.
    public func whileStill<Result>(_ act: () throws(BinderError) -> Result) throws(BinderError) -> Result {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: path) } catch { throw .store(error) }
        return try folder.whileLocked(turnstile: LedgerFiles.ledger, act)
    }

    /// The bytes of the ledger's file.
    ///
    /// - Throws: `BinderError.store`, `.noLedger`.
    public func ledgerBytes() throws(BinderError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(StoreFailure) { bytes = try DurableFolder(path: path).read(LedgerFiles.ledger) } catch {
            throw .store(error)
        }
        guard let bytes else { throw .noLedger(path: path) }
        return bytes
    }

    /// The manifests and ciphertexts that lie there of the sets that a ledger tells of.
    ///
    /// - Throws: `BinderError.store`.
    public func manifests(of state: BinderState) throws(BinderError) -> [BinderFile] {
        let names = state.sets.map { $0.identity.hexadecimal }.sorted().flatMap { ["\($0).bgc", "\($0).bgm"] }
        return try files(names, in: LedgerFiles.manifests)
    }

    /// The papers: plain files that are not hidden, in the order of their names.
    ///
    /// - Throws: `BinderError.store`; `.keyInBinder` where a private key lies among them.
    public func papers() throws(BinderError) -> [BinderFile] {
        let folder = "\(path)/\(LedgerFiles.papers)"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return try files(names.filter { !$0.hasPrefix(".") }, in: LedgerFiles.papers)
    }

    /// The files of these names that are there; links and folders are left out.
    private func files(_ names: [String], in folder: String) throws(BinderError) -> [BinderFile] {
        var files: [BinderFile] = []
        var key: String?
        do throws(StoreFailure) {
            guard try DurableFolder(path: path).has(folder) else { return [] }
            let place = try DurableFolder(path: "\(path)/\(folder)")
            for name in names where key == nil && place.isPlainFile(name) {
                // Its first bytes tell a key, before any more of it is read.
                let start = try place.start(of: name, limit: BinderKey.magic.count)
                if start == BinderKey.magic { key = "\(path)/\(folder)/\(name)" }
                guard key == nil, let bytes = try place.read(name) else { continue }
                files.append(BinderFile(name: "\(folder)/\(name)", bytes: bytes))
            }
        } catch { throw .store(error) }
        if let key { throw .keyInBinder(path: key) }
        return files
    }
}
