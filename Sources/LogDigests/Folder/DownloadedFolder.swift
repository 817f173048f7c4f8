// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation

/// A file of a folder into which objects were downloaded.
package struct DownloadedFile: Hashable, Comparable, Sendable {
    /// The path from the folder on.
    package let path: String

    /// The path as it was in the bucket: `.json` is what some tools make of `.json.gz`.
    var objectPath: String { path.hasSuffix(".json") && !isMetadata ? path + ".gz" : path }

    var objectName: String { objectPath.split(separator: "/").last.map(String.init) ?? objectPath }

    /// Whether it is the metadata of a digest, kept beside it.
    var isMetadata: Bool { path.hasSuffix(DownloadedFolder.metadataSuffix) }

    var isDigest: Bool { objectName.contains("_CloudTrail-Digest_") && objectName.hasSuffix(".json.gz") }

    /// Whether a reader would take it for a log file: by its suffix, or by CloudTrail's own form of the name.
    var isLog: Bool {
        guard !isMetadata, !isDigest, objectName.hasSuffix(".json.gz") else { return false }
        let account = objectName.prefix { $0 != "_" }
        return path.hasSuffix(".gz") || account.count == 12 && objectName.dropFirst(12).hasPrefix("_CloudTrail")
    }

    package static func < (one: Self, other: Self) -> Bool { one.path < other.path }
}

/// A folder into which objects were downloaded, with the files in it.
package struct DownloadedFolder: Sendable {
    /// What stands after a digest's name in the name of its metadata.
    package static let metadataSuffix = ".head.json"

    /// The folder's path.
    package let path: String
    /// The files at every depth, sorted; links are not followed.
    package let files: [DownloadedFile]
    private let byName: [String: [DownloadedFile]]

    /// Lists the files; `nil` when there is no such folder.
    package init?(path: String) {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
            let walk = FileManager.default.enumerator(atPath: path)
        else { return nil }
        var files: [DownloadedFile] = []
        for case let inner as String in walk {
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(inner)")
            if attributes?[.type] as? FileAttributeType == .typeRegular { files.append(DownloadedFile(path: inner)) }
        }
        self.path = path
        self.files = files.sorted()
        byName = Dictionary(grouping: self.files) { $0.objectName }
    }

    /// The bytes of a file.
    ///
    /// - Throws: `FormatFault.unreadable`, `.tooLarge`.
    func bytes(_ file: DownloadedFile) throws(FormatFault) -> [UInt8] {
        do throws(WholeFile.Fault) {
            return try WholeFile.bytes(of: "\(path)/\(file.path)", limit: Inflation.limit)
        } catch {
            if case .tooLarge = error { throw .tooLarge }
            throw .unreadable
        }
    }

    /// The files that have the name of an object, wherever they are.
    func files(named name: String) -> [DownloadedFile] { byName[name] ?? [] }

    /// Whether a file is where the object would be: its path ends with the object's key, or the key with its path, in
    /// whole folders; and the folder before a key does not name another bucket.
    func file(_ file: DownloadedFile, isAt place: ObjectPlace, buckets: Set<String>) -> Bool {
        let path = file.objectPath
        if path == place.key || place.key.hasSuffix("/\(path)") { return true }
        guard path.hasSuffix("/\(place.key)") else { return false }
        let before = path.dropLast(place.key.count + 1).split(separator: "/").last.map(String.init)
        return before.map { $0 == place.bucket || !buckets.contains($0) } ?? true
    }
}
