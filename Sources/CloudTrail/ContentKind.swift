// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of a file say that it is; its name says nothing.
enum ContentKind: Equatable {
    case text
    case gzip
    case zip
    case tar
    case utf16(isBigEndian: Bool)
    /// Something that must be unpacked first, by its name.
    case foreign(String)

    /// How many bytes are looked at.
    static let byteCount = 512

    init(_ bytes: some Collection<UInt8>) {
        let first = Array(bytes.prefix(ContentKind.byteCount))
        func begins(_ magic: [UInt8]) -> Bool { first.starts(with: magic) }
        self =
            if begins([0x1F, 0x8B]) { .gzip } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
                .zip
            } else if first.dropFirst(257).starts(with: "ustar".utf8) { .tar } else if begins([0xFF, 0xFE]) {
                .utf16(isBigEndian: false)
            } else if begins([0xFE, 0xFF]) { .utf16(isBigEndian: true) } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
                .foreign("zstd")
            } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A]) { .foreign("xz") } else if begins([0x42, 0x5A, 0x68]) {
                .foreign("bzip2")
            } else if begins([0x37, 0x7A, 0xBC, 0xAF]) { .foreign("7-Zip") } else if begins([0x50, 0x41, 0x52, 0x31]) {
                .foreign("Parquet")
            } else { .text }
    }
}
