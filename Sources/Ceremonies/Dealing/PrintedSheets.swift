// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import SheetScanning

/// The printed sheets of a set, until scans have shown that each of them is whole.
package final class PrintedSheets {
    /// What the end of a command about their credential needs to name it.
    package let naming: String
    private let paper: PaperSet
    private var read: Set<ShareNumber> = []
    private var lacksVault: Bool

    /// What a file showed.
    package struct Outcome {
        /// The shares whose sheets are whole.
        package let whole: [ShareNumber]
        /// The sheets that are not, and what is wrong with them.
        package let defects: [(number: ShareNumber, defect: ReadBackDefect)]
        /// Whether it shows the vault sheet, whole.
        package let hasVault: Bool

        /// Whether it shows nothing of the set.
        package var isEmpty: Bool { whole.isEmpty && defects.isEmpty && !hasVault }
    }

    init(_ paper: PaperSet, naming: String) {
        self.paper = paper
        self.naming = naming
        lacksVault = paper.dealt.manifest.isCiphertextApart
    }

    /// The shares whose printed sheets were read, in order.
    package var whole: [ShareNumber] { read.sorted() }

    /// The sheets that are not read back yet, by their names.
    package var missing: [String] {
        paper.numbers.filter { !read.contains($0) }.map(\.description) + (lacksVault ? ["vault"] : [])
    }

    /// Whether every sheet is read back.
    package var isWhole: Bool { missing.isEmpty }

    /// Takes what a scanner saw in one file, which may have several sheets.
    package func take(_ codes: [ScannedCode]) -> Outcome {
        let found = paper.confirmPrinted(codes)
        read.formUnion(found.whole)
        if found.hasVault { lacksVault = false }
        return Outcome(whole: found.whole, defects: found.defects, hasVault: found.hasVault)
    }
}
