// SPDX-License-Identifier: Apache-2.0

/// Where a piece of evidence came from: a file with all its pages, the codes that a reader sent together, the lines and
/// words that were typed at one prompt, or the binder.
///
/// Evidence is kept by source, and each source has its own budget: nothing that one source shows affects another
/// (docs/FORMAT.md, "Sheets and sources").
package struct Source: Hashable, Sendable {
    /// The bytes of the name. Two names are equal only if their bytes are, whatever Unicode considers equivalent.
    private let utf8: [UInt8]
    /// Distinguishes sources of one name: each group of codes that a reader sent, from 1; 0 for all others.
    package let group: Int

    /// Names a source.
    package init(_ name: String, group: Int = 0) {
        utf8 = Array(name.utf8)
        self.group = group
    }

    /// What people call it, for example the file's name.
    package var name: String { String(decoding: utf8, as: UTF8.self) }

    static func precedes(_ one: Source, _ other: Source) -> Bool {
        one.utf8 == other.utf8 ? one.group < other.group : one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}

/// A page of a source.
package struct SourcePage: Hashable, Sendable {
    /// The source of the page.
    package let source: Source
    /// The page, from 1; 0 if the source has no pages.
    package let page: Int

    /// Names a page.
    package init(_ source: Source, page: Int = 0) {
        self.source = source
        self.page = page
    }
}
