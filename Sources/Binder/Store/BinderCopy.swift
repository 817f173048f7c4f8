// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// A file of a binder.
public struct BinderFile: Sendable {
    /// The most bytes of a paper that are read.
    public static let paperLimit = 64 << 20

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
    /// The checkpoint that was about to take its place, after a crash.
    public let next: [UInt8]?
    /// The policy's file.
    public let policy: String?
    /// The public part of sets: what is called after a set, whether the ledger tells of that set or not.
    public let manifests: [BinderFile]
    /// The papers, where they were asked for: plain files whose names could be those of papers.
    public let papers: [BinderFile]
    /// What lies among manifests and papers and was not copied: links, files with a second name, other names.
    public let leftOut: [String]

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

    /// The plain files of a folder that are wanted, in the order of their names, and what else lies there; what is hidden
    /// counts for nothing.
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
                // Its first bytes tell a key, whatever it is called.
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
