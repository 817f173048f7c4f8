// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// A file of a binder.
package struct BinderFile: Sendable {
    /// The most bytes that are read from a paper.
    package static let paperLimit = 64 << 20

    /// Its path in the binder, such as `papers/slip-7.pdf`.
    package let name: String
    /// Its content.
    package let bytes: [UInt8]
}

/// The content of a binder at one moment, while no program appended to its ledger.
package struct BinderCopy: Sendable {
    /// The ledger.
    package let ledger: [UInt8]
    /// The newest signed checkpoint.
    package let checkpoint: [UInt8]
    /// The checkpoint that was about to replace it, after a crash.
    package let next: [UInt8]?
    /// The policy's file.
    package let policy: String?
    /// The public parts of sets: the files that are named after a set, whether the ledger mentions that set or not.
    package let manifests: [BinderFile]
    /// The papers, if requested: regular files with names that papers may have.
    package let papers: [BinderFile]
    /// What is among manifests and papers but was not copied: links, files with a second name, other names.
    package let leftOut: [String]

    /// Copies a binder. The ledger is locked only while the files are read.
    ///
    /// - Throws: `BinderError.store`, `.noLedger`, `.noCheckpoint`; `.keyInBinder` if a private key is among the
    ///   papers.
    package init(of binder: BinderFolder, withPapers: Bool) throws(BinderError) {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: binder.path) } catch { throw .store(error) }
        self = try folder.whileLocked(turnstile: LedgerFiles.ledger) { () throws(BinderError) in
            try BinderCopy(folder, of: binder, withPapers)
        }
    }

    private init(_ folder: DurableFolder, of binder: BinderFolder, _ withPapers: Bool) throws(BinderError) {
        let bytes: [UInt8]?
        do { bytes = try LedgerFolder.bytes(in: folder) } catch { throw .store(error) }
        guard let bytes else { throw .noLedger(path: binder.path) }
        try LineEnds.check(bytes, in: binder.path)
        ledger = bytes
        checkpoint = try binder.checkpoint()
        next = (try? folder.read(LedgerFiles.nextCheckpoint, limit: 1 << 20)).flatMap { $0 }
        policy = try binder.policyText()
        let publicParts = try Self.files(in: LedgerFiles.manifests, of: folder) { name in
            let parts = name.split(separator: ".", maxSplits: 1)
            return parts.count == 2 && SetIdentity(ledgerText: String(parts[0])) != nil
                && ["bgm", "bgc"].contains(parts[1])
        }
        let papers =
            try withPapers ? Self.files(in: LedgerFiles.papers, of: folder) { _ in true } : (files: [], leftOut: [])
        manifests = publicParts.files
        self.papers = papers.files
        leftOut = publicParts.leftOut + papers.leftOut
    }

    /// The regular files of a folder that match, in the order of their names, and what else is there. Hidden files are
    /// ignored.
    private static func files(
        in name: String, of binder: DurableFolder, wanted: (String) -> Bool
    ) throws(BinderError) -> (files: [BinderFile], leftOut: [String]) {
        guard binder.has(name) else { return ([], []) }
        var files: [BinderFile] = []
        var leftOut: [String] = []
        var key: String?
        do throws(StoreFailure) {
            let folder = try binder.folder(name)
            for file in try folder.names() where key == nil && !file.hasPrefix(".") {
                // Its first bytes show that it is a key, whatever its name.
                if folder.isPlainFile(file), try folder.start(of: file, limit: BinderKey.magic.count) == BinderKey.magic
                {
                    key = "\(folder.path)/\(file)"
                } else if PaperName(ledgerText: file) != nil, wanted(file),
                    let bytes = try folder.readSole(file, limit: BinderFile.paperLimit)
                {
                    files.append(BinderFile(name: "\(name)/\(file)", bytes: bytes))
                } else {
                    leftOut.append("\(name)/\(file)")
                }
            }
        } catch { throw .store(error) }
        if let key { throw .keyInBinder(path: key) }
        return (files, leftOut)
    }
}
