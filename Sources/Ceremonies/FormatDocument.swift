// SPDX-License-Identifier: Apache-2.0

/// What each sheet says about where its format is described.
enum FormatDocument {
    static let name = "Breakglass format 1, docs/FORMAT.md"
    /// The first 16 hexadecimal digits of the document's SHA-256; a test holds it against the file.
    static let digest = "b4ca858fb3a5eefd"
}
