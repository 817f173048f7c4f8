// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a roster in YAML: they are refused in one line that cannot control a terminal, or are a roster
// that can be written and read back.

import Ceremonies
import Foundation
import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let roster: Roster
    do throws(Refusal) { roster = try RosterFile.roster(text, path: "roster.yaml") } catch {
        require(error.words.hasPrefix("roster.yaml"), "the error names the file")
        require(isPlain(error.words) && isPlain(error.hint ?? ""), "the error cannot control the terminal")
        return
    }
    require(roster.groups.allSatisfy { (1...$0.custodians.count).contains($0.needed) }, "a group can be met")
    require((1...roster.groups.count).contains(roster.groupsNeeded), "a roster can be met")
    let again = try? RosterFile.roster(written(roster), path: "roster.yaml")
    require(again == roster, "a roster is read back")
}

/// Returns whether people see a text as it is: without control characters or marks that change the writing direction.
private func isPlain(_ text: String) -> Bool {
    text.isEmpty || (try? PublicText(text.precomposedStringWithCanonicalMapping, limit: .max)) != nil
}

private func written(_ roster: Roster) -> String {
    var lines = ["account: \(quoted(roster.account))", "groups_needed: \(roster.groupsNeeded)", "groups:"]
    for group in roster.groups {
        lines += ["- name: \(quoted(group.name))", "  threshold: \(group.needed)", "  custodians:"]
        lines += group.custodians.map { "  - {name: \(quoted($0.name)), sealed: \($0.isSealed)}" }
    }
    return lines.joined(separator: "\n") + "\n"
}

/// Returns a text in double quotation marks, with every character as its number.
private func quoted(_ text: PublicText) -> String {
    let escapes = text.description.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "\"\(escapes.joined())\""
}
