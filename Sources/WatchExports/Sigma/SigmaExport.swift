// SPDX-License-Identifier: Apache-2.0

package import Watch

/// Rules for a SIEM in Sigma: one for each call that weakens by itself.
package struct SigmaExport: Sendable {
    /// Each rule as the name of a file and its content, in the order of the catalogue.
    package private(set) var files: [(name: String, content: String)] = []
    /// What Sigma cannot carry, by the catalogue's rule, and why.
    package private(set) var gaps: [(rule: String, gap: SigmaGap)] = []

    package init(_ catalogue: Catalogue) {
        for rule in catalogue.rules where rule.direction.branches.contains(where: { $0.direction == .weakens }) {
            guard rule.category != "U" else {
                gaps.append((rule.id, .use))
                continue
            }
            do throws(SigmaGap) {
                let detection = try SigmaDetection(rule)
                let name = "aws_cloudtrail_\(rule.service)_\(rule.stem)".lowercased().replacing("-", with: "_")
                files.append(("\(name).yml", Self.content(rule, detection, catalogue)))
            } catch {
                gaps.append((rule.id, error))
            }
        }
    }

    /// The list of what is not carried, for a person.
    package var gapText: String {
        var text = """
            Rules of the catalogue that weaken and that Sigma cannot carry: \(gaps.count).
            Sigma sees one event at a time: no rule here knows who came from whom, what a later call took back, or that a
            call failed and was tried again.

            """
        for gap in gaps { text += "\(gap.rule): \(gap.gap.rawValue)\n" }
        return text
    }

    private static func content(_ rule: Rule, _ detection: SigmaDetection, _ catalogue: Catalogue) -> String {
        let category = catalogue.categories[rule.category] ?? rule.category
        var text = """
            title: \(SigmaValue.quoted("AWS \(rule.service): \(rule.stem)"))
            id: \(NameUUID(of: "urn:glasswatch:rule:\(rule.id)"))
            status: experimental
            description: \(SigmaValue.quoted(rule.why))
            author: Breakglass
            tags:
            \(tags(rule.category).map { "    - \($0)" }.joined(separator: "\n"))
            logsource:
                product: aws
                service: cloudtrail
            detection:

            """
        for selection in detection.selections {
            text += "    \(selection.name):\n"
            for map in selection.maps {
                for (place, member) in map.enumerated() {
                    let lead = selection.maps.count == 1 ? "        " : place == 0 ? "        - " : "          "
                    text += "\(lead)\(member.field): \(member.value.yaml)\n"
                }
            }
        }
        return text + """
                condition: \(detection.condition)
            falsepositives:
                - \(SigmaValue.quoted("Ordinary administration (\(category)); compare with changes that were approved"))
            level: \(rule.severity)

            """
    }

    /// Tactics of ATT&CK for a category of the catalogue.
    private static func tags(_ category: String) -> [String] {
        switch category {
        case "K", "I", "T": ["attack.persistence"]
        case "P": ["attack.privilege-escalation"]
        case "M": ["attack.persistence", "attack.credential-access"]
        case "L", "C": ["attack.defense-evasion"]
        default: ["attack.execution"]
        }
    }
}
