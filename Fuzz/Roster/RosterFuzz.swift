// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a roster in YAML: refused in one line that cannot steer a terminal, or a roster that is read back from
// what it says.

import Ceremonies
import Foundation
import ShareEnvelope

@testable import breakglass

func fuzz(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let roster: Roster
    do throws(CommandError) { roster = try RosterFile.roster(text, path: "roster.yaml") } catch {
        require(error.code == .badInput, "what is wrong is the file")
        require(error.message.hasPrefix("roster.yaml"), "the file is named")
        require(isPlain(error.message) && isPlain(error.hint ?? ""), "no complaint steers the terminal")
        return
    }
    require(roster.groups.allSatisfy { (1...$0.custodians.count).contains($0.needed) }, "a group can be met")
    require((1...roster.groups.count).contains(roster.groupsNeeded), "a roster can be met")
    let again = try? RosterFile.roster(written(roster), path: "roster.yaml")
    require(again == roster, "a roster is read back")
}

/// Whether people see a text as it is: no control characters, no marks that turn the direction of writing.
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

/// A text in double quotation marks, every character by its number.
private func quoted(_ text: PublicText) -> String {
    let escapes = text.description.unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "\"\(escapes.joined())\""
}
