// SPDX-License-Identifier: Apache-2.0

/// What each sheet says about the document that describes its format.
enum FormatDocument {
    static let name = "Breakglass format 1, docs/FORMAT.md"
    /// The first 16 hexadecimal digits of the document's SHA-256; a test compares it with the file.
    static let digest = "9f36c4228c87cd67"
}
