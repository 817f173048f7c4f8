// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Foundation
import Ledger
import Testing

@testable import Ceremonies

@Suite("The script of a ceremony")
struct CeremonyScriptTests {
    private func commands(_ script: CeremonyScript) -> [String] {
        script.steps.flatMap { $0.commands + $0.turns.flatMap(\.commands) }
    }

    @Test("of a first split names the policy's custodians, and has a step for each of their sheets")
    func split() throws {
        let ledger = try PaperLedger()
        let script = try ledger.script(.split).script
        #expect(script.sheets == nil && script.bags.isEmpty)
        #expect(script.rule.contains("any 2 of the 3 in") && script.rule.contains("any 1 of the 2 in"))
        #expect(script.handovers.map(\.share) == ledger.shares)
        #expect(script.handovers.map(\.custodian) == ledger.shares.map(ledger.custodian))
        #expect(script.handovers.allSatisfy { $0.place?.hasPrefix("Headquarters, safe ") == true })
        for share in ledger.shares {
            #expect(commands(script).contains("lp /dev/shm/sheets/sheet-\(share).pdf"))
            let taken = script.steps.filter { $0.leaves == [.sheetReceived] }.flatMap(\.turns)
            #expect(taken.count { $0.share == share && $0.custodian == ledger.custodian(of: share) } == 1)
        }
        #expect(
            commands(script).contains(
                "breakglass split --account 'AWS root' --credential 'root password' --field \"user name:text\" "
                    + "--field password --output /dev/shm/sheets"))
        #expect(!commands(script).contains { $0.contains("sheet destroy") || $0.contains("vault") })
        let deal = try #require(script.steps.first { $0.title == "Deal" })
        #expect(deal.text.contains("2 Keeper") && deal.text.contains("(g1m2)"), "the one sealed share is called for")
        #expect(deal.leaves.contains(.setCreated) && deal.leaves.contains(.setAbandoned))
    }

    @Test("tells what the guide tells: the same command to deal, the same labels, and the same clean-up")
    func guide() throws {
        let path = URL(filePath: #filePath).appending(path: "../../../docs/guides/first-ceremony.md").standardized
        let text = try String(contentsOf: path, encoding: .utf8).replacing("\\\n", with: " ")
        func words(_ command: some StringProtocol) -> [Substring] {
            String(command).replacing("\"", with: "").replacing("'", with: "").replacing("--binder binder", with: "")
                .replacing(", example.com", with: "").split(separator: " ")
        }
        func told(_ start: String, after heading: String) throws -> Substring {
            let section = text[try #require(text.range(of: heading)).upperBound...]
            return section[try #require(section.range(of: start)).lowerBound...].prefix { $0 != "\n" && $0 != "`" }
        }
        let typed = commands(try PaperLedger().script(.split).script)
        #expect(
            try words(told("breakglass split", after: "## 5. Split"))
                == words(#require(typed.first { $0.hasPrefix("breakglass split ") })))
        let receipt = try told("breakglass sheet receive", after: "## 7.")
        #expect(receipt.contains("--label /dev/shm/label-g1m1.pdf"))
        #expect(typed.contains { $0.contains("--label /dev/shm/label-g1m1.pdf") })
        let removed = Set(try words(told("rm -rf /dev/shm/sheets", after: "## 7.")))
        let cleaning = try #require(typed.first { $0.hasPrefix("rm -rf ") })
        #expect(words(cleaning).contains("/dev/shm/label-*.pdf"))
        #expect(removed.isSuperset(of: words(cleaning)), "\(removed)")
    }

    @Test(
        "asks for the credential by what it is",
        arguments: [
            ("one-time-password", "--otpauth /dev/shm/enrolment.png"),
            ("key-file", "--field-from key:file=/dev/shm/key"),
            ("recovery-codes", "--field \"recovery codes\""), ("other", "--field secret"),
        ])
    func kinds(kind: String, option: String) throws {
        let script = try PaperLedger(kind: kind).script(.split).script
        #expect(commands(script).contains { $0.hasPrefix("breakglass split ") && $0.contains(option) })
    }

    @Test("has the vault sheet printed, bagged and handed over where the new set has one")
    func vaultSheet() throws {
        var ledger = try PaperLedger(apart: true)
        let asked = try ledger.script(.split, vaultSheet: true).script
        #expect(commands(asked).contains { $0.contains(" --vault-sheet --output") })
        #expect(commands(asked).contains("lp -n 2 /dev/shm/sheets/vault.pdf"))
        #expect(asked.figures.contains("So can the loss of the vault sheet."))
        ledger.deal()
        let recovery = try ledger.script(.recovery).script
        #expect(recovery.sheets?.hasVaultSheet == true)
        #expect(recovery.steps.contains { $0.title == "The vault sheet" })
        #expect(recovery.materials.contains { $0.name == "Vault sheet’s bag" })
        let reshare = try ledger.script(.reshare).script
        #expect(commands(reshare).contains { $0.hasPrefix("breakglass reshare") && $0.contains("--vault-sheet") })
        #expect(!commands(try PaperLedger().script(.split).script).contains { $0.contains("vault") })
    }

    @Test(
        "of a ceremony that opens sheets knows who holds them today, their bags and their places, and not what is gone")
    func custody() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        ledger.receive(ledger.shares[0], bag: "B-2041")
        ledger.add(
            .sheetLost(
                SheetLost(
                    set: ledger.manifest.identity, share: ledger.shares[4], happened: .known("water"),
                    by: .known("Dana Novak"))))
        for ceremony in [PaperMade.Ceremony.recovery, .drill, .rehearsal, .reshare, .rotation] {
            let script = try ledger.script(ceremony).script
            #expect(script.sheets?.code == ledger.manifest.identity.code)
            #expect(script.bags.map(\.share) == Array(ledger.shares.prefix(4)), "\(ceremony)")
            #expect(script.bags[0].serial == "B-2041" && script.bags[0].place == "Safe of g1m1")
            #expect(script.bags[1].serial == nil && script.bags[1].place == "Headquarters, safe 2")
            let isDealt = [.reshare, .rotation].contains(ceremony)
            #expect(script.handovers.count == (isDealt ? 5 : 4))
            #expect(commands(script).count { $0.contains("sheet destroy") } == (isDealt ? 4 : 0))
        }
    }

    @Test("of a recovery has the policy's failure modes, approvers, window and review")
    func recovery() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let script = try ledger.script(.recovery, roles: [(.operator, "Dana Novak")]).script
        let failed = try #require(script.steps.first { $0.title == "What failed" })
        #expect(failed.points.count == 2 && failed.points[0].contains("The identity provider is down"))
        #expect(failed.points[0].contains("Two people try"))
        let approver = try #require(script.roles.first { $0.title == "Approver" })
        #expect(approver.name == "Fay Lund" && approver.duty.contains("1 of 1") && approver.duty.contains("+34 600"))
        let command = try #require(commands(script).first { $0.hasPrefix("breakglass recover") })
        #expect(command.contains("--operator 'Dana Novak' --approved-by \"____\""))
        #expect(script.steps.contains { $0.text.contains("The window is 4 h long.") })
        #expect(script.due.contains { $0.contains("within 5 d") })
        let order = script.steps.flatMap(\.leaves)
        let expected: [EntryKind] = [.recoveryOpened, .cosigned, .recoveryRevealed, .recoveryClosed, .reviewFiled]
        let places = expected.compactMap { order.firstIndex(of: $0) }
        #expect(places.count == 5 && places == places.sorted())
    }

    @Test("is refused where no sheets are in force, and where the policy does not name the credential")
    func refusals() throws {
        let ledger = try PaperLedger()
        for ceremony in [PaperMade.Ceremony.recovery, .drill, .rehearsal, .reshare] {
            #expect(throws: ScriptError.noSheets) { try ledger.script(ceremony) }
        }
        #expect(throws: ScriptError.notPlanned) {
            try ScriptDraft(
                ScriptRequest(
                    ceremony: .split, name: CredentialName(account: .known("another"), credential: nil),
                    by: "Dana Novak", program: "test"), of: ledger.log, ledger.state, at: ledger.now)
        }
    }

    @Test("takes serials for what is on its list, adds what is not, and tells of parts that should be apart")
    func rolesAndMaterials() throws {
        let ledger = try PaperLedger()
        let draft = try ledger.script(
            .split,
            roles: [
                (.witness, ledger.custodian(of: ledger.shares[0])), (.administrator, "Dana Novak"),
                (.operator, "Dana Novak"), (.observer, "Gil Aud"),
            ], materials: [("laptop", "LT-1"), ("Torch", "T-9")])
        let script = draft.script
        #expect(script.materials.first { $0.name == "Laptop" }?.serial == "LT-1")
        #expect(script.materials.last?.name == "Torch" && script.materials.last?.serial == "T-9")
        #expect(script.materials.first { $0.name == "Printer" }?.serial == nil)
        #expect(draft.conflicts.count == 2)
        #expect(draft.conflicts.contains { $0.contains("is internal witness and keeps a sheet") })
        #expect(
            draft.conflicts.contains(
                "Dana Novak is ceremony administrator and operator"))
        #expect(
            script.roles.map(\.title).prefix(5) == [
                "Ceremony administrator", "Operator", "Internal witness", "Account owner", "Observer",
            ])
        #expect(try ledger.script(.split).conflicts.isEmpty)
    }

    @Test("has one byte form, whose digest is its name, and comes back from it", arguments: PaperMade.Ceremony.allCases)
    func identity(ceremony: PaperMade.Ceremony) throws {
        var ledger = try PaperLedger(names: .arabic)
        if ceremony != .split { ledger.deal() }
        let script = try ledger.script(ceremony).script
        let bytes = try script.encoded()
        #expect(try CeremonyScript(encoded: bytes) == script)
        #expect(try CeremonyScript(encoded: bytes).encoded() == bytes)
        let identity = ScriptIdentity(of: bytes)
        #expect(identity.description.count == 32 && identity.words.count == 4)
        #expect(ScriptIdentity(ofPageFile: identity.pageFile) == identity)
        var other = bytes
        other[other.count / 2] ^= 1
        #expect(ScriptIdentity(of: other) != identity)
        for name in [
            "record-\(identity).pdf", "script-../\(identity).pdf", identity.dataFile, "script-\(identity)0.pdf",
        ] {
            #expect(ScriptIdentity(ofPageFile: name) == nil)
        }
    }

    @Test("quotes what a shell would read otherwise, and breaks commands between their options alone")
    func typing() {
        #expect(CommandLineWord.quoted("plain-1.pdf") == "plain-1.pdf")
        #expect(CommandLineWord.quoted(#"a "b" $c `d` \"#) == #"'a "b" $c `d` \'"#)
        #expect(CommandLineWord.quoted("O'Neil") == #"'O'\''Neil'"#)
        #expect(CommandLineWord.quoted("two\nlines'") == #"$'two\012lines\047'"#)
        #expect(CommandLineWord.option("--by", nil) == #"--by "____""#)
        #expect(CommandLineWord.option("--by", "Ana Ruiz") == "--by 'Ana Ruiz'")
        #expect(CommandLineWord.option("--by", "-n Ruiz") == "--by='-n Ruiz'", "it is no option")
        #expect(CommandLineWord.path("-dash") == "./-dash")
        #expect(CommandLineWord.path("-a dash") == "'./-a dash'")
        #expect(CommandLineWord.path("a`b") == #"$'a\140b'"#, "the command's text ends at a backtick")
        let command =
            "breakglass split --account 'AWS \"root, of a long name' --credential \"root password\" --field password"
        let lines = CommandLines(command, width: 50).lines
        #expect(lines.allSatisfy { $0.count <= 50 } && lines.count == 4)
        #expect(lines.dropLast().allSatisfy { $0.hasSuffix(" \\") })
        let joined = lines.map { $0.hasSuffix(" \\") ? String($0.dropLast(2)) : $0 }
            .map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }.joined(separator: " ")
        #expect(joined == command)
        #expect(CommandLines("lp x", width: 50).lines == ["lp x"])
    }
}
