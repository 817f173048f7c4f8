// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope
package import SheetPrinting

/// Describes a set on a terminal, in the same words as on its sheets.
package struct RuleWording {
    private let manifest: Manifest

    package init(_ manifest: Manifest) { self.manifest = manifest }

    /// "any 2 of the 3 in Security, and any 1 of the 2 in Operations"
    package var rule: String { plain(sheetRule.inWords) }

    /// "At least 3 people must act together. Any one sheet can be lost; 2 lost sheets can lock everyone out."
    package var figures: String {
        plain(sheetRule.figuresInWords) + (manifest.isCiphertextApart ? " So can the loss of the vault sheet." : "")
    }

    /// "182 bytes, kept apart, on the vault sheet"
    package var locked: String {
        "\(manifest.ciphertextByteCount) bytes, "
            + (manifest.isCiphertextApart ? "kept apart, on the vault sheet" : "on every sheet")
    }

    /// "share 2 of 3 in Security"
    package func place(of number: ShareNumber) -> String { manifest.place(of: number) }

    /// How far each group's quorum is filled, one line per group.
    package func standing(_ standing: QuorumStanding, proven: [ShareNumber]) -> [String] {
        let width = manifest.groups.map { $0.name.description.count }.max() ?? 0
        return zip(manifest.groups, standing.groups).map { group, state in
            let name = group.name.description
            let marks =
                String(repeating: "■", count: min(state.present, state.needed))
                + String(repeating: "□", count: max(state.needed - state.present, 0))
            let here = proven.filter { $0.group == state.group }.map { $0.description }
            let list = here.isEmpty ? "" : "  (\(here.joined(separator: ", ")))"
            let surplus = state.present - state.needed
            let met = state.isMet ? surplus > 0 ? ", met, \(surplus) more" : ", met" : ""
            return "  \(name + String(repeating: " ", count: width - name.count))  \(marks)  "
                + "\(min(state.present, state.needed)) of \(state.needed) needed\(met)\(list)"
        }
    }

    /// "1 more from Operations"
    package func missing(_ standing: QuorumStanding) -> String {
        let lacking = zip(manifest.groups, standing.groups).filter { !$0.1.isMet }.map { group, state in
            "\(state.needed - state.present) more from \(group.name)"
        }
        let groupsLacking = standing.groupsNeeded - standing.groupsMet
        return lacking.joined(separator: groupsLacking < lacking.count ? " or " : " and ")
    }

    private var sheetRule: SheetRule { SheetRule(manifest) }

    /// Removes the isolating marks that separate names from other text on paper: terminals show them badly.
    private func plain(_ text: String) -> String {
        String(text.unicodeScalars.filter { !(0x2066...0x2069).contains($0.value) })
    }
}

extension SheetRule {
    /// The rule of a set, as its sheets state it.
    package init(_ manifest: Manifest) {
        self.init(
            groups: manifest.groups.map { group in
                Group(name: group.name.description, threshold: group.threshold.needed, members: group.threshold.total)
            },
            groupThreshold: manifest.rule.groupThreshold.needed, fewestWhoCanAct: manifest.rule.fewestWhoCanAct,
            fewestLossesThatLockOut: manifest.rule.fewestLossesThatLockOut)
    }
}
