// SPDX-License-Identifier: Apache-2.0

/// A code as people read it: groups of four characters with hyphens between them.
package struct CodeGroups {
    private static let size = 4
    private static let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    /// What may stand around a code; within quotes, a shell does not take a line's end away.
    private static let signs = Set("`(),.;:")

    /// The groups, each with its hyphen; the first and the last have the signs that stand around the code.
    package let groups: [String]

    /// Finds the groups of a word; `nil` if it is a path, an option, or anything else that is no code.
    package init?(_ word: String) {
        var body = word[...]
        while let first = body.first, Self.signs.contains(first) { body.removeFirst() }
        while let last = body.last, Self.signs.contains(last) { body.removeLast() }
        let groups = body.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.count > 1, groups.dropLast().allSatisfy({ $0.count == Self.size }),
            groups.allSatisfy({ (1...Self.size).contains($0.count) && $0.allSatisfy(Self.alphabet.contains) })
        else { return nil }
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        self.groups = parts.dropLast().map { "\($0)-" } + parts.suffix(1).map { String($0) }
    }
}
