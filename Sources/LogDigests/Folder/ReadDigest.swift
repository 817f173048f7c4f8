// SPDX-License-Identifier: Apache-2.0

/// A digest file that was found and read.
struct ReadDigest {
    let file: DownloadedFile
    let digest: Digest
    let name: DigestName
}

/// What a digest file turned out to be.
enum DigestReading {
    case digest(ReadDigest)
    /// It cannot be read.
    case unreadable(FormatFault)
    /// Its name and its content say different things.
    case misnamed(Digest)
}

extension DownloadedFolder {
    /// Reads a digest file.
    func digest(_ file: DownloadedFile) -> DigestReading {
        do throws(FormatFault) {
            let digest = try Digest(Inflation.bytes(bytes(file)))
            guard let name = DigestName(digest) else { return .misnamed(digest) }
            return .digest(ReadDigest(file: file, digest: digest, name: name))
        } catch {
            return .unreadable(error)
        }
    }

    /// The hash of a log file's uncompressed bytes.
    func logHash(_ file: DownloadedFile) throws(FormatFault) -> String {
        Checksums.sha256(try Inflation.bytes(bytes(file)))
    }

    /// The metadata files of a digest: beside it, or with its name in another folder.
    func metadata(of digest: Digest) -> [DownloadedFile] { files(named: digest.place.name + Self.metadataSuffix) }
}
