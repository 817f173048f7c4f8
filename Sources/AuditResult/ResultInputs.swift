// SPDX-License-Identifier: Apache-2.0

package import PublicHashes
package import PublicTexts

/// The files that an audit read: a list if they are few, and always one digest for all of them.
package struct ResultInputs: Hashable, Sendable {
    /// One file.
    package struct File: Hashable, Sendable {
        /// Its name, as the audit was given it.
        package let name: PublicText
        /// Its size in bytes.
        package let bytes: UInt64
        /// The SHA-256 of its bytes.
        package let digest: TreeHash

        /// Names a file.
        package init(name: PublicText, bytes: UInt64, digest: TreeHash) {
            self.name = name
            self.bytes = bytes
            self.digest = digest
        }

        /// Names a file whose name may hold what no text may.
        package init(fitting name: String, bytes: UInt64, digest: TreeHash) {
            self.init(name: PublicText(fitting: name, limit: ResultLimit.name), bytes: bytes, digest: digest)
        }

        /// The file's line in the list that the digest is of.
        var line: [UInt8] { Array("\(ResultWriter.hexadecimal(digest))  \(bytes)  ".utf8) + name.utf8 + [0x0A] }
    }

    /// How many files there were.
    package let count: UInt64
    /// Their size together.
    package let bytes: UInt64
    /// The SHA-256 of their list (docs/RESULT.md, "Inputs").
    package let digest: TreeHash
    /// The files in the order of their names; empty if there are more than a hundred.
    package let files: [File]

    /// Takes the files in any order; a name counts once.
    package init(_ files: [File]) {
        let sorted = Self.sorted(files)
        count = UInt64(sorted.count)
        bytes = sorted.reduce(0) { $0 &+ $1.bytes }
        digest = Self.digest(of: sorted)
        self.files = sorted.count <= ResultLimit.files ? sorted : []
    }

    init(count: UInt64, bytes: UInt64, digest: TreeHash, files: [File]) {
        self.count = count
        self.bytes = bytes
        self.digest = digest
        self.files = files
    }

    static func digest(of sorted: [File]) -> TreeHash {
        guard let hash = TreeHash(bytes: SHA256Digest.of(sorted.flatMap(\.line))) else {
            preconditionFailure("SHA-256 has 32 bytes")
        }
        return hash
    }

    private static func sorted(_ files: [File]) -> [File] {
        let all = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        return all.enumerated().filter { $0.offset == 0 || all[$0.offset - 1].name != $0.element.name }.map(\.element)
    }
}
