// SPDX-License-Identifier: Apache-2.0

/// Where a piece of evidence came from: a file with all its pages, the codes that a reader sent together, the lines and
/// words that were typed at one prompt, or the binder.
///
/// Evidence is kept by source, and each source has its own budget: nothing that one source shows affects another
/// (docs/FORMAT.md, "Sheets and sources").
package struct Source: Hashable, Sendable {
    /// What people call it, for example the file's name.
    package let name: String
    /// Distinguishes sources of one name: each group of codes that a reader sent, from 1; 0 for all others.
    package let group: Int

    /// Names a source.
    package init(_ name: String, group: Int = 0) {
        self.name = name
        self.group = group
    }

    static func precedes(_ one: Source, _ other: Source) -> Bool { (one.name, one.group) < (other.name, other.group) }
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
