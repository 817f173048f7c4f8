// SPDX-License-Identifier: Apache-2.0
//
// What headless Chromium meets on a page; browser.py drives it.

import Foundation
import Testing

/// What a person would meet on a page in a browser: with eyes, keyboard, screen reader, telephone or printer.
struct BrowserFindings: Decodable, Sendable {
    /// An element as a screen reader tells of it.
    struct Element: Decodable, Hashable, Sendable {
        let role: String
        let name: String
    }

    /// A walk through the page with the tab key.
    struct Keyboard: Decodable, Sendable {
        /// How many things can be reached, and which were not.
        let stops: Int
        let unreached: [String]
        /// What had the focus and did not show it, or was not in view then.
        let unmarked: [String]
        let hidden: [String]
    }

    /// What is in view once the first link to an entry was followed.
    struct Followed: Decodable, Sendable {
        let target: String?
        let isInView: Bool
        /// The texts that are unfolded there.
        let shown: [String]
    }

    /// What axe-core found.
    struct Accessibility: Decodable, Sendable {
        let violations: [String]
        /// What it leaves to a person.
        let undecided: [String]
        /// The rules that hold.
        let passes: [String]
    }

    let requests: [String]
    let console: [String]
    let tree: [Element]
    /// The same at the width of a telephone.
    let narrowTree: [Element]
    let keyboard: Keyboard
    let followed: Followed
    /// How many pixels the page is wider than the window, in turn at 1280 and 400 pixels, by day and by night.
    let overflow: [Int]
    /// The words that are to be on paper.
    let print: String
    let light: Accessibility
    let dark: Accessibility

    /// Opens a page; pictures and print go into a folder, where one is named.
    static func of(_ page: String, pictures folder: String? = nil) async throws -> BrowserFindings {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let axe = here.appending(path: "../../../.build/axe/axe_playwright_python/axe.min.js").standardizedFileURL.path
        let ended = try await Program.run(
            "/usr/bin/python3", [here.appending(path: "browser.py").path, page, axe] + (folder.map { [$0] } ?? []))
        guard ended.code == 0 else {
            throw ToolFailure(command: "browser.py \(page)", code: ended.code, errors: ended.errors)
        }
        return try JSONDecoder().decode(BrowserFindings.self, from: Data(ended.output))
    }
}
