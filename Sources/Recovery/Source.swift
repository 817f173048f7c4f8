// SPDX-License-Identifier: Apache-2.0

/// Where a piece of evidence came from: a file with all its pages, what was typed at one prompt, or the binder.
///
/// Evidence is kept by source, and each source has a budget of its own: whatever one of them shows costs no other
/// (docs/FORMAT.md, "Sheets and sources").
public struct Source: Hashable, Sendable {
    /// What people call it, such as the file's name.
    public let name: String

    /// Names a source.
    public init(_ name: String) { self.name = name }
}

/// A page of a source.
public struct SourcePage: Hashable, Sendable {
    /// The source.
    public let source: Source
    /// The page, from 1; 0 where a source has no pages.
    public let page: Int

    /// Names a page.
    public init(_ source: Source, page: Int = 0) {
        self.source = source
        self.page = page
    }
}
