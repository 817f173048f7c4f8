// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Reports
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// What a split reports about the set.
struct SplitReport {
    private let manifest: Manifest
    private let roster: Roster
    private let wording: RuleWording

    init(_ manifest: Manifest, _ roster: Roster) {
        self.manifest = manifest
        self.roster = roster
        wording = RuleWording(manifest)
    }

    /// Account, set and rule, and what follows from the rule.
    func showSet() {
        Console.say("Account  \(manifest.label)")
        Console.say("Set      \(manifest.identity.code)  (\(manifest.identity.words.joined(separator: " ")))")
        Console.say("Opens    \(wording.rule)")
        Console.say("         \(wording.figures)")
        if manifest.rule.fewestWhoCanAct == 1 {
            Console.warn("one person alone can open this set: that is not custody")
        }
        if manifest.isCiphertextApart {
            Console.warn("nothing opens without the vault sheet: print it twice, for two places; it holds no share")
        }
        if manifest.rule.fewestLossesThatLockOut == 1 {
            Console.warn("a single lost sheet can lock everyone out: add a custodian to each group")
        }
    }

    /// Where each sheet is.
    func showDelivery(_ places: [String], sheets: [DrawnSheet], areFiles: Bool) {
        for sheet in sheets {
            let names = areFiles ? sheet.files.map { $0.name }.joined(separator: ", ") + "  " : ""
            guard let number = sheet.number else {
                Console.say("  vault  \(names)for a different safe than the custodians'")
                continue
            }
            let custodian = roster.custodian(of: number)
            let sealed = custodian.isSealed ? ", sealed" : ""
            let spare = custodian.isSpare ? ", spare" : ""
            Console.say("  \(number)   \(names)\(custodian.name), \(wording.place(of: number))\(sealed)\(spare)")
        }
        Console.say("The sheets are \(places.joined(separator: " and ")).")
    }
}
